"""Who changes a port in exercise.toml and not in the programs of the course, is told by `verify` where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import one_line, sockgrade, write_files

_SERVER = """# fails: answers
import socket

with socket.create_server(("127.0.0.1", {port})) as listener:
    while True:
        connection, _ = listener.accept()
        with connection:
            while data := connection.recv({size}):
                connection.sendall({answer})
"""
_CHECK = '''from sockgrade import Server


def check_answers(server: Server) -> None:
    """The server answers."""
    server.connect().send(b"1234").expect(b"1234")
'''
_STARTER = 'PORT = {port}\nraise SystemExit("Write the server.")\n'


def files(port: int, tests_port: int) -> dict[str, str]:
    right = _SERVER.format(port=port, size=4096, answer="data")
    return {
        "exercises/doc/echo/README.md": f"Listen on port {port}.\n",
        "exercises/doc/echo/starter/server.py": _STARTER.format(port=port),
        "graders/doc/echo/server.py": _CHECK,
        "reference/doc/echo/server.py": right,
        "tests/graders/doc/echo/server/right/other.py": right.replace(str(port), str(tests_port)),
        "tests/graders/doc/echo/server/wrong/silent.py": _SERVER.format(
            port=tests_port, size=9, answer="b''"
        ),
        "tests/graders/doc/echo/server/wrong/other_port.py": _SERVER.format(port=5999, size=9, answer="b''"),
    }


def course(tmp_path: Path, port: int, programs: int, tests: int) -> Path:
    toml = f'title = "T"\ndocument = "D"\nsection = "1"\n[server]\nport = {port}\nany_port = true\n'
    return write_files(
        tmp_path / "course", {"exercises/doc/echo/exercise.toml": toml, **files(programs, tests)}
    )


@pytest.mark.parametrize(
    ("port", "programs", "tests", "named"),
    [
        (
            7001,
            7007,
            7007,
            "still use 7007: write 7001 in reference/doc/echo/server.py, 2 files of tests/graders/doc/echo/server/, "
            "exercises/doc/echo/starter/server.py, exercises/doc/echo/README.md",
        ),
        (80, 7007, 7007, "still use 7007: write 80 in reference/doc/echo/server.py"),
        (7001, 7001, 7007, "still use 7007: write 7001 in 2 files of tests/graders/doc/echo/server/"),
    ],
)
def test_programs_with_the_old_port_are_named(
    tmp_path: Path, port: int, programs: int, tests: int, named: str
) -> None:
    root = course(tmp_path, port, programs, tests)
    refused = sockgrade("verify", "--course", root)
    one_line(refused, "exercise.toml: [server] port is", named)


def test_a_port_that_was_changed_everywhere_is_taken(tmp_path: Path) -> None:
    process = sockgrade("verify", "--course", course(tmp_path, 7001, 7001, 7001))
    assert process.returncode == 0, process.stdout


def test_a_program_may_write_its_port_otherwise(tmp_path: Path) -> None:
    root = course(tmp_path, 7001, 7001, 7001)
    reference = root / "reference/doc/echo/server.py"
    reference.write_text(reference.read_text().replace("7001", "7000 + 1"))
    process = sockgrade("verify", "doc/echo/server/answers", "--course", root)
    assert process.returncode == 0, process.stdout + process.stderr
