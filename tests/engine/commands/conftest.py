"""Fixtures: a small course, a program in it, and the command that watches the program."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_course import SILENT, write_files

if TYPE_CHECKING:
    from commands.watching import Start


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with a program that fails two of three checks."""
    return write_files(tmp_path / "work", {"program.py": SILENT})


@pytest.fixture
def watching(course: Path, work: Path) -> Iterator[Start]:
    """Starts the command, and ends it when the test has ended."""
    from commands.watching import Watching  # it needs terminals of POSIX, which other commands do without

    with contextlib.ExitStack() as stack:
        yield lambda path="program.py", *options, **how: stack.enter_context(
            Watching("doc/word", path, "--course", course, *options, cwd=work, **how)
        )
