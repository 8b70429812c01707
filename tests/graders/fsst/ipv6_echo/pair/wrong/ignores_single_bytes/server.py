# fails: understand_single_bytes
# Takes a segment for a message: one byte alone is thrown away.

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
                if len(data) < 2:
                    continue  # only the Enter key
                print("Received from client", repr(data))
                conn.sendall(data)
        except ConnectionError as e:
            print("client lost:", e)
        conn.close()
except KeyboardInterrupt:
    print("bye")
s.close()
