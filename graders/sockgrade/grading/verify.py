"""The teacher's check of the graders: what is right must pass, and what is wrong must fail for its reason.

reference/fsst/echo/server.py                     passes every check
exercises/fsst/echo/starter/server.py             fails, with a message
tests/graders/fsst/echo/server/listing/server.py  the document's own program: passes core and output
tests/graders/fsst/echo/server/right/….py         passes core
tests/graders/fsst/echo/server/wrong/….py         fails exactly the checks that it names: `# fails: a, b`

One whose mistake is a race, so that the network decides whether a check meets it, has a second line: `# may fail: c`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice, starmap
from pathlib import Path

from sockgrade import verdict
from sockgrade.course import LANGUAGES, PAIR, Course, ProgramSpec, Selection
from sockgrade.grading.grade import Grader
from sockgrade.grading.shard import Shard
from sockgrade.intake.submission import Source, SubmissionError, find, whole
from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult

#: The seed of wrong programs, unless somebody asks for another: what they are told, and which checks notice a mistake
#: that shows in some data only, has been read for this one. What is right must be so with any data.
_SEED_OF_THE_RECORD = 1
#: Lines of a wrong program in which it may say what it fails.
_HEAD = 40
_FAILS = re.compile(r"^\s*(?:#|//|/?\*)\s*(may fail|fails):\s*(.*?)\s*(?:\*/)?\s*$")


class Kind(StrEnum):
    """What a program is there for, and so how it must be judged."""

    REFERENCE = "reference"
    LISTING = "listing"
    RIGHT = "right"
    WRONG = "wrong"
    STARTER = "starter"


#: Of these each exercise has many.
_SHARED_OUT = (Kind.RIGHT, Kind.WRONG)


@dataclass(frozen=True)
class Case:
    """One program to be graded, and what is expected."""

    kind: Kind
    path: Path
    selection: Selection
    source: Source | None
    fails: frozenset[str] = frozenset()
    """For a wrong program: the names of the checks it must fail."""
    may_fail: frozenset[str] = frozenset()
    """And of those that it fails or passes, as luck has it."""
    problems: tuple[str, ...] = ()
    """What is wrong with the case itself."""


@dataclass(frozen=True)
class Verdict:
    """How a case went."""

    case: Case
    result: ProgramResult | None
    surprises: tuple[str, ...]
    """What did not go as expected, in words; empty if all did."""
    doubts: tuple[str, ...] = ()
    """And what may be so at this moment only: of a wrong program, that it fails or is told more than was recorded."""
    unsteady: tuple[str, ...] = ()
    """The doubts that it has cleared up when it was graded again."""

    @property
    def is_open(self) -> bool:
        """Whether it must be graded again before one can say how it went."""
        return bool(self.doubts) and not self.surprises

    @property
    def grader_failed(self) -> bool:
        return self.result is not None and self.result.failed_in_the_grader


def verify(grader: Grader, cases: Sequence[Case]) -> Iterator[Verdict]:
    """Grade all cases, several at once; each verdict comes when those before it have come."""
    results = [
        None
        if case.source is None
        else grader.submit(case.selection, case.source, seed=_seed_of(case, grader)).result
        for case in cases
    ]
    yield from starmap(_judge, zip(cases, results, strict=True))


def settled(verdict: Verdict, again: Callable[[Case], Verdict]) -> Verdict:
    """The verdict without doubts: if there is nothing but these, what is not as expected `again` either."""
    if not verdict.is_open:
        return replace(verdict, surprises=verdict.surprises + verdict.doubts, doubts=())
    second = again(verdict.case)
    surprises = second.surprises + second.doubts
    return replace(second, surprises=surprises, doubts=(), unsteady=() if surprises else verdict.doubts)


def _seed_of(case: Case, grader: Grader) -> int | None:
    return _SEED_OF_THE_RECORD if case.kind is Kind.WRONG and grader.options.seed is None else None


def cases_of(course: Course, selection: Selection, tests: Path | None) -> list[Case]:
    """Everything to be graded for one program. `tests` is the folder of wrong and right programs, if any."""
    program = selection.program
    groups: list[tuple[Kind, Sequence[Path]]] = [(Kind.REFERENCE, course.references(program))]
    if tests is not None:
        folder = tests / program.id
        groups += [(kind, _programs_in(folder / kind)) for kind in (Kind.LISTING, Kind.RIGHT, Kind.WRONG)]
    starters = course.starters(program)
    if program.role == PAIR and starters:
        starters = [program.exercise.starter]
    groups.append((Kind.STARTER, starters))
    known = frozenset(name_of(check.id) for check in course.written_checks(program))
    fill = partial(_filled, course, program)
    return [_case(kind, path, selection, known, fill) for kind, paths in groups for path in paths]


def _filled(course: Course, program: ProgramSpec, found: Mapping[str, Source | None]) -> Source | None:
    """A program's source; of a pair that of both, with the reference in the place of the one that is not there."""
    if not any(found.values()):
        return None
    sources = []
    for part in program.parts:
        references = course.references(part)
        sources.append(found.get(part.id) or (Source(references[0], None) if references else None))
    return whole(*sources)


