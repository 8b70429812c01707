"""Fills marks into the sheet that a teacher has exported from a course platform, and touches nothing else in it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from sockgrade.classroom.cells import Cell, Table
from sockgrade.classroom.marks import Mark
from sockgrade.classroom.platforms import PLATFORMS, Layout, Line, number
from sockgrade.classroom.policy import HUNDREDTH, graded
from sockgrade.evidence.text import decimal, visible
from sockgrade.intake.submission import SubmissionError

_T = TypeVar("_T")


@dataclass(frozen=True)
class Scale:
    """How a share of everything becomes a grade."""

    step: Fraction = HUNDREDTH
    """Grades are multiples of it; what lies in the middle is rounded up."""
    maximum: Fraction | None = None
    """What everything is worth; None leaves it to the sheet."""

    def grade(self, share: Fraction, maximum: Fraction) -> Fraction:
        """The grade, at most the maximum: platforms refuse more."""
        return graded(share, maximum, self.step)


@dataclass(frozen=True)
class Change:
    """What becomes of one student's line."""

    name: str
    in_sheet: str
    """The name there."""
    old: str
    new: str
    """The grade; the old one if it is that already."""
    comment: str = ""
    """What is put into the comment's cell, if anything is."""

    @property
    def is_named_otherwise(self) -> bool:
        """Whether the names differ in more than order, blanks, marks and accents."""
        return bool(self.in_sheet) and _letters(self.name) != _letters(self.in_sheet)


@dataclass(frozen=True)
class Filled:
    """A sheet with grades."""

    content: bytes
    maximum: Fraction
    changes: tuple[Change, ...]
    same: int
    """Lines that had the grade already."""
    missing: tuple[Mark, ...]
    """Who is not in the sheet, or not for certain."""
    left: tuple[tuple[str, str], ...]
    """Lines that got no grade: the name, and why."""


def fill(
    sheet: bytes,
    platform: str,
    marks: Sequence[Mark],
    scale: Scale,
    *,
    assignment: str | None = None,
    comments: Mapping[str, str] | None = None,
) -> Filled:
    """Put everybody's grade into the sheet. `comments` by student go where a comment's cell is empty; None writes none.

    Raises SubmissionError, which says what to do, if the sheet is none of the platform's.
    """
    table = Table(sheet)
    layout = PLATFORMS[platform](table, assignment)
    maximum = _maximum(layout, scale)
    if comments is not None and layout.comment is None:
        raise SubmissionError(
            "it has no column for comments: let the assignment have some, or leave out --comment"
        )
    texts: dict[Cell, str] = {}
    changes, same, left = [], 0, []
    owners = _owners(layout.lines, marks)
    for index, line in enumerate(layout.lines):
        mark = owners.get(index)
        if obstacle := _obstacle(line, layout, mark):
            left.append((next(filter(None, (line.name, *line.keys)), "nobody"), obstacle))
            continue
        assert mark is not None
        assert mark.share is not None
        exchanged = _grade(line, layout, scale.grade(mark.share, maximum))
        exchanged |= _comment(line, layout, mark, comments)
        same += not exchanged
        if exchanged:
            changes.append(_change(line, layout, mark, exchanged))
            texts |= exchanged
    found = {mark.student for mark in owners.values()}
    missing = tuple(mark for mark in marks if mark.student not in found)
    return Filled(table.exchanged(texts), maximum, tuple(changes), same, missing, tuple(left))


def _maximum(layout: Layout, scale: Scale) -> Fraction:
    wanted, own = scale.maximum, layout.maximum
    if wanted is None and own is None:
        raise SubmissionError("it does not say what everything is worth: add --maximum with the points")
    if wanted is not None and own is not None and wanted > own:
        raise SubmissionError(
            f"its maximum is {decimal(own)}, and no grade can be more: give --maximum that or less"
        )
    return next(value for value in (wanted, own) if value is not None)


def _owners(lines: Sequence[Line], marks: Sequence[Mark]) -> dict[int, Mark]:
    """Whose each line is: by what the platform knows the student by, or else by a name that only one has."""
    by_key = _alone((key, index) for index, line in enumerate(lines) for key in set(line.keys))
    owners = {by_key[mark.student]: mark for mark in marks if mark.student in by_key}
    known = {mark.student for mark in owners.values()}
    by_name = _alone((name, index) for index, line in enumerate(lines) for name in _names(line))
    for name, mark in _alone((_plain(mark.name), mark) for mark in marks).items():
        if mark.student not in known and name in by_name:
            owners.setdefault(by_name[name], mark)
    return owners


def _alone(pairs: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    """What the words stand for, but for those that stand for several things."""
    pairs = [(word, meant) for word, meant in pairs if word]
    times = Counter(word for word, _ in pairs)
    return {word: meant for word, meant in pairs if times[word] == 1}


def _names(line: Line) -> set[str]:
    """A student's name as it stands there, and `Last, First` turned round."""
    last, _, first = line.name.partition(",")
    return {_plain(line.name), _plain(f"{first} {last}")}


def _plain(name: str) -> str:
    """Equal names are equal also with other blanks, or composed of other characters, as file systems do it."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _letters(name: str) -> list[str]:
    """Of a name in any order: platforms leave out blanks, apostrophes and accents in the names of files."""
    return sorted(filter(str.isalpha, unicodedata.normalize("NFKD", name).casefold()))


def _obstacle(line: Line, layout: Layout, mark: Mark | None) -> str:
    """Why a line gets no grade; empty if it gets one."""
    if line.refusal:
        return line.refusal
    if layout.grade >= len(line.cells):
        return "the line ends before the grade"
    if mark is None or mark.share is None:
        return (mark and mark.reason) or "there is no mark for it"
    return ""


def _grade(line: Line, layout: Layout, grade: Fraction) -> dict[Cell, str]:
    """What stands in the cell of the grade then, if that is another grade."""
    cell, text = line.cells[layout.grade], decimal(grade)
    return {} if number(cell.text) == grade else {cell: text.replace(".", ",") if layout.has_comma else text}


def _comment(line: Line, layout: Layout, mark: Mark, comments: Mapping[str, str] | None) -> dict[Cell, str]:
    """What stands in the cell of the comment then, if there is nothing in it."""
    if comments is None or layout.comment is None or layout.comment >= len(line.cells):
        return {}
    cell, said = line.cells[layout.comment], comments.get(mark.student, "")
    text = f"{said} ({visible(mark.reason)})" if said and mark.reason else said
    return {cell: text} if text and not cell.text.strip() else {}


def _change(line: Line, layout: Layout, mark: Mark, exchanged: Mapping[Cell, str]) -> Change:
    cell = line.cells[layout.grade]
    comment = next((text for changed, text in exchanged.items() if changed != cell), "")
    return Change(mark.name, line.name, cell.text, exchanged.get(cell, cell.text), comment)
