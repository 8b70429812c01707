# fails: takes_a_folder_with_blanks
# mkdir makes several folders of a name with blanks
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- $2 && cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
