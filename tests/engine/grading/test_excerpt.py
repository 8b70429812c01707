"""The lines of the student's file that a failure is about: found in the message, and never outside the folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sockgrade.evidence.events import Excerpt
from sockgrade.grading.excerpt import excerpt_of
from sockgrade.verdict import ProgramResult, Result

Grade = Callable[..., ProgramResult]

CHECK = """
def check_answers(server: Server) -> None:
    server.connect().send(b"a").expect(b"a")
"""
LINES = tuple(f"line {number}" for number in range(1, 11))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A submission with files of several names, beside a file that is no part of it."""
    (tmp_path / "secret.py").write_text("\n".join(LINES))
    folder = tmp_path / "submission"
    (folder / "sub").mkdir(parents=True)
    for name in ("server.py", "my server (1).py", "sub/server.c"):
        (folder / name).write_text("\n".join(LINES))
    return folder


def found(message: str, folder: Path, main: str = "server.py") -> tuple[str, int] | None:
    excerpt = excerpt_of(message, folder, main)
    return (excerpt.file, excerpt.line) if excerpt else None


# which place


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("It crashed (exit code 1): NameError: name 'x' is not defined (server.py:4)", ("server.py", 4)),
        ("It waits in recv() for more data (my server (1).py:5, in work).", ("my server (1).py", 5)),
        ("It computes at server.py:6, in work.", ("server.py", 6)),
        ("server.c does not compile: server.c:7:17: error: expected ‘;’", ("sub/server.c", 7)),
        ("sub/server.c:7:17: error: expected ‘;’", ("sub/server.c", 7)),
        ("It reports an error (server.py:2). It waits in accept() (server.py:9).", ("server.py", 2)),
        ("Its main thread waits (server.py:9) and a thread waits (server.py:3, in f).", ("server.py", 3)),
        ("Bytes, not text. It crashed (server.py:2).", ("server.py", 2)),
        ("It connected to 127.0.0.1:8", None),
        ("It waits (server.py:11).", None),
        ("It waits (server.py:0).", None),
        ("It waits (other.py:1).", None),
        ("", None),
    ],
)
def test_the_place_that_a_message_names_is_found(
    folder: Path, message: str, place: tuple[str, int] | None
) -> None:
    assert found(message, folder, "sub/server.c") == place


@pytest.mark.parametrize(("line", "first", "last"), [(1, 1, 2), (5, 4, 6), (10, 9, 10)])
def test_a_line_stands_among_its_neighbours(folder: Path, line: int, first: int, last: int) -> None:
    expected = Excerpt("server.py", line, first, LINES[first - 1 : last])
    assert excerpt_of(f"It waits (server.py:{line}).", folder, "server.py") == expected


# what is hostile


@pytest.mark.parametrize(
    "name", ["../secret.py", "sub/../../secret.py", "./../secret.py", "{absolute}", "link.py"]
)
def test_nothing_outside_the_folder_is_shown(folder: Path, name: str) -> None:
    (folder / "link.py").symlink_to(folder.parent / "secret.py")
    name = name.format(absolute=folder.parent / "secret.py")
    assert excerpt_of(f"It waits ({name}:2).", folder, "server.py") is None
    assert excerpt_of(f"It waits ({name}:2).", folder, "../secret.py") is None


@pytest.mark.parametrize(
    "name", ["a\x00b.py", "sub", "x" * 5000, "loop.py", "\udcff.py", "a\nb.py", "pipe.py"]
)
def test_odd_names_are_no_place(folder: Path, name: str) -> None:
    (folder / "loop.py").symlink_to("loop.py")
    os.mkfifo(folder / "pipe.py")
    assert excerpt_of(f"It waits ({name}:2).", folder, "server.py") is None


def test_what_is_shown_is_bounded(folder: Path) -> None:
    (folder / "server.py").write_text(f"{'x' * 5000}\nb\n{'c' * 3_000_000}\nd\n")
    excerpt = excerpt_of("It waits (server.py:2).", folder, "server.py")
    assert excerpt is not None
    assert list(map(len, excerpt.lines)) == [200, 1, 200]
    assert excerpt_of("It waits (server.py:4).", folder, "server.py") is None, "beyond what is read"


def test_what_is_no_text_is_shown_as_far_as_it_is(folder: Path) -> None:
    (folder / "server.py").write_bytes(b"\xef\xbb\xbfone\r\n\xff\xfe\x00two\r\n")
    excerpt = excerpt_of("It waits (server.py:1).", folder, "server.py")
    assert excerpt is not None
    assert excerpt.lines == ("one", "\ufffd\ufffd\x00two")


def test_a_message_of_any_length_is_soon_looked_through(folder: Path) -> None:
    assert excerpt_of(":1" * 1_000_000, folder, "server.py") is None
    assert excerpt_of("( " * 1_000_000 + ":1", folder, "server.py") is None
    assert excerpt_of("'" * 1_000_000 + "(server.py:1)", folder, "server.py") is None


# programs


def test_an_exception_shows_its_line(grade_source: Grade) -> None:
    program = "import socket\nlistener = socket.create_server(('127.0.0.1', 7007))\nlistner.accept()\n"
    (check,) = grade_source(program, CHECK).checks
    assert check.evidence.excerpt == Excerpt("student.py", 3, 2, tuple(program.split("\n")[1:4]))


@pytest.mark.skipif(sys.platform != "linux", reason="the line at which a program hangs is seen on Linux only")
def test_a_program_that_hangs_shows_its_line(grade_source: Grade) -> None:
    program = (
        "import socket\nlistener = socket.create_server(('127.0.0.1', 7007))\n"
        "conn, _ = listener.accept()\nwhile True:\n    conn.recv(100)\n"
    )
    (check,) = grade_source(program, CHECK).checks
    assert check.evidence.excerpt is not None
    assert check.evidence.excerpt.lines[1] == "    conn.recv(100)"


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler")
def test_a_program_that_does_not_compile_shows_its_line(grade_source: Grade) -> None:
    (check,) = grade_source("int main(void) {\n    return missing;\n}\n", CHECK, suffix=".c").checks
    assert check.evidence.excerpt == Excerpt(
        "student.c", 2, 1, ("int main(void) {", "    return missing;", "}")
    )


def test_a_failure_without_a_place_shows_none_and_a_result_keeps_what_is_shown(grade_source: Grade) -> None:
    wrong = (
        "import socket\nlistener = socket.create_server(('127.0.0.1', 7007))\n"
        "conn, _ = listener.accept()\nconn.recv(100)\nconn.send(b'x')\n"
    )
    graded = grade_source(wrong, CHECK)
    assert graded.checks[0].evidence.excerpt is None
    graded = grade_source("import sock\n", CHECK)
    assert graded.checks[0].evidence.excerpt is not None
    whole = Result("x", (graded,), "1", "now")
    assert Result.from_json(whole.to_json()) == whole
