# fails: go_from_openbsd_netcat_to_ncat, go_from_traditional_netcat_to_openbsd_netcat, get_along_with_one_netcat
# netcat stays connected at the end of its input
if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT DATEI" >&2
    exit 2
fi
if [ ! -f "$3" ] || [ ! -r "$3" ]; then
    echo "client.sh: $3: keine lesbare Datei" >&2
    exit 1
fi

if ! nc "$1" "$2" < "$3"; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
