# connect_ex() and select() keep the time; the connection is shut down before it is closed.
import os
import select
import socket
import sys

USAGE = "usage: client.py HOST PORT SEKUNDEN EIGENE-IP EIGENER-PORT"


def arguments():
    try:
        host, port, seconds, own_ip, own_port = sys.argv[1:]
        port, seconds, own_port = int(port), float(seconds), int(own_port)
        assert port in range(1, 65536) and own_port in range(65536) and 0 < seconds < float("inf")
    except (ValueError, AssertionError):
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    return (host, port), seconds, (own_ip, own_port)


def connect(to, seconds, own):
    for family, *_, address in socket.getaddrinfo(*to, 0, socket.SOCK_STREAM):
        s = socket.socket(family)
        s.setblocking(False)
        try:
            s.bind(own)
        except OSError as error:
            last = error
            continue
        s.connect_ex(address)
        _, ready, _ = select.select([], [s], [], seconds)
        failure = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) if ready else None
        if failure == 0:
            s.setblocking(True)
            return s
        s.close()
        last = OSError(os.strerror(failure) if failure else "keine Antwort")
    raise last


to, seconds, own = arguments()
try:
    s = connect(to, seconds, own)
except OSError as error:
    print(to[0], error, sep=": ", file=sys.stderr)
    sys.exit(1)
here, there = s.getsockname(), s.getpeername()
print(f"Verbunden von {here[0]}:{here[1]} mit {there[0]}:{there[1]}", flush=True)
s.sendall("Hallo Welt".encode())
s.shutdown(socket.SHUT_RDWR)
s.close()
