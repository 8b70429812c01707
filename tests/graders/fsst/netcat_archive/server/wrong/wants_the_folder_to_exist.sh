# fails: can_be_reached_from_other_machines, listens_on_the_given_port, makes_the_folder, takes_a_folder_with_blanks, ends_with_its_client, writes_nothing_outside, waits_for_a_slow_client, needs_no_input, says_that_it_is_no_archive, says_that_the_archive_is_cut_short, works_with_openbsd_netcat, works_with_traditional_netcat, works_with_ncat
# does not make the folder
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
cd -- "$2" || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
