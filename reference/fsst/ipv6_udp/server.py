"""UDP echo server over IPv6: sends each datagram back to where it comes from."""

import socket

ADDRESS = ("::1", 61111)
#: Bytes; no datagram has more.
MAX_SIZE = 65535


def main() -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        sock.bind(ADDRESS)
        while True:
            # Without a connection every datagram may come from somebody else; even an empty one wants its answer.
            data, sender = sock.recvfrom(MAX_SIZE)
            print(f"Received from {sender}: {data!r}")
            sock.sendto(data, sender)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
