"""Sends a line to a host with any number of addresses, and shows the line that comes back."""

import argparse
import socket
import sys


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def connect(host: str, number: int) -> socket.socket:
    """A connection to the first of the host's addresses that accepts one. Raises OSError."""
    refusal = OSError("it has no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(host, number, type=socket.SOCK_STREAM):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.connect(address)
            return connection
        except OSError as error:
            connection.close()
            refusal = error
    raise refusal


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("message")
    arguments = parser.parse_args()
    with connect(arguments.host, arguments.port) as connection:
        print("Connected to", connection.getpeername()[0])
        connection.sendall(f"{arguments.message}\n".encode())
        with connection.makefile("rb") as answers:
            answer = answers.readline()
    if not answer.endswith(b"\n"):
        raise ConnectionError("the server closed the connection before the end of its answer")
    print("Received", answer[:-1].decode(errors="replace"))


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No answer from {sys.argv[1]}: {error}")