def _programs_in(folder: Path) -> list[Path]:
    """The programs in a folder: source files, and folders that hold a program with its siblings."""
    if not folder.is_dir():
        return []
    return [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "__")) and (path.is_dir() or path.suffix.lower() in LANGUAGES)
    ]


def _case(
    kind: Kind,
    path: Path,
    selection: Selection,
    known: frozenset[str],
    fill: Callable[[Mapping[str, Source | None]], Source | None],
) -> Case:
    parts = selection.program.parts
    try:
        # The reference lies among those in other languages.
        found = {parts[0].id: Source(path, None)} if kind is Kind.REFERENCE else find(path, parts)
        source = fill(found)
    except SubmissionError as error:
        return Case(kind, path, selection, None, problems=(str(error),))
    if source is None or kind is not Kind.WRONG:
        return Case(kind, path, selection, source)
    mains = [each.main for each in (source, source.partner) if each and each.main.is_relative_to(path)]
    said = [each for main in mains for each in named_failures(main)]
    named = frozenset(name for word, name in said if word == "fails")
    lucky = frozenset(name for word, name in said if word == "may fail")
    problems = [
        f"its `{word}:` line names {name}, and there is no such check"
        for word, name in said
        if name not in known
    ]
    if not named:
        problems.append("it does not say which checks it fails: add a line `# fails: name_of_a_check`")
    asked = frozenset(name_of(check.id) for check in selection.checks)
    return Case(kind, path, selection, source, named & asked, lucky & asked, tuple(problems))


def named_failures(main: Path) -> Iterator[tuple[str, str]]:
    """The names in the comment lines at the head of a wrong program, each with `fails` or `may fail` before it."""
    with main.open(encoding="utf-8", errors="replace") as file:
        for line in islice(file, _HEAD):
            if match := _FAILS.match(line):
                yield from ((match[1], name) for name in re.split(r"[,\s]+", match[2]) if name)


def name_of(identifier: str) -> str:
    """The name of a check, relative to its program."""
    return identifier.rpartition("/")[2]


def _judge(case: Case, grade: Callable[[], ProgramResult] | None) -> Verdict:
    if grade is None:
        return Verdict(case, None, case.problems)
    try:
        result = grade()
    except SubmissionError as error:
        return Verdict(case, None, (*case.problems, str(error)))
    surprises = (*case.problems, *_surprises(case, result.checks))
    failures = tuple(_failures(case, result.checks))
    if case.kind is Kind.WRONG:
        return Verdict(case, result, surprises, doubts=failures)
    return Verdict(
        case, result, surprises + failures
    )  # what is right is so at any moment, on a busy machine too


