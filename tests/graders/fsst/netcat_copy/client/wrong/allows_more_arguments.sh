# fails: refuses_another_number_of_arguments
# one argument too many does not matter to it
if [ $# -lt 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT DATEI" >&2
    exit 2
fi
if [ ! -f "$3" ] || [ ! -r "$3" ]; then
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
