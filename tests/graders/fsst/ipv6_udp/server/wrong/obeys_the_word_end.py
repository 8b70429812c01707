# fails: obeys_no_magic_word
# Anybody can end this server.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        if data == b"end":
            break
        sock.sendto(data, sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
