# fails: listens_on_the_given_port
# always listens on 61111
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p 61111 > "$2" || exit 1
