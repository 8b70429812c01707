"""Attacks 61 and 66 to 72: what is handed in, and what surrounds it. Archives and links: tests/engine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from small_course import SOCKGRADE, write_files

from hostile.arena import HERE, PROGRAMS, Arena, said
from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options
from sockgrade.sandbox import SandboxUnavailable

HONEST = HERE / "course/reference/attacked/echo/server.py"
REFERENCE = Course.default().root / "reference/fsst/echo/server.py"
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


def test_61_nothing_is_written_into_the_students_folder(arena: Arena) -> None:
    """Caches of modules would be, or what the program itself writes beside it; the arena looks."""
    program = "import helper, os\nos.umask(0)\nopen('mine', 'w')\nopen('notes.txt', 'w')\nprint(sorted(os.listdir()))"
    output = arena.output(program, files={"helper.py": "", "notes.txt": "mine"})
    assert output == "['__pycache__', 'helper.py', 'mine', 'notes.txt', 'program.py']\n"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('#include "/etc/shadow"\n', "/etc/shadow"),
        ('__asm__(".incbin \\"/etc/shadow\\"");\nint main(void) { return 0; }\n', "/etc/shadow"),
        ('#include "../../../../etc/passwd-"\n', "passwd-"),
    ],
    ids=["include", "incbin", "relative"],
)
def test_66_compiles_files_of_the_machine_in(
    arena: Arena, tmp_path: Path, source: str, complaint: str
) -> None:
    program = tmp_path / "server.c"
    program.write_text(source)
    check = arena.attack(program, "echo/server/echoes")
    assert said(check).startswith("failed build: server.c does not compile")
    assert check.failure is not None
    # A container has a system of its own, with an /etc/shadow that nobody may read.
    refusal = f"{complaint}: (No such file|Permission denied)|file not found: {complaint}"
    assert re.search(refusal, check.failure.received)
    assert "root:" not in check.failure.received


def test_66_keeps_the_compiler_busy(arena: Arena) -> None:
    """It is given up for its time or its memory, whichever comes first."""
    verdict = arena.verdict(PROGRAMS / "66_compiler_bomb.c", "echo/server/echoes")
    assert verdict.startswith("failed build: server.c does not compile")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"#!/usr/bin/env python3\r\n" + HONEST.read_bytes().replace(b"\n", b"\r\n"), "passed"),
        (b"\xef\xbb\xbf" + HONEST.read_bytes(), "passed"),
        (b"# -*- coding: latin-1 -*-\n# Gr\xfc\xdfe\n" + HONEST.read_bytes(), "passed"),
        (
            b"# Gr\xfc\xdfe\n" + HONEST.read_bytes(),
            "not UTF-8 text: line 1 has the byte 0xfc",
        ),
        (b"\xff\xfe" + HONEST.read_text().encode("utf-16-le"), "not UTF-8 text: it is UTF-16"),
    ],
    ids=["CRLF", "BOM", "declared", "Latin-1", "UTF-16"],
)
def test_67_is_saved_in_an_unusual_way(arena: Arena, tmp_path: Path, source: bytes, said: str) -> None:
    """Without an x bit, too: nobody needs it."""
    program = tmp_path / "server.py"
    program.write_bytes(source)
    program.chmod(0o644)
    assert said in arena.verdict(program, "echo/server/echoes")


def test_68_the_graders_environment_is_hostile(tmp_path: Path) -> None:
    """And 69: it has secrets. Nothing of it is in any process that the program sees."""
    spy = 'import glob\nprint([open(n).read() for n in glob.glob("/proc/*/environ")])\nraise SystemExit(1)'
    work = write_files(tmp_path / "work", {"program.py": spy})
    json = tmp_path / "result.json"
    hostile = {
        "GITHUB_TOKEN": "ghs_secret",
        "LD_PRELOAD": "/secret/lib.so",
        "LD_LIBRARY_PATH": "/secret",
        "PYTHONSTARTUP": "/secret/start.py",
        "PYTHONWARNINGS": "error::secret",
        "LC_ALL": "secret",
        "TZ": "secret/secret",
        "IFS": "secret",
        "BASH_ENV": "/secret/env",
        "GCC_EXEC_PREFIX": "/secret/",
    }
    command: list[str | Path] = [
        "grade",
        "attacked/echo/program/says_hello",
        work,
        "--no-record",
        "--course",
        HERE / "course",
        "--json",
        json,
    ]
    done = subprocess.run(
        [SOCKGRADE, *command],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HERE.parent), **hostile},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "LANG=C.UTF-8" in json.read_text()
    assert "secret" not in json.read_text() + done.stdout


def test_71_two_submissions_collude(arena: Arena) -> None:
    """One after the other: what the first leaves anywhere, the second does not find."""
    first, second = (arena.output(PROGRAMS / "71_colludes.py") for _ in range(2))
    assert second == first
    assert "found" not in first


def test_72_auto_runs_nothing_without_a_sandbox_in_ci(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("PATH", str(tmp_path))  # there is no bwrap
    with pytest.raises(SandboxUnavailable, match=r"bubblewrap .*; only --sandbox none runs programs in CI"):
        _grade(REFERENCE, "auto")
    assert _grade(REFERENCE, "none") == "none passed"


@root_only
def test_72_auto_runs_nothing_of_somebody_elses_without_a_sandbox(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    theirs = tmp_path / "server.py"
    shutil.copy(REFERENCE, theirs)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    assert _grade(theirs, "auto") == "none passed"
    os.chown(theirs, 65534, 65534)
    with pytest.raises(
        SandboxUnavailable, match=r"bubblewrap .*; only --sandbox none runs a program that is not your own"
    ):
        _grade(theirs, "auto")


def _grade(source: Path, sandbox: str) -> str:
    """The sandbox and what came of it."""
    course = Course.default()
    grader = Grader(course, Options(sandbox=sandbox))
    try:
        program = grader.grade(source, course.select("fsst/echo/server/echoes_a_message")).programs[0]
        return f"{program.sandbox} {said(program.checks[0])}"
    finally:
        grader.close()
