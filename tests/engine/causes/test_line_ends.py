"""A program that waits for a line end is told so, and nobody else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

SERVER = """
import socket
listener = socket.create_server(("127.0.0.1", 7007))
connection, _ = listener.accept()
stream = connection.makefile("rwb", buffering=0)
{serve}
"""
CHECK = """
def check_it(server: Server, payload: Payload) -> None:
    message = payload.text()
    server.connect().send(message).expect(message)
"""
SAID = "failed stuck: The program waits for a line end, which the messages of this exercise do not have"


@pytest.mark.parametrize(
    ("serve", "is_told"),
    [
        ("stream.write(stream.readline().rstrip())", True),
        ("while not b'\\n' in (data := connection.recv(99)): pass\nconnection.sendall(data)", True),
        ("print(stream.readline())", False),
        ("stream.write(stream.read(17))", False),
        ("connection.recv(99); stream.write(connection.recv(99))", False),
        ("stream.write(stream.read())", False),
    ],
    ids=["readline", "looks for it", "does not answer", "counts", "one behind", "the end of the stream"],
)
def test_a_line_end_that_is_missed_is_the_cause(verdict: Verdict, serve: str, is_told: bool) -> None:
    assert verdict(SERVER.format(serve=serve), CHECK).startswith(SAID) == is_told


def test_a_client_is_told_as_well(verdict: Verdict) -> None:
    program = """
    import socket
    with socket.create_connection(("127.0.0.1", 7007)) as connection:
        print(connection.makefile().readline())
    """
    check = """
    def check_it(client: Client, payload: Payload) -> None:
        word = payload.word()
        client.accept().send(word.encode())
        client.expect_output(word)
    """
    said = verdict(program, check, role="client")
    assert said.startswith(SAID.replace("stuck", "wrong_output"))
