# fails: sends_the_rest_after_an_interruption, waits_for_a_slow_server
# fails: goes_on_when_the_server_has_finished, loses_nothing_when_the_server_speaks
# may fail: sends_eight_mebibytes
# On a socket with a time-out send() takes what there is room for, and no more.

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
    connection.send(data)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    told = parser.parse_args()
    number = 0
    with socket.create_connection((told.host, told.port)) as connection:
        connection.settimeout(60)
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
