# fails: rests_while_the_server_does_not_read
# A non-blocking socket, and a loop that tries again at once.

import argparse
import socket
import sys

#: Bytes that are read at a time, at most.
PIECE = 64 * 1024


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def send_all(connection: socket.socket, data: bytes) -> None:
    """All of this: send() takes a part, and says how large that was. Raises OSError."""
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[connection.send(rest) :]
        except BlockingIOError:
            continue


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    told = parser.parse_args()
    number = 0
    with socket.create_connection((told.host, told.port)) as connection:
        connection.setblocking(False)
        while piece := sys.stdin.buffer.read(PIECE):
            send_all(connection, piece)
            number += len(piece)
        connection.setblocking(True)
        connection.shutdown(socket.SHUT_WR)
        # What send() has taken has not arrived yet. When the server closes in its turn, it has everything.
        while connection.recv(PIECE):
            pass
    print(f"Gesendet: {number} Bytes")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"Not everything has been sent to {sys.argv[1]}: {error}")
