# fails: writes_an_empty_file
# takes an empty file for none
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p "$1" > "$2" || exit 1
[ -s "$2" ] || rm -f -- "$2"
