# Writes beside the file first, and gives it its name when all is there.
usage() {
    printf '%s\n' "usage: $0 PORT FILE" >&2
    exit 2
}
die() {
    printf '%s\n' "$0: $1" >&2
    exit 1
}
test $# = 2 || usage
port=$1 file=$2
part=$(mktemp ./part.XXXXXX) || exit 1
trap 'rm -f "$part"' EXIT
case $file in
    */*) test -d "${file%/*}" || die "no such folder: ${file%/*}" ;;
esac
netcat -l -p "$port" > "$part" || die "netcat fails on port $port"
mv -f -- "$part" "$file" || die "cannot write $file"
