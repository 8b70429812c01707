# fails: echoes_datagram_after_datagram, does_not_grow
# Ten are not all.

import socket

HOST = "127.0.0.1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    for _ in range(10):
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data, sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
