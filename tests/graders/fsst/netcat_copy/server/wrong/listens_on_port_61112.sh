# fails: listens_on_the_given_port, says_that_its_port_is_taken
# always listens on 61112
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p 61112 > "$2" || exit 1
