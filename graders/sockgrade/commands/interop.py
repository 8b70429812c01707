"""`sockgrade interop`: which servers and clients of a class understand each other, and whose fault it is if not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from rich.cells import set_cell_size
from rich.console import Console, RenderableType
from rich.text import Text

from sockgrade import __version__
from sockgrade.classroom.blame import blames
from sockgrade.classroom.download import opened
from sockgrade.classroom.interop import (
    Entrant,
    Played,
    Tournament,
    entrant,
    pairs_of,
    reference,
    what_is_asked,
)
from sockgrade.classroom.roster import roster
from sockgrade.classroom.work import Roster
from sockgrade.commands.errors import Fault, Stop
from sockgrade.commands.files import is_stdout, make_folder, reserve
from sockgrade.commands.pages import write_matrix
from sockgrade.commands.progress import each_told
from sockgrade.commands.standings import in_one_line, line
from sockgrade.course import Course, Selection
from sockgrade.evidence.text import visible
from sockgrade.evidence.wording import count, sentences
from sockgrade.grading.grade import Grader, Options, jobs_for_many
from sockgrade.intake.submission import SubmissionError
from sockgrade.kernel import signals
from sockgrade.kernel.trees import scratch
from sockgrade.report.matrix import REFERENCE, Cell, Matrix, Pair
from sockgrade.report.summary import VERDICTS
from sockgrade.report.terminal import console, put
from sockgrade.verdict import Outcome

_STYLES = {Outcome.PASSED: "green", Outcome.FAILED: "red"}
#: Signs for terminals whose encoding lacks those of the matrix.
_PLAIN = str.maketrans("✓✗←↑↖–·", "+x<^&-.")
_LEGEND = (
    "Rows are servers, columns clients. ✓ fit together; do not, blamed on: ← server ↑ client ↖ both ✗ nobody"
)
#: Characters of a name beside the matrix.
_NAME = 14


@dataclass(frozen=True)
class Files:
    """Where a matrix is written."""

    json: str | None = None
    out: str | None = None
    """A folder for the pages and the packets."""


def interop(
    course: Course, identifier: str, path: Path, options: Options, sample: int | None, files: Files
) -> int:
    """Try everybody's client with everybody's server, and show what came of it.

    `sample` is how many partners each program has at least; all, if it is None. Returns 0, or 3 if sockgrade failed to
    judge a pair. Raises CourseError, SubmissionError, NetworkUnavailable, SandboxUnavailable and SandboxFault; Stop.
    """
    exercise = course.exercise(identifier)
    selection = what_is_asked(course, exercise)
    if options.network == "shared":
        raise Stop("each of the two programs needs a network of its own: leave --network shared out")
    if files.out is not None:
        make_folder(files.out)
    options = replace(options, network="private", seeks_guilt=False, jobs=options.jobs or jobs_for_many())
    with reserve(files.json) as target, opened(path) as place, scratch() as room:
        room.chmod(0o700)  # nothing is run from there
        found = roster(place)
        entrants = _entrants(course, selection, found, room)
        grader = Grader(course, options)
        with closing(Tournament(grader, selection, entrants, room)) as tournament:
            grader.agree_to(path, "what a class has handed in")
            pairs = pairs_of(entrants, sample, grader.seed)
            played = {one.pair: one for one in _played(tournament, pairs, entrants)}
        players = tuple(each.player for each in entrants)
        matrix = Matrix(exercise.id, exercise.title, grader.seed, __version__, players, _cells(played))
        if files.out is not None:
            matrix, index = write_matrix(files.out, matrix, played)
        if target is not None:
            target.write(matrix.to_json())
    signals.when_all_is_closed()
    screen = console(stderr=is_stdout(files.json))
    put(screen, *_report(matrix, found, screen))
    if files.out is not None:
        told = f"The matrix, with the conversation of each pair that failed: {visible(str(index))}"
        put(screen, in_one_line(told))
    return Fault.exit_code if matrix.unjudged else 0


def _entrants(course: Course, selection: Selection, found: Roster, room: Path) -> list[Entrant]:
    """The reference, and then the class. Raises CourseError, and SubmissionError if nobody can take part."""
    works, parts = enumerate(found.works, start=REFERENCE + 1), selection.program.parts
    students = [entrant(work, parts, room / str(number)) for number, work in works]
    if not any(each.sources for each in students):
        raise SubmissionError(
            f"nobody has handed in a server or a client of {selection.program.exercise.id}: "
            "`sockgrade class` with --dry-run shows what there is"
        )
    return [reference(course, selection.program), *students]


def _played(tournament: Tournament, pairs: Sequence[Pair], entrants: Sequence[Entrant]) -> Iterator[Played]:
    """Try the references with each other, and then all pairs. Raises Fault if those do not get along."""
    (first,) = tournament.play([(REFERENCE, REFERENCE)])
    if first.outcome is not Outcome.PASSED:
        raise Fault(
            f"the references do not get along here, so nothing can be said of others: {first.message}"
        )
    yield first

    def told(one: Played) -> str:
        server, client = (entrants[number].player.name for number in one.pair)
        return f"server of {server}, client of {client}: {VERDICTS[one.outcome]}"

    yield from each_told(tournament.play(pairs), len(pairs), "pairs", told)


def _cells(played: dict[Pair, Played]) -> dict[Pair, Cell]:
    outcomes = {pair: one.outcome for pair, one in sorted(played.items())}
    blamed = blames(outcomes)
    return {
        pair: Cell(outcome, played[pair].message, blamed.get(pair, ())) for pair, outcome in outcomes.items()
    }


def _report(matrix: Matrix, found: Roster, screen: Console) -> Iterator[RenderableType]:
    """The matrix; what is to be mended; who could not be tried; and the numbers."""
    yield from _table(matrix, screen)
    yield from _faults(matrix)
    problems = [(player.name, player.problem) for player in matrix.players if player.problem]
    problems += [(path.name, why) for path, why in found.strays]
    if problems:
        yield Text("\nNot tried:", style="bold")
    yield from (line(name, why) for name, why in problems)
    yield Text(f"\n{_total(matrix, found)}", style="bold")


def _table(matrix: Matrix, screen: Console) -> Iterator[Text]:
    """A line for each server, and in it a sign for each client, if the terminal is wide enough."""
    clients, digits = matrix.clients, len(str(len(matrix.players) - 1))
    indent = digits + 1 + _NAME
    if indent + 2 * len(clients) > screen.width:
        yield Text("The matrix is too wide for this terminal: --out DIR writes it as a page.", style="dim")
        return
    is_plain = not screen.encoding.startswith("utf")
    for figures in zip(*(_short(number, digits) for number in clients), strict=True):  # one below the other
        yield Text(" " * (indent + 1) + " ".join(figures), style="bold", no_wrap=True)
    for server in matrix.servers:
        name = set_cell_size(visible(matrix.players[server].name), _NAME)
        line = Text(f"{_short(server, digits)} {name}", no_wrap=True)
        for client in clients:
            cell = matrix.cells.get((server, client))
            sign, style = (cell.sign, _STYLES.get(cell.outcome, "magenta")) if cell else ("·", "dim")
            line.append(f" {sign.translate(_PLAIN) if is_plain else sign}", style=style)
        yield line
    yield Text(_LEGEND.translate(_PLAIN) if is_plain else _LEGEND, style="dim")
    names = (f"{_short(number, 0)} {visible(matrix.players[number].name)}" for number in sorted(clients))
    yield Text(f"Columns: {', '.join(names)}", style="dim")


def _short(number: int, digits: int) -> str:
    return f"{number or 'R':>{digits}}"


def _faults(matrix: Matrix) -> Iterator[RenderableType]:
    """The programs that are to blame, each with the reason of one pair."""
    if matrix.faults:
        yield Text("\nTo be mended:", style="bold")
    for fault in matrix.faults:
        name, why = matrix.players[fault.number].name, next(sentences(matrix.cells[fault.pairs[0]].message))
        yield line(f"{name}, {fault.role}", f"{count(len(fault.pairs), 'pair')}. {why}")
    if matrix.unblamed:
        yield Text("\nNobody's fault that can be told:", style="bold")
    for pair in matrix.unblamed:
        yield line(matrix.named(pair), next(sentences(matrix.cells[pair].message)))


def _total(matrix: Matrix, found: Roster) -> str:
    unjudged = len(matrix.unjudged)
    parts = [
        f"{count(len(found.works), 'student')}, recognised as {found.layout}",
        f"{count(len(matrix.cells), 'pair')} tried, {matrix.failed} failed",
        *([f"{count(unjudged, 'pair')} could not be judged: a fault of sockgrade"] if unjudged else []),
    ]
    return f"{'; '.join(parts)}. With the same data again: --seed {matrix.seed}"
