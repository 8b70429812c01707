# Two listening sockets: that of IPv6 is there some time before that of IPv4, which has its port already.
import contextlib
import select
import socket
import time

six = socket.socket(socket.AF_INET6)
six.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
four = socket.socket()
four.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
four.bind(("", 12345))
six.bind(("", 12345))
six.listen()
time.sleep(0.2)
four.listen()
with contextlib.suppress(KeyboardInterrupt):
    ready, _, _ = select.select([four, six], [], [])
    c, a = ready[0].accept()
    print("Connected by", a)
    try:
        while data := c.recv(1024):
            c.sendall(data)
    except ConnectionError:
        pass
