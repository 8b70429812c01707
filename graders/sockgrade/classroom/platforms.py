"""How the platforms lay out the sheets that a teacher exports, fills in, and gives back to them.

Moodle       Identifier, Full name, …, Grade, Maximum Grade, Grade can be changed, …, Feedback comments. The titles are
             in the teacher's language, and so are the identifiers: Participant 4711, Teilnehmer/in4711
             (mod/assign/gradingtable.php, mod/assign/feedback/offline/importgradeslib.php)
Canvas       Student, ID, …, Section, then Title (ID) of each assignment. What it is worth is in the line Points
             Possible (lib/gradebook_exporter.rb)
Brightspace  OrgDefinedId, Username, …, Title Points Grade <Numeric MaxPoints:10 …>, End-of-Line Indicator
             (community.d2l.com, "Importing grades")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sockgrade.classroom.cells import Cell, Table
from sockgrade.evidence.text import visible
from sockgrade.intake.submission import SubmissionError

_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
#: Moodle's titles in English, German and Dutch.
_GRADE = {"grade", "bewertung", "cijfer"}
_CAN_BE_CHANGED = {
    "grade can be changed",
    "bewertung kann geändert werden",
    "het cijfer kan gewijzigd worden",
}
_COMMENT = {"feedback comments", "feedback als kommentar", "feedback", "feedback tekstvak"}
_NO = {"no", "nein", "nee"}
_LOCKED = "the sheet says that the grade cannot be changed"
#: Of these languages the decimal sign is a comma.
_WITH_COMMA = {"bewertung", "cijfer"}
_PARTICIPANT = re.compile(r"[^0-9]+([0-9]+)")
_CANVAS_ASSIGNMENT = re.compile(r"(?P<item>.+) \(\d+\)", re.DOTALL)
_BRIGHTSPACE_ITEM = re.compile(
    r"(?P<item>.+) Points Grade(?: <(?:.*?MaxPoints:(?P<maximum>[\d.,]+))?.*>)?", re.DOTALL
)
#: Titles that an error names.
_NAMED = 10


@dataclass(frozen=True)
class Line:
    """A student's line of a sheet."""

    cells: Sequence[Cell]
    keys: tuple[str, ...]
    """What the platform knows the student by."""
    name: str
    refusal: str = ""
    """Why the platform would not take a grade."""


@dataclass(frozen=True)
class Layout:
    """Where everything stands in a sheet."""

    lines: Sequence[Line]
    grade: int
    """The column of the grades, from 0."""
    maximum: Fraction | None
    """What everything is worth; None if the sheet does not say so."""
    has_comma: bool
    """Whether the decimal sign is a comma."""
    comment: int | None = None
    """The column of the comments, if there is one."""


def moodle(table: Table, assignment: str | None) -> Layout:
    """Moodle's offline grading worksheet. Raises SubmissionError."""
    if assignment is not None:
        raise SubmissionError("it is of one assignment: leave out --assignment")
    identifier = _column_of_participants(table)
    grade, maximum = _columns_of_grades(table)
    worth = {_text(row, maximum) for row in table.rows} - {""}
    if len(worth) > 1 or not all(map(_is_number, worth)):
        raise SubmissionError("its grades are no points: let the assignment have points in place of a scale")
    locked, comment = (next(iter(_titled(table, titles)), None) for titles in (_CAN_BE_CHANGED, _COMMENT))
    lines = [
        Line(
            row,
            keys=(_PARTICIPANT.sub(r"\1", _text(row, identifier)),),
            name=_text(row, identifier + 1) if identifier + 1 < grade else "",  # none where marking is blind
            refusal=_LOCKED if _text(row, locked).casefold() in _NO else "",
        )
        for row in table.rows
    ]
    found = worth.pop() if worth else ""
    in_use = [found, *(_text(row, grade) for row in table.rows)]
    is_foreign = table.titles[grade].casefold() in _WITH_COMMA
    return Layout(lines, grade, number(found), _has_comma(table, in_use, otherwise=is_foreign), comment)


def _column_of_participants(table: Table) -> int:
    for column in range(len(table.titles)):
        if table.rows and all(_PARTICIPANT.fullmatch(_text(row, column)) for row in table.rows):
            return column
    raise SubmissionError(
        "no column has numbers as in `Participant 4711`: give the grading worksheet as Moodle has made it"
    )


def _columns_of_grades(table: Table) -> tuple[int, int | None]:
    """That of the grades, and the next, of the maximum; by their titles, or in another language by what they hold."""
    titles = [title.casefold() for title in table.titles]
    for column, (title, following) in enumerate(zip(titles, [*titles[1:], ""], strict=True)):
        if title in _GRADE:
            return column, column + 1 if following not in _CAN_BE_CHANGED | _COMMENT else None
    columns = range(1, len(titles) - 1)
    found = [column for column in columns if _is_maximum(table, column) and _may_be_grades(table, column - 1)]
    if len(found) != 1:
        raise SubmissionError(
            "it has no column Grade, Bewertung or Cijfer: set Moodle to one of these languages, and export it anew"
        )
    return found[0] - 1, found[0]


