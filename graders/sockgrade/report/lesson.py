"""What a whole class has not understood: failures that many have in common, ready to be explained once more.

An example is shown of each, without the name of the student, and without those of the student's files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sockgrade.evidence.events import Evidence
from sockgrade.evidence.wording import sentences
from sockgrade.report.folding import causes, is_about_data
from sockgrade.report.summary import earned, verdict_of
from sockgrade.verdict import CheckResult, Failure, Outcome, ProgramResult

#: A place in a program, as in (server.py:14, in main); then the name of a file; then what is quoted.
_PLACE = re.compile(r" ?\([^()]*:\d+[^()]*\)")
_FILE = re.compile(r"[^\s()'\"`:]+\.(?:py|c|sh|ipynb)\b(?::\d+)?")
_QUOTED = re.compile(r"'[^']*'|\b\d+\b")
#: Letters of a part of a name that is looked for within words, too; a shorter one is looked for as a word.
_LETTERS = 3
_BINS = 10


@dataclass(frozen=True)
class Score:
    """What a student has for one program."""

    program: str
    verdict: Outcome
    scored: float | None
    possible: float


@dataclass(frozen=True)
class Student:
    """One line of the class."""

    name: str
    scores: Mapping[str, Score] = field(default_factory=dict)
    """By the id of the program."""
    problem: str = ""
    """Why there is nothing."""
    page: str = ""
    """Where the student's own page is, relative to that of the class; empty if there is none."""

    @property
    def share(self) -> float | None:
        """Of all points, from 0 to 1; None where there are none."""
        counted = [score for score in self.scores.values() if score.scored is not None]
        possible = sum(score.possible for score in counted)
        return sum(score.scored or 0 for score in counted) / possible if possible else None


@dataclass(frozen=True)
class Trouble:
    """A failure that students have in common."""

    program: str
    message: str
    students: int
    check: CheckResult = field(repr=False)
    """An example, without names."""
    example: ProgramResult = field(repr=False)
    """Of whom the example is, without names as well."""


class Lesson:
    """A whole class, to which one student is added after the other."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.students: list[Student] = []
        self._troubles: dict[tuple[str, ...], Trouble] = {}

    def add(self, name: str, programs: Sequence[ProgramResult], *, problem: str = "", page: str = "") -> None:
        """A student with what came of the programs; or with the problem for which nothing did."""
        scores = {}
        for program in programs:
            scores[program.id] = Score(program.id, verdict_of(program), *earned(program.checks))
            for cause in causes(program):
                if cause.first.outcome is Outcome.FAILED:
                    self._learn(name, program, cause.first)
        self.students.append(Student(name, scores, problem, page))

    def _learn(self, name: str, program: ProgramResult, check: CheckResult) -> None:
        """Of the same failure the shortest conversation is the example."""
        kind = (program.id, *_kind_of(check))
        known = self._troubles.get(kind)
        students = 1 + (known.students if known else 0)
        if known is None or 0 < len(check.evidence.events) < len(known.check.evidence.events):
            known = _trouble(name, program, check)
        self._troubles[kind] = replace(known, students=students)

    @property
    def programs(self) -> list[str]:
        return list(dict.fromkeys(program for student in self.students for program in student.scores))

    @property
    def graded(self) -> list[Student]:
        return [student for student in self.students if student.scores]

    @property
    def distribution(self) -> list[int]:
        """How many students have how much: up to 10 % of the points, up to 20 %, …"""
        shares = [student.share for student in self.graded]
        bins = [min(int(share * _BINS), _BINS - 1) for share in shares if share is not None]
        return [bins.count(number) for number in range(_BINS)]

    @property
    def troubles(self) -> list[Trouble]:
        """What has kept students from passing, by how many they are."""
        return sorted(self._troubles.values(), key=lambda trouble: -trouble.students)


def _kind_of(check: CheckResult) -> tuple[str, ...]:
    """What failures of different students have in common, if they are the same mistake."""
    failure = check.failure
    assert failure is not None
    said = _QUOTED.sub("…", _without_places(next(sentences(failure.message))))
    # "Something else came" says nothing without what was asked for.
    return failure.kind, said, check.id if is_about_data(failure) else ""


def _trouble(name: str, program: ProgramResult, check: CheckResult) -> Trouble:
    assert check.failure is not None
    nameless = _Nameless(name)
    failure, evidence = nameless.failure(check.failure), nameless.evidence(check.evidence)
    message = nameless.text(next(sentences(_without_places(check.failure.message))))
    if is_about_data(check.failure):
        message = f"{message} {check.sentence}"
    shown = replace(check, failure=failure, evidence=evidence, output="")
    return Trouble(program.id, message, 1, shown, replace(program, source="", checks=()))


def _without_places(message: str) -> str:
    return _PLACE.sub("", message)


class _Nameless:
    """Leaves out what tells whose work it is."""

    def __init__(self, name: str) -> None:
        parts = [part for part in re.split(r"[\W\d_]+", name) if len(part) > 1]
        words = [part if len(part) >= _LETTERS else rf"\b{part}\b" for part in parts]
        self._name = re.compile("|".join(words), re.IGNORECASE) if words else None

    def text(self, text: str) -> str:
        text = _FILE.sub("the program", text)
        return self._name.sub("…", text) if self._name else text

    def failure(self, failure: Failure) -> Failure:
        message, expected, received = map(self.text, (failure.message, failure.expected, failure.received))
        hint = failure.hint and self.text(failure.hint)
        return replace(failure, message=message, expected=expected, received=received, hexdump="", hint=hint)

    def evidence(self, evidence: Evidence) -> Evidence:
        """The conversation alone."""
        events = tuple(replace(event, text=self.text(event.text)) for event in evidence.events)
        packets = tuple(replace(packet, excerpt=self.text(packet.excerpt)) for packet in evidence.packets)
        kept = replace(evidence, events=events, packets=packets)
        return replace(kept, where=(), ending="", by_hand=(), excerpt=None)
