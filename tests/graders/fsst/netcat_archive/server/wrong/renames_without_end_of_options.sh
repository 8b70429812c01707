# fails: unpacks_names_with_a_leading_dash
# unpacks elsewhere, and moves the files one by one
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
mkdir ./.neu && cd ./.neu || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
for name in * .[!.]*; do
    if [ -e "$name" ] || [ -h "$name" ]; then mv "$name" .. || exit 1; fi
done
cd .. && rmdir ./.neu
