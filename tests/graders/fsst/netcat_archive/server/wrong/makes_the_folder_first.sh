# fails: makes_nothing_when_used_wrongly
# makes the folder before it looks at its arguments
mkdir -p -- "${2:-.}"
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
