# fails: says_that_it_is_no_archive, says_that_the_archive_is_cut_short
# forgets tar's exit code
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpf -
exit 0
