# fails: rests_while_nobody_asks
# Asks again and again, all the time.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    sock.setblocking(False)
    while True:
        try:
            data, sender = sock.recvfrom(65535)
        except BlockingIOError:
            continue
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data, sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
