# fails: keeps_symbolic_links
# unpacks elsewhere, and copies with cp -rL
if [ $# -ne 2 ]; then
    echo "Aufruf: sh server.sh PORT ORDNER" >&2
    exit 2
fi
mkdir -p -- "$2" && cd -- "$2" || exit 1
mkdir ../.neu && cd ../.neu || exit 1
nc -l -p "$1" | gunzip | tar -xpf - || exit 1
cp -rL . "$OLDPWD" && rm -rf ../.neu
