#!/bin/sh
# Nimmt eine Datei über TCP entgegen: sh server.sh PORT DATEI

# 1. Sind es nicht genau zwei Argumente ($#): eine Meldung auf stderr (>&2) und Exitcode 2.

# 2. Mit netcat auf dem Port "$1" lauschen, und was kommt, in die Datei "$2" umleiten.

# 3. Misslingt das: Exitcode 1.