def _is_maximum(table: Table, column: int) -> bool:
    texts = {_text(row, column) for row in table.rows}
    return len(texts) == 1 and all(map(_is_number, texts))


def _may_be_grades(table: Table, column: int) -> bool:
    return all(_is_number(text) or not text.strip("-") for text in (_text(row, column) for row in table.rows))


def canvas(table: Table, assignment: str | None) -> Layout:
    """The gradebook of Canvas. Raises SubmissionError."""
    identifier = next(iter(_titled(table, {"id"})), None)
    if identifier is None:
        raise SubmissionError("it has no column ID: give the gradebook of Canvas, as it was exported")
    worth = next((row for row in table.rows if row[0].text.strip().casefold() == "points possible"), None)
    items = {
        column: match["item"]
        for column, title in enumerate(table.titles)
        if (match := _CANVAS_ASSIGNMENT.fullmatch(title))
        and (worth is None or _is_number(_text(worth, column)))
    }
    grade = _chosen(table, items, assignment)
    refusals = {"EX": "the student is excused", "N/A": "the student does not have this assignment"}
    lines = [
        Line(
            row,
            keys=(_text(row, identifier),),
            name=", ".join(cell.text.strip() for cell in row[:identifier]),
            refusal=refusals.get(_text(row, grade), ""),
        )
        for row in table.rows
        if _text(row, identifier)
    ]
    found = "" if worth is None else _text(worth, grade)
    in_use = [found, *(_text(row, grade) for row in table.rows)]
    return Layout(lines, grade, number(found), _has_comma(table, in_use))


def brightspace(table: Table, assignment: str | None) -> Layout:
    """The grades of Brightspace. Raises SubmissionError."""
    identifiers = _titled(table, {"orgdefinedid", "username"})
    if not identifiers:
        raise SubmissionError(
            "it has no column OrgDefinedId or Username: give the grades of Brightspace, as they were exported"
        )
    matches = {column: _BRIGHTSPACE_ITEM.fullmatch(title) for column, title in enumerate(table.titles)}
    grade = _chosen(table, {column: match["item"] for column, match in matches.items() if match}, assignment)
    names = [column for title in ("first name", "last name") for column in _titled(table, {title})]
    lines = [
        Line(
            row,
            keys=tuple(key for column in identifiers if (key := _text(row, column).removeprefix("#"))),
            name=" ".join(_text(row, column) for column in names),
        )
        for row in table.rows
    ]
    match = matches[grade]
    maximum = match["maximum"] if match else None
    in_use = [maximum or "", *(_text(row, grade) for row in table.rows)]
    return Layout(lines, grade, number(maximum or ""), _has_comma(table, in_use))


PLATFORMS: Mapping[str, Callable[[Table, str | None], Layout]] = {
    "moodle": moodle,
    "canvas": canvas,
    "brightspace": brightspace,
}


def _chosen(table: Table, items: Mapping[int, str], wanted: str | None) -> int:
    """The column that is meant: the only one, or that of the wanted name."""
    found = [
        column
        for column, item in items.items()
        if wanted is None or wanted.strip().casefold() in (item.casefold(), table.titles[column].casefold())
    ]
    if len(found) == 1:
        return found[0]
    if not items:
        raise SubmissionError(
            "it has no column of an assignment with points: export it anew, with all columns"
        )
    some = [visible(table.titles[column] if wanted and found else item) for column, item in items.items()]
    more = ["…"] if len(some) > _NAMED else []
    which = (
        f"which assignment of it? Add --assignment with one of these: {'; '.join([*some[:_NAMED], *more])}"
    )
    raise SubmissionError(
        which if wanted is None or found else f"it has no assignment {visible(wanted)}: {which}"
    )


def number(text: str) -> Fraction | None:
    """What a number with a point or a comma is worth; None if it is none."""
    return Fraction(text.strip().replace(",", ".")) if _is_number(text) else None


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None


def _has_comma(table: Table, numbers: Sequence[str], *, otherwise: bool = False) -> bool:
    """Whether the decimal sign is a comma, as the numbers show; or else as languages have it that do not part by it."""
    used = "".join(text for text in numbers if _is_number(text))
    return "," in used or ("." not in used and (otherwise or table.separator == ";"))


def _titled(table: Table, titles: Collection[str]) -> list[int]:
    return [column for column, title in enumerate(table.titles) if title.casefold() in titles]


def _text(row: Sequence[Cell], column: int | None) -> str:
    return row[column].text.strip() if column is not None and column < len(row) else ""
