# fails: says_that_it_cannot_write, says_that_its_port_is_taken
# only the last command of the pipe fails, and netcat goes on listening
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p "$1" | cat > "$2" || exit 1
