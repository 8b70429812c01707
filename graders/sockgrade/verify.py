"""The teacher's check of the graders: they must pass what is right and fail what is wrong, each for its reason.

    reference/fsst/echo/server.py                     passes every check
    exercises/fsst/echo/starter/server.py             fails, with a message
    tests/graders/fsst/echo/server/listing/server.py  the document's own program: passes core and output
    tests/graders/fsst/echo/server/right/….py         passes core
    tests/graders/fsst/echo/server/wrong/….py         fails exactly the checks that it names: `# fails: a, b`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sockgrade.course import LANGUAGES, Course, Selection
from sockgrade.grade import Grader
from sockgrade.submission import Source, SubmissionError, find
from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult

#: Lines of a wrong program in which it may say what it fails.
_HEAD = 40
_FAILS = re.compile(r"^\s*(?:#|//|/?\*)\s*fails:\s*(.*?)\s*(?:\*/)?\s*$")


class Kind(StrEnum):
    """What a program is there for, and so how it must be judged."""

    REFERENCE = "reference"
    LISTING = "listing"
    RIGHT = "right"
    WRONG = "wrong"
    STARTER = "starter"


@dataclass(frozen=True)
class Case:
    """One program to be graded, and what is expected."""

    kind: Kind
    path: Path
    selection: Selection
    source: Source | None
    fails: frozenset[str] = frozenset()
    """For a wrong program: the names of the checks it must fail."""
    problems: tuple[str, ...] = ()
    """What is wrong with the case itself."""


@dataclass(frozen=True)
class Verdict:
    """How a case went."""

    case: Case
    result: ProgramResult | None
    surprises: tuple[str, ...]
    """What did not go as expected, in words; empty if all did."""

    @property
    def grader_failed(self) -> bool:
        return self.result is not None and self.result.failed_in_the_grader


@dataclass(frozen=True)
class Report:
    """Everything about one program of the course."""

    selection: Selection
    verdicts: tuple[Verdict, ...]
    problems: tuple[str, ...]
    """What is missing: a reference, a starter, a wrong program for a check."""

    @property
    def as_expected(self) -> bool:
        return not self.problems and not any(verdict.surprises for verdict in self.verdicts)


def verify(
    grader: Grader,
    selections: Sequence[Selection],
    tests: Path | None,
    done: Callable[[Verdict], None] = lambda _: None,
) -> list[Report]:
    """Grade everything that belongs to the selected programs, several at once; `done` hears of each, from a thread.

    `tests` is the folder of wrong and right programs, or None if there is none: then only references and
    starters are graded.
    """
    cases = [cases_of(grader.course, selection, tests) for selection in selections]

    def run(case: Case) -> Verdict:
        verdict = _run(grader, case)
        done(verdict)
        return verdict

    at_once = grader.options.jobs or None if grader.network == "private" else 1
    with ThreadPoolExecutor(at_once) as pool:
        # References first, and the slowest program no longer than it must be at the end: order of the ids.
        futures: list[list[Future[Verdict]]] = [[pool.submit(run, case) for case in group] for group in cases]
        try:
            verdicts = [[future.result() for future in group] for group in futures]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [
        Report(selection, tuple(group), tuple(_missing(group, selection, tests)))
        for selection, group in zip(selections, verdicts, strict=True)
    ]


def cases_of(course: Course, selection: Selection, tests: Path | None) -> list[Case]:
    """Everything that is to be graded for one program."""
    program = selection.program
    groups: list[tuple[Kind, Iterable[Path]]] = [(Kind.REFERENCE, course.references(program))]
    if tests is not None:
        folder = tests / program.id
        groups += [
            (kind, _programs_in(folder / kind)) for kind in (Kind.LISTING, Kind.RIGHT, Kind.WRONG)
        ]
    groups.append((Kind.STARTER, course.starters(program)))
    return [_case(kind, path, selection) for kind, paths in groups for path in paths]


def _programs_in(folder: Path) -> list[Path]:
    """The programs in a folder: source files, and folders that hold a program with its siblings."""
    if not folder.is_dir():
        return []
    return [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "__")) and (path.is_dir() or path.suffix.lower() in LANGUAGES)
    ]


def _case(kind: Kind, path: Path, selection: Selection) -> Case:
    try:
        source = find(path, [selection.program])[selection.program.id]
    except SubmissionError as error:
        return Case(kind, path, selection, None, problems=(str(error),))
    if source is None or kind is not Kind.WRONG:
        return Case(kind, path, selection, source)
    named = list(named_failures(source.main))
    known = {name_of(check.id) for check in selection.checks}
    every = {name_of(check.id) for check in selection.program_checks} if False else known
    problems = [] if named else ["it does not say which checks it fails: add a line `# fails: check_name`"]
    return Case(kind, path, selection, source, frozenset(named) & known, tuple(problems))


def named_failures(main: Path) -> Iterator[str]:
    """The names in the `fails:` comment lines at the head of a wrong program."""
    with main.open(encoding="utf-8", errors="replace") as file:
        for _, line in zip(range(_HEAD), file, strict=False):
            if match := _FAILS.match(line):
                yield from (name for name in re.split(r"[,\s]+", match[1]) if name)


def name_of(identifier: str) -> str:
    """The name of a check, relative to its program."""
    return identifier.rpartition("/")[2]
