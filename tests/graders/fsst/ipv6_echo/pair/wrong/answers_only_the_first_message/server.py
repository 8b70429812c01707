# fails: understand_each_other, end_together, understand_single_bytes, understand_what_comes_late, carry_a_long_line
# No loop around recv(): one message for each client.

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
            data = conn.recv(1024)
            print("Received from client", repr(data))
            conn.sendall(data)
        except ConnectionError as e:
            print("client lost:", e)
        conn.close()
except KeyboardInterrupt:
    print("bye")
s.close()
