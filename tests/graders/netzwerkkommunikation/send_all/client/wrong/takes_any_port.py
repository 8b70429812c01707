# fails: refuses_a_port_out_of_range
# It does not look how large the port is.

import argparse
import socket
import sys

#: Bytes that are read at a time, at most.
PIECE = 64 * 1024


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    return number


def send_all(connection: socket.socket, data: bytes) -> None:
    """All of this: send() takes a part, and says how large that was. Raises OSError."""
    rest = memoryview(data)
    while rest:
        sent = connection.send(rest)
        rest = rest[sent:]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    told = parser.parse_args()
    number = 0
    with socket.create_connection((told.host, told.port)) as connection:
        while piece := sys.stdin.buffer.read(PIECE):
            send_all(connection, piece)
            number += len(piece)
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
