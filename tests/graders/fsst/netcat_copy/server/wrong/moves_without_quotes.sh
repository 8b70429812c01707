# fails: takes_a_name_with_blanks
# a name with blanks is several words for mv
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

( : > "$2" ) || exit 1
nc -l -p "$1" > ./empfangen.tmp || exit 1
mv -- ./empfangen.tmp $2
