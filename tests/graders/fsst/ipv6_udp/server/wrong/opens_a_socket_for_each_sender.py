# fails: does_not_grow
# Prepares a socket for everybody, and never closes one.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    clients = {}
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        if sender not in clients:
            clients[sender] = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        sock.sendto(data, sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
