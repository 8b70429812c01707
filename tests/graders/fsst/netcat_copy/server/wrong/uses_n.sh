# fails: works_with_traditional_netcat, works_with_ncat
# only the netcat of OpenBSD knows -N
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -N -l -p "$1" > "$2" || exit 1
