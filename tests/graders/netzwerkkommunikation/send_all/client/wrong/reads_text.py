# fails: sends_binary_data, sends_eight_mebibytes, sends_the_rest_after_an_interruption
# fails: says_that_the_server_broke_off, prints_how_much_it_has_sent, reads_on_until_the_input_ends
# fails: waits_for_a_slow_server, rests_while_the_server_does_not_read, goes_on_when_the_server_has_finished
# fails: loses_nothing_when_the_server_speaks, notices_that_the_end_is_lost, says_that_nobody_reads_any_more
# It reads text, which not all bytes are.

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
        sent = connection.send(rest)
        rest = rest[sent:]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    told = parser.parse_args()
    number = 0
    with socket.create_connection((told.host, told.port)) as connection:
        while piece := sys.stdin.read(PIECE).encode():
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
