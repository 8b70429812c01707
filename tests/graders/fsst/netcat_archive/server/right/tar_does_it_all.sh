# tar unpacks by itself, and goes into the folder by itself.
[ $# = 2 ] || { echo "usage: $0 PORT FOLDER" >&2; exit 2; }
mkdir -p -- "$2" || exit 1
netcat -v -l -p "$1" < /dev/null | tar -C "$2" -xzvf - >&2
