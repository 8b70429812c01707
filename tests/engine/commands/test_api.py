"""`sockgrade api` is a reference: nothing that graders are promised is missing, and its examples are true."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import one_line, sockgrade

import sockgrade as front_door
from sockgrade import behaviours
from sockgrade.checks import PREFIX
from sockgrade.verdict import ProgramResult

CLASSES = [thing for name in front_door.__all__ if inspect.isclass(thing := getattr(front_door, name))]
MARKS = [name for name in front_door.__all__ if not inspect.isclass(getattr(front_door, name))]


def own(cls: type) -> dict[str, object]:
    """What is public in a class and was written for sockgrade."""
    return {
        name: value
        for base in reversed(cls.__mro__)
        if base.__module__.startswith("sockgrade")
        for name, value in vars(base).items()
        if not name.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))
    }


@pytest.mark.parametrize("cls", CLASSES)
def test_everything_public_has_a_docstring(cls: type) -> None:
    assert inspect.getdoc(cls)
    for name in own(cls):
        assert inspect.getdoc(inspect.getattr_static(cls, name)), name


@pytest.mark.parametrize("cls", CLASSES)
def test_a_class_is_shown_with_all_that_it_has(cls: type) -> None:
    text = sockgrade("api", cls.__name__).stdout
    assert text.startswith(f"{cls.__name__}\n")
    assert f"from sockgrade import {cls.__name__}" in text
    assert "Example:\n" in text
    for name in own(cls):
        assert f"\n{name}(" in text or f"\n{name}: " in text, name
    assert "\n_" not in text
    assert "Self" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_reference_is_complete() -> None:
    process = sockgrade("api")
    assert process.returncode == 0
    for cls in CLASSES:
        assert f"\n{cls.__name__}\n" in process.stdout
        assert all(name in process.stdout for name in own(cls))
    for mark in MARKS:
        assert f"\n@{mark}" in process.stdout
    for module in Path(behaviours.__path__[0]).glob("[a-z]*.py"):
        assert f"from sockgrade.behaviours.{module.stem} import" in process.stdout
        for line in module.read_text(encoding="utf-8").splitlines():
            if line.startswith(f"def {PREFIX}"):
                assert line.removeprefix("def ").partition("(")[0] in process.stdout
    assert max(map(len, process.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Server.connect", ['Server.connect(source: str = "", *,', "Connect as a client"]),
        (
            "expect",
            ["Connection.expect(data: bytes) -> Connection", "Datagrams.expect(data: bytes) -> Datagrams"],
        ),
        ("expect_output()", ["Program.expect_output(*pieces: Piece"]),
        ("server", ["The student's program as a server"]),
        ("@points", ["@points(worth: float)", "from sockgrade import points"]),
        ("echo_server", ["RFC 862", "check_echoes_a_message  (core)"]),
        (
            "echoes_a_message",
            ["from sockgrade.behaviours.echo_server import check_echoes_a_message", "Send what recv() gave"],
        ),
        ("check_echoes_a_message", ["The server sends back exactly the bytes it received."]),
    ],
)
def test_one_thing_is_shown(name: str, words: list[str]) -> None:
    process = sockgrade("api", name)
    assert process.returncode == 0, process.stderr
    for word in words:
        assert word in process.stdout.replace("''", '""')


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Sever", "Server"),
        ("expect_outptu", "expect_output"),
        ("check_echoes_a_mesage", "check_echoes_a_message"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, nearest: str) -> None:
    one_line(sockgrade("api", name), repr(name), f"(did you mean {nearest}?)")
    one_line(sockgrade("api", "zzz\x1b[2J"), "sockgrade api")


# The examples, with real programs

ECHO = """
import socket
with socket.create_server(("127.0.0.1", 7007)) as listener:
    while True:
        connection, _ = listener.accept()
        while data := connection.recv(4096):
            print("Received", data)
            connection.sendall(data)
        connection.close()
"""
ECHO_UDP = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind(("127.0.0.1", 7007))
    while True:
        sock.sendto(*sock.recvfrom(4096))
"""
ASKS = """
import socket
with socket.create_connection(("127.0.0.1", 7007)) as connection:
    connection.sendall(input().encode())
    print(connection.recv(4096).decode())
"""
FETCHES = """
import urllib.request
print(urllib.request.urlopen("http://127.0.0.1:7007/page.txt").read().decode())
"""
PROGRAMS = {
    "server": ECHO,
    "client": ASKS,
    "program": 'print("Hello", input("Your name? "))\n',
}


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if cls is not front_door.Pair])
# Of a pair, which is two programs: tests/engine/endpoints/test_pair.py.
def test_the_example_of_a_class_is_true(cls: type, grade_source: Callable[..., ProgramResult]) -> None:
    check = textwrap.dedent(inspect.getdoc(cls).partition("Example:\n\n")[2])  # type: ignore[union-attr]
    assert check.startswith(f"def {PREFIX}")
    role = next(role for role in PROGRAMS if f"({role}: " in check)
    transport = "udp" if "datagrams" in check else "tcp"
    program = ECHO_UDP if transport == "udp" else FETCHES if "peer" in check else PROGRAMS[role]
    (result,) = grade_source(program, check, role=role, transport=transport).checks
    assert result.passed, result.failure
