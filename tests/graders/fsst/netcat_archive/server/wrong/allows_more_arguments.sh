# fails: refuses_another_number_of_arguments, makes_nothing_when_used_wrongly
# one argument too many does not matter to it
if [ $# -lt 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
