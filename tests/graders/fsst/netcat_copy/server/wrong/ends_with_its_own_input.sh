# fails: needs_no_input, works_with_ncat
# -q 0 ends netcat as soon as its own input ends, and Ncat does not know it
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -q 0 -l -p "$1" > "$2" || exit 1
