"""A fault of a check is the check's: whatever it hands to an endpoint by mistake, no program is charged with it."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from sockgrade import Client, Connection, Datagrams, Payload, Program, Server
from sockgrade.endpoints.arguments import WrongArgument
from sockgrade.verdict import Kind, Outcome, ProgramResult

Grade = Callable[..., ProgramResult]

ECHO = """
import socket
listener = socket.create_server(("127.0.0.1", 7007))
while True:
    connection, _ = listener.accept()
    connection.sendall(connection.recv(1000))
"""

PUBLIC = [
    (kind, name)
    for kind in (Server, Client, Program, Connection, Datagrams, Payload)
    for name, method in inspect.getmembers(kind, inspect.isfunction)
    if not name.startswith("_")
]
TAKES_SOMETHING = [
    (kind, name) for kind, name in PUBLIC if len(inspect.signature(getattr(kind, name)).parameters) > 1
]


@pytest.mark.parametrize(("kind", "name"), TAKES_SOMETHING, ids=lambda each: getattr(each, "__name__", each))
def test_every_public_method_refuses_what_is_of_another_type(kind: type[Any], name: str) -> None:
    # Without __init__: what is refused must be so before anything is done with it.
    with pytest.raises(WrongArgument, match=rf"^{kind.__name__}\.{name}\(\) wants .+ and was given .*object"):
        getattr(object.__new__(kind), name)(*_too_strange(getattr(kind, name)))


def _too_strange(method: Callable[..., object]) -> list[object]:
    """An argument for each parameter that must be given, and for one at least."""
    _, *parameters = inspect.signature(method).parameters.values()
    needed = [
        each for each in parameters if each.default is each.empty and each.kind is not each.VAR_POSITIONAL
    ]
    return [object() for _ in needed or parameters[:1]]


@pytest.mark.parametrize(("kind", "name"), PUBLIC, ids=lambda each: getattr(each, "__name__", each))
def test_every_public_method_refuses_an_argument_that_it_does_not_have(kind: type[Any], name: str) -> None:
    with pytest.raises(WrongArgument, match=rf"^{kind.__name__}\.{name}\(\) is called wrongly"):
        getattr(object.__new__(kind), name)(no_such_argument=1)


def test_what_a_method_is_does_not_change() -> None:
    assert inspect.signature(Connection.expect).parameters["data"].annotation == "bytes"
    assert Connection.expect.__doc__ == "The program sends exactly these bytes, in segments of any size."
    assert Payload(random.Random(1)).text(3) == Payload(random.Random(1)).text(length=3)


WRONG = {
    'server.connect().send("x")': "Connection.send() wants bytes as data, and was given str: 'x'",
    "server.connect().send(b'x').expect(5)": "Connection.expect() wants bytes as data, and was given int: 5",
    "server.connect().send_in_pieces('x')": "Connection.send() wants bytes as data, and was given str: 'x'",
    "server.type(b'x')": "Server.type() wants str as line, and was given bytes: b'x'",
    "server.expect_output('x', ('y', 5))": "Server.expect_output() wants str | tuple[str, ...] as pieces, "
    "and was given tuple: ('y', 5)",
    "server.expect_no_growth(lambda: server.connect().send(1))": "Connection.send() wants bytes as data, "
    "and was given int: 1",
    "server.connect().send()": "Connection.send() is called wrongly: missing a required argument: 'data'",
    "payload.text('5')": "Payload.text() wants int as length, and was given str: '5'",
}
#: Faults of other kinds; of some the place is not told.
FAULTS = {
    "undefined": "NameError: name 'undefined' is not defined",
    "1 / 0": "ZeroDivisionError: division by zero",
    "server.connect().expct(b'x')": "AttributeError: ",
    "raise SystemExit": "SystemExit: ",
    "server.expect_output('')": "ValueError: a text to look for is empty",
    "server.printed()": "ValueError: a text to look for is empty",
}


def _messages(grade: Grade, checks: str) -> list[str]:
    """What is said of checks that are all faulty, in their order."""
    messages = []
    for result in grade(ECHO, checks).checks:
        assert result.outcome is Outcome.ERROR
        assert result.failure is not None
        assert result.failure.kind is Kind.GRADER
        assert "\n" not in result.failure.message
        messages.append(result.failure.message)
    return messages


def _numbered(lines: Iterable[str]) -> str:
    """A check of one line for each; the first is the fourth line of the grader."""
    return "".join(f"def check_{n}(server, payload): {line}\n" for n, line in enumerate(lines))


def test_a_wrong_argument_is_an_error_that_names_the_place(grade_source: Grade) -> None:
    told = [f"WrongArgument: {m} (server.py:{n + 4}, in check_{n})" for n, m in enumerate(WRONG.values())]
    assert _messages(grade_source, _numbered(WRONG)) == told


def test_a_whole_number_is_a_number_of_seconds(grade_source: Grade) -> None:
    (result,) = grade_source(ECHO, "def check_0(server, payload): server.wait_in_silence(1)").checks
    assert result.outcome is Outcome.PASSED


def test_a_fault_in_a_check_is_an_error_of_one_line(grade_source: Grade) -> None:
    messages = _messages(grade_source, _numbered(FAULTS))
    for number, (message, told) in enumerate(zip(messages, FAULTS.values(), strict=True)):
        assert message.startswith(told)
        if not message.startswith("ValueError"):
            assert message.endswith(f" (server.py:{number + 4}, in check_{number})")


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            "def check_it(srv): pass",
            "there is no fixture 'srv': a check asks for server, client, program, pair or",
        ),
        ("async def check_it(server): pass", "Failed: async def functions are not natively supported."),
        ("def check_it(server): yield", "pytest ended with <ExitCode.INTERRUPTED: 2>: 'yield' keyword is"),
    ],
)
def test_a_check_that_pytest_cannot_run_is_an_error_of_one_line(
    grade_source: Grade, check: str, told: str
) -> None:
    (message,) = _messages(grade_source, check)
    assert message.startswith(told)


def test_a_wrong_argument_in_a_helper_names_its_line_and_the_check(
    grade_source: Grade,
) -> None:
    checks = """
    def ask(server: Server) -> None:
        server.connect().send("x")

    def check_it(server: Server) -> None:
        ask(server)
    """
    (message,) = _messages(grade_source, checks)
    assert message.endswith(" (server.py:6, in check_it)")