def _failures(case: Case, checks: Sequence[CheckResult]) -> Iterator[str]:
    """The checks that were not expected to fail."""
    for check in checks:
        if check.outcome is Outcome.FAILED and not _may_fail(case, check):
            yield f"{name_of(check.id)} fails: {check.failure.message if check.failure else ''}"


def _surprises(case: Case, checks: Sequence[CheckResult]) -> Iterator[str]:
    """What else is not as expected."""
    for check in checks:
        message = check.failure.message if check.failure else ""
        if check.outcome is Outcome.ERROR:
            yield f"{name_of(check.id)} ends with an error: {message}"
        elif check.outcome is Outcome.FAILED and not message:
            yield f"{name_of(check.id)} fails without a message"
    if case.kind is Kind.STARTER:
        core = [check.outcome for check in checks if check.level is Level.CORE]
        if Outcome.PASSED in core and Outcome.FAILED not in core:
            yield "it passes all of core already"
    # What this machine cannot observe cannot be seen to fail either.
    passed = {name_of(check.id) for check in checks if check.outcome is Outcome.PASSED}
    for name in sorted(case.fails & passed):
        yield f"{name} passes, and should fail"


def _may_fail(case: Case, check: CheckResult) -> bool:
    if case.kind is Kind.WRONG:
        return name_of(check.id) in case.fails | case.may_fail
    tolerated: dict[Kind, Sequence[Level]] = {
        Kind.STARTER: tuple(Level),
        Kind.RIGHT: (Level.OUTPUT, Level.ROBUST),
        Kind.LISTING: (Level.ROBUST,),
    }
    return check.level in tolerated.get(case.kind, ())


def part_of(shard: Shard, groups: Sequence[Sequence[Case]]) -> list[list[Case]]:
    """What is to be graded of these: wrong and right programs are shared out, whatever they belong to.

    References, the documents' own programs and starters belong to each part.
    """
    turn = shard.turns()
    return [[case for case in group if case.kind not in _SHARED_OUT or next(turn)] for group in groups]


def missing(selection: Selection, cases: Sequence[Case], tests: Path | None) -> Iterator[str]:
    """What a program of the course lacks, in words."""
    kinds = {case.kind for case in cases}
    role = selection.program.role
    if Kind.REFERENCE not in kinds:
        yield f"there is no reference: reference/{selection.program.exercise.id}/{role}.py"
    if Kind.STARTER not in kinds:
        yield f"there is no starter: exercises/{selection.program.exercise.id}/starter/{role}.py"
    if tests is None:
        return
    killed = {name for case in cases for name in case.fails}
    never = [name_of(check.id) for check in selection.checks if name_of(check.id) not in killed]
    if never:
        yield f"no wrong program fails {', '.join(never)}: nothing shows that such a check can fail"


def port_is_open(selection: Selection, verdicts: Sequence[Verdict]) -> bool:
    """Whether nothing shows that a server on another port than the exercise's fails."""
    program = selection.program
    results = [v.result for v in verdicts if v.case.kind is Kind.WRONG and v.result is not None]
    failures = [check.failure for result in results for check in result.checks if check.failure is not None]
    return (
        program.role == "server"
        and not program.any_port
        and not any(
            failure.kind is verdict.Kind.WRONG_ADDRESS
            and not re.search(rf":{program.port}\b", failure.received)
            for failure in failures
        )
    )


def strays(course: Course, tests: Path) -> Iterator[Path]:
    """Folders under `tests` that belong to no program, and whose programs nobody would ever grade."""
    programs = {program.id for program in course.programs}
    kinds = {Kind.LISTING, Kind.RIGHT, Kind.WRONG}
    for folder in sorted(tests.glob("*/*/*/")):
        if folder.name.startswith((".", "__")) or not folder.is_dir():
            continue
        if folder.relative_to(tests).as_posix() not in programs:
            yield folder
        else:
            yield from (
                sub
                for sub in sorted(folder.iterdir())
                if sub.is_dir() and sub.name not in kinds and not sub.name.startswith((".", "__"))
            )
