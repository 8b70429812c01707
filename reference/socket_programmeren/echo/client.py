"""Echo client: greets the server, and shows what comes back."""

import socket
import sys

ADDRESS = ("127.0.0.1", 65432)
MESSAGE = b"Hello, world"


def receive_exactly(connection: socket.socket, length: int) -> bytes:
    """An answer of known length; TCP may deliver it in pieces."""
    received = b""
    while len(received) < length:
        data = connection.recv(length - len(received))
        if not data:
            raise ConnectionError(f"the server closed the connection after {len(received)} of {length} bytes")
        received += data
    return received


def main() -> None:
    with socket.create_connection(ADDRESS) as connection:
        connection.sendall(MESSAGE)
        data = receive_exactly(connection, len(MESSAGE))
    print("Received", repr(data))


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No echo from {ADDRESS[0]}:{ADDRESS[1]}: {error}")
