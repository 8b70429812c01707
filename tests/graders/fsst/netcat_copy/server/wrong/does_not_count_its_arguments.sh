# fails: says_how_it_is_used, refuses_another_number_of_arguments, leaves_files_alone_when_used_wrongly
# takes the arguments as they come
nc -l -p "$1" > "$2" || exit 1
