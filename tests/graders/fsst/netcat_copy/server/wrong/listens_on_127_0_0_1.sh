# fails: can_be_reached_from_other_machines, works_with_traditional_netcat
# only programs on the same machine reach it
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

nc -l 127.0.0.1 "$1" > "$2" || exit 1
