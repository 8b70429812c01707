"""`sockgrade.toml`: a submission's own word on how its programs are built and run, in any language.

    [server]
    build = ["make", "server"]   # may be left out
    run = ["./server"]

A command is a list of words, or one text that is split as a shell would split it; there is no shell.
"""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sockgrade.course import ROLES
from sockgrade.intake.boundary import SubmissionError
from sockgrade.intake.folder import Folder, show

NAME = "sockgrade.toml"
#: Bytes. The longest sensible one has three tables of two lines.
_MAX_SIZE = 64 * 1024
#: Bytes of a command, with one for the end of each word: more than anybody types, and less than any system takes.
_MAX_COMMAND = 8 * 1024
_KEYS = ("build", "run")
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
        # Notepad writes a byte order mark.
        tables = tomllib.loads(folder.read(NAME, _MAX_SIZE).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SubmissionError(f"{show(path)} is not UTF-8 text: save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        # tomllib quotes what it stumbles over.
        reason = show(Path(str(error)[:200])) if isinstance(error, ValueError) else "it is nested too deeply"
        raise SubmissionError(f"{show(path)} is not TOML: {reason}") from None
    return {role: _recipe(path, role, table) for role, table in tables.items()}


def _recipe(path: Path, role: str, table: Any) -> Recipe:
    where = f"{show(path)}: [{_quoted(role)}]"
    if role not in ROLES:
        raise SubmissionError(f"{where} is no program: the tables are called {', '.join(ROLES)}")
    if not isinstance(table, Mapping):
        raise SubmissionError(f"{where} must be a table: write [{role}], and below it {_EXAMPLE}")
    for key in table:
        if key not in _KEYS:
            raise SubmissionError(
                f"{where} has the unknown key {_quoted(key)}: there are {' and '.join(_KEYS)}"
            )
    if "run" not in table:
        raise SubmissionError(f"{where} does not say how to run the program: add a line such as {_EXAMPLE}")
    build = _command(where, "build", table["build"]) if "build" in table else ()
    return Recipe(_command(where, "run", table["run"]), build)


def _command(where: str, key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        try:
            value = shlex.split(value)
        except ValueError as error:
            raise SubmissionError(f"{where} {key} is no command: {str(error).lower()}") from None
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise SubmissionError(f"{where} {key} must be a text or a list of texts, such as {_EXAMPLE}")
    if not value or not value[0]:
        raise SubmissionError(f"{where} {key} is empty: it needs a command, such as {_EXAMPLE}")
    if any("\0" in word for word in value):
        raise SubmissionError(f"{where} {key} contains a NUL character, which no command can")
    if sum(len(word.encode()) + 1 for word in value) > _MAX_COMMAND:
        raise SubmissionError(
            f"{where} {key} is longer than {_MAX_COMMAND // 1024} KiB: write a script, and run that"
        )
    return tuple(value)


def _quoted(text: str) -> str:
    return show(Path(text[:40]))
