# argparse for the arguments; all lines are written at once.
import argparse
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("name")
parser.add_argument("protocol", nargs="?", choices=["tcp", "udp"])
told = parser.parse_args()
try:
    if told.protocol:
        lines = [f"Port: {socket.getservbyname(told.name, told.protocol)}"]
    else:
        found = socket.gethostbyname_ex(told.name)
        lines = [
            f"Name: {found[0]}",
            f"Aliasse: {' '.join(found[1]) if found[1] else '-'}",
            f"Adressen: {' '.join(found[2])}",
        ]
except (OSError, UnicodeError) as error:
    parser.exit(1, f"{told.name}: {error}\n")
sys.stdout.write("\n".join(lines) + "\n")
