# fails: writes_a_mebibyte
# writes no more than 512 KiB
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p "$1" > "$2" || exit 1
[ "$(wc -c < "$2")" -le 524288 ] || truncate -s 524288 -- "$2"
