# As on the slides, for IPv4; and one piece of the greeting after the other.
import socket
import sys


def number(text, kind, smallest, largest):
    try:
        value = kind(text)
    except ValueError:
        value = None
    if value is None or not smallest <= value <= largest:
        sys.stderr.write(f"falsches Argument: {text}\n")
        raise SystemExit(2)
    return value


if len(sys.argv) != 6:
    sys.stderr.write("Aufruf: client.py HOST PORT SEKUNDEN EIGENE-IP EIGENER-PORT\n")
    raise SystemExit(2)
ip1, ip2 = sys.argv[1], sys.argv[4]
port1 = number(sys.argv[2], int, 1, 65535)
timeout = number(sys.argv[3], float, 1e-6, 1e6)
port2 = number(sys.argv[5], int, 0, 65535)

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.settimeout(timeout)
try:
    s.bind((ip2, port2))
    s.connect((ip1, port1))
    print("Verbunden von {}:{} mit {}:{}".format(*s.getsockname(), *s.getpeername()))
    for word in (b"Hallo", b" ", b"Welt"):
        s.send(word)
except OSError as error:
    print("Fehler:", error, file=sys.stderr)
    raise SystemExit(1)
finally:
    s.close()
