#!/bin/sh
# Schickt einen Ordner über TCP: sh client.sh HOST PORT ORDNER

# 1. Sind es nicht genau drei Argumente ($#): eine Meldung auf stderr (>&2) und Exitcode 2.

# 2. Gibt es den Ordner "$3" nicht: eine Meldung auf stderr und Exitcode 1.

# 3. Alles, was in ihm liegt, mit tar und gzip einpacken und mit netcat an "$1" und "$2" schicken.

# 4. Misslingt das: eine Meldung auf stderr und ein Exitcode, der nicht 0 ist.
