"""Talks to one client after the other: shows each message, and sends the answer that is typed here."""

import socket

PORT = 50000


def ask(question: str) -> str:
    """A line that is not empty: TCP cannot send nothing, and the client would wait for it for ever."""
    while not (line := input(question)):
        pass
    return line


def talk(connection: socket.socket, address: str) -> None:
    """Show each message and answer it, until the client has finished."""
    while data := connection.recv(1024):
        # Anybody can send anything: what is not UTF-8 must not end the server.
        print(f"[{address}] {data.decode(errors='replace')}")
        connection.sendall(ask("Antwort: ").encode())


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("", PORT))
        listener.listen()
        while True:
            connection, (address, _port) = listener.accept()
            with connection:
                try:
                    talk(connection, address)
                except ConnectionError as error:
                    print(f"Lost {address}: {error}")


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, EOFError):
        print("Server ended")
