"""The grader as a UDP server: to whom it answers, and from where."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from sockgrade.evidence.events import Act
from sockgrade.verdict import ProgramResult

Verdict = Callable[..., str]

CLIENT = """
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
{talk}
"""

UNCONNECTED = "s.sendto(b'ask', ('{address}', 7007)); print('got', s.recvfrom(65535))"
CONNECTED = "s.connect(('{address}', 7007)); s.send(b'ask'); print('got', s.recv(65535))"

ANSWERS = """
def check_it(client: Client, payload: Payload) -> None:
    answer = payload.text()
    client.expect_datagram(b"ask").answer(answer).expect_output("got", answer.decode()).expect_exit(0)
"""


@pytest.mark.parametrize("talk", [UNCONNECTED, CONNECTED])
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        pytest.param("127.0.0.2", marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux only")),
        "::1",
    ],
)
def test_the_answer_comes_from_where_the_program_has_asked(verdict: Verdict, talk: str, address: str) -> None:
    program = CLIENT.format(talk=talk.format(address=address))
    if ":" in address:
        program = program.replace("AF_INET,", "AF_INET6,")
    assert verdict(program, ANSWERS, role="client", transport="udp", address=address) == "passed"


def test_each_datagram_is_answered_to_its_own_socket(verdict: Verdict) -> None:
    talk = """
for line in sys.stdin:
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect(('127.0.0.1', 7007))
    s.send(line.strip().encode())
    print('got', s.recv(100))
"""
    check = """
    def check_it(client: Client) -> None:
        for line in ("one", "two", "three"):
            client.type(line)
            assert client.receive() == line.encode()
            client.answer(b"<" + line.encode() + b">").expect_output_once(f"<{line}>")
    """
    assert verdict(CLIENT.format(talk=talk), check, role="client", transport="udp") == "passed"


@pytest.mark.parametrize("size", [0, 1, 1500, 65507])
def test_an_answer_keeps_its_boundaries(verdict: Verdict, size: int) -> None:
    talk = "s.sendto(b'x', ('127.0.0.1', 7007)); print([len(s.recv(65535)) for _ in range(3)]); s.recv(65535)"
    check = f"""
    def check_it(client: Client, payload: Payload) -> None:
        client.receive()
        client.answer(payload.binary({size})).answer(b"").answer(b"end").expect_output("[{size}, 0, 3]")
    """
    assert verdict(CLIENT.format(talk=talk), check, role="client", transport="udp") == "passed"


@pytest.mark.parametrize(("talk", "heard"), [(UNCONNECTED, "stranger"), (CONNECTED, "server")])
def test_a_stranger_is_heard_by_a_socket_that_is_not_connected(
    verdict: Verdict, talk: str, heard: str
) -> None:
    check = f"""
    def check_it(client: Client) -> None:
        client.receive()
        client.answer(b"stranger", as_stranger=True).answer(b"server").expect_output("got", "{heard}")
    """
    program = CLIENT.format(talk=talk.format(address="127.0.0.1"))
    assert verdict(program, check, role="client", transport="udp") == "passed"


def test_a_program_that_has_gone_does_not_disturb_the_answer(verdict: Verdict) -> None:
    check = """
    def check_it(client: Client) -> None:
        client.receive()
        client.expect_exit(0).answer(b"one").answer(b"two").answer(b"three", as_stranger=True)
    """
    program = CLIENT.format(talk="s.sendto(b'ask', ('127.0.0.1', 7007))")
    assert verdict(program, check, role="client", transport="udp") == "passed"


def test_nothing_can_be_answered_before_anything_has_come(verdict: Verdict) -> None:
    check = "def check_it(client: Client) -> None: client.answer(b'x')"
    program = CLIENT.format(talk="s.recv(1)")
    assert verdict(program, check, role="client", transport="udp").startswith("error")


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        (
            UNCONNECTED,
            "failed still_running: The program does not end: it waits in recv() for a datagram (student.py:4)",
        ),
        (
            CONNECTED,
            "failed still_running: The program does not end: it waits in recv() for a datagram (student.py:4)",
        ),
        (
            f"s.settimeout(60); {UNCONNECTED}",
            "failed still_running: The program does not end: seconds have passed, and it is at student.py:4.",
        ),
        (
            f"s.settimeout(0.5); {UNCONNECTED}",
            "failed wrong_exit: The program crashed (exit code 1): TimeoutError",
        ),
    ],
)
def test_a_client_that_gets_no_answer_is_told_where_it_waits(
    verdict: Verdict, talk: str, expected: str
) -> None:
    check = """
    def check_it(client: Client) -> None:
        client.receive()
        client.expect_failure()
    """
    program = CLIENT.format(talk=talk.format(address="127.0.0.1"))
    assert verdict(program, check, role="client", transport="udp").startswith(expected)


def test_an_answer_is_not_taken_for_a_datagram_of_the_programs(verdict: Verdict) -> None:
    check = """
    def check_it(client: Client) -> None:
        client.receive()
        client.answer(b"one", as_stranger=True).answer(b"two").expect_output("three")
    """
    program = CLIENT.format(talk=UNCONNECTED.format(address="127.0.0.1"))
    expected = "failed wrong_output: The program ended by itself (exit code 0), and has not printed 'three'."
    assert verdict(program, check, role="client", transport="udp").startswith(expected)


@pytest.mark.skipif(sys.platform != "linux", reason="packets are seen on Linux only")
def test_packets_of_an_answer_and_of_a_strangers_go_to_the_program(
    grade_source: Callable[..., ProgramResult],
) -> None:
    check = """
    def check_it(client: Client) -> None:
        client.receive()
        client.answer(b"one", as_stranger=True).answer(b"two").expect_output("three")
    """
    # It waits for both: who has gone is told by ICMP that nobody is there, which is a packet, too.
    program = CLIENT.format(talk=UNCONNECTED.format(address="127.0.0.1")) + "s.recvfrom(65535)\n"
    (result,) = grade_source(program, check, role="client", transport="udp").checks
    packets = [(p.excerpt, p.to_program) for p in result.evidence.packets]
    assert packets == [("'ask'", False), ("'one'", True), ("'two'", True)]
    events = [(e.text, e.connection) for e in result.evidence.events if e.act in (Act.RECEIVED, Act.SENT)]
    assert events == [("'ask'", 1), ("'one'", 2), ("'two'", 1)]
