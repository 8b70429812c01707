# fails: says_how_it_is_used, refuses_another_number_of_arguments
# ends with 1 when it is used wrongly
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 1
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
