"""Asks the server what time it is."""

import socket
import sys

ADDRESS = (socket.gethostname(), 9999)


def receive_all(connection: socket.socket) -> bytes:
    """The whole message: it is complete when the server closes the connection."""
    received = b""
    while data := connection.recv(1024):
        received += data
    return received


def main() -> None:
    with socket.create_connection(ADDRESS) as connection:
        told = receive_all(connection)
    if not told:
        raise ConnectionError("the server closed the connection without a word")
    print("The time got from the server is", told.decode("ascii").rstrip())


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No time from {ADDRESS[0]}:{ADDRESS[1]}: {error}")
