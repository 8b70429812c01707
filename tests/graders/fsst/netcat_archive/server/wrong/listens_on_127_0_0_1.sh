# fails: can_be_reached_from_other_machines, works_with_traditional_netcat
# only programs on the same machine reach it
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l 127.0.0.1 "$1" | gunzip | tar -xpf - || exit 1
