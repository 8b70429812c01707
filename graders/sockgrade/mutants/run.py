"""Grades mutants: what does some check notice, and what none?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from sockgrade.course import PAIR, Course, Selection
from sockgrade.grading.grade import Grader
from sockgrade.grading.verify import Kind, name_of
from sockgrade.intake.snapshot import Source
from sockgrade.kernel.trees import scratch
from sockgrade.mutants.equivalents import Equivalent, equivalents_in, find
from sockgrade.mutants.mutant import LANGUAGES, Mutant, mutants_of
from sockgrade.verdict import CheckResult, Outcome, ProgramResult

#: Right programs of each kind that are changed beside the references: the shortest, which are most like a student's,
#: of those that pass every check. What fails a check already, says nothing of what this check would notice.
_RIGHT = 2


class Fate(StrEnum):
    """What became of a mutant."""

    NOTICED = "noticed"
    SURVIVED = "survived"
    """No check fails, and nobody has written down why none should."""
    EQUIVALENT = "equivalent"
    """No check fails, as written down."""
    NOT_EQUIVALENT = "not equivalent"
    """Written down as equivalent, and yet noticed."""
    INTACT = "intact"
    """A control that passes."""
    BROKEN = "broken"
    """A control that fails: the grader fails a correct program."""
    ERROR = "error"
    """A fault of the grader or of the machine."""


@dataclass(frozen=True)
class Subject:
    """A right program that is changed, and the mutants of it."""

    program: str
    path: Path
    selection: Selection
    mutants: tuple[Mutant, ...]
    equivalents: tuple[Equivalent, ...]
    """What is written down for its program."""
    shared: tuple[Equivalent, ...]
    """What is written down for all programs."""
    is_reference: bool
    failed: tuple[str, ...] = ()
    """The names of the checks that it does not pass itself: they say nothing of its mutants."""


@dataclass(frozen=True)
class Judged:
    """A mutant, and what became of it."""

    mutant: Mutant
    fate: Fate
    equivalent: Equivalent | None
    noticed_by: CheckResult | None
    """The first check that failed."""


def candidates(course: Course, selection: Selection, tests: Path | None) -> list[Subject]:
    """The references of a program and all its right programs, the shortest first. Raises CourseError.

    None of a pair: its programs are changed where they are graded by themselves.
    """
    program = selection.program
    if program.role == PAIR:
        return []
    references = [path for path in course.references(program) if path.suffix in LANGUAGES]
    right = list[Path]()
    written_down, shared = list[Equivalent](), list[Equivalent]()
    if tests is not None:
        right = sorted(
            (tests / program.id / Kind.RIGHT).glob("*.py"), key=lambda p: (p.stat().st_size, p.name)
        )
        written_down, shared = equivalents_in(tests / program.id), equivalents_in(tests)
    found = []
    for path in [*references, *right]:
        name = (path.relative_to(course.root) if path.is_relative_to(course.root) else path).as_posix()
        is_reference = path in references
        found.append(Subject(name, path, selection, (), tuple(written_down), tuple(shared), is_reference))
    return found


def subjects(grader: Grader, found: Sequence[Subject]) -> list[Subject]:
    """Those of the candidates that are changed, with their mutants; each is judged by the checks that it passes."""
    futures = [grader.submit(subject.selection, Source(subject.path, None)) for subject in found]
    right: Counter[str] = Counter()
    chosen = []
    for candidate, future in zip(found, futures, strict=True):
        subject, program = _passing(candidate, future.result()), candidate.selection.program.id
        if not subject.is_reference:
            if subject.failed or right[program] == _RIGHT:
                continue
            right[program] += 1
        chosen.append(replace(subject, mutants=tuple(mutants_of(subject.program, subject.path))))
    return chosen


def _passing(subject: Subject, result: ProgramResult) -> Subject:
    failed = {check.id for check in result.checks if not check.passed}
    checks = tuple(check for check in subject.selection.checks if check.id not in failed)
    selection = Selection(subject.selection.program, checks)
    return replace(subject, selection=selection, failed=tuple(sorted(map(name_of, failed))))


def grade_mutants(
    grader: Grader, all_subjects: Sequence[Subject], done: Callable[[Judged], None] = lambda _: None
) -> list[Judged]:
    """Grade the mutants, several at once; `done` hears of each as it comes."""
    judged = []
    with scratch() as place:
        pending: list[tuple[Subject, Mutant, Future[ProgramResult]]] = []
        for subject in all_subjects:
            for mutant in subject.mutants:
                folder = place / str(len(pending))
                folder.mkdir()
                path = folder / subject.path.name
                path.write_bytes(mutant.data)
                future = grader.submit(subject.selection, Source(path, None), exit_first=True)
                pending.append((subject, mutant, future))
        for subject, mutant, future in pending:
            judged.append(_judge(subject, mutant, future.result()))
            done(judged[-1])
    return judged


def _judge(subject: Subject, mutant: Mutant, result: ProgramResult) -> Judged:
    equivalent = find((*subject.equivalents, *subject.shared), mutant)
    failed = next((check for check in result.checks if check.outcome is Outcome.FAILED), None)
    error = next((check for check in result.checks if check.outcome is Outcome.ERROR), None)
    if error is not None:
        return Judged(mutant, Fate.ERROR, equivalent, error)
    if mutant.is_control:
        fate = Fate.BROKEN if failed else Fate.INTACT
    elif equivalent is not None:
        fate = Fate.NOT_EQUIVALENT if failed else Fate.EQUIVALENT
    else:
        fate = Fate.NOTICED if failed else Fate.SURVIVED
    return Judged(mutant, fate, equivalent, failed)
