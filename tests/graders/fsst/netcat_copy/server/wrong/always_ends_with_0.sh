# fails: says_that_its_port_is_taken
# forgets netcat's exit code
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

( : > "$2" ) || exit 1
nc -l -p "$1" > "$2"
exit 0
