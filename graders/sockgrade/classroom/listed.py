"""A list of the teacher's that says who has handed in what, and perhaps when."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sockgrade.classroom.work import NOTHING, Roster, Work, roster_of, work_in
from sockgrade.intake.folder import show
from sockgrade.intake.submission import SubmissionError

#: Names that the columns of a list may have.
_STUDENT, _PATH, _SUBMITTED = ("student", "name"), ("path", "file", "folder"), ("submitted",)
#: Bytes of a list.
_LARGEST_LIST = 10_000_000


def of_list(path: Path) -> Roster:
    """A list of the teacher's, as spreadsheets write them: with commas, semicolons or tabs. Raises SubmissionError."""
    rows = _rows(path)
    header = next(rows, [])
    student, place = (_column(path, header, names) for names in (_STUDENT, _PATH))
    moment = _index(header, _SUBMITTED)
    found: dict[str, list[Path]] = {}
    times: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        if not any(row):
            continue
        where = f"{show(path)}, line {number}"
        cells = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
        if not cells[student]:
            raise SubmissionError(f"{where}: there is no student: fill it in, or leave the line out")
        found.setdefault(cells[student], []).extend([path.parent / cells[place]] if cells[place] else [])
        if moment is not None and cells[moment]:
            times[cells[student]] = max(times.get(cells[student], ""), _moment(where, cells[moment]))
    if not found:
        raise SubmissionError(
            f"{show(path)} names nobody: give each student a line with the path of the work"
        )
    works = [
        replace(_listed(name, tuple(paths)), submitted=times.get(name, "")) for name, paths in found.items()
    ]
    return roster_of("a list", works)


def _moment(where: str, text: str) -> str:
    """A time of a list, in UTC so that times can be compared as they are written. Raises SubmissionError."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        raise SubmissionError(
            f"{where}: {show(Path(text))} is no time: write it as 2026-11-30T23:59"
        ) from None


def _listed(name: str, paths: tuple[Path, ...]) -> Work:
    missing = [path for path in paths if not path.exists()]
    if not paths:
        return Work(name, name, (), problem=NOTHING)
    if missing:
        return Work(name, name, paths, problem=f"there is no file or folder {show(missing[0])}")
    return work_in(name, name, paths)


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_LIST).decode("utf-8-sig")
    except OSError as error:
        raise SubmissionError(f"{show(path)} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SubmissionError(f"{show(path)} is not in UTF-8: save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _column(path: Path, header: Sequence[str], names: Sequence[str]) -> int:
    column = _index(header, names)
    if column is None:
        raise SubmissionError(
            f"{show(path)} has no column {' or '.join(names)} in its first line: it needs student and path"
        )
    return column


def _index(header: Sequence[str], names: Sequence[str]) -> int | None:
    """The column that has one of these names."""
    titles = [title.strip().casefold() for title in header]
    return next((titles.index(name) for name in names if name in titles), None)
