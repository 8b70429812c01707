# fails: echoes_datagram_after_datagram, keeps_the_boundaries, answers_once, answers_the_sender
# fails: obeys_no_magic_word
# To be on the safe side.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        for _ in range(2):
            sock.sendto(data, sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
