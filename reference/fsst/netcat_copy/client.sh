#!/bin/sh
# Schickt eine Datei über TCP: sh client.sh HOST PORT DATEI

if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT DATEI" >&2
    exit 2
fi
if [ ! -f "$3" ] || [ ! -r "$3" ]; then
    echo "client.sh: $3: keine lesbare Datei" >&2
    exit 1
fi

# Mit dem Ende der Eingabe soll auch die Verbindung enden. Wie man das sagt, ist bei jedem netcat anders.
case $(nc -h 2>&1) in
    *send-only*) ende=--send-only ;; # Ncat
    *OpenBSD*) ende=-N ;;
    *"-q secs"*) ende="-q 0" ;; # das traditionelle
    *) ende= ;;
esac

# Ohne Anführungszeichen um $ende: Es sind zwei Wörter, eines oder keines.
if ! nc $ende "$1" "$2" < "$3"; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
