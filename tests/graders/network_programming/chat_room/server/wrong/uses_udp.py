# fails: TODO
# A chat room of datagrams.

import socket
import sys

try:
    port = int(sys.argv[1])
    if not 1 <= port <= 65535:
        raise ValueError
except (IndexError, ValueError):
    print("usage: server.py PORT", file=sys.stderr)
    sys.exit(2)

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", port))
clients = set()
try:
    while True:
        line, sender = s.recvfrom(4096)
        if sender not in clients:
            clients.add(sender)
            print("* %s:%d has joined" % sender)
        for client in clients - {sender}:
            s.sendto(b"[%s:%d] %s" % (sender[0].encode(), sender[1], line), client)
except KeyboardInterrupt:
    pass
