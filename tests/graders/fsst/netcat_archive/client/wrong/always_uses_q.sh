# fails: ends_by_itself_with_ncat
# Ncat does not know -q
if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT ORDNER" >&2
    exit 2
fi
cd -- "$3" || exit 1
if ! tar -cf - . | gzip | nc -q 0 "$1" "$2"; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
