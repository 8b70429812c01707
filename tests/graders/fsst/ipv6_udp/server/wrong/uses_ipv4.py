# fails: listens_at_the_documented_address
# An address of this machine, but one of IPv4.

import socket

HOST = "127.0.0.1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data, sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
