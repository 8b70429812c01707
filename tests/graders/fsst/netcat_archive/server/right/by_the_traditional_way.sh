# Options of tar without a dash, a subshell for the folder, a function for the rest.
receive() {
    nc -lp "$1" | gzip -d | (cd -- "$2" && tar xpf -)
}
if test "$#" -ne 2; then
    echo "server.sh: PORT FOLDER" >&2
    exit 2
fi
mkdir -p -- "$2" || exit 1
receive "$1" "$2"
