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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sockgrade import toml
from sockgrade.course import CourseError, refusal_of
from sockgrade.mutants.mutant import Mutant

NAME = "equivalent.toml"


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
    if not path.exists():
        return []
    with refusal_of(path):
        document = toml.parse(path, path.read_bytes())
        entries = toml.read(path, "", document, {"equivalent": _entries}).get("equivalent", ())
        return [_read(path, toml.read(path, "equivalent", entry, _KEYS)) for entry in entries]


def _read(path: Path, entry: Mapping[str, Any]) -> Equivalent:
    if not {"change", "reason"} <= entry.keys():
        raise CourseError(f"{path}: an entry has change and reason, and may have line, below and program")
    rest = (entry.get(key, "*") for key in ("line", "below", "program"))
    return Equivalent(entry["change"], entry["reason"], *rest)


def _entries(value: Any) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise ValueError("must be written as [[equivalent]], once for each entry")
    return value


def _changes(value: Any) -> tuple[str, ...]:
    return toml.lines(value) if isinstance(value, list) else (toml.text(value),)


_KEYS: Mapping[str, toml.Rule] = {
    "change": _changes,
    **dict.fromkeys(("line", "below", "program", "reason"), toml.text),
}


def find(equivalents: Sequence[Equivalent], mutant: Mutant) -> Equivalent | None:
    """The entry that is about a mutant; never one about a control."""
    if mutant.is_control:
        return None
    return next((entry for entry in equivalents if entry.is_about(mutant)), None)


def _fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says, in which * stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None
