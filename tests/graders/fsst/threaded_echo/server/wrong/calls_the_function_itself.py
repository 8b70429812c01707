# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: serves_the_others_while_one_does_not_read, serves_many_clients_at_once
# fails: keeps_the_others_when_one_breaks_off
# echo(conn, addr) runs here, in the main thread; the new thread has nothing to do.

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
        t = threading.Thread(target=echo(conn, addr), daemon=True)
        t.start()
except KeyboardInterrupt:
    print("bye")
s.close()
