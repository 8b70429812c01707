# fails: closes_when_the_client_has_finished, forgets_no_socket, does_not_grow
# A farewell to clients that have gone, whose sockets are kept for ever.

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111

connections = []


def echo(conn, addr):
    print("Connected by", addr)
    try:
        connections.append(conn)
        while True:
            data = conn.recv(1024)
            if not data:
                conn.sendall(b"bye\n")
                return
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
