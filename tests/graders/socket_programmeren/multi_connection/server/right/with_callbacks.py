#!/usr/bin/env python3
import selectors
import socket
import sys
import types

sel = selectors.DefaultSelector()


def welcome(sock, mask, data):
    conn, addr = sock.accept()
    print(f"Connected by {addr}")
    conn.setblocking(False)
    data = types.SimpleNamespace(addr=addr, outb=b"", at_end=False, callback=serve)
    sel.register(conn, selectors.EVENT_READ, data)


def serve(sock, mask, data):
    try:
        if mask & selectors.EVENT_READ:
            received = sock.recv(1024)
            data.outb += received
            data.at_end = not received
        if mask & selectors.EVENT_WRITE:
            data.outb = data.outb[sock.send(data.outb) :]
    except OSError as e:
        print(f"{data.addr}: {e}")
        data.outb, data.at_end = b"", True
    if data.at_end and not data.outb:
        print(f"Closing connection to {data.addr}")
        sel.unregister(sock)
        sock.close()
        return
    events = 0 if data.at_end else selectors.EVENT_READ
    sel.modify(sock, events | (selectors.EVENT_WRITE if data.outb else 0), data)


try:
    if int(sys.argv[2]) < 1:
        raise ValueError
    lsock = socket.create_server((sys.argv[1], int(sys.argv[2])))
except (IndexError, ValueError, OverflowError):
    print(f"Usage: {sys.argv[0]} <host> <port>", file=sys.stderr)
    sys.exit(2)
lsock.setblocking(False)
sel.register(lsock, selectors.EVENT_READ, types.SimpleNamespace(callback=welcome))
print("Listening on", lsock.getsockname())
try:
    while True:
        for key, mask in sel.select(timeout=None):
            key.data.callback(key.fileobj, mask, key.data)
except KeyboardInterrupt:
    print("Caught keyboard interrupt, exiting")
finally:
    sel.close()
