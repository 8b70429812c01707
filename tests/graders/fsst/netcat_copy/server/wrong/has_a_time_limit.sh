# fails: waits_for_a_slow_client
# netcat gives up after two seconds without a word
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -w 2 -l -p "$1" > "$2" || exit 1
