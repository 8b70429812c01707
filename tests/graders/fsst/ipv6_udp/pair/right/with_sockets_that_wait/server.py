import selectors
import socket
import sys

sel = selectors.DefaultSelector()
sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
sock.setblocking(False)
sock.bind(("::1", 61111))
sel.register(sock, selectors.EVENT_READ)
try:
    while True:
        for key, _ in sel.select(timeout=1):
            data, sender = key.fileobj.recvfrom(1 << 16)
            key.fileobj.sendto(data, sender)
            sys.stdout.write(f"Received from {sender}: {data!r}\n")
            sys.stdout.flush()
except KeyboardInterrupt:
    sys.exit(130)
