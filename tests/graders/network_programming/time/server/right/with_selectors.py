import selectors
import socket
import time

sel = selectors.DefaultSelector()


def accept(sock):
    conn, addr = sock.accept()
    conn.setblocking(False)
    print("Got a connection from %s" % str(addr))
    sel.register(conn, selectors.EVENT_WRITE, tell)


def tell(conn):
    conn.send(time.ctime().encode("ascii") + b"\r\n")
    sel.unregister(conn)
    conn.close()


sock = socket.socket()
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
sock.bind(("", 9999))
sock.listen(100)
sock.setblocking(False)
sel.register(sock, selectors.EVENT_READ, accept)
while True:
    for key, mask in sel.select():
        key.data(key.fileobj)
