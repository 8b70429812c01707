"""poll(), with descriptors, and a socket for IPv6 that takes IPv4, too."""

import select
import signal
import socket
import sys

signal.signal(signal.SIGINT, lambda *_: sys.exit(0))

listener = socket.create_server(("", 50000), family=socket.AF_INET6, dualstack_ipv6=True)
poll = select.poll()
poll.register(listener, select.POLLIN)
clients = {}

while True:
    for fd, _ in poll.poll():
        if fd == listener.fileno():
            connection, address = listener.accept()
            connection.setblocking(False)
            clients[connection.fileno()] = [connection, address, b""]
            poll.register(connection, select.POLLIN)
            print(f"Verbunden: {address[0]}:{address[1]}")
            continue
        connection, address, rest = clients[fd]
        try:
            rest = rest[connection.send(rest) :] if rest else connection.recv(100)
            gone = not rest and clients[fd][2] == b""
        except (ConnectionError, TimeoutError):
            gone = True
        if gone:
            poll.unregister(fd)
            connection.close()
            del clients[fd]
            print(f"Getrennt: {address[0]}:{address[1]}")
        else:
            clients[fd][2] = rest
            poll.modify(fd, select.POLLOUT if rest else select.POLLIN)
