# No argparse, and the loop over the addresses by hand.
import socket
import sys


def usage():
    print("usage: client.py HOST PORT SEKUNDEN EIGENE-IP EIGENER-PORT", file=sys.stderr)
    sys.exit(2)


if len(sys.argv) != 6:
    usage()
_, host, port, seconds, own_ip, own_port = sys.argv
try:
    port, seconds, own_port = int(port), float(seconds), int(own_port)
except ValueError:
    usage()
if not (1 <= port <= 65535 and 0 <= own_port <= 65535 and 0 < seconds < 1e9):
    usage()

try:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
except socket.gaierror as error:
    sys.exit(f"{host}: {error}")
why = None
for family, kind, number, _, address in found:
    s = socket.socket(family, kind, number)
    s.settimeout(seconds)
    try:
        s.bind((own_ip, own_port))
        s.connect(address)
        break
    except OSError as error:
        s.close()
        why = error
else:
    sys.exit(f"Keine Verbindung: {why}")
print("Verbunden von %s:%d mit %s:%d" % (s.getsockname()[:2] + s.getpeername()[:2]))
s.sendall(b"Hallo Welt")
s.close()
