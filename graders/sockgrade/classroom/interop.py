"""Tries the clients of a class with the servers of the class, and all of them with the references."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sockgrade.classroom.engine import Stopped
from sockgrade.classroom.journal import in_brief
from sockgrade.classroom.pool import Pool
from sockgrade.classroom.work import Work
from sockgrade.course import PAIR, Course, CourseError, Exercise, ProgramSpec, Selection
from sockgrade.grading.grade import Grader
from sockgrade.intake.submission import Source, SubmissionError, find, gathered, take, whole
from sockgrade.kernel.trees import remove
from sockgrade.report.matrix import REFERENCE, ROLES, Pair, Player
from sockgrade.report.summary import verdict_of
from sockgrade.verdict import Level, Outcome, ProgramResult


@dataclass(frozen=True)
class Entrant:
    """Who takes part, and with which programs, by role."""

    player: Player
    sources: Mapping[str, Source]


@dataclass(frozen=True)
class Played:
    """What came of one pair."""

    pair: Pair
    result: ProgramResult | None
    """None where sockgrade failed altogether."""
    packets: Path
    """The folder with those of each check and role; gone where the pair passed."""
    fault: str = ""
    """How it failed."""

    @property
    def outcome(self) -> Outcome:
        return verdict_of(self.result) if self.result else Outcome.ERROR

    @property
    def message(self) -> str:
        """Why the pair did not pass; empty if it did."""
        checks = self.result.checks if self.result else ()
        return next((check.failure.message for check in checks if check.failure), self.fault)


def what_is_asked(course: Course, exercise: Exercise) -> Selection:
    """The checks that a pair has to pass: those of core, in which nothing is done to what the two send.

    Raises CourseError for an exercise that has none.
    """
    pair = next((program for program in exercise.programs if program.role == PAIR), None)
    if pair is None:
        able = [each.id for each in course.exercises if any(p.role == PAIR for p in each.programs)]
        which = f": those of {', '.join(able)} are" if able else ""
        raise CourseError(f"server and client of {exercise.id} are not graded together{which}")
    checks = course.checks(pair)
    core = tuple(check for check in checks if check.level is Level.CORE)
    return Selection(pair, core or tuple(checks))


def reference(course: Course, pair: ProgramSpec) -> Entrant:
    """The course's own programs. Raises CourseError if one of them is missing."""
    found = {}
    for part in pair.parts:
        sources = course.references(part)
        if not sources:
            raise CourseError(f"{part.id} has no reference: it decides whose fault it is when a pair fails")
        found[part.role] = Source(sources[0], None)
    return _entrant(Player("", "the reference"), found)


def entrant(work: Work, parts: Sequence[ProgramSpec], place: Path) -> Entrant:
    """A student, whose programs are copied into the new folder `place`: each is tried as it was in the beginning."""
    player = Player(work.key, work.name, problem=work.problem)
    if work.problem:
        return Entrant(player, {})
    place.mkdir()
    copies = {}
    try:
        with gathered(work.paths, parts, work.names) as opened:
            found = find(opened, parts)
            for part in parts:
                if source := found.get(part.id):
                    snapshot = take(source, place / part.role)
                    copies[part.role] = Source(snapshot.folder / snapshot.main, snapshot.folder)
    except SubmissionError as why:
        return Entrant(replace(player, problem=work.told(why)), {})
    missing = [part.role for part in parts if part.role not in copies]
    return _entrant(replace(player, problem=f"there is no {missing[0]}" if missing else ""), copies)


def _entrant(player: Player, sources: Mapping[str, Source]) -> Entrant:
    return Entrant(replace(player, programs={role: source.name for role, source in sources.items()}), sources)


def drawn(servers: Sequence[int], clients: Sequence[int], sample: int | None, seed: int) -> list[Pair]:
    """The pairs of students to try: all of them, or so many that each program has at least `sample` partners.

    Those of one role are tried equally often, within one: every time the partners are those that had the fewest so far.
    """
    if sample is None:
        return [(server, client) for server in servers for client in clients]
    if len(clients) > len(servers):
        return [(server, client) for client, server in drawn(clients, servers, sample, seed)]
    chance, uses = random.Random(seed), Counter[int]()
    pairs = []
    for server in servers:
        partners = sorted(clients, key=lambda client: (uses[client], chance.random()))[:sample]
        uses.update(partners)
        pairs += [(server, client) for client in partners]
    return pairs


class Tournament:
    """Tries one pair after the other, several at once, with a grader of its own."""

    def __init__(
        self, grader: Grader, selection: Selection, entrants: Sequence[Entrant], packets: Path
    ) -> None:
        """`packets` is a folder for what the programs of every pair send."""
        self._grader, self._selection = grader, selection
        self._entrants, self._packets = entrants, packets
        self._pool = Pool(grader)

    def play(self, pairs: Sequence[Pair]) -> Iterator[Played]:
        """Try these pairs; each is told as soon as it is done."""
        return self._pool.each(self._play, pairs)

    def close(self) -> None:
        """End what still runs, and the grader."""
        self._pool.close()

    def _play(self, pair: Pair) -> Played:
        packets = self._packets / "{}-{}".format(*pair)
        try:
            packets.mkdir()
            played = Played(pair, self._graded(pair, packets), packets)
        except Stopped:
            raise
        except Exception as error:  # a fault of ours over one pair costs no other its verdict
            return Played(pair, None, packets, f"{type(error).__name__}: {error} (a fault of sockgrade)")
        if played.outcome is Outcome.PASSED:  # nobody asks how
            remove(packets)
        return played

    def _graded(self, pair: Pair, packets: Path) -> ProgramResult:
        """Try a pair."""
        server, client = (
            self._entrants[number].sources[role] for number, role in zip(pair, ROLES, strict=True)
        )
        source = whole(server, client)
        *_, result = self._pool.tries(
            lambda: self._grader.program(self._selection, source, exit_first=True, packets=packets)
        )
        return in_brief(result) if result.passed else result


def pairs_of(entrants: Sequence[Entrant], sample: int | None, seed: int) -> list[Pair]:
    """All pairs to try: every program with the reference, and then students with each other."""
    servers, clients = (
        [number for number, each in enumerate(entrants) if number != REFERENCE and role in each.sources]
        for role in ("server", "client")
    )
    with_reference = [(server, REFERENCE) for server in servers] + [(REFERENCE, client) for client in clients]
    return with_reference + drawn(servers, clients, sample, seed)
