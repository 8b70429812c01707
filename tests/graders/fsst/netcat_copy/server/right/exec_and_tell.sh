# Verbose, as the document shows it, and in the place of the shell.
case $# in
    2) ;;
    *) echo "usage: server.sh PORT FILE" >&2; exit 2 ;;
esac
( : > "$2" ) || exit 1
exec ncat -v -l -p "$1" > "$2"
