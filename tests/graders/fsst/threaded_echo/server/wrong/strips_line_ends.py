# fails: echoes_blanks_and_line_ends
# Takes the end of the line away.

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    print("Connected by", addr)
    try:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            print("Received from client", repr(data))
            conn.sendall(data.rstrip(b"\r\n"))
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
