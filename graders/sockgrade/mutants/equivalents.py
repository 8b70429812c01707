"""Changes that are no mistakes, written down with the reason: tests/graders/<program>/equivalent.toml, and for all
programs tests/graders/equivalent.toml.

    [[equivalent]]
    change = ["sendall→send", "recv(*)→recv(8)"]        as a survivor's name says it; * stands for anything
    line = "while data := connection.recv(4096):"       the line as it was; every line if this is left out
    below = "try:"                                      the line above it; any if this is left out
    program = "reference/*"                             the program's file; every file if this is left out
    reason = "why no check can notice it, or why none should"

Line numbers play no part, so that an entry holds when a program is edited elsewhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sockgrade.course import CourseError
from sockgrade.mutants.mutant import Mutant

NAME = "equivalent.toml"
_KEYS = {"change", "line", "below", "program", "reason"}


@dataclass(frozen=True)
class Equivalent:
    """An entry of the file."""

    changes: tuple[str, ...]
    reason: str
    line: str
    below: str
    program: str

    def is_about(self, mutant: Mutant) -> bool:
        return (
            any(_fits(change, mutant.change) for change in self.changes)
            and _fits(self.line, mutant.changed_line)
            and _fits(self.below, mutant.line_above)
            and _fits(self.program, mutant.program)
        )

    def __str__(self) -> str:
        return f"{' or '.join(self.changes)} in the line {self.line}"


def equivalents_in(folder: Path) -> list[Equivalent]:
    """What is written down in a folder. Raises CourseError if the file is broken."""
    path = folder / NAME
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None
    return [_read(path, entry) for entry in entries]


def _read(path: Path, entry: object) -> Equivalent:
    if not isinstance(entry, dict) or not {"change", "reason"} <= entry.keys() <= _KEYS:
        raise CourseError(f"{path}: an entry has change and reason, and may have line, below and program")
    change = entry["change"]
    changes = tuple(change) if isinstance(change, list) else (change,)
    rest = (entry["reason"], *(entry.get(key, "*") for key in ("line", "below", "program")))
    if not all(isinstance(text, str) for text in (*changes, *rest)):
        raise CourseError(f"{path}: all but change are texts, and change is one or a list of them")
    return Equivalent(changes, *rest)


def find(equivalents: Sequence[Equivalent], mutant: Mutant) -> Equivalent | None:
    """The entry that is about a mutant; never one about a control."""
    if mutant.is_control:
        return None
    return next((entry for entry in equivalents if entry.is_about(mutant)), None)


def _fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says, in which * stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None
