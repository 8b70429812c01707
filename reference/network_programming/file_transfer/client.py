"""Receives a file: first a line with its size, and then its bytes."""

import argparse
import socket
import sys
from pathlib import Path
from typing import BinaryIO

#: Digits that a size may have.
DIGITS = 20
CHUNK = 64 * 2**10


def receive_size(stream: BinaryIO) -> int:
    line = stream.readline(DIGITS + 1)
    if not line.endswith(b"\n") or not line[:-1].isdigit():
        raise ConnectionError(f"the server says no size, but {line!r}")
    return int(line)


def receive_file(stream: BinaryIO, size: int, target: BinaryIO) -> None:
    """Write piece after piece, so that no file is too large for the memory."""
    missing = size
    while missing:
        data = stream.read(min(missing, CHUNK))
        if not data:
            raise ConnectionError(f"the server has gone, and {missing} of {size} bytes are missing")
        target.write(data)
        missing -= len(data)


def main(host: str, port: int, out: Path) -> None:
    part = out.with_name(out.name + ".part")
    with socket.create_connection((host, port)) as connection, connection.makefile("rb") as stream:
        size = receive_size(stream)
        try:
            with part.open("wb") as target:
                receive_file(stream, size, target)
            part.replace(out)  # The file has its name only now that it is complete.
        finally:
            part.unlink(missing_ok=True)
    print(size, "bytes received")


def port_number(text: str) -> int:
    if not 0 < int(text) < 2**16:
        raise ValueError
    return int(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host")
    parser.add_argument("port", type=port_number)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    try:
        main(arguments.host, arguments.port, arguments.out)
    except OSError as error:
        sys.exit(f"No file from {arguments.host}:{arguments.port}: {error}")
