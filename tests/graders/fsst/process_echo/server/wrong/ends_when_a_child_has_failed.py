# fails: keeps_the_others_when_one_breaks_off, survives_a_reset, survives_a_client_that_does_not_wait
# One client has broken off: its child says so with its exit code, and the server takes it for its own end.

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
        os._exit(1)
    conn.close()


def reap(number, frame):
    try:
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if ended[1] != 0:
                raise SystemExit("a child has failed")
    except ChildProcessError:
        pass


def main():
    signal.signal(signal.SIGCHLD, reap)
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
