# fails: prints_what_it_received
# Does not print what it received.

import socket

HOST = "::1"
PORT = 61111

s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(5)

try:
    while True:
        conn, addr = s.accept()
        print("Connected by", addr)
        try:
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                print("Received from client", len(data), "bytes")
                conn.sendall(data)
        except ConnectionError as e:
            print("client lost:", e)
        conn.close()
except KeyboardInterrupt:
    print("bye")
s.close()
