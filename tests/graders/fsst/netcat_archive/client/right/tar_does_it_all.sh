# tar packs by itself, and goes into the folder by itself; two of the three netcats understand -q.
[ $# = 3 ] || { echo "usage: $0 HOST PORT FOLDER" >&2; exit 2; }
[ -d "$3" ] || { echo "$3 is no folder" >&2; exit 1; }
end="-q 0"
if netcat -h 2>&1 | grep -qi nmap; then end=; fi
tar -C "$3" -czvf - . | netcat -v $end "$1" "$2"
