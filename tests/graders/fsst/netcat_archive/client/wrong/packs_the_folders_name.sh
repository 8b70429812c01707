# fails: sends_all_files, sends_folders_in_it, sends_hidden_files, sends_names_with_blanks, takes_a_folder_with_blanks, keeps_permissions, keeps_symbolic_links, sends_empty_folders, sends_a_folder_with_nothing_in_it, sends_names_with_a_leading_dash, takes_a_folder_with_a_leading_dash, sends_a_mebibyte
# the name of the folder stands in front of all names
if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT ORDNER" >&2
    exit 2
fi
[ -d "$3" ] || { echo "client.sh: $3: kein Ordner" >&2; exit 1; }
case $(nc -h 2>&1) in
    *send-only*) ende=--send-only ;;
    *OpenBSD*) ende=-N ;;
    *"-q secs"*) ende="-q 0" ;;
    *) ende= ;;
esac
if ! tar -cf - -- "$3" | gzip | nc $ende "$1" "$2"; then
    echo "client.sh: $3 kommt bei $1, Port $2, nicht an" >&2
    exit 1
fi
