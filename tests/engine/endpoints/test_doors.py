"""The grader as the other side of a client: where it listens, and where nobody ever answers."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

ARGUMENTS = 'arguments = ["{address}", "{port}"]'

CLIENT = """
import socket, sys
try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=2) as connection:
        connection.sendall(b"hello")
        print(connection.recv(100).decode())
except OSError as error:
    sys.exit(f"no connection: {error}")
"""
SAYS_HELLO = """
def check_says_hello(client: Client, payload: Payload) -> None:
    {prepare}
    word = payload.word()
    client.accept().expect(b"hello").send(word.encode())
    client.expect_output(word).expect_exit(0)
"""


@pytest.mark.parametrize(
    "prepare",
    [
        "pass",
        "client.start('127.0.0.9', 4711)",
        "client.start('::1', 4711).start('::1', 7007)",
        "client.listen_at('127.0.0.5').start('127.0.0.5', 7007)",
        "client.listen_at('::1', 4711).listen_at('127.0.0.1', 4711).start('::1', 4711)",
    ],
)
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_client_finds_the_grader(verdict: Verdict, prepare: str, address: str) -> None:
    checks = SAYS_HELLO.format(prepare=prepare)
    assert verdict(CLIENT, checks, role="client", address=address, more=ARGUMENTS) == "passed"


@pytest.mark.parametrize(
    ("place", "outcome"),
    [
        ("'127.0.0.5'", "passed"),
        ("'127.0.0.5', 20123", "passed"),
        ("'127.0.0.6'", "failed wrong_address: The program comes from the wrong address."),
        ("'127.0.0.5', 20124", "failed wrong_address: The program comes from the wrong port."),
    ],
)
def test_where_a_client_comes_from_is_seen(verdict: Verdict, place: str, outcome: str) -> None:
    check = f"""
    def check_comes_from_there(client: Client) -> None:
        client.accept_from({place})
    """
    program = CLIENT.replace("timeout=2", "2, ('127.0.0.5', 20123)")
    assert verdict(program, check, role="client", more=ARGUMENTS) == outcome


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        ("listen_at('127.0.0.5').start('127.0.0.6', 7007)", "refused"),
        ("silent_at('127.0.0.6').start('127.0.0.6', 7007)", "timed out"),
        ("silent_at('::1', 4711).start('::1', 4711)", "timed out"),
        ("without_server()", "refused"),
    ],
)
def test_a_client_finds_nobody(verdict: Verdict, prepare: str, words: str) -> None:
    check = f"""
    def check_says_why(client: Client) -> None:
        client.{prepare}.expect_failure(1).expect_output({words!r})
    """
    assert verdict(CLIENT, check, role="client", more=ARGUMENTS) == "passed"


def test_a_grader_that_takes_little_is_full_soon(verdict: Verdict) -> None:
    program = """
    import socket
    connection = socket.create_connection(("127.0.0.1", 7007))
    connection.setblocking(False)
    sent = 0
    try:
        while sent < 2**22:
            sent += connection.send(bytes(2**14))
    except BlockingIOError:
        pass
    connection.close()
    print("little" if sent < 2**22 else "much")
    """
    check = """
    def check_is_full_soon(client: Client) -> None:
        client.take_little().run().expect_output("little")
    """
    assert verdict(program, check, role="client") == "passed"


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        ("sent += connection.send(data[sent:])", "passed"),
        (
            "sent += 2 * connection.send(data[sent:])",
            "failed closed: The program sent only a part of 400000 bytes.",
        ),
    ],
)
def test_a_slow_reader_gets_everything(verdict: Verdict, reads: str, expected: str) -> None:
    program = f"""
    import select, socket
    connection = socket.create_connection(("127.0.0.1", 7007))
    connection.setblocking(False)
    data, sent = bytes(400_000), 0
    while sent < len(data):
        select.select([], [connection], [])
        {reads}
    """
    check = """
    def check_gets_everything(client: Client) -> None:
        connection = client.take_little().accept()
        assert connection.receive_slowly(400_000) == bytes(400_000)
        connection.expect_end()
        client.expect_exit(0)
    """
    assert verdict(program, check, role="client").startswith(expected)


COPIES_ITS_INPUT = """
import socket, sys
connection = socket.create_connection(("127.0.0.1", 7007))
{copies}
connection.close()
"""


@pytest.mark.parametrize(
    "copies",
    [
        "while data := sys.stdin.buffer.read(1000): connection.sendall(data)",
        "data = sys.stdin.buffer.read(); connection.sendall(data)",
    ],
)
@pytest.mark.parametrize("number", [0, 100, 400_000])
def test_a_client_takes_its_input_whenever_it_likes(verdict: Verdict, copies: str, number: int) -> None:
    check = f"""
    def check_sends_it(client: Client) -> None:
        connection = client.take_little().give_input(bytes({number})).accept()
        client.come_to_rest()
        assert connection.receive_all() == bytes({number})
        client.expect_exit(0)
    """
    assert verdict(COPIES_ITS_INPUT.format(copies=copies), check, role="client") == "passed"


def test_a_client_need_not_take_its_input(verdict: Verdict) -> None:
    check = """
    def check_ends(client: Client) -> None:
        client.give_input(bytes(400_000)).accept().expect_end()
        client.expect_exit(0)
    """
    assert verdict(COPIES_ITS_INPUT.format(copies="sys.stdin.close()"), check, role="client") == "passed"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says when a program has stopped")
@pytest.mark.parametrize(
    ("sends", "outcome"),
    [("sendall", "passed"), ("send", "failed closed: The program sent only a part of 400000 bytes.")],
)
def test_a_send_that_waits_is_interrupted(verdict: Verdict, sends: str, outcome: str) -> None:
    check = """
    def check_sends_the_rest(client: Client) -> None:
        connection = client.take_little().accept()
        client.pause()
        connection.receive_exactly(400_000)
    """
    program = COPIES_ITS_INPUT.format(copies=f"connection.{sends}(bytes(400_000))")
    assert verdict(program, check, role="client").startswith(outcome)
