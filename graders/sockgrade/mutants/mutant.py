"""A program with one change, and all that can be made of a program."""

from __future__ import annotations

import difflib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sockgrade.mutants import c, python

_T = TypeVar("_T")

#: What can be changed, by the ending of its file's name.
LANGUAGES = {".py": python, ".c": c}


@dataclass(frozen=True)
class Mutant:
    """A program with one change."""

    program: str
    """Its file as people name it, such as `reference/fsst/echo/server.py`."""
    change: str
    """What was changed: `sendall→send`; with a number where a line has several such changes."""
    line: int
    original: bytes
    data: bytes
    is_control: bool

    @property
    def name(self) -> str:
        return f"{self.program}:{self.line} {self.change}"

    @property
    def changed_line(self) -> str:
        """The line as it was, without its indentation."""
        return self._line(self.line)

    @property
    def line_above(self) -> str:
        """The line above it; empty for the first."""
        return self._line(self.line - 1)

    def _line(self, number: int) -> str:
        return ["", *self.original.decode().splitlines()][number].strip()

    def diff(self) -> str:
        """What was changed, as a unified diff without its head."""
        before, after = (data.decode().splitlines() for data in (self.original, self.data))
        return "\n".join(list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:])


def mutants_of(program: str, path: Path) -> list[Mutant]:
    """All mutants of a program, in the order of their lines; each is another program that compiles."""
    original = path.read_bytes()
    language = LANGUAGES[path.suffix]
    seen = {language.essence(original)}
    names: dict[tuple[int, str], int] = {}
    mutants = []
    for is_control, changes in ((False, language.mistakes), (True, language.controls)):
        for change in changes(original):
            data = change.apply(original)
            # The controls keep what is the same to a compiler: a comment, for example.
            essence = data if is_control else language.essence(data)
            if essence is None or essence in seen or (is_control and language.essence(data) is None):
                continue
            seen.add(essence)
            number = names[change.line, change.name] = names.get((change.line, change.name), 0) + 1
            name = change.name if number == 1 else f"{change.name} #{number}"
            mutants.append(Mutant(program, name, change.line, original, data, is_control))
    return sorted(mutants, key=lambda mutant: (mutant.line, mutant.is_control, mutant.change))


def sample(mutants: Sequence[_T], number: int | None, seed: int) -> list[_T]:
    """So many of them, chosen by the seed, in their order; all if `number` is None or more than there are."""
    if number is None or number >= len(mutants):
        return list(mutants)
    chosen = random.Random(seed).sample(range(len(mutants)), number)
    return [mutants[index] for index in sorted(chosen)]
