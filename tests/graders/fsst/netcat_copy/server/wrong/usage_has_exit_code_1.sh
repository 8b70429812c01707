# fails: says_how_it_is_used, refuses_another_number_of_arguments
# ends with 1 when it is used wrongly
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 1
fi

nc -l -p "$1" > "$2" || exit 1
