"""Eén wekker voor alles: signal.alarm(3) wordt na elk stuk opnieuw gezet."""

import signal
import socket
import sys


def ring(signum, frame):
    raise TimeoutError("het bleef 3 seconden stil")


def receive(sock, length):
    parts = []
    while length > 0:
        signal.alarm(3)
        part = sock.recv(min(length, 512))
        if not part:
            raise EOFError("de server sloot de verbinding te vroeg")
        parts.append(part)
        length -= len(part)
    signal.alarm(0)
    return b"".join(parts)


def usage():
    sys.stderr.write(f"usage: {sys.argv[0]} HOST PORT MESSAGE\n")
    raise SystemExit(2)


if len(sys.argv) != 4:
    usage()
_, host, port, message = sys.argv
try:
    port = int(port)
except ValueError:
    usage()
if not 0 < port < 65536:
    usage()

signal.signal(signal.SIGALRM, ring)
signal.alarm(3)
try:
    with socket.create_connection((host, port)) as sock:
        sock.sendall(message.encode())
        data = receive(sock, len(message.encode()))
except (EOFError, OSError) as error:
    sys.exit(str(error))
print(f"Received {data!r}")
