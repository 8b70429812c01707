# fails: works_with_traditional_netcat
# the traditional netcat wants -p
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l "$1" | gunzip | tar -xpf - || exit 1
