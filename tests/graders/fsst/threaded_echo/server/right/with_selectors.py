import selectors
import socket
import types

sel = selectors.DefaultSelector()
lsock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
lsock.bind(("127.0.0.1", 61111))
lsock.listen()
lsock.setblocking(False)
sel.register(lsock, selectors.EVENT_READ, data=None)


def accept_wrapper(sock):
    conn, addr = sock.accept()
    print("Connected by", addr)
    conn.setblocking(False)
    data = types.SimpleNamespace(addr=addr, outb=b"", done=False)
    sel.register(conn, selectors.EVENT_READ, data=data)


def service_connection(key, mask):
    sock, data = key.fileobj, key.data
    if mask & selectors.EVENT_READ:
        recv_data = sock.recv(1024)
        if recv_data:
            print("Received from client", repr(recv_data))
            data.outb += recv_data
        else:
            data.done = True
    if mask & selectors.EVENT_WRITE and data.outb:
        sent = sock.send(data.outb)
        data.outb = data.outb[sent:]
    if data.done and not data.outb:
        sel.unregister(sock)
        sock.close()
        return
    events = 0 if data.done else selectors.EVENT_READ
    if data.outb:
        events |= selectors.EVENT_WRITE
    sel.modify(sock, events, data)


try:
    while True:
        for key, mask in sel.select(timeout=None):
            if key.data is None:
                accept_wrapper(key.fileobj)
            else:
                service_connection(key, mask)
except KeyboardInterrupt:
    print("exiting")
finally:
    sel.close()
