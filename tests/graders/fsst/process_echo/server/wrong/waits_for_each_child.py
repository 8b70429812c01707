# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves
# fails: answers_the_client_that_asked, has_a_process_for_each_client
# fails: serves_the_others_while_one_does_not_read, serves_many_clients_at_once
# fails: keeps_the_others_when_one_breaks_off
# wait() takes away the zombie, and keeps all other clients waiting meanwhile.

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
        os.wait()


try:
    main()
except KeyboardInterrupt:
    print("stopped")
