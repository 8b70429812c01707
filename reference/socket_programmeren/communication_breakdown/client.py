"""Echo client HOST PORT MESSAGE: shows what comes back, and says in words what went wrong."""

import argparse
import socket
import sys

PATIENCE = 3.0  # seconds in which something must come


def port(text: str) -> int:
    """A port; argparse says what is wrong, and ends with exit code 2."""
    number = int(text)
    if not 0 < number < 2**16:
        raise ValueError
    return number


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
    parser = argparse.ArgumentParser(
        description="Send a message to an echo server, and show what comes back."
    )
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("message", type=str.encode)
    arguments = parser.parse_args()
    try:
        # The time-out holds for connect(), send() and each recv().
        with socket.create_connection((arguments.host, arguments.port), timeout=PATIENCE) as connection:
            connection.sendall(arguments.message)
            received = receive_exactly(connection, len(arguments.message))
    except TimeoutError:
        sys.exit(f"No echo: nothing has come for {PATIENCE:g} seconds")
    except OSError as error:  # refused, reset, closed early, no such host
        sys.exit(f"No echo: {error}")
    print("Received", received)


if __name__ == "__main__":
    main()
