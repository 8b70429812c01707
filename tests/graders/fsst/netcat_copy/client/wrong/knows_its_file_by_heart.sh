# fails: sends_the_file_that_is_named, takes_a_name_with_blanks, takes_a_name_with_a_leading_dash
# always sends brief.txt
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
    *OpenBSD*) ende=-N ;;
    *"-q secs"*) ende="-q 0" ;;
    *) ende= ;;
esac

if ! nc $ende "$1" "$2" < brief.txt; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
