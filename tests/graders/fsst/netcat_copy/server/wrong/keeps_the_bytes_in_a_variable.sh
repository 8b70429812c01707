# fails: writes_binary_data, writes_a_mebibyte, puts_pieces_together, works_with_openbsd_netcat, works_with_traditional_netcat, works_with_ncat
# $(…) loses zeros and the last line ends
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

( : > "$2" ) || exit 1
bytes=$(nc -l -p "$1") || exit 1
printf '%s' "$bytes" > "$2"
