"""Sends a file to everybody who connects: its size in a line, and then its bytes."""

import argparse
import os
import socket
import sys
import threading
from pathlib import Path


def send(file: Path, connection: socket.socket, address: tuple[str, int]) -> None:
    """Serve one client; what happens to it does not concern the others."""
    print("Got a connection from", address)
    try:
        with connection, file.open("rb") as source:
            connection.sendall(b"%d\n" % os.fstat(source.fileno()).st_size)
            connection.sendfile(source)
    except OSError as error:
        print("Lost", address, error)


def main(port: int, file: Path) -> None:
    file.open("rb").close()  # A file that cannot be read is noticed now, and not by the first client.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run are still in TIME_WAIT: this server
        # closes first, and so each of them stays there for a minute.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("", port))
        listener.listen()
        while True:
            # At the program's end Python would wait for threads that are no daemons, and they for their clients.
            threading.Thread(target=send, args=(file, *listener.accept()), daemon=True).start()


def port_number(text: str) -> int:
    if not 0 < int(text) < 2**16:
        raise ValueError
    return int(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=port_number)
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    try:
        main(arguments.port, arguments.file)
    except OSError as error:
        sys.exit(f"No file to be had on port {arguments.port}: {error}")
    except KeyboardInterrupt:
        print("Server ended")
