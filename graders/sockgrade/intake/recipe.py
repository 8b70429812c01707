"""`sockgrade.toml`: a submission's own word on how its programs are built and run, in any language.

    [server]
    build = ["make", "server"]   # may be left out
    run = ["./server"]

A command is a list of words, or one text that is split as a shell would split it; there is no shell.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sockgrade import toml
from sockgrade.course import ROLES
from sockgrade.intake.boundary import SubmissionError
from sockgrade.intake.folder import Folder, show

NAME = "sockgrade.toml"
#: Bytes. The longest sensible one has three tables of two lines.
_MAX_SIZE = 64 * 1024
#: Bytes of a command, with one for the end of each word: more than anybody types, and less than any system takes.
_MAX_COMMAND = 8 * 1024
_EXAMPLE = 'run = ["./server"]'


@dataclass(frozen=True)
class Recipe:
    """How one program is built and run."""

    run: tuple[str, ...]
    build: tuple[str, ...] = ()
    """Empty: there is nothing to build."""


def recipes_in(folder: Path) -> dict[str, Recipe]:
    """The recipes of a folder, by role; none if it has no such file.

    Raises SubmissionError if the file is not as it should be.
    """
    with Folder.opened(folder) as opened:
        return recipes_of(opened)


def recipes_of(folder: Folder) -> dict[str, Recipe]:
    """The same for an open folder."""
    path = folder.path / NAME
    if not folder.has(NAME):
        return {}
    try:
        tables = toml.parse(path, folder.read(NAME, _MAX_SIZE))
        return {role: _recipe(path, role, table) for role, table in tables.items()}
    except toml.TomlError as error:
        raise SubmissionError(str(error)) from None


def _recipe(path: Path, role: str, table: Any) -> Recipe:
    where = f"{show(path)}: [{toml.quoted(role)}]"
    if role not in ROLES:
        called = f"{', '.join(ROLES)}{toml.near(role, ROLES)}"
        raise SubmissionError(f"{where} is no program: the tables are called {called}")
    if not isinstance(table, Mapping):
        raise SubmissionError(f"{where} must be a table: write [{role}], and below it {_EXAMPLE}")
    commands = toml.read(path, role, table, {"build": _command, "run": _command})
    if "run" not in commands:
        raise SubmissionError(f"{where} does not say how to run the program: add a line such as {_EXAMPLE}")
    return Recipe(**commands)


def _command(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        try:
            value = shlex.split(value)
        except ValueError as error:
            raise ValueError(f"is no command: {str(error).lower()}") from None
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"must be a text or a list of texts, such as {_EXAMPLE}")
    if not value or not value[0]:
        raise ValueError(f"is empty: it needs a command, such as {_EXAMPLE}")
    if any("\0" in word for word in value):
        raise ValueError("contains a NUL character, which no command can")
    if sum(len(word.encode()) + 1 for word in value) > _MAX_COMMAND:
        raise ValueError(f"is longer than {_MAX_COMMAND // 1024} KiB: write a script, and run that")
    return tuple(value)
