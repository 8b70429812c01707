"""A small course for tests of the commands: one exercise, quick checks, programs that pass and fail."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

EXERCISE = """
title = "Say the word"
document = "A document"
section = "1.2 Words"

[program]
port = 7007
"""

CHECKS = '''
"""Checks of doc/word/program."""

from sockgrade import Program, output, points, robust, source


def check_says_hello(program: Program) -> None:
    """The program says hello.

    Use print().
    """
    program.expect_output("hello")


@output
@points(2)
@source("write(2)")
def check_says_bye(program: Program) -> None:
    """The program says bye."""
    program.expect_output("bye")


@robust
@source("RFC 9293, 3.6", "write(2)", "section 1.2")
def check_ends_well(program: Program) -> None:
    """The program ends with exit code 0.

    Return from main().
    """
    program.run().expect_exit(0)
'''

GOOD = 'print("hello")\nprint("bye")\n'
SILENT = "# fails: says_hello\n# fails: says_bye\npass\n"
RUDE = "# fails: says_bye\nprint('hello')\n"
CRASHES = f"#!/usr/bin/env python3\n# A comment.\n# fails: ends_well\n{GOOD}raise SystemExit(3)\n"

FILES = {
    "exercises/doc/word/exercise.toml": EXERCISE,
    "exercises/doc/word/README.md": "# Say the word\n\nSay *hello*.\n",
    "exercises/doc/word/starter/program.py": "# Begin here.\n",
    "graders/doc/word/program.py": CHECKS,
    "reference/doc/word/program.py": GOOD,
    "tests/graders/doc/word/program/wrong/is_silent.py": SILENT,
    "tests/graders/doc/word/program/wrong/is_rude.py": RUDE,
    "tests/graders/doc/word/program/wrong/crashes/program.py": CRASHES,
    "tests/graders/doc/word/program/wrong/crashes/sibling.py": "",
    "tests/graders/doc/word/program/right/says_more.py": GOOD + "print('more')\n",
    "tests/graders/doc/word/program/right/says_no_bye.py": "print('hello')\n",
    "tests/graders/doc/word/program/listing/program.py": GOOD,
}

SOCKGRADE = Path(sys.executable).with_name("sockgrade")
#: Where the command cannot remember anything: what a test grades is not what the user has.
NO_STATE = {"XDG_STATE_HOME": os.devnull}

#: What colours and moves on a terminal.
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def write_files(root: Path, files: dict[str, str]) -> Path:
    """Write text files below a folder; the folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def sockgrade(
    *arguments: str | Path, cwd: Path | None = None, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the installed command, with nothing of the caller's environment but the PATH."""
    return subprocess.run(
        [SOCKGRADE, *arguments],
        cwd=cwd,
        input=stdin,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", **NO_STATE, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )


def one_line(process: subprocess.CompletedProcess[str], *words: str) -> None:
    """The command was refused: exit code 2, one line on stderr that holds these words, nothing on stdout."""
    assert process.returncode == 2, process
    assert process.stdout == ""
    assert process.stderr.startswith("sockgrade: ")
    assert process.stderr.count("\n") == 1, process.stderr
    for word in words:
        assert word in process.stderr


def on_terminal(arguments: Sequence[str | Path], *, columns: int = 80, **environment: str) -> tuple[int, str]:
    """Run the command with a terminal as stdout and stderr: its exit code, and everything it printed."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, columns))
    process = subprocess.Popen(
        [SOCKGRADE, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color", **NO_STATE, **environment},
    )
    os.close(theirs)
    chunks = []
    try:
        while chunk := os.read(ours, 65536):
            chunks.append(chunk)
    except OSError:  # EIO: the other side is closed (pty(7))
        pass
    finally:
        os.close(ours)
    return process.wait(timeout=100), b"".join(chunks).decode()
