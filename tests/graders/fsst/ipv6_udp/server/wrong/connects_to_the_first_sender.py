# fails: goes_on_after_an_empty_datagram, answers_the_sender, does_not_grow, prints_what_it_received
# After connect() the socket takes nothing from anybody else.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        sock.connect(sender)
        sock.send(data)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
