# fails: echoes_blanks_and_line_ends, obeys_no_magic_word
# strip() takes more away than somebody thinks.

import socket

HOST = "::1"
PORT = 61111


def main():
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.bind((HOST, PORT))
    while True:
        data, sender = sock.recvfrom(65535)
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data.strip(), sender)


try:
    main()
except KeyboardInterrupt:
    print("Server stopped")
