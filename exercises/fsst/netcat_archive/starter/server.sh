#!/bin/sh
# Nimmt einen Ordner über TCP entgegen: sh server.sh PORT ORDNER

# 1. Sind es nicht genau zwei Argumente ($#): eine Meldung auf stderr (>&2) und Exitcode 2.

# 2. Den Ordner "$2" anlegen, wenn es ihn nicht gibt. Geht das nicht: Exitcode 1.

# 3. Mit netcat auf dem Port "$1" lauschen, und was kommt, mit gunzip und tar in diesem Ordner auspacken.
