"""The pages of a class: for each student, and for the teacher what the class has not understood; those of its pairs."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from sockgrade import __version__
from sockgrade.classroom.interop import Played
from sockgrade.classroom.journal import Journal
from sockgrade.classroom.marks import Standing
from sockgrade.classroom.records import Grade
from sockgrade.commands.files import make_folder, reserve
from sockgrade.commands.standings import in_one_line
from sockgrade.course import Selection
from sockgrade.evidence.text import visible
from sockgrade.grading.grade import now
from sockgrade.report.html import to_class_html, to_html, to_matrix_html
from sockgrade.report.lesson import Lesson
from sockgrade.report.matrix import ROLES, Matrix, Pair
from sockgrade.report.terminal import console, put
from sockgrade.verdict import Outcome, ProgramResult, Result

_STUDENTS = "students"
_PAIRS = "pairs"
#: Names of students that can be names of files on every system.
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")


def write_pages(folder: str, title: str, grades: Iterable[Grade]) -> Path:
    """Write the page and the JSON of each student, and that of the class; the latter's file. Raises Stop.

    `grades` are in the order in which students are to stand, those of one student together.
    """
    place = make_folder(folder)
    make_folder(str(place / _STUDENTS))
    lesson = Lesson(title)
    for first, programs in by_student(grades):
        page = f"{_STUDENTS}/{_file_of(first.student)}.html" if programs else ""
        lesson.add(first.name, programs, problem=first.problem, page=page)
        if programs:
            result = Result(first.name, programs, __version__, now())
            _write(place / page, to_html(result))
            _write((place / page).with_suffix(".json"), result.to_json())
    index = place / "index.html"
    _write(index, to_class_html(lesson))
    return index


def by_student(grades: Iterable[Grade]) -> Iterator[tuple[Grade, tuple[ProgramResult, ...]]]:
    """The first grade of each student, and what came of all programs; those of one student are together."""
    for _, own in groupby(grades, attrgetter("student")):
        first, *others = own
        yield first, tuple(grade.result for grade in (first, *others) if grade.result is not None)


def in_full(journal: Journal, everybody: Iterable[Standing]) -> Iterator[Grade]:
    """What counts of everybody, with all that was seen and printed, and not all in memory at once."""
    for standing in everybody:
        for grade in standing.grades:
            yield replace(grade, result=journal.result(grade.key) if grade.key else None)


def title_of(selections: Iterable[Selection], otherwise: str) -> str:
    """What an exercise is called, if it is one."""
    titles = {selection.program.exercise.title for selection in selections}
    return titles.pop() if len(titles) == 1 else otherwise


def tell_pages(index: Path) -> None:
    """Say where the pages are."""
    told = f"What the class has not understood, and everybody's page: {visible(str(index))}"
    put(console(), in_one_line(told))


def write_matrix(folder: str, matrix: Matrix, played: Mapping[Pair, Played]) -> tuple[Matrix, Path]:
    """Write the page of a matrix, and for each pair that did not pass its page and packets. Raises Stop.

    The same matrix, which knows them now, and the file of its page.
    """
    place = make_folder(folder)
    make_folder(str(place / _PAIRS))
    cells = dict(matrix.cells)
    for pair, cell in matrix.cells.items():
        result = played[pair].result
        if result is None or cell.outcome is Outcome.PASSED:
            continue
        page = f"{_PAIRS}/server_{pair[0]}_client_{pair[1]}.html"
        _write(place / page, to_html(Result(matrix.named(pair), (result,), __version__, now())))
        packets = _keep_packets(result, played[pair].packets, place / page)
        cells[pair] = replace(
            cell, page=page, packets={role: f"{_PAIRS}/{name}" for role, name in packets.items()}
        )
    matrix = replace(matrix, cells=cells)
    index = place / "index.html"
    _write(index, to_matrix_html(matrix))
    return matrix, index


def _keep_packets(result: ProgramResult, packets: Path, page: Path) -> dict[str, str]:
    """Copy what each of the two programs of a pair saw in the check that failed; the names of the files, by role."""
    check = next(check.id for check in result.checks if check.outcome is not Outcome.PASSED)
    kept = {}
    for role in ROLES:
        seen = packets / f"{check.rpartition('/')[2]}.{role}.pcap"
        if seen.is_file():
            kept[role] = shutil.copyfile(seen, page.with_suffix(f".{role}.pcap")).name
    return kept


def _file_of(key: str) -> str:
    return (
        key if _PLAIN.fullmatch(key) else hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:16]
    )


def _write(path: Path, content: str) -> None:
    with reserve(str(path)) as target:
        assert target is not None
        target.write(content)
