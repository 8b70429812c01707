# fails: waits_for_a_slow_client
# netcat gives up after two seconds without a word
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -w 2 -l -p "$1" | gunzip | tar -xpf - || exit 1
