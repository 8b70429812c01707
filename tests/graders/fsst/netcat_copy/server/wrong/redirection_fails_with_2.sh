# fails: says_that_it_cannot_write
# leaves the exit code to the redirection
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p "$1" > "$2"
