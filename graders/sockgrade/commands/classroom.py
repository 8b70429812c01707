"""`sockgrade class`: grades what a whole class has handed in, keeps it in a journal, and shows it as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from sockgrade.classroom.download import opened
from sockgrade.classroom.engine import Engine, EngineUnavailable
from sockgrade.classroom.journal import Journal
from sockgrade.classroom.marking import Marked, Marking
from sockgrade.classroom.marks import Standing, standings
from sockgrade.classroom.policy import Policy, read_policy
from sockgrade.classroom.roster import roster
from sockgrade.classroom.work import Roster, Work
from sockgrade.commands.errors import Fault, Stop
from sockgrade.commands.files import make_folder, reserve
from sockgrade.commands.pages import in_full, tell_pages, title_of, write_pages
from sockgrade.commands.progress import each_told
from sockgrade.commands.standings import NOT_GRADED, Files, as_csv, faults, line, shown, total
from sockgrade.course import Course, Selection
from sockgrade.evidence.text import points, visible
from sockgrade.evidence.wording import count
from sockgrade.grading.grade import Grader, Options, jobs_for_many
from sockgrade.grading.shard import Shard
from sockgrade.intake.submission import SubmissionError, find, gathered
from sockgrade.kernel import signals
from sockgrade.report.summary import VERDICTS, earned, verdict_of
from sockgrade.report.terminal import console, put
from sockgrade.verdict import ProgramResult


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


def mark(
    course: Course,
    identifier: str,
    path: Path,
    options: Options,
    files: Files,
    *,
    shard: Shard | None = None,
    cluster: str | None = None,
) -> int:
    """Grade a class, and show what everybody has. Returns 0, or 3 if sockgrade failed to judge something.

    `cluster` is the address of a Dask scheduler whose workers are to grade, if not this machine.
    Raises CourseError, SubmissionError, NetworkUnavailable, SandboxUnavailable and SandboxFault; Stop.
    """
    selections, policy = course.select(identifier), read_policy(files.policy)
    if files.out is not None:
        make_folder(files.out)
    with (
        _resumable(files.journal),
        reserve(files.csv) as sheet,
        opened(path) as place,
        Journal(files.journal) as journal,
    ):
        found = roster(place)
        works = shard.of_these(found.works) if shard else found.works
        grader = _engine(course, selections, replace(options, seed=journal.seed), cluster)
        with closing(Marking(grader, journal, identifier, selections)) as marking:
            grader.agree_to(path, "what a class has handed in")
            marked = list(each_told(marking.mark(works), len(works), "students", _in_short))
        students = {work.key for work in works}
        everybody = [
            standing
            for standing in standings(journal, policy, identifier)
            if standing.mark.student in students
        ]
        if sheet is not None:
            sheet.write(as_csv(everybody, policy))
        if files.out is not None:
            pages = write_pages(files.out, title_of(selections, identifier), in_full(journal, everybody))
    signals.when_all_is_closed()
    put(console(), *_report(found, everybody, policy, marked))
    if files.out is not None:
        tell_pages(pages)
    is_fault = any(one.is_fault for one in marked) or bool(faults(everybody))
    return Fault.exit_code if is_fault else 0


def _engine(course: Course, selections: Sequence[Selection], options: Options, cluster: str | None) -> Engine:
    if cluster is None:
        return Grader(course, replace(options, jobs=options.jobs or jobs_for_many()))
    from sockgrade.classroom.cluster import Cluster  # Dask is large, and need not be there

    return Cluster(cluster, course, options, [selection.program for selection in selections])


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


def _in_short(marked: Marked) -> str:
    said = [f"{VERDICTS[verdict_of(program)]}{_points(program)}" for program in marked.programs]
    if len(said) > 1:
        roles = (program.id.rpartition("/")[2] for program in marked.programs)
        said = [f"{role} {each}" for role, each in zip(roles, said, strict=True)]
    return f"{marked.work.name}: {NOT_GRADED if marked.problem else '; '.join(said)}"


def _points(program: ProgramResult) -> str:
    """What a program has earned, if that can be said."""
    return "" if program.failed_in_the_grader else f", {points(*earned(program.checks))}"


def _report(
    found: Roster, everybody: Sequence[Standing], policy: Policy, marked: Sequence[Marked]
) -> Iterator[RenderableType]:
    """What everybody has; what belongs to nobody; what has changed; and the numbers."""
    yield from shown(everybody, policy)
    yield from _strays(found)
    yield from _changes(marked)
    known = sum(one.is_known for one in marked)
    numbers = total(everybody) + (f"; {count(known, 'student')} known from before" if known else "")
    yield Text(f"\n{_recognised(found)}: {numbers}.", style="bold")


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
    yield from (line(path.name, why) for path, why in found.strays)


def _recognised(found: Roster) -> str:
    return f"{count(len(found.works), 'student')}, recognised as {found.layout}"
