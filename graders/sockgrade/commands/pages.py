"""The pages of a class: one for each student, and one for the teacher with what the class has not understood."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from sockgrade import __version__
from sockgrade.classroom.journal import Journal
from sockgrade.classroom.marks import Standing
from sockgrade.classroom.records import Grade
from sockgrade.commands.files import make_folder, reserve
from sockgrade.commands.standings import in_one_line
from sockgrade.course import Selection
from sockgrade.evidence.text import visible
from sockgrade.grading.grade import now
from sockgrade.report.html import to_class_html, to_html
from sockgrade.report.lesson import Lesson
from sockgrade.report.terminal import console, put
from sockgrade.verdict import Result

_STUDENTS = "students"
#: Names of students that can be names of files on every system.
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")


def write_pages(folder: str, title: str, grades: Iterable[Grade]) -> Path:
    """Write the page and the JSON of each student, and that of the class; the latter's file. Raises Stop.

    `grades` are in the order in which students are to stand, those of one student together.
    """
    place = make_folder(folder)
    make_folder(str(place / _STUDENTS))
    lesson = Lesson(title)
    for key, own in groupby(grades, attrgetter("student")):
        first, *others = own
        programs = tuple(grade.result for grade in (first, *others) if grade.result is not None)
        page = f"{_STUDENTS}/{_file_of(key)}.html" if programs else ""
        lesson.add(first.name, programs, problem=first.problem, page=page)
        if programs:
            result = Result(first.name, programs, __version__, now())
            _write(place / page, to_html(result))
            _write((place / page).with_suffix(".json"), result.to_json())
    index = place / "index.html"
    _write(index, to_class_html(lesson))
    return index


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


def _file_of(key: str) -> str:
    return (
        key if _PLAIN.fullmatch(key) else hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:16]
    )


def _write(path: Path, content: str) -> None:
    with reserve(str(path)) as target:
        assert target is not None
        target.write(content)
