# fails: writes_it_under_the_given_name, takes_a_name_with_blanks, takes_a_name_with_a_leading_dash, says_that_it_cannot_write
# always writes kopie.txt
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l -p "$1" > kopie.txt || exit 1
