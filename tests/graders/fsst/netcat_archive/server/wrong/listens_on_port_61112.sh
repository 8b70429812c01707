# fails: listens_on_the_given_port
# always listens on 61112
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p 61112 | gunzip | tar -xpf - || exit 1
