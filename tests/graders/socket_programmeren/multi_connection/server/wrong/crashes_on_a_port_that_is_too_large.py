# fails: refuses_a_port_out_of_range
# bind() raises OverflowError.

import selectors
import socket
import sys

sel = selectors.DefaultSelector()


def port_number(text):
    try:
        port = int(text)
    except ValueError:
        usage()
    return port


def usage():
    print("usage: server.py HOST PORT", file=sys.stderr)
    sys.exit(2)


def accept(sock):
    conn, addr = sock.accept()
    print("Connected by", addr)
    conn.setblocking(False)
    sel.register(conn, selectors.EVENT_READ, bytearray())


def close(conn):
    sel.unregister(conn)
    conn.close()


def serve(conn, outb, mask):
    try:
        if mask & selectors.EVENT_READ:
            data = conn.recv(1024)
            if not data:
                close(conn)
                return
            outb += data
        if outb:
            sent = conn.send(outb)
            del outb[:sent]
    except BlockingIOError:
        pass
    except ConnectionError as error:
        print("Lost a client:", error)
        close(conn)
        return
    sel.modify(conn, selectors.EVENT_WRITE if outb else selectors.EVENT_READ, outb)


def main():
    if len(sys.argv) != 3:
        usage()
    host, port = sys.argv[1], port_number(sys.argv[2])
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
        listener.setblocking(False)
        sel.register(listener, selectors.EVENT_READ)
        while True:
            for key, mask in sel.select():
                if key.fileobj is listener:
                    accept(listener)
                else:
                    serve(key.fileobj, key.data, mask)


try:
    main()
except KeyboardInterrupt:
    print("stopped")
