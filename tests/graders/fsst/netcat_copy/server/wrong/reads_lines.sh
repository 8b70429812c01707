# fails: writes_the_file, writes_it_under_the_given_name, writes_binary_data, replaces_an_older_file, takes_a_name_with_blanks, takes_a_name_with_a_leading_dash, writes_a_mebibyte, puts_pieces_together, waits_for_a_slow_client, needs_no_input, says_that_its_port_is_taken, works_with_openbsd_netcat, works_with_traditional_netcat, works_with_ncat
# reads lines, and writes each with a line end
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT DATEI" >&2
    exit 2
fi

( : > "$2" ) || exit 1
nc -l -p "$1" | while read -r line; do printf '%s\n' "$line"; done > "$2"
