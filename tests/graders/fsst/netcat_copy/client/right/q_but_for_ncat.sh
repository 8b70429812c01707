# Two of the three understand -q; verbose, as the document shows it.
case $# in
    3) host=$1 port=$2 file=$3 ;;
    *) echo "usage: $0 HOST PORT FILE" >&2; exit 2 ;;
esac
[ -d "$file" ] && { echo "$file is a folder" >&2; exit 1; }
( : < "$file" ) || exit 1
if netcat -h 2>&1 | grep -qi nmap; then set --; else set -- -q 0; fi
netcat -v "$@" "$host" "$port" < "$file"
