#!/bin/sh
# Schickt einen Ordner über TCP: sh client.sh HOST PORT ORDNER

if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT ORDNER" >&2
    exit 2
fi
cd -- "$3" || exit 1

# Mit dem Ende der Eingabe soll auch die Verbindung enden. Wie man das sagt, ist bei jedem netcat anders.
case $(nc -h 2>&1) in
    *send-only*) ende=--send-only ;; # Ncat
    *OpenBSD*) ende=-N ;;
    *"-q secs"*) ende="-q 0" ;; # das traditionelle
    *) ende= ;;
esac

# Der Punkt meint alles, was hier liegt; * meint nicht, was mit einem Punkt beginnt.
if ! tar -cf - . | gzip | nc $ende "$1" "$2"; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
