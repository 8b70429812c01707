# fails: closes_when_the_client_has_finished, serves_many_clients_at_once, forgets_no_socket
# A pool of five: the sixth client waits.

import multiprocessing
import signal
import socket

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    print("Connected by", addr)
    try:
        while data := conn.recv(1024):
            print("Received from client", data)
            conn.sendall(data)
    except ConnectionError as error:
        print("Lost", addr, error)
    conn.close()


def main():
    with multiprocessing.Pool(5) as pool, socket.create_server((HOST, PORT)) as server:
        while True:
            conn, addr = server.accept()
            pool.apply_async(echo, (conn, addr))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("stopped")
