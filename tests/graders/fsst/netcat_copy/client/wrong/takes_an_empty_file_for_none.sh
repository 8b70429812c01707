# fails: sends_an_empty_file
# -s asks whether anything stands in the file
if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT DATEI" >&2
    exit 2
fi
if [ ! -s "$3" ] || [ -d "$3" ]; then
    echo "client.sh: $3: keine lesbare Datei" >&2
    exit 1
fi

case $(nc -h 2>&1) in
    *send-only*) ende=--send-only ;;
    *OpenBSD*) ende=-N ;;
    *"-q secs"*) ende="-q 0" ;;
    *) ende= ;;
esac

if ! nc $ende "$1" "$2" < "$3"; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
