# fails: unpacks_a_mebibyte
# takes no more than 512 KiB
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | head -c 524288 | gunzip | tar -xpf - || exit 1
