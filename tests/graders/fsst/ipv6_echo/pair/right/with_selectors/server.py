import selectors
import socket

sel = selectors.DefaultSelector()


def accept(sock):
    conn, addr = sock.accept()
    conn.setblocking(False)
    print("Connected by", addr)
    sel.register(conn, selectors.EVENT_READ, {"read": read, "out": b""})


def read(conn, events, data):
    if events & selectors.EVENT_READ:
        try:
            chunk = conn.recv(1024)
        except ConnectionError:
            chunk = b""
        if chunk:
            print("Received from client", repr(chunk))
            data["out"] += chunk
        else:
            sel.unregister(conn)
            conn.setblocking(True)
            try:
                conn.sendall(data["out"])
            except ConnectionError:
                pass
            conn.close()
            return
    if data["out"]:
        try:
            sent = conn.send(data["out"])
            data["out"] = data["out"][sent:]
        except BlockingIOError:
            pass
    wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if data["out"] else 0)
    sel.modify(conn, wanted, data)


server = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("::1", 61111))
server.listen(100)
server.setblocking(False)
sel.register(server, selectors.EVENT_READ)

while True:
    for key, events in sel.select():
        if key.fileobj is server:
            accept(server)
        else:
            key.data["read"](key.fileobj, events, key.data)
