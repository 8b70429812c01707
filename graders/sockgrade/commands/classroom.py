"""`sockgrade class`: grades what a whole class has handed in, keeps it in a journal, and shows it as a table."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import starmap
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sockgrade.classroom.download import opened
from sockgrade.classroom.engine import Engine, EngineUnavailable
from sockgrade.classroom.journal import Grade, Journal, in_brief
from sockgrade.classroom.marking import Marked, Marking
from sockgrade.classroom.roster import Roster, Work, roster
from sockgrade.commands.errors import Fault, Stop
from sockgrade.commands.files import make_folder, reserve
from sockgrade.commands.pages import write_pages
from sockgrade.commands.progress import progress
from sockgrade.course import Course, Selection
from sockgrade.evidence.text import number, points, visible
from sockgrade.evidence.wording import count
from sockgrade.grading.grade import Grader, Options, jobs_for_many
from sockgrade.intake.submission import SubmissionError, find, gathered
from sockgrade.kernel import signals
from sockgrade.report.programs import symbols_for
from sockgrade.report.summary import VERDICTS, earned, verdict_of
from sockgrade.report.terminal import console, put
from sockgrade.verdict import Level, Outcome, ProgramResult

_COLUMNS = ("student", "id", "program", "verdict", "points", "of")
_NOT_GRADED = "not graded"
#: With these a spreadsheet takes a cell for a formula.
_FORMULA = tuple("=+-@\t\r")


def preview(course: Course, identifier: str, path: Path) -> int:
    """Show who would be graded with what. Returns 0; raises CourseError and SubmissionError."""
    selections = course.select(identifier)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("student", "id", "handed in", "to be graded"):
        table.add_column(title)
    with opened(path) as place:
        found = roster(place)
        for work in found.works:
            programs, problem = _found_in(work, selections)
            handed_in = " ".join(path.name for path in work.paths)
            said = Text(programs) if programs else Text(f"nothing: {visible(problem)}", style="yellow")
            table.add_row(visible(work.name), visible(work.key), visible(handed_in), said)
    put(console(), table, *_strays(found), Text(f"\n{_recognised(found)}. Nothing was graded.", style="bold"))
    return 0


def _found_in(work: Work, selections: Sequence[Selection]) -> tuple[str, str]:
    """What would be graded of somebody's work; or why nothing would be."""
    asked = [selection.program for selection in selections]
    if work.problem:
        return "", work.problem
    try:
        with gathered(work.paths, asked, work.names) as place:
            sources = find(place, asked)
    except SubmissionError as why:
        return "", work.told(why)
    return ", ".join(f"{visible(s.title)} as {p.rpartition('/')[2]}" for p, s in sources.items() if s), ""


@dataclass(frozen=True)
class Files:
    """Where a class is kept and shown."""

    journal: Path
    csv: str | None = None
    out: str | None = None
    """A folder for the pages."""


def mark(
    course: Course, identifier: str, path: Path, options: Options, files: Files, cluster: str | None = None
) -> int:
    """Grade a class, and show what everybody has. Returns 0, or 3 if sockgrade failed to judge something.

    `cluster` is the address of a Dask scheduler whose workers are to grade, if not this machine.
    Raises CourseError, SubmissionError, NetworkUnavailable, SandboxUnavailable and SandboxFault; Stop.
    """
    selections = course.select(identifier)
    if files.out is not None:
        make_folder(files.out)
    with (
        _resumable(files.journal),
        reserve(files.csv) as sheet,
        opened(path) as place,
        Journal(files.journal) as journal,
    ):
        found = roster(place)
        grader = _engine(course, selections, replace(options, seed=journal.seed), cluster)
        with closing(Marking(grader, journal, identifier, selections)) as marking:
            grader.agree_to(path, "what a class has handed in")
            marked = list(_shown(marking.mark(found.works), len(found.works)))
        everybody = partial(journal.grades, marking.run)
        grades = [replace(grade, result=grade.result and in_brief(grade.result)) for grade in everybody()]
        if sheet is not None:
            sheet.write(_as_csv(grades))
        if files.out is not None:
            pages = write_pages(files.out, _title(identifier, selections), everybody())
    signals.when_all_is_closed()
    put(console(), *_report(found, grades, marked))
    if files.out is not None:
        told = f"What the class has not understood, and everybody's page: {visible(str(pages))}"
        put(console(), Group(Text(told, no_wrap=True, overflow="ignore")))  # a path is copied in one
    has_failed = any(one.is_fault for one in marked) or any(map(_failed_in_the_grader, grades))
    return Fault.exit_code if has_failed else 0


def _engine(course: Course, selections: Sequence[Selection], options: Options, cluster: str | None) -> Engine:
    if cluster is None:
        return Grader(course, replace(options, jobs=options.jobs or jobs_for_many()))
    from sockgrade.classroom.cluster import Cluster  # Dask is large, and need not be there

    return Cluster(cluster, course, options, [selection.program for selection in selections])


def _title(identifier: str, selections: Sequence[Selection]) -> str:
    """What the exercise is called, if it is one."""
    titles = {selection.program.exercise.title for selection in selections}
    return titles.pop() if len(titles) == 1 else identifier


class Interrupted(Stop):
    """Somebody has ended the command."""

    exit_code = signals.INTERRUPTED

    def __init__(self, journal: Path) -> None:
        super().__init__(f"stopped: what was graded is in {journal}, and the same command goes on from there")


