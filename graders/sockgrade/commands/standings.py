"""What everybody of a class has: as a table, as CSV and as pages. For `class`, `results` and `merge`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sockgrade.classroom.marks import Standing
from sockgrade.classroom.policy import Policy
from sockgrade.classroom.records import Grade
from sockgrade.evidence.text import decimal, number, points, visible
from sockgrade.evidence.wording import count
from sockgrade.report.programs import symbols_for
from sockgrade.report.summary import VERDICTS, earned, verdict_of
from sockgrade.report.terminal import console
from sockgrade.verdict import Level, Outcome, ProgramResult

_COLUMNS = ("student", "id", "program", "verdict", "points", "of")
#: What follows the points of each level.
_ENDS = ("file", "sha256", "submitted", "reason", "grade", "grade_of", "grade_reason")
NOT_GRADED = "not graded"
#: With these a spreadsheet takes a cell for a formula.
_FORMULA = tuple("=+-@\t\r")


@dataclass(frozen=True)
class Files:
    """Where a class is kept and shown."""

    journal: Path
    csv: str | None = None
    out: str | None = None
    """A folder for the pages."""
    policy: Path | None = None


def shown(everybody: Sequence[Standing], policy: Policy) -> Iterator[RenderableType]:
    """Everybody's points and grade; and what could not be graded, or is worth something else, and why."""
    yield _table(everybody, policy)
    problems = {
        grade.student: (grade.name, grade.problem)
        for standing in everybody
        for grade in standing.grades
        if grade.problem
    }
    if problems:
        yield Text("\nNot graded:", style="bold")
        yield from starmap(line, problems.values())
    marks = [standing.mark for standing in everybody]
    reasons = [(mark.name, mark.reason) for mark in marks if mark.reason and mark.student not in problems]
    if reasons:
        yield Text("\nNot by the checks alone:", style="bold")
        yield from starmap(line, reasons)


def line(name: str, why: str) -> Padding:
    """Somebody, or something, and what there is to say of it."""
    return Padding(Text(f"{visible(name)}: {visible(why)}", style="yellow"), (0, 0, 0, 2))


def in_one_line(text: str) -> Group:
    """A line that is not broken, however long: a path in it is copied in one."""
    return Group(Text(text, no_wrap=True, overflow="ignore"))


def _table(everybody: Sequence[Standing], policy: Policy) -> Table:
    symbols = symbols_for(console())
    programs = list(dict.fromkeys(grade.program for standing in everybody for grade in standing.grades))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("student")
    for program in programs:
        table.add_column(program, justify="right")
    table.add_column(f"of {decimal(policy.maximum)}", justify="right")
    for standing in everybody:
        own = {grade.program: grade for grade in standing.grades}
        cells = [_cell(own.get(program), symbols) for program in programs]
        table.add_row(visible(standing.mark.name), *cells, _grade(standing, policy) or "-")
    return table


def _cell(grade: Grade | None, symbols: Mapping[Outcome, str]) -> Text:
    if grade is None or grade.result is None:
        return Text("-", style="yellow")
    outcome = verdict_of(grade.result)
    if outcome is Outcome.ERROR:
        return Text(f"{VERDICTS[outcome]} {symbols[outcome]}", style="magenta")
    styles = {Outcome.PASSED: "green", Outcome.FAILED: "red"}
    return Text(
        f"{points(*earned(grade.result.checks))} {symbols[outcome]}", style=styles.get(outcome, "magenta")
    )


def _grade(standing: Standing, policy: Policy) -> str:
    """What is written for somebody; empty where nothing can be told."""
    share = standing.mark.share
    return "" if share is None else decimal(policy.grade(share))


def faults(everybody: Sequence[Standing]) -> list[Grade]:
    """The grades that say nothing of the program."""
    grades = (grade for standing in everybody for grade in standing.grades)
    return [grade for grade in grades if grade.result is not None and grade.result.failed_in_the_grader]


def total(everybody: Sequence[Standing]) -> str:
    """The numbers, in words."""
    results = [grade.result for standing in everybody for grade in standing.grades if grade.result]
    passed = sum(verdict_of(result) is Outcome.PASSED for result in results)
    numbers = f"{count(len(results), 'program')} graded, {passed} passed"
    failed = len(faults(everybody))
    if failed:
        numbers += f"; {count(failed, 'program')} could not be judged: a fault of sockgrade"
    return numbers


def as_csv(everybody: Sequence[Standing], policy: Policy) -> str:
    """One line a student and program; what a fault of the grader has left open has no points."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    levels = [f"{level}{end}" for level in Level for end in ("", "_of")]
    writer.writerow([*_COLUMNS, *levels, *_ENDS])
    maximum = decimal(policy.maximum)
    for standing in everybody:
        mark = [_grade(standing, policy), maximum, standing.mark.reason]
        for grade in standing.grades:
            cells = [*_first(grade), *_scores(grade.result, 2 + len(levels)), *_last(grade), *mark]
            writer.writerow([_harmless(cell) for cell in cells])
    return target.getvalue()


def _first(grade: Grade) -> list[str]:
    verdict = VERDICTS[verdict_of(grade.result)] if grade.result else NOT_GRADED
    return [grade.name, grade.student, grade.program, verdict]


def _last(grade: Grade) -> list[str]:
    result = grade.result
    return [
        result.source if result else grade.path,
        result.sha256 if result else "",
        grade.submitted,
        grade.problem,
    ]


def _scores(result: ProgramResult | None, cells: int) -> list[str]:
    if result is None or result.failed_in_the_grader:
        return [""] * cells
    return [number(value) for level in (None, *Level) for value in result.score(level)]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
