# selectors, and one listening socket for IPv4 and IPv6; sends without waiting, by MSG_DONTWAIT.
import os
import selectors
import socket
import sys


def connected(host, port):
    if host != "-l":
        return socket.create_connection((host, port))
    with socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True) as listener:
        return listener.accept()[0]


def talk(sock):
    selector = selectors.DefaultSelector()
    selector.register(sock, selectors.EVENT_READ)
    try:
        selector.register(0, selectors.EVENT_READ)
    except PermissionError:  # a file: epoll does not take it
        selector = selectors.SelectSelector()
        selector.register(sock, selectors.EVENT_READ)
        selector.register(0, selectors.EVENT_READ)
    rest = b""
    while True:
        for key, events in selector.select():
            if key.fileobj == 0:
                rest = os.read(0, 65536)
                selector.unregister(0)
                if rest:
                    selector.modify(sock, selectors.EVENT_READ | selectors.EVENT_WRITE)
                else:
                    sock.shutdown(socket.SHUT_WR)
                continue
            if events & selectors.EVENT_WRITE:
                rest = rest[sock.send(rest, socket.MSG_DONTWAIT) :]
                if not rest:
                    selector.modify(sock, selectors.EVENT_READ)
                    selector.register(0, selectors.EVENT_READ)
            if events & selectors.EVENT_READ:
                data = sock.recv(65536)
                if not data:
                    return
                os.write(1, data)


try:
    host, port = sys.argv[1], int(sys.argv[2])
    assert len(sys.argv) == 3 and 1 <= port <= 65535
except (IndexError, ValueError, AssertionError):
    print("usage: -l PORT, or HOST PORT", file=sys.stderr)
    sys.exit(2)
try:
    with connected(host, port) as partner:
        talk(partner)
except OSError as error:
    sys.exit(f"netcat: {error}")
