# A pipe, whose first command says in a file how it ended.
if [ "$#" != 2 ]; then echo "server.sh PORT FILE" >&2; exit 2; fi
{ : > "$2"; } || exit 1
exec 3> "./.status" 4> "$2"
{ nc -l -p "$1" < /dev/null; echo $? >&3; } | dd bs=65536 status=none >&4
read -r status < ./.status
rm -f -- ./.status
exit "$status"
