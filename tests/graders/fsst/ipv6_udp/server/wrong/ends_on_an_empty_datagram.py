# fails: goes_on_after_an_empty_datagram, echoes_an_empty_datagram
# In TCP that would be the end of the stream.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        if not data:
            break
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data, sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
