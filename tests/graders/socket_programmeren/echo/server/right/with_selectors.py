import selectors
import socket

HOST, PORT = "127.0.0.1", 65432

sel = selectors.DefaultSelector()
lsock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
lsock.bind((HOST, PORT))
lsock.listen()
lsock.setblocking(False)
sel.register(lsock, selectors.EVENT_READ)

te_sturen = b""
conn = None
lezen = True
while True:
    stop = False
    for key, mask in sel.select():
        if key.fileobj is lsock:
            conn, addr = lsock.accept()
            print(f"Connected by {addr}")
            conn.setblocking(False)
            sel.unregister(lsock)
            lsock.close()
            sel.register(conn, selectors.EVENT_READ)
            continue
        if mask & selectors.EVENT_READ:
            data = conn.recv(1024)
            if data:
                te_sturen += data
            else:
                lezen = False
        if mask & selectors.EVENT_WRITE and te_sturen:
            n = conn.send(te_sturen)
            te_sturen = te_sturen[n:]
        if not lezen and not te_sturen:
            stop = True
            break
        events = selectors.EVENT_WRITE if te_sturen else 0
        if lezen:
            events |= selectors.EVENT_READ
        sel.modify(conn, events)
    if stop:
        break
sel.unregister(conn)
conn.close()
sel.close()
