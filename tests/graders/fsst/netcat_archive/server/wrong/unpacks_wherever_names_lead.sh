# fails: writes_nothing_outside
# lets tar write wherever the names in the archive lead
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpPf - || exit 1
