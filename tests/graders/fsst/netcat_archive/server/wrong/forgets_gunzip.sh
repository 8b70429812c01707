# fails: unpacks_all_files, makes_the_folder, unpacks_folders, takes_a_folder_with_blanks, ends_with_its_client, keeps_permissions, keeps_symbolic_links, unpacks_empty_folders, unpacks_names_with_a_leading_dash, takes_a_folder_with_a_leading_dash, leaves_other_files_alone, unpacks_a_mebibyte, waits_for_a_slow_client, needs_no_input, works_with_openbsd_netcat, works_with_traditional_netcat, works_with_ncat
# gives tar what gzip has packed
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
nc -l -p "$1" | tar -xpf - || exit 1
