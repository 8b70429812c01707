"""Deadlines count from the last progress, within the check's own."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

HEAD = """
import socket, time
listener = socket.create_server(("127.0.0.1", 7007))
connection, _ = listener.accept()
"""


def test_a_program_that_sends_bit_by_bit_is_slow_and_right(verdict: Verdict) -> None:
    program = HEAD + "for byte in b'seven..': connection.send(bytes([byte])); time.sleep(1)\n"
    check = "def check_sends(server: Server) -> None: server.connect().expect(b'seven..')"
    assert verdict(program, check) == "passed"


@pytest.mark.skipif(sys.platform != "linux", reason="as large as Linux' buffers")
def test_a_program_that_reads_bit_by_bit_is_slow_and_right(verdict: Verdict) -> None:
    program = """
import socket, time
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", 7007)); listener.listen()
connection, _ = listener.accept()
left = 14 * 2**20
while left:
    left -= len(connection.recv(min(left, 2**20), socket.MSG_WAITALL)); time.sleep(0.5)
connection.sendall(b"all of it")
"""
    check = """
def check_takes_in(server: Server) -> None:
    server.connect().send(bytes(14 * 2**20)).expect(b"all of it")
"""
    assert verdict(program, check) == "passed"


def test_who_stops_half_way_is_late(verdict: Verdict) -> None:
    program = HEAD + "connection.send(b'half'); time.sleep(100)\n"
    check = "def check_sends(server: Server) -> None: server.connect().expect(b'half of it')"
    assert verdict(program, check).startswith(
        "failed timeout: The program does not send the rest: seconds have passed"
    )


def test_a_program_that_goes_on_for_ever_has_the_time_of_a_check(verdict: Verdict) -> None:
    program = HEAD + "while True: connection.send(b'.'); time.sleep(1)\n"
    check = """
def check_ends(server: Server) -> None:
    server.transcript.began -= 52
    server.connect().expect_end()
"""
    assert verdict(program, check).startswith(
        "failed still_open: The program does not close the connection: "
        "60 seconds have passed since the check began"
    )
