# fails: ends_with_its_client, waits_for_a_slow_client, needs_no_input, works_with_openbsd_netcat, works_with_traditional_netcat, works_with_ncat
# begins again when a client has gone
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

( : > "$2" ) || exit 1
while nc -l -p "$1" > ./empfangen.tmp; do mv -- ./empfangen.tmp "$2"; done
exit 1
