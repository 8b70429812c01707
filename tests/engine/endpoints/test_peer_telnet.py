"""The telnet server in the grader's place: who may come in, what it says, and that it never waits for a timer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("telnetlib3")

Verdict = Callable[..., str]

#: A client that knows how long the answers are, and looks at none of them.
TALKS = """
import socket, sys
with socket.create_connection(("127.0.0.1", 7007)) as connection:
    for length, line in {lines}:
        while length > 0:
            length -= len(connection.recv(length))
        connection.sendall(line)
    while piece := connection.recv(1000):
        sys.stdout.buffer.write(piece)
"""
#: What the server says before each: the options and `login: `, an option and `Password: `, and so on.
LINES = [(16, b"eva\r\n"), (13, b"se\xff\xffcret\r\n"), (4, b"show\r\n"), (0, b"exit\r\n")]
TALKS_TO_A_SHELL = """
def check_talks(client: Client, peer: Peer) -> None:
    peer.serve("telnet", users={"eva": b"se\\xffcret"}, commands={"show": b"a\\xff\\rb\\n"})MANNER
    client.expect_exit(0)
    client.expect_stdout(b"a\\xff\\xff\\r\\0b\\r\\n$ ")
    assert peer.notes == ["login eva: right", "command show", "exit"]
"""


@pytest.mark.parametrize("manner", ["", ".cut()", ".merge()"])
def test_a_client_talks_to_a_shell(verdict: Verdict, manner: str) -> None:
    program, check = TALKS.format(lines=LINES), TALKS_TO_A_SHELL.replace("MANNER", manner)
    assert verdict(program, check, role="client") == "passed"


def test_what_becomes_of_the_options_is_noted(verdict: Verdict) -> None:
    lines = [(16, b"\xff\xfc\x18\xff\xfb\x1f\xff\xfe\x03eva\r\n"), (13, b"\xff\xfd\x01wrong\r\n")]
    check = """
    def check_options(client: Client, peer: Peer) -> None:
        peer.serve("telnet", users={"eva": "secret"})
        for text in ("WONT TTYPE", "WILL NAWS", "DONT SGA", "DO ECHO", "login eva: wrong"):
            peer.expect_note(text)
    """
    assert verdict(TALKS.format(lines=lines), check, role="client") == "passed"


def test_who_waits_for_a_line_end_behind_a_question_is_stuck(verdict: Verdict) -> None:
    check = """
    def check_a_login(client: Client, peer: Peer) -> None:
        peer.serve("telnet", users={"eva": "secret"})
        client.expect_exit(0)
    """
    told = verdict(TALKS.format(lines=[(18, b"eva\r\n")]), check, role="client")
    assert "The program does not end: it waits in recv() for more data" in told


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("abc", "passed"),
        ("ab", "It is only the first 2 bytes of 3."),
        ("abcd", "It has"),
    ],
)
def test_stdout_is_compared_byte_for_byte(verdict: Verdict, printed: str, why: str) -> None:
    check = """
    def check_stdout(program: Program) -> None:
        program.expect_stdout(b"abc")
    """
    program = f"import sys; print('more', file=sys.stderr); print({printed!r}, end='')"
    assert why in verdict(program, check, role="client")


@pytest.mark.parametrize(("number", "outcome"), [(200_000, "passed"), (199_999, "failed")])
def test_so_is_a_long_one_by_its_length(verdict: Verdict, number: int, outcome: str) -> None:
    check = """
    def check_stdout(program: Program) -> None:
        program.expect_stdout(200_000 * b"x")
    """
    assert verdict(f"print({number} * 'x', end='')", check, role="client").startswith(outcome)
