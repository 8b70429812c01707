"""Ten checks of fsst/echo/server as they are usually written, for tests/bench/speed.py to compare with.

    python tests/bench/usual.py PROGRAM

The program is started anew for every check, connect() is tried again until it works, and an answer that does not
come is given up after five seconds. Prints a line for each check: its verdict and its name.
"""

from __future__ import annotations

import secrets
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable

ADDRESS = ("127.0.0.1", 61111)
TIMEOUT = 5.0
TRIES, PAUSE = 50, 0.1


def connect() -> socket.socket:
    for _ in range(TRIES):
        try:
            return socket.create_connection(ADDRESS, TIMEOUT)
        except ConnectionRefusedError:
            time.sleep(PAUSE)
    raise AssertionError("the server does not listen")


def receive(client: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        piece = client.recv(length - len(data))
        assert piece, "the server closed the connection"
        data += piece
    return data


def word(length: int = 16) -> bytes:
    return secrets.token_hex(length).encode()[:length]


def expect_echo(client: socket.socket, message: bytes) -> None:
    client.sendall(message)
    assert receive(client, len(message)) == message


def echoes_a_message() -> None:
    with connect() as client:
        expect_echo(client, word())


def echoes_blanks_and_line_ends() -> None:
    with connect() as client:
        expect_echo(client, b"  " + word() + b"\t" + word() + b" \r\n")


def echoes_message_after_message() -> None:
    with connect() as client:
        for length in (5, 20, 11):
            expect_echo(client, word(length))


def closes_when_the_client_has_finished() -> None:
    with connect() as client:
        expect_echo(client, word())
        client.shutdown(socket.SHUT_WR)
        assert client.recv(1) == b""


def serves_client_after_client() -> None:
    for _ in range(3):
        with connect() as client:
            expect_echo(client, word())


def echoes_a_long_message() -> None:
    with connect() as client:
        expect_echo(client, word(997) * 301)


def echoes_single_bytes() -> None:
    message = word(8)
    with connect() as client:
        for byte in message:
            client.sendall(bytes([byte]))
            time.sleep(0.01)
        assert receive(client, len(message)) == message


def echoes_binary_data() -> None:
    with connect() as client:
        expect_echo(client, b"\x00\xff\xfe\r\n\x80" + secrets.token_bytes(64))


def answers_after_a_half_close() -> None:
    message = word()
    with connect() as client:
        client.sendall(message)
        client.shutdown(socket.SHUT_WR)
        assert receive(client, len(message)) == message


def survives_a_reset() -> None:
    with connect() as client:
        expect_echo(client, word())
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with connect() as client:
        expect_echo(client, word())


CHECKS: list[Callable[[], None]] = [
    echoes_a_message,
    echoes_blanks_and_line_ends,
    echoes_message_after_message,
    closes_when_the_client_has_finished,
    serves_client_after_client,
    echoes_a_long_message,
    echoes_single_bytes,
    echoes_binary_data,
    answers_after_a_half_close,
    survives_a_reset,
]


def main() -> None:
    python = sys.argv[2] if len(sys.argv) > 2 else sys.executable
    for check in CHECKS:
        server = subprocess.Popen([python, sys.argv[1]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            check()
            verdict = "passed"
        except (AssertionError, OSError):
            verdict = "failed"
        finally:
            server.kill()
            server.wait()
        print(verdict, check.__name__)


if __name__ == "__main__":
    main()
