# fails: works_with_traditional_netcat
# the traditional netcat wants -p
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l "$1" > "$2" || exit 1
