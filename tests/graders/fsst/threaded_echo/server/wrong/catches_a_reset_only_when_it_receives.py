# fails: survives_a_client_that_does_not_wait
# send() to a client that has gone raises an exception as well.

import selectors
import socket

sel = selectors.DefaultSelector()
server = socket.create_server(("127.0.0.1", 61111))
sel.register(server, selectors.EVENT_READ)
rest = {}


def read(conn):
    try:
        data = conn.recv(1024)
    except ConnectionResetError:
        data = b""
    if data:
        print("Received from client", data)
        rest[conn] += data
    else:
        sel.unregister(conn)
        del rest[conn]
        conn.close()


def write(conn):
    n = conn.send(rest[conn])
    rest[conn] = rest[conn][n:]


try:
    while True:
        for key, events in sel.select():
            conn = key.fileobj
            if conn is server:
                conn, addr = server.accept()
                conn.setblocking(False)
                print("Connected by", addr)
                rest[conn] = b""
            elif events & selectors.EVENT_WRITE:
                write(conn)
            else:
                read(conn)
        for conn in rest:
            events = selectors.EVENT_WRITE if rest[conn] else selectors.EVENT_READ
            if conn in sel.get_map():
                sel.modify(conn, events)
            else:
                sel.register(conn, events)
except KeyboardInterrupt:
    pass
