# fails: waits_for_the_next_client
# If nobody has come after two seconds, nobody will any more.

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
            print("Received from client", data)
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
    server.settimeout(2.3)
    while True:
        conn, addr = server.accept()
        server.settimeout(None)
        conn.settimeout(None)
        if os.fork() == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            server.close()
            echo(conn, addr)
            os._exit(0)
        conn.close()


try:
    main()
except (KeyboardInterrupt, TimeoutError):
    print("stopped")
