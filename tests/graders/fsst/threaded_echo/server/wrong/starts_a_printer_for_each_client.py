# fails: does_not_grow
# Nobody tells the thread that prints for a client that the client has gone: it waits at its queue for ever.

import queue
import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def show(lines):
    while True:
        print("Received from client", repr(lines.get()))


def echo(conn, addr):
    print("Connected by", addr)
    lines = queue.Queue()
    threading.Thread(target=show, args=(lines,), daemon=True).start()
    try:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            lines.put(data)
            conn.sendall(data)
    except ConnectionError as e:
        print("client lost:", e)
    conn.close()


s = socket.create_server((HOST, PORT))

try:
    while True:
        conn, addr = s.accept()
        threading.Thread(target=echo, args=(conn, addr), daemon=True).start()
except KeyboardInterrupt:
    s.close()
