# fails: understand_each_other, survive_what_comes_twice
# Wants to hear that its answer has come, before it goes on.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data, sender)
        while sock.recvfrom(65535)[0] != b"OK":
            pass


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
