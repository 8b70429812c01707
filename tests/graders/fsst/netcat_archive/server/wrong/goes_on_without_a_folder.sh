# fails: says_that_it_cannot_make_the_folder
# listens although there is no folder
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2"
cd -- "$2"
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
