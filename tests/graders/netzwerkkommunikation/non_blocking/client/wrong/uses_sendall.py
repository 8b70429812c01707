# fails: brings_a_long_message_to_a_slow_reader, waits_in_select_for_room
# sendall() does not fit a socket that does not block.

import argparse
import errno
import os
import select
import socket
import sys
from collections.abc import Sequence

PATIENCE = 3.0  # seconds in which something must happen


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def wait(reading: Sequence[socket.socket] = (), writing: Sequence[socket.socket] = ()) -> None:
    """Until one of these sockets is ready. Raises TimeoutError."""
    readable, writable, _ = select.select(reading, writing, [], PATIENCE)
    if not readable and not writable:
        raise TimeoutError(f"nothing has happened for {PATIENCE:g} seconds")


def begin(connection: socket.socket, address: tuple[str, int]) -> None:
    """Connect a socket that does not block. Raises OSError."""
    code = connection.connect_ex(address)
    if code == errno.EINPROGRESS:
        wait(writing=[connection])
        # It is ready when it is connected, and when it has failed.
        code = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code != 0:
        raise OSError(code, os.strerror(code))


def connect(host: str, port: int) -> socket.socket:
    """A connection with the first address of the host that takes one. Raises OSError."""
    failure = OSError("the host has no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        connection = socket.socket(family, kind, protocol)
        connection.setblocking(False)
        try:
            begin(connection, address)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def send(connection: socket.socket, data: bytes) -> None:
    """All of this, as much at a time as there is room for. Raises OSError."""
    wait(writing=[connection])
    connection.sendall(data)


def receive(connection: socket.socket, length: int) -> bytes:
    """So many bytes, in however many pieces they come. Raises OSError."""
    data = bytearray()
    while len(data) < length:
        wait(reading=[connection])
        piece = connection.recv(length - len(data))
        if not piece:
            raise ConnectionError("the server closed the connection before the end of its answer")
        data += piece
    return bytes(data)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("message")
    told = parser.parse_args()
    message = told.message.encode()
    with connect(told.host, told.port) as connection:
        send(connection, message)
        answer = receive(connection, len(message))
    print("Antwort:", answer.decode(errors="replace"))


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No answer from {sys.argv[1]}: {error}")
