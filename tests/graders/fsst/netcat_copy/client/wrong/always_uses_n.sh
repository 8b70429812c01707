# fails: ends_by_itself_with_traditional_netcat, ends_by_itself_with_ncat
# only the netcat of OpenBSD knows -N
if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT DATEI" >&2
    exit 2
fi
if [ ! -f "$3" ] || [ ! -r "$3" ]; then
    echo "client.sh: $3: keine lesbare Datei" >&2
    exit 1
fi

if ! nc -N "$1" "$2" < "$3"; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
