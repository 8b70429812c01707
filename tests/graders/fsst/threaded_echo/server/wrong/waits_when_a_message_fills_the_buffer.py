# fails: echoes_messages_as_long_as_a_buffer
# Takes a piece that fills the buffer for a sign that there is more.

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def receive_all(conn):
    data = b""
    while True:
        part = conn.recv(2048)
        data += part
        if len(part) < 2048:
            return data


def echo(conn, addr):
    print("Connected by", addr)
    try:
        while data := receive_all(conn):
            print("Received from client", data)
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
