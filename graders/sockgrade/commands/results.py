"""`sockgrade results`, `merge` and `override`: what a journal holds, without grading anything."""

from __future__ import annotations

import getpass
import re
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from sockgrade.classroom.journal import Journal
from sockgrade.classroom.marks import standings
from sockgrade.classroom.policy import read_policy
from sockgrade.classroom.records import Override
from sockgrade.commands.errors import Fault, Stop
from sockgrade.commands.files import reserve
from sockgrade.commands.pages import in_full, tell_pages, title_of, write_pages
from sockgrade.commands.standings import Files, as_csv, faults, in_one_line, shown, total
from sockgrade.course import Course, CourseError
from sockgrade.evidence.text import encodable, number, visible
from sockgrade.evidence.wording import count
from sockgrade.grading.grade import now
from sockgrade.intake.folder import show
from sockgrade.report.terminal import console, put

_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)")


def show_results(course: Course, prefix: str, files: Files) -> int:
    """Show what everybody has. Returns 0, or 3 if sockgrade failed to judge something.

    Raises SubmissionError; Stop.
    """
    policy = read_policy(files.policy)
    with reserve(files.csv) as sheet, Journal(files.journal, must_exist=True) as journal:
        everybody = standings(journal, policy, prefix)
        if not everybody:
            what = f" below {visible(prefix)}" if prefix else ""
            raise Stop(f"{show(files.journal)} holds nothing{what}: `sockgrade class` fills it")
        if sheet is not None:
            sheet.write(as_csv(everybody, policy))
        if files.out is not None:
            pages = write_pages(files.out, _title(course, prefix), in_full(journal, everybody))
    put(console(), *shown(everybody, policy))
    put(console(), Text(f"\n{count(len(everybody), 'student')}: {total(everybody)}.", style="bold"))
    if files.out is not None:
        tell_pages(pages)
    return Fault.exit_code if faults(everybody) else 0


def _title(course: Course, prefix: str) -> str:
    """What the exercise is called; of a course that this machine has not, what is below the prefix."""
    try:
        return title_of(course.select(prefix), prefix)
    except CourseError:
        return prefix or "All exercises"


def merge_journals(target: Path, others: Sequence[Path]) -> int:
    """Take over what other journals have. Returns 0; raises SubmissionError, and changes nothing then."""
    sources = [other for other in dict.fromkeys(others) if not _is_same(other, target)]
    for source in sources:  # before a target is made
        Journal(source, must_exist=True).close()
    with Journal(target) as journal:
        for source in sources:
            with Journal(source, must_exist=True) as other:
                taken_over = journal.merge(other)
            put(console(), in_one_line(f"{visible(str(source))}: {count(taken_over, 'new grade')}"))
        students = len(journal.students())
    name = visible(str(target))
    put(
        console(),
        in_one_line(f"{name}: {count(students, 'student')} in all. To see them: sockgrade results {name}"),
    )
    return 0


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def give(path: Path, student: str, program: str, share: str, why: str) -> int:
    """Give somebody a share of a program by hand. Returns 0; raises SubmissionError and Stop."""
    given = _share(share)
    if not why.strip():
        raise Stop("--why is empty: say the reason, which whoever asks will read")
    with Journal(path, must_exist=True) as journal:
        students = journal.students(program)
        found = [key for key, name in students.items() if encodable(student) in (key, name)]
        if not found:
            raise Stop(
                f"nobody in {show(path)} is called {visible(student)} and has handed in {visible(program)}: "
                f"`sockgrade results {show(path)} --csv -` tells the ids of students and programs"
            )
        if len(found) > 1:
            numbers = ", ".join(map(visible, found))
            raise Stop(f"several students are called {visible(student)}: name one by the number ({numbers})")
        (key,) = found
        journal.give(now(), Override(key, program, given, _teacher(), why))
    what = "nothing by hand any more" if given is None else f"{number(given * 100)} %"
    put(console(), Text(f"{visible(students[key])} has {what} for {visible(program)}: {visible(why)}"))
    return 0


def _share(text: str) -> float | None:
    """80%, 20/25 or none. Raises Stop."""
    if text == "none":
        return None
    share = -1.0
    if match := _PERCENT.fullmatch(text):
        share = float(match[1]) / 100
    elif (match := _POINTS.fullmatch(text)) and float(match[2]):
        share = float(match[1]) / float(match[2])
    if not 0 <= share <= 1:
        raise Stop(f"{visible(text)} is no share: write 80%, or 20/25, or none to withdraw what was given")
    return share


def _teacher() -> str:
    """Whoever is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return "somebody"
