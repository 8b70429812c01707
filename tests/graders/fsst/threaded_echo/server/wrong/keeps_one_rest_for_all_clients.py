# fails: gives_each_client_its_own_bytes
# What could not be sent at once is kept for later, but not for whom.

import selectors
import socket

sel = selectors.DefaultSelector()
server = socket.create_server(("127.0.0.1", 61111))
sel.register(server, selectors.EVENT_READ)
rest = b""


def serve(conn):
    global rest
    try:
        if not rest:
            data = conn.recv(16384)
            if not data:
                sel.unregister(conn)
                conn.close()
                return
            print("Received from client", data)
            rest = data
        sent = conn.send(rest)
        rest = rest[sent:]
    except BlockingIOError:
        pass
    except ConnectionError:
        sel.unregister(conn)
        conn.close()
        rest = b""
        return
    sel.modify(conn, selectors.EVENT_WRITE if rest else selectors.EVENT_READ)


try:
    while True:
        for key, _ in sel.select():
            if key.fileobj is server:
                conn, addr = server.accept()
                conn.setblocking(False)
                print("Connected by", addr)
                sel.register(conn, selectors.EVENT_READ)
            else:
                serve(key.fileobj)
except KeyboardInterrupt:
    pass
