# fails: talk_to_others, leave_together, understand_single_bytes, understand_what_comes_late, carry_a_long_line
# Takes the line end away, and puts none in its place.

import argparse
import os
import socket
import sys
import threading


def send_what_is_typed(connection: socket.socket, has_finished: threading.Event) -> None:
    """Send line after line, and say so when the input has ended (FIN)."""
    try:
        # Bytes as they come: sys.stdin would not let the program end while it waits for a line.
        while data := os.read(sys.stdin.fileno(), 4096):
            connection.sendall(data.strip())
        has_finished.set()
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # The server has gone: who waits for its lines notices that as well.


def main(host: str, port: int) -> None:
    with socket.create_connection((host, port)) as connection:
        has_finished = threading.Event()
        # At the program's end Python would wait for a thread that is no daemon, and this one for the keyboard.
        threading.Thread(target=send_what_is_typed, args=(connection, has_finished), daemon=True).start()
        while data := connection.recv(4096):
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        if not has_finished.is_set():
            raise ConnectionError("the server has closed the room")


def port_number(text: str) -> int:
    if not 0 < int(text) < 2**16:
        raise ValueError
    return int(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host")
    parser.add_argument("port", type=port_number)
    arguments = parser.parse_args()
    try:
        main(arguments.host, arguments.port)
    except OSError as error:
        sys.exit(f"{arguments.host}:{arguments.port}: {error}")
