# fails: says_how_it_is_used, refuses_another_number_of_arguments
# says how it is used on stdout
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI"
    exit 2
fi

nc -l -p "$1" > "$2" || exit 1
