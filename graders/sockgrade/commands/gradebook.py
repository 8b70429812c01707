"""`sockgrade gradebook`: fills what a class has earned into the sheet of a course platform, and shows it before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from sockgrade.classroom.journal import Journal
from sockgrade.classroom.marks import Standing, standings
from sockgrade.classroom.policy import Policy
from sockgrade.classroom.sheets import Change, Filled, Scale, fill
from sockgrade.commands.errors import Stop
from sockgrade.commands.feedback import feedback_zip
from sockgrade.commands.files import is_stdout, reserve, same
from sockgrade.commands.pages import in_full
from sockgrade.commands.standings import in_one_line
from sockgrade.evidence.text import decimal, points, visible
from sockgrade.evidence.wording import count
from sockgrade.intake.submission import SubmissionError
from sockgrade.report.summary import earned
from sockgrade.report.terminal import console, put


@dataclass(frozen=True)
class Sheet:
    """A sheet that a teacher has exported, and what is wanted of it."""

    platform: str
    path: Path
    out: Path
    """Where the filled one goes."""
    scale: Scale
    assignment: str | None = None
    with_comments: bool = False


def gradebook(
    journal: Path,
    exercise: str | None,
    policy: Policy,
    sheet: Sheet | None,
    feedback: Path | None,
    *,
    dry_run: bool,
) -> int:
    """Fill a sheet, or make the zip with everybody's page, or both. Returns 0; raises SubmissionError and Stop."""
    _keep_apart(journal, sheet, feedback)
    outs = [None if dry_run or path is None else str(path) for path in (sheet and sheet.out, feedback)]
    with (
        reserve(outs[0]) as new_sheet,
        reserve(outs[1]) as new_zip,
        Journal(journal, must_exist=True) as opened,
    ):
        everybody = standings(opened, policy, _chosen(opened, exercise))
        filled = _filled(everybody, sheet) if sheet else None
        archive = feedback_zip(in_full(opened, everybody), opened.newest) if feedback else b""
        if filled is not None:
            put(console(), *_report(filled))
        if new_sheet is not None and filled is not None:
            new_sheet.write(filled.content)
        if new_zip is not None:
            new_zip.write(archive)
    for path in outs:
        if path is not None:
            put(console(), in_one_line(f"Written: {visible(path)}"))
    if dry_run:
        put(console(), Text("Nothing was written."))
    return 0


def _keep_apart(journal: Path, sheet: Sheet | None, feedback: Path | None) -> None:
    """Nothing that is read may be written, and nothing be written twice. Raises Stop."""
    written = [path for path in (sheet.out if sheet else None, feedback) if path is not None]
    if any(is_stdout(str(path)) for path in written):
        raise Stop("the standard output has the table of what changes: name a file to be written")
    read = [journal, sheet.path] if sheet else [journal]
    for one, other in [*product(written, read), *combinations(written, 2)]:
        if same(str(one), str(other)):
            raise Stop(f"{one} would be written over {other}, and nothing was written: name a new file")


def _chosen(journal: Journal, exercise: str | None) -> str:
    """The exercise whose grades are meant. Raises SubmissionError if that has to be said."""
    exercises = journal.exercises()
    if not exercises:
        raise SubmissionError("the journal holds no grades: `sockgrade class` with --journal puts them there")
    if exercise is None and len(exercises) == 1:
        return exercises[0]
    if exercise not in exercises:
        missing = f"has no exercise {exercise}" if exercise else "has several exercises"
        raise SubmissionError(f"the journal {missing}: add --exercise with one of {', '.join(exercises)}")
    return exercise


def _filled(everybody: Sequence[Standing], sheet: Sheet) -> Filled:
    try:
        content = sheet.path.read_bytes()
    except OSError as error:
        raise SubmissionError(f"{sheet.path} cannot be read: {error.strerror}") from None
    said = {each.mark.student: _points(each) for each in everybody} if sheet.with_comments else None
    try:
        return fill(
            content,
            sheet.platform,
            [each.mark for each in everybody],
            sheet.scale,
            assignment=sheet.assignment,
            comments=said,
        )
    except SubmissionError as why:
        raise SubmissionError(f"{sheet.path}: {why}") from None


def _points(standing: Standing) -> str:
    """How many points somebody has, in words: `17 of 25 points`."""
    results = [grade.result for grade in standing.grades if grade.result is not None]
    return points(*earned([check for result in results for check in result.checks])) if results else ""


def _report(filled: Filled) -> Iterator[RenderableType]:
    """Everybody's grade, before and then; who gets none, and why; and the numbers."""
    if filled.changes:
        yield _table(filled.changes)
    if filled.missing:
        yield Text("\nNot in the sheet, or not for certain:", style="bold")
    for mark in filled.missing:
        yield Text(f"  {visible(mark.name)} ({visible(mark.student)})", style="yellow")
    if filled.left:
        yield Text("\nLeft as it is:", style="bold")
    for name, why in filled.left:
        yield Text(f"  {visible(name)}: {visible(why)}", style="yellow")
    parts = [f"{count(len(filled.changes), 'line')} changed", f"{filled.same} right already"]
    if doubtful := sum(change.is_named_otherwise for change in filled.changes):
        parts.append(f"{doubtful} with another name in the sheet (?): look at them")
    yield Text(f"\nOf {decimal(filled.maximum)} at most: {', '.join(parts)}.", style="bold")


def _table(changes: tuple[Change, ...]) -> Table:
    has_comments = any(change.comment for change in changes)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("student", "in the sheet", "grade"):
        table.add_column(title)
    if has_comments:
        table.add_column("comment")
    for change in changes:
        mark, style = (" (?)", "yellow") if change.is_named_otherwise else ("", "")
        named = Text(f"{visible(change.in_sheet)}{mark}", style=style)
        arrow = f" → {change.new}" if change.new != change.old else ""
        grade = f"{visible(change.old) or '-'}{arrow}"
        table.add_row(visible(change.name), named, grade, *([change.comment] if has_comments else []))
    return table
