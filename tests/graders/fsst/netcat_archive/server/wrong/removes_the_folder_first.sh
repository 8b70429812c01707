# fails: leaves_other_files_alone, says_that_it_cannot_make_the_folder
# begins with an empty folder
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
rm -rf -- "$2"
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
