"""`sockgrade interop`: which servers and clients of a class understand each other, and whose fault it is if not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
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
from sockgrade.commands.errors import Fault, Stop
from sockgrade.commands.files import make_folder, reserve
from sockgrade.commands.pages import write_matrix
from sockgrade.commands.progress import each_told
from sockgrade.course import Course, Selection
from sockgrade.evidence.text import visible
from sockgrade.evidence.wording import count
from sockgrade.grading.grade import Grader, Options, jobs_for_many
from sockgrade.intake.submission import SubmissionError, show
from sockgrade.kernel import signals
from sockgrade.kernel.trees import scratch
from sockgrade.report.matrix import REFERENCE, ROLES, Cell, Matrix, Pair
from sockgrade.report.summary import VERDICTS, verdict_of
from sockgrade.report.terminal import console, put
from sockgrade.verdict import Outcome

_STYLES = {Outcome.PASSED: "green", Outcome.FAILED: "red"}
#: Signs for terminals whose encoding lacks those of the matrix.
_PLAIN = str.maketrans("✓✗←↑↖–·", "+x<^&-.")
#: Characters of a name beside the matrix.
_NAME = 16


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
    options = replace(options, network="private", jobs=options.jobs or jobs_for_many())
    with reserve(files.json) as target, scratch() as room:
        room.chmod(0o700)  # nothing is run from there
        entrants = _entrants(course, selection, path, room)
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
    put(console(), *_report(matrix))
    if files.out is not None:
        told = f"The matrix, with the conversation of each pair that failed: {visible(str(index))}"
        put(console(), Group(Text(told, no_wrap=True, overflow="ignore")))  # a path is copied in one
    return Fault.exit_code if matrix.unjudged else 0


def _entrants(course: Course, selection: Selection, path: Path, room: Path) -> list[Entrant]:
    """The reference, and then the class."""
    everybody = [reference(course, selection.program)]
    parts = selection.program.parts
    with opened(path) as place:
        for number, work in enumerate(roster(place).works, start=REFERENCE + 1):
            everybody.append(entrant(work, parts, room / str(number)))
    if not any(each.sources for each in everybody[REFERENCE + 1 :]):
        raise SubmissionError(
            f"nobody has handed in a program: sockgrade class {selection.program.exercise.id} {show(path)} --dry-run "
            "shows why"
        )
    return everybody


def _played(tournament: Tournament, pairs: Sequence[Pair], entrants: Sequence[Entrant]) -> Iterator[Played]:
    """Try the references with each other, and then all pairs. Raises Fault if those do not get along."""
    (first,) = tournament.play([(REFERENCE, REFERENCE)])
    if verdict_of(first.result) is not Outcome.PASSED:
        raise Fault(
            f"the references do not get along here, so nothing can be said of others: {first.message}"
        )
    yield first

    def told(one: Played) -> str:
        server, client = (entrants[number].player.name for number in one.pair)
        return f"server of {server}, client of {client}: {VERDICTS[verdict_of(one.result)]}"

    yield from each_told(tournament.play(pairs), len(pairs), "pairs", told)


def _cells(played: dict[Pair, Played]) -> dict[Pair, Cell]:
    outcomes = {pair: verdict_of(one.result) for pair, one in sorted(played.items())}
    blamed = blames(outcomes)
    return {
        pair: Cell(outcome, played[pair].message, blamed.get(pair, ())) for pair, outcome in outcomes.items()
    }


def _report(matrix: Matrix) -> Iterator[RenderableType]:
    """The matrix; what is to be mended; who could not be tried; and the numbers."""
    yield from _table(matrix)
    yield from _faults(matrix)
    problems = [player for player in matrix.players if player.problem]
    if problems:
        yield Text("\nNot handed in as it should be:", style="bold")
    for player in problems:
        yield _line(f"{visible(player.name)}: {visible(player.problem)}")
    yield Text(f"\n{_total(matrix)}", style="bold")


def _table(matrix: Matrix) -> Iterator[Text]:
    """A line a server, and in it a sign a client, if the terminal is wide enough."""
    target = console()
    servers, clients = matrix.servers, matrix.clients
    digits = len(str(len(matrix.players)))
    if _NAME + (digits + 1) * (len(clients) + 1) > target.width:
        yield Text(
            f"{len(servers)} × {len(clients)} pairs are too many for this terminal: --out DIR shows them."
        )
        return
    is_plain = not target.encoding.lower().startswith("utf")
    heads = " ".join(f"{number or 'R':>{digits}}" for number in clients)
    yield Text(f"{'servers':<{_NAME + digits}} {heads}  clients", style="bold", no_wrap=True)
    for server in servers:
        name = visible(matrix.players[server].name)
        line = Text(f"{server or 'R':>{digits}} {name:<{_NAME - 1}.{_NAME - 1}}", no_wrap=True)
        for client in clients:
            cell = matrix.cells.get((server, client))
            sign = cell.sign if cell else "·"
            style = _STYLES.get(cell.outcome, "magenta") if cell else "dim"
            line.append(f" {sign.translate(_PLAIN) if is_plain else sign:>{digits}}", style=style)
        yield line
    signs = "✓ understand each other  ✗ do not; blamed on: ← the server  ↑ the client  ↖ both"
    yield Text(signs.translate(_PLAIN) if is_plain else signs, style="dim")
    names = (f"{n} {visible(matrix.players[n].name)}" for n in sorted(clients) if n != REFERENCE)
    yield Text(f"R the reference, {', '.join(names)}", style="dim")


def _faults(matrix: Matrix) -> Iterator[RenderableType]:
    """The programs that are to blame, those with the most failures first, each with the reason of one."""
    blamed = [
        (faults, number, role)
        for role in ROLES
        for number in range(len(matrix.players))
        if (faults := matrix.faults(role, number))
    ]
    if blamed:
        yield Text("\nTo be mended:", style="bold")
    for faults, number, role in sorted(blamed, key=lambda each: -len(each[0])):
        name, tried = visible(matrix.players[number].name), matrix.tried(role, number)
        yield _line(f"{name}, {role}: {len(faults)} of {tried} pairs. {visible(faults[0].message)}")


def _line(said: str) -> Padding:
    return Padding(Text(said, style="yellow"), (0, 0, 0, 2))


def _total(matrix: Matrix) -> str:
    failed = [cell for cell in matrix.cells.values() if cell.outcome is Outcome.FAILED]
    nobodys = sum(not cell.blamed for cell in failed)
    parts = [
        f"{count(len(matrix.players) - 1, 'student')}, {count(len(matrix.cells), 'pair')} tried: {len(failed)} failed",
        f"{nobodys} of them nobody's fault that can be told" if nobodys else "",
        f"{count(len(matrix.unjudged), 'pair')} could not be judged: a fault of sockgrade"
        if matrix.unjudged
        else "",
    ]
    return f"{'; '.join(part for part in parts if part)}. Again with the same data: --seed {matrix.seed}"
