"""Holds a conversation with a server: sends what is typed, and shows what is answered."""

import socket
import sys

PORT = 50000


def ask(question: str) -> str:
    """A line that is not empty: TCP cannot send nothing, and no answer would ever come."""
    while not (line := input(question)):
        pass
    return line


def main() -> None:
    address = ask("IP-Adresse: ")
    with socket.create_connection((address, PORT)) as connection:
        while True:
            connection.sendall(ask("Nachricht: ").encode())
            data = connection.recv(1024)
            if not data:
                raise ConnectionError("the server has closed the connection")
            print(f"[{address}] {data.decode(errors='replace')}")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No conversation: {error}")
    except EOFError:
        print("Goodbye")
