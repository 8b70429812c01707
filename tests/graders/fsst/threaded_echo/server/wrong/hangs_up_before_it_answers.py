# fails: answers_after_a_half_close
# Looks for the client's end first, and throws away what came with it.

import select
import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    print("Connected by", addr)
    try:
        poller = select.poll()
        poller.register(conn, select.POLLIN | select.POLLRDHUP)
        while True:
            _, event = poller.poll()[0]
            if event & select.POLLRDHUP:
                break  # the client has gone
            data = conn.recv(1024)
            if not data:
                break
            print("Received from client", repr(data))
            conn.sendall(data)
    except ConnectionError as e:
        print("client lost:", e)
    conn.close()


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen()

try:
    while True:
        conn, addr = s.accept()
        t = threading.Thread(target=echo, args=(conn, addr), daemon=True)
        t.start()
except KeyboardInterrupt:
    print("bye")
s.close()
