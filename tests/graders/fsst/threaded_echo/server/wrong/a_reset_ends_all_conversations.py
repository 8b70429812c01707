# fails: keeps_the_others_when_one_breaks_off
# Hangs up on everybody when one client has broken off.

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


connections = set()


def echo(conn, addr):
    print("Connected by", addr)
    connections.add(conn)
    try:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            print("Received from client", repr(data))
            conn.sendall(data)
    except ConnectionError as e:
        print("client lost:", e)
        connections.remove(conn)
        for other in list(connections):
            other.shutdown(socket.SHUT_RDWR)
    connections.discard(conn)
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
