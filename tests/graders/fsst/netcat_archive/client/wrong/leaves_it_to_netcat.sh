# fails: says_that_the_server_is_absent
# the netcat of OpenBSD does not say that nobody listens
if [ $# -ne 3 ]; then
    echo "Aufruf: sh client.sh HOST PORT ORDNER" >&2
    exit 2
fi
cd -- "$3" || exit 1
case $(nc -h 2>&1) in
    *send-only*) ende=--send-only ;;
    *OpenBSD*) ende=-N ;;
    *"-q secs"*) ende="-q 0" ;;
    *) ende= ;;
esac
if ! tar -cf - . | gzip | nc $ende "$1" "$2"; then
    exit 1
fi
