"""Fixtures: programs whose traces are found again, and a course on a free port."""

from __future__ import annotations

import secrets
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from rehearsal.stage import echo_server
from small_course import write_files

EXERCISE = """
title = "Echo for tests"
document = "A document"
section = "1"

[server]
address = "127.0.0.1"
port = {port}

[client]
address = "127.0.0.1"
port = {port}
typed = ["one", "two"]
"""

CLIENT = """
import socket
connection = socket.create_connection(("127.0.0.1", {port}))
try:
    while True:
        connection.sendall(input("? ").encode())
        print("got", connection.recv(100).decode())
except EOFError:
    pass
"""


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A TMPDIR that programs may enter as nobody, which pytest's folders are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Path]:
    """The path of a server whose name nothing else has; afterwards no process may be left that runs it."""
    path = tmp_path / f"server_{secrets.token_hex(8)}.py"
    yield path
    assert not list(_processes_of(path.name))


def _processes_of(name: str) -> Iterator[str]:
    """The command lines in which a name occurs."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = process.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if name in command:
            yield command


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def course(tmp_path: Path, port: int) -> Path:
    """A course with one exercise, and references of both programs."""
    files = {
        "exercises/doc/echo/exercise.toml": EXERCISE.format(port=port),
        "graders/doc/echo/server.py": "",
        "reference/doc/echo/server.py": echo_server(port=port),
        "reference/doc/echo/client.py": CLIENT.format(port=port),
    }
    return write_files(tmp_path / "course", files)
