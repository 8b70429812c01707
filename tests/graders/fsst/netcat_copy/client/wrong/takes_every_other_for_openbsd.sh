# fails: ends_by_itself_with_traditional_netcat
# knows only two of the three netcats
if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT DATEI" >&2
    exit 2
fi
if [ ! -f "$3" ] || [ ! -r "$3" ]; then
    echo "client.sh: $3: keine lesbare Datei" >&2
    exit 1
fi

case $(nc -h 2>&1) in
    *send-only*) ende=--send-only ;;
    *) ende=-N ;;
esac

if ! nc $ende "$1" "$2" < "$3"; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