@contextmanager
def _resumable(journal: Path) -> Iterator[None]:
    """Whoever ends the command is told how it goes on, and whoever has to mend the engine what to do."""
    try:
        yield
    except EngineUnavailable as why:
        raise Stop(str(why)) from None
    except KeyboardInterrupt:
        raise Interrupted(journal) from None


def _shown(marked: Iterator[Marked], total: int) -> Iterator[Marked]:
    """The same, and each is told as it comes: in the progress line, or where there is none in a line of its own."""
    target, began = console(stderr=True), time.monotonic()
    with progress(target, total, "students") as shown:
        for done, one in enumerate(marked, start=1):
            rate = done / (time.monotonic() - began)
            left = f"{rate * 60:.0f} a minute, {_duration((total - done) / rate)} to go"
            shown.advance(f"{left}  {visible(one.work.name)}: {_in_short(one)}")
            if not shown.is_visible:
                put(target, Text(f"{done} of {total}  {visible(one.work.name)}: {_in_short(one)}"))
            yield one


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _in_short(marked: Marked) -> str:
    if marked.problem:
        return _NOT_GRADED
    return ", ".join(f"{VERDICTS[verdict_of(program)]}{_points(program)}" for program in marked.programs)


def _points(program: ProgramResult) -> str:
    """What a program has earned, if that can be said."""
    return "" if program.failed_in_the_grader else f", {points(*earned(program.checks))}"


def _report(found: Roster, grades: Sequence[Grade], marked: Sequence[Marked]) -> Iterator[RenderableType]:
    """Everybody's points; what could not be graded, and why; what has changed; and the numbers."""
    yield _table(grades)
    problems = {grade.student: (grade.name, grade.problem) for grade in grades if grade.problem}
    if problems:
        yield Text("\nNot graded:", style="bold")
        yield from starmap(_line, problems.values())
    yield from _strays(found)
    yield from _changes(marked)
    yield Text(f"\n{_total(found, grades, marked)}", style="bold")


def _table(grades: Sequence[Grade]) -> Table:
    target = console()
    symbols = symbols_for(target)
    programs = list(dict.fromkeys(grade.program for grade in grades))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("student")
    for program in programs:
        table.add_column(program, justify="right")
    students: dict[str, dict[str, Grade]] = {}
    for grade in grades:
        students.setdefault(grade.student, {})[grade.program] = grade
    for own in students.values():
        name = next(iter(own.values())).name
        table.add_row(visible(name), *(_cell(own.get(program), symbols) for program in programs))
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


def _changes(marked: Sequence[Marked]) -> Iterator[Text]:
    """What a grade has now that it had not when the student was graded before."""
    changed = [(one, regrade) for one in marked for regrade in one.regrades if regrade.changes]
    if changed:
        yield Text("\nOtherwise than before:", style="bold")
    for one, regrade in sorted(changed, key=lambda pair: pair[0].work.name.casefold()):
        before, after = (points(*earned(program.checks)) for program in (regrade.before, regrade.after))
        yield Text(f"  {visible(one.work.name)}, {regrade.after.id}: {before} → {after}")
        for name, was, is_now in regrade.changes:
            yield Text(f"    {name}: {was or 'not there'} → {is_now}", style="dim")


def _strays(found: Roster) -> Iterator[RenderableType]:
    if found.strays:
        yield Text("\nNobody's:", style="bold")
    yield from (_line(path.name, why) for path, why in found.strays)


def _line(name: str, why: str) -> Padding:
    return Padding(Text(f"{visible(name)}: {visible(why)}", style="yellow"), (0, 0, 0, 2))


def _recognised(found: Roster) -> str:
    return f"{count(len(found.works), 'student')}, recognised as {found.layout}"


def _total(found: Roster, grades: Sequence[Grade], marked: Sequence[Marked]) -> str:
    known = sum(one.is_known for one in marked)
    judged = [grade.result for grade in grades if grade.result is not None]
    passed = sum(verdict_of(result) is Outcome.PASSED for result in judged)
    parts = [
        f"{count(len(judged), 'program')} graded, {passed} passed",
        f"{count(known, 'student')} known from before" if known else "",
        f"{count(failed, 'program')} could not be judged: a fault of sockgrade"
        if (failed := sum(map(_failed_in_the_grader, grades)))
        else "",
    ]
    return f"{_recognised(found)}: {'; '.join(part for part in parts if part)}."


def _failed_in_the_grader(grade: Grade) -> bool:
    return grade.result is not None and grade.result.failed_in_the_grader


def _as_csv(grades: Sequence[Grade]) -> str:
    """One line a student and program; what a fault of the grader has left open has no points."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    levels = [f"{level}{end}" for level in Level for end in ("", "_of")]
    writer.writerow([*_COLUMNS, *levels, "file", "sha256", "reason"])
    for grade in grades:
        result = grade.result
        verdict = VERDICTS[verdict_of(result)] if result else _NOT_GRADED
        scores = _scores(result) if result and not result.failed_in_the_grader else [""] * (2 + len(levels))
        ends = [result.source if result else grade.path, result.sha256 if result else "", grade.problem]
        row = [grade.name, grade.student, grade.program, verdict, *scores, *ends]
        writer.writerow([_harmless(cell) for cell in row])
    return target.getvalue()


def _scores(result: ProgramResult) -> list[str]:
    return [number(value) for level in (None, *Level) for value in result.score(level)]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
