# fails: answers_the_client_that_asked, waits_for_a_silent_client, gives_each_client_its_own_bytes
# Somebody who thinks for two seconds has not gone.

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    print("Connected by", addr)
    try:
        conn.settimeout(2)
        while True:
            try:
                data = conn.recv(1024)
            except TimeoutError:
                print("timeout", addr)
                break
            if not data:
                break
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
