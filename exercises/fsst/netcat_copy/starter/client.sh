#!/bin/sh
# Schickt eine Datei über TCP: sh client.sh HOST PORT DATEI

# 1. Sind es nicht genau drei Argumente ($#): eine Meldung auf stderr (>&2) und Exitcode 2.

# 2. Gibt es die Datei "$3" nicht: eine Meldung auf stderr und Exitcode 1.

# 3. netcat mit "$1" und "$2" verbinden; seine Eingabe ist die Datei.

# 4. Misslingt das: eine Meldung auf stderr und ein Exitcode, der nicht 0 ist.
