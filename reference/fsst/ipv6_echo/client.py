"""Echo client over IPv6: sends lines, and shows what comes back."""

import socket
import sys

ADDRESS = ("::1", 61111)


def receive_exactly(connection: socket.socket, length: int) -> bytes:
    """A reply of known length; TCP may deliver it in pieces."""
    received = b""
    while len(received) < length:
        data = connection.recv(length - len(received))
        if not data:
            raise ConnectionError("the server closed the connection")
        received += data
    return received


def main() -> None:
    with socket.create_connection(ADDRESS) as connection:
        print("Welcome to the echo server: type what you want, and 'end' to quit")
        for line in sys.stdin:
            text = line.rstrip("\n")
            if text == "end":
                break
            message = text.encode()
            connection.sendall(message)
            print("Received:", receive_exactly(connection, len(message)).decode())
    print("cleaning up ...")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No conversation with [{ADDRESS[0]}]:{ADDRESS[1]}: {error}")
