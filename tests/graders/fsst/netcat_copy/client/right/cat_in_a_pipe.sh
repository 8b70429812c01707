# cat in front, and the option for the end from a function.
end() {
    help=$(nc -h 2>&1)
    if printf '%s' "$help" | grep -q OpenBSD; then echo -N
    elif printf '%s' "$help" | grep -q -e --send-only; then echo --send-only
    else echo -q 1
    fi
}
[ "$#" = 3 ] || { echo "usage: client.sh HOST PORT FILE" >&2; exit 2; }
test -f "$3" || { echo "$3: no such file" >&2; exit 1; }
cat -- "$3" | nc $(end) "$1" "$2" || { echo "cannot send $3" >&2; exit 1; }
