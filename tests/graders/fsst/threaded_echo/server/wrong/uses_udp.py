# fails: TODO
# Datagrams instead of a stream.

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def echo(data, addr):
    print("Connected by", addr)
    print("Received from client", repr(data))
    s.sendto(data, addr)


s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))

try:
    while True:
        data, addr = s.recvfrom(1024)
        t = threading.Thread(target=echo, args=(data, addr), daemon=True)
        t.start()
except KeyboardInterrupt:
    print("bye")
s.close()
