# fails: keeps_the_boundaries
# Takes datagrams for pieces of a stream.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        sock.setblocking(False)
        try:
            while True:
                data += sock.recvfrom(65535)[0]
        except BlockingIOError:
            sock.setblocking(True)
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data, sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
