"""Every way in which a program may fail has a verdict, and words, of its own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

ECHO = """
def check_echoes(server: Server, payload: Payload) -> None:
    message = payload.text()
    server.connect().send(message).expect(message)
"""

SERVER = """
import socket, sys, time
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", 7007))
listener.listen()
while True:
    connection, _ = listener.accept()
    data = connection.recv(1000)
    {answer}
"""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("connection.sendall(data)", "passed"),
        ("connection.sendall(data[:4]); time.sleep(0.2); connection.sendall(data[4:])", "passed"),
        ("connection.sendall(data + b'\\n')", "failed too_much: The program sent 1 byte too many: '\\n'"),
        ("connection.sendall(data.swapcase())", "failed wrong_data: The program sent other bytes"),
        ("connection.close()", "failed closed: The program closed the connection too early (FIN)."),
        ("connection.sendall(data[:-1]); connection.close()", "failed closed: "),
        ("sys.exit(3)", "failed ended: The program ended (exit code 3)"),
        (
            "raise OSError('by bad luck')",
            "failed ended: The program crashed (exit code 1): OSError: by bad luck",
        ),
        (
            "pass",
            "failed stuck: The program took what was sent, answers nothing, and no part of it waits on this",
        ),
        (
            "connection.recv(1)",
            "failed stuck: The program took what was sent, and answers nothing. It waits in ",
        ),
        (
            "connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\\1\\0\\0\\0\\0\\0\\0\\0');"
            "connection.close()",
            "failed reset: The program broke the connection off (RST).",
        ),
        (
            "[connection.send(data * 1000) for _ in iter(int, 1)]",
            "failed too_much: The program sends without end.",
        ),
    ],
    ids=lambda text: text[:30],
)
def test_an_answer_has_its_verdict(verdict: Verdict, answer: str, expected: str) -> None:
    assert verdict(SERVER.format(answer=answer), ECHO).startswith(expected)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("print()", "failed ended: The program ended before a client could reach it (exit code 0)"),
        ("", "failed build: student.py is empty. Was it saved, and is it the right file?"),
        (
            "import sys; sys.exit('no idea')",
            "failed ended: The program ended before a client could reach it (exit code 1): no",
        ),
        (
            "x = ",
            "failed ended: The program ended before a client could reach it (exit code 1): SyntaxError: invalid syntax",
        ),
        (
            "import os; os.abort()",
            "failed ended: The program gave itself up (SIGABRT): memory was overwritten",
        ),
        (
            "input()",
            "failed not_listening: The program waits for somebody to type something before it serves anybody. ",
        ),
        (
            "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.bind(('', 7007)); s.recv(9)",
            "failed wrong_transport: The program uses UDP instead of TCP",
        ),
    ],
)
def test_a_server_that_does_not_listen_is_told_why(verdict: Verdict, program: str, expected: str) -> None:
    assert verdict(program, ECHO).startswith(expected)


def test_a_server_that_listens_and_ends_is_not_told_that_it_does_not_listen(verdict: Verdict) -> None:
    program = "import socket; listener = socket.create_server(('127.0.0.1', 7007))"
    assert re.match(
        "failed ended: The program ended (before a client could reach it|by itself)", verdict(program, ECHO)
    )


def test_a_tcp_server_where_udp_is_wanted_is_told_so(verdict: Verdict) -> None:
    program = SERVER.format(answer="connection.sendall(data)")
    check = "def check_it(server: Server) -> None: server.datagrams().send(b'x')"
    expected = "failed wrong_transport: The program uses TCP instead of UDP"
    assert verdict(program, check, transport="udp").startswith(expected)


def test_a_program_that_tries_ipv6_first_is_right(verdict: Verdict) -> None:
    """As clients do that look "localhost" up: ::1 is refused, 127.0.0.1 is not."""
    program = """
    import socket, threading
    listener = socket.create_server(("127.0.0.1", 7007))
    threading.Thread(target=listener.accept).start()
    for family, address in ((socket.AF_INET6, "::1"), (socket.AF_INET, "127.0.0.1")):
        try:
            socket.socket(family).connect((address, 7007))
        except OSError:
            pass
    """
    check = "def check_it(program: Program) -> None: program.expect_documented_address()"
    assert verdict(program, check, role="program") == "passed"


ADDRESS_AND_ECHO = (
    ECHO
    + """
def check_address(server: Server) -> None:
    server.expect_documented_address()
