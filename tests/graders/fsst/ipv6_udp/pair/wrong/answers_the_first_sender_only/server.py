# fails: understand_each_other, survive_what_comes_twice
# Takes the first sender for its client, as in TCP: the next line comes from another socket.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    client = None
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        client = client or sender
        sock.sendto(data, client)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
