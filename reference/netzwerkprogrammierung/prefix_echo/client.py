"""Sends one message, and shows the answer."""

import socket
import sys

ADDRESS = ("127.0.0.1", 8181)


def receive_all(connection: socket.socket) -> bytes:
    """The whole answer: it is complete when the server closes the connection."""
    received = b""
    while data := connection.recv(1024):
        received += data
    return received


def main() -> None:
    with socket.create_connection(ADDRESS) as connection:
        connection.sendall(b"Hallo Server")
        answer = receive_all(connection)
    if not answer:
        raise ConnectionError("the server closed the connection without an answer")
    print("Client received from server:", answer)


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No answer from {ADDRESS[0]}:{ADDRESS[1]}: {error}")
