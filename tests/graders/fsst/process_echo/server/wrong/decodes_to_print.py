# fails: echoes_binary_data
# Crashes on bytes that are not UTF-8, only to print them.

import os
import signal
import socket

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    print("Connected by", addr)
    try:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            print("Received from client", data.decode())
            conn.sendall(data)
    except ConnectionError as error:
        print("Lost", addr, error)
    conn.close()


def main():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((HOST, PORT))
    server.listen(5)
    while True:
        conn, addr = server.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            server.close()
            echo(conn, addr)
            os._exit(0)
        conn.close()


try:
    main()
except KeyboardInterrupt:
    print("stopped")
