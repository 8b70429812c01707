# select() waits, and recv() never does.
import select
import socket
import sys


class GaveUp(Exception):
    pass


def arguments():
    if len(sys.argv) == 5:
        try:
            host, port, seconds, text = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
        except ValueError:
            pass
        else:
            if 0 < port < 65536 and 0 < seconds < 1e8:
                return host, port, seconds, text.encode("utf-8")
    print("usage: client.py HOST PORT SEKUNDEN NACHRICHT", file=sys.stderr)
    raise SystemExit(2)


def run(host, port, seconds, data):
    sock = socket.create_connection((host, port), timeout=seconds)
    sock.settimeout(None)
    sock.sendall(data)
    got = []
    missing = len(data)
    while missing:
        if not select.select([sock], [], [], seconds)[0]:
            raise GaveUp(f"{seconds} Sekunden lang nichts")
        piece = sock.recv(missing)
        if piece == b"":
            raise GaveUp("zu früh geschlossen")
        got.append(piece)
        missing -= len(piece)
    sock.close()
    return b"".join(got)


try:
    print("Antwort: " + run(*arguments()).decode("utf-8", "backslashreplace"))
except (OSError, GaveUp) as reason:
    print(reason, file=sys.stderr)
    raise SystemExit(1)
