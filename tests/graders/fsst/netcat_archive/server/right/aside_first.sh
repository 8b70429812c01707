# Keeps the archive in a file first.
die() {
    echo "$0: $1" >&2
    exit "${2:-1}"
}
case $# in 2) port=$1 ;; *) die "PORT FOLDER" 2 ;; esac
if [ ! -d "$2" ]; then
    mkdir -p -- "$2" || die "cannot make $2"
fi
part=$(mktemp) || exit 1
trap 'rm -f "$part"' EXIT
ncat -l -p "$port" > "$part" || die "netcat fails"
gzip -dc < "$part" | tar xf - -C "$2" || die "no archive, or not all of it"
