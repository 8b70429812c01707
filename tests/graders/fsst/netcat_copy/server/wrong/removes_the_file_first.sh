# fails: leaves_files_alone_when_used_wrongly
# removes the older file before it looks at its arguments
rm -f -- "$2"
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p "$1" > "$2" || exit 1
