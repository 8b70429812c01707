#!/bin/sh
# Nimmt eine Datei über TCP entgegen: sh server.sh PORT DATEI

if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

# -l -p verstehen alle netcats; -l PORT ohne -p nicht. Misslingt die Umleitung oder netcat, steht der Grund schon auf stderr.
nc -l -p "$1" > "$2" || exit 1
