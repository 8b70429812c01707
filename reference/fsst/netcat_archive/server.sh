#!/bin/sh
# Nimmt einen Ordner über TCP entgegen: sh server.sh PORT ORDNER

if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1

# Der Exitcode einer Pipe ist der ihres letzten Befehls. Bekommt tar nichts oder nicht alles, sagt es das.
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
