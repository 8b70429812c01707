"""The lines of the student's file that a failure is about: those around the place that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sockgrade.evidence.events import Excerpt
from sockgrade.evidence.wording import sentences
from sockgrade.process.source import source_lines

#: Lines before and behind the one that is meant.
_AROUND = 1
#: Characters that are looked through, and of a file's name.
_SAID, _NAME = 2000, 200
_NUMBER = re.compile(r":(\d{1,9})\b")
_BEGINNING = re.compile(r"(?:^|(?<=[\s(]))(?=\S)")


def excerpt_of(said: str, folder: Path, main: str) -> Excerpt | None:
    """What stands at the place that is named, as in `server.py:14`, of the program `main` in a folder.

    A message begins with its cause: the first sentence that names a place counts. Of several places in it the
    last is taken: those of threads come after the main thread's, which waits for them.
    """
    for sentence in sentences(said[:_SAID]):
        found = [excerpt for name, line in _places(sentence) if (excerpt := _at(name, line, folder, main))]
        if found:
            return found[-1]
    return None


def _places(sentence: str) -> Iterator[tuple[str, int]]:
    """What may be a file's name with a line: such names may have blanks and brackets in them."""
    for number in _NUMBER.finditer(sentence):
        before = sentence[max(0, number.start() - _NAME) : number.start()]
        for beginning in _BEGINNING.finditer(before):
            yield before[beginning.start() :], int(number[1])


def _at(name: str, line: int, folder: Path, main: str) -> Excerpt | None:
    # Python names files from the top of what was handed in, a compiler from where the program is.
    for file in dict.fromkeys((name, (Path(main).parent / name).as_posix())):
        lines = source_lines(folder, file)
        if 0 < line <= len(lines):
            first = max(1, line - _AROUND)
            return Excerpt(file, line, first, tuple(lines[first - 1 : line + _AROUND]))
    return None
