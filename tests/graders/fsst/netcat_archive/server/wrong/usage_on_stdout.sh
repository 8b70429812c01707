# fails: says_how_it_is_used, refuses_another_number_of_arguments
# says how it is used on stdout
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER"
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
