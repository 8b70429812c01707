"""Output that cannot be written, disks that are full, encodings of few characters: one line, and nothing half done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_course import GOOD, NO_STATE, SILENT, SOCKGRADE, one_line, sockgrade, write_files

posix = pytest.mark.skipif(sys.platform == "win32", reason="wants a shell")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="wants /dev/full")
COMMANDS = [
    "list",
    "--help",
    "grade doc/word program.py",
    "grade doc/word program.py --html -",
    "start doc/word new",
]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return write_files(tmp_path / "work", {"program.py": GOOD, "silent.py": SILENT})


def _in_shell(command: str, streams: str, course: Path, work: Path) -> subprocess.CompletedProcess[str]:
    options = "" if command == "--help" else f"--course {course}"
    return subprocess.run(
        f"{SOCKGRADE} {command} {options} {streams}",
        shell=True,
        cwd=work,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", **NO_STATE},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


@on_linux
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_below_the_output_is_one_line(command: str, course: Path, work: Path) -> None:
    one_line(
        _in_shell(command, ">/dev/full", course, work), "standard output cannot be written: No space left"
    )


@posix
@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_output_is_one_line_before_anything_is_done(command: str, course: Path, work: Path) -> None:
    one_line(_in_shell(command, ">&-", course, work), "standard output cannot be written: it is closed")
    assert not (work / "new").exists()


@posix
def test_other_streams_may_be_closed(course: Path, work: Path) -> None:
    process = _in_shell("grade doc/word program.py", "<&- 2>&-", course, work)
    assert process.returncode == 0
    assert "Passed: every check is satisfied." in process.stdout
    assert _in_shell("list", "<&- >&- 2>&-", course, work).returncode == 2


@on_linux
def test_a_report_on_a_full_disk_is_one_line(course: Path, work: Path) -> None:
    process = _in_shell("grade doc/word program.py", "--json /dev/full", course, work)
    one_line(process, "/dev/full cannot be written: No space left on device")


@on_linux
def test_start_on_a_full_disk_leaves_nothing(course: Path, work: Path) -> None:
    """A file may be as long as it likes there, until it is written."""
    limit = f"ulimit -f 0; trap '' XFSZ; {SOCKGRADE} start doc/word a/new --course {course}"
    process = subprocess.run(
        ["/bin/sh", "-c", limit], cwd=work, capture_output=True, encoding="utf-8", timeout=100, check=False
    )
    one_line(process, "a/new/README.md cannot be written, and nothing was")
    assert sorted(path.name for path in work.iterdir()) == ["program.py", "silent.py"]


def test_an_encoding_of_few_characters_gets_plain_ones(course: Path, work: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    process = sockgrade("grade", "doc/word", "silent.py", "--course", course, cwd=work, **ascii_only)
    assert process.returncode == 1
    assert process.stdout.isascii()
    assert "\\" not in process.stdout
    assert "silent.py - " in process.stdout
    assert "x NOT PASSED" in process.stdout


def test_a_course_without_exercises_says_so(tmp_path: Path, work: Path) -> None:
    for tree in ("exercises", "graders", "reference"):
        (tmp_path / "empty" / tree).mkdir(parents=True)
    for command in ("list", "list --json", "verify", "grade . program.py", "show x", "start x"):
        one_line(
            sockgrade(*command.split(), "--course", tmp_path / "empty", cwd=work), "empty has no exercise"
        )


def test_a_file_that_is_missing_is_said_before_anything_is_asked(work: Path) -> None:
    one_line(sockgrade("try", "fsst/echo", "nothing.py", cwd=work), "there is no file or folder nothing.py")


@pytest.mark.parametrize(
    "command", ["grade fsst/echo/server", "try fsst/echo server", "verify fsst/echo/server"]
)
def test_an_interpreter_that_is_missing_is_said(command: str, work: Path) -> None:
    path = [] if command.startswith("verify") else ["program.py"]
    process = sockgrade(*command.split(), *path, "--python", "/no/such/python", cwd=work)
    one_line(process, "there is no Python interpreter /no/such/python: name one with --python")
