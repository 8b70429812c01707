# fails: serves_many_clients_at_once
# The sixth client waits until one of the first five has gone.

import os
import socket
from concurrent.futures import ThreadPoolExecutor

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
            conn.sendall(data)
    except ConnectionError as e:
        print("client lost:", e)
    conn.close()


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen()
pool = ThreadPoolExecutor(max_workers=5)

try:
    while True:
        conn, addr = s.accept()
        pool.submit(echo, conn, addr)
except KeyboardInterrupt:
    os._exit(0)
