"""Shows the messages that arrive over UDP, and who sent them."""

import socket

PORT = 50000
#: Bytes; what a datagram has beyond them is lost.
MAX_SIZE = 1024


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("", PORT))
        while True:
            # Without a connection every datagram may come from somebody else; even an empty one is a message.
            data, (address, _port) = receiver.recvfrom(MAX_SIZE)
            # Anybody can send anything: what is not UTF-8, or cut within a letter, must not end the server.
            print(f"[{address}] {data.decode(errors='replace')}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