"""
)


@pytest.mark.parametrize(
    ("address", "outcomes"),
    [
        ("('127.0.0.1', 7007)", ["passed", "passed"]),
        ("('', 7007)", ["passed", "passed"]),
        ("('0.0.0.0', 7007)", ["passed", "passed"]),
        ("('localhost', 7007)", ["passed", "passed"]),
        ("(socket.gethostname(), 7007)", ["passed", "failed"]),
        ("('127.0.0.1', 7008)", ["passed", "failed"]),
        ("('127.0.0.2', 7007)", ["passed", "failed"]),
        ("('', 0)", ["passed", "failed"]),
    ],
)
def test_only_the_address_check_fails_on_a_wrong_address(
    grade_source: Callable[..., object], address: str, outcomes: list[str]
) -> None:
    program = SERVER.format(answer="connection.sendall(data)").replace('("127.0.0.1", 7007)', address)
    result = grade_source(program, ADDRESS_AND_ECHO)
    assert [check.outcome for check in result.checks] == outcomes  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["::", "::1"])
def test_ipv6_sockets_are_found(verdict: Verdict, address: str) -> None:
    program = SERVER.format(answer="connection.sendall(data)")
    program = program.replace("socket.socket()", "socket.socket(socket.AF_INET6)").replace(
        "127.0.0.1", address
    )
    assert verdict(program, ECHO) == "passed"


CLIENT = """
import socket
with socket.create_connection(("{host}", {port})) as connection:
    connection.sendall(b"hello")
    print(connection.recv(100))
"""

TARGET_AND_TALK = """
def check_address(client: Client) -> None:
    client.expect_documented_address()

def check_talk(client: Client, payload: Payload) -> None:
    answer = payload.text()
    client.accept().expect(b"hello").send(answer)
    client.expect_output(answer.decode()).expect_exit(0)
"""


@pytest.mark.parametrize(
    ("host", "port", "outcomes"),
    [
        ("127.0.0.1", 7007, ["passed", "passed"]),
        ("localhost", 7007, ["passed", "passed"]),
        ("127.0.0.3", 7007, ["failed", "passed"]),
        ("127.0.0.1", 7008, ["failed", "passed"]),
    ],
)
def test_only_the_address_check_fails_on_a_client_that_goes_elsewhere(
    grade_source: Callable[..., object], host: str, port: int, outcomes: list[str]
) -> None:
    result = grade_source(CLIENT.format(host=host, port=port), TARGET_AND_TALK, role="client")
    assert [check.outcome for check in result.checks] == outcomes  # type: ignore[attr-defined]


def test_a_client_that_never_connects_is_told_so(verdict: Verdict) -> None:
    check = "def check_it(client: Client) -> None: client.accept()"
    assert verdict("input()", check, role="client").startswith(
        "failed not_connecting: The program waits for somebody to type something before it connects."
    )
    assert verdict("print()", check, role="client").startswith(
        "failed ended: The program ended by itself (exit code 0)"
    )


def test_a_plain_assertion_is_a_failure_and_any_other_exception_is_not(verdict: Verdict) -> None:
    program = SERVER.format(answer="connection.sendall(data)")
    said = verdict(program, "def check_it(server: Server) -> None: assert 1 == 2, 'so it is'")
    assert said == "failed assertion: so it is"


def test_a_fault_in_a_check_is_never_charged_to_the_student(verdict: Verdict) -> None:
    program = SERVER.format(answer="connection.sendall(data)")
    assert verdict(program, "def check_it(server: Server) -> None: {}['x']") == (
        "error grader: KeyError: 'x' (server.py:4, in check_it)"
    )


def test_what_outlasts_every_deadline_is_the_graders_fault(verdict: Verdict) -> None:
    check = """
    import pytest, threading

    @pytest.mark.timeout(1)
    def check_it(server: Server) -> None:
        threading.Event().wait()
    """
    program = SERVER.format(answer="connection.sendall(data)")
    assert verdict(program, check) == "error grader: the check did not end within 1 seconds"


def test_an_assertion_that_is_not_a_checks_is_the_graders_fault(verdict: Verdict) -> None:
    check = """
    import unittest

    def check_it(program: Program) -> None:
        unittest.TestCase().assertEqual(1, 2)
    """
    assert verdict("pass", check, role="program").startswith("error grader: AssertionError: 1 != 2")


def test_the_hint_and_the_sentence_are_the_docstring(grade_source: Callable[..., object]) -> None:
    checks = '''
    @output
    @points(2.5)
    def check_it(server: Server) -> None:
        """It works.

        Work harder.
        """
    '''
    (check,) = grade_source("", checks).checks  # type: ignore[attr-defined]
    assert (check.sentence, check.hint, check.level, check.points) == (
        "It works.",
        "Work harder.",
        "output",
        2.5,
    )
