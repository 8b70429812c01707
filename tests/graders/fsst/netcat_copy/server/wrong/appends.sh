# fails: replaces_an_older_file
# writes behind what is there
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p "$1" >> "$2" || exit 1
