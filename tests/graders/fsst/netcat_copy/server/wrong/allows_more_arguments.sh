# fails: refuses_another_number_of_arguments, leaves_files_alone_when_used_wrongly
# one argument too many does not matter to it
if [ $# -lt 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p "$1" > "$2" || exit 1
