"""`sockgrade verify`: shows how the graders judge programs whose verdict is known."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from sockgrade.commands.errors import Fault, Stop
from sockgrade.commands.progress import progress
from sockgrade.course import Course, Selection
from sockgrade.evidence.text import visible
from sockgrade.evidence.wording import count
from sockgrade.grading.grade import Grader, Options, jobs_for_many
from sockgrade.grading.messages import Record, machine_of
from sockgrade.grading.ports import check_ports
from sockgrade.grading.shard import Shard
from sockgrade.grading.verify import (
    Case,
    Kind,
    Verdict,
    cases_of,
    missing,
    name_of,
    part_of,
    port_is_open,
    settled,
    strays,
)
from sockgrade.grading.verify import verify as run
from sockgrade.report.programs import symbols_for
from sockgrade.report.terminal import console, put
from sockgrade.verdict import Outcome


def verify(
    course: Course,
    prefix: str,
    options: Options,
    *,
    tests: Path | None,
    verbose: bool,
    update_messages: bool = False,
    shard: Shard | None = None,
) -> int:
    """Verify everything below a prefix. Returns 0 if all went as expected, 1 if not, 3 if the grader failed.

    Raises CourseError, NetworkUnavailable, SandboxUnavailable; Stop if the tests are not there.
    """
    began = time.monotonic()
    selections = course.select(prefix)
    folder = tests_of(course, tests)
    cases = [cases_of(course, selection, folder) for selection in selections]
    for selection, group in zip(selections, cases, strict=True):
        check_ports(course, selection.program, group)
    chosen = part_of(shard, cases) if shard else cases
    everything = [case for group in chosen for case in group]
    grader = Grader(course, replace(options, jobs=options.jobs or jobs_for_many()))
    target, report = console(), _Report(course, folder, grader, update_messages=update_messages)
    try:
        with progress(console(stderr=True), len(everything), "programs") as shown:
            verdicts = run(grader, everything)
            for selection, group, all_there_is in zip(selections, chosen, cases, strict=True):
                judged = []
                for case in group:
                    judged.append(next(verdicts))
                    shown.advance(_name(case, course))
                of_program = report.add(selection, all_there_is, judged)
                if not of_program.is_open:
                    with shown.aside():
                        put(target, of_program.head(target))
            for of_program in report.settle():
                with shown.aside():
                    put(target, of_program.head(target))
    finally:
        grader.close()
    report.save()
    for of_program in report.of_programs:
        if details := of_program.details(target, verbose=verbose):
            again = [Text(), of_program.head(target)] if len(selections) > 1 else []
            put(target, *again, *details)
    stray = [] if folder is None else list(strays(course, folder))
    for path in stray:
        name = path.relative_to(folder) if folder else path
        put(
            target,
            Text(f"tests {visible(str(name))} belong to no program: nobody grades them", style="red"),
        )
    if folder is None:
        put(
            target,
            Text(
                "There is no folder tests/graders: only references and starters were graded.", style="yellow"
            ),
        )
    for why in sorted(report.incomparable):
        put(target, Text(f"Messages were not compared: they were {visible(why)}.", style="yellow"))
    surprises = len(stray) + sum(of_program.surprises for of_program in report.of_programs)
    unsteady = sum(of_program.unsteady for of_program in report.of_programs)
    put(target, _total(len(everything), surprises, unsteady, time.monotonic() - began))
    if any(of_program.grader_failed for of_program in report.of_programs):
        return Fault.exit_code
    return 1 if surprises else 0


class _Report:
    """What came of all programs of the course, as the messages and the course's own rules have it."""

    def __init__(self, course: Course, tests: Path | None, grader: Grader, *, update_messages: bool) -> None:
        self._course, self._tests, self._update_messages = course, tests, update_messages
        self._grader, self._machine = grader, machine_of(grader)
        self.of_programs: list[_OfProgram] = []
        self.incomparable: set[str] = set()
        """Why messages could not be compared, in words."""
        self._changed: list[Record] = []

    def save(self) -> None:
        """Write down the messages, where that was asked for: whoever interrupts finds all as it was."""
        for record in self._changed:
            record.save()

    def add(self, selection: Selection, cases: Sequence[Case], verdicts: Sequence[Verdict]) -> _OfProgram:
        """Take in the verdicts on what there is of one program of the course, or on a part of it."""
        problems = list(missing(selection, cases, self._tests))
        record = None
        if self._tests is not None and (self._tests / selection.program.id).is_dir():
            record = Record(self._tests / selection.program.id, selection.program.port)
            if self._update_messages:
                record.update(verdicts, self._machine)
                self._changed.append(record)
            elif why := record.difference(self._machine):
                self.incomparable.add(why)
            verdicts = [record.compare(verdict, self._machine) for verdict in verdicts]
        all_checks = self._course.checks(selection.program)
        is_whole = len(selection.checks) == len(all_checks) and len(verdicts) == len(cases)
        if self._tests is not None and is_whole and port_is_open(selection, verdicts):
            problems.append(
                "no wrong program listens on another port and fails for it, in a check with "
                "expect_documented_address(): add one, or say any_port = true in [server] of exercise.toml"
            )
        self.of_programs.append(_OfProgram(selection, verdicts, problems, record))
        return self.of_programs[-1]

    def settle(self) -> Iterator[_OfProgram]:
        """Grade again where only doubts are left, now that nothing else keeps the machine busy; and yield these."""
        for number, of_program in enumerate(self.of_programs):
            again = partial(self._again, of_program.record)
            verdicts = [settled(verdict, again) for verdict in of_program.verdicts]
            self.of_programs[number] = replace(of_program, verdicts=verdicts)
            if of_program.is_open:
                yield self.of_programs[number]

    def _again(self, record: Record | None, case: Case) -> Verdict:
        (verdict,) = run(self._grader, [case])
        return record.compare(verdict, self._machine) if record else verdict


@dataclass(frozen=True)
class _OfProgram:
    """How all that there is of one program of the course was judged."""

    selection: Selection
    verdicts: Sequence[Verdict]
    problems: Sequence[str]
    record: Record | None

    @property
    def is_open(self) -> bool:
        return any(verdict.is_open for verdict in self.verdicts)

    @property
    def surprises(self) -> int:
        return len(self.problems) + sum(bool(verdict.surprises) for verdict in self.verdicts)

    @property
    def unsteady(self) -> int:
        return sum(bool(verdict.unsteady) for verdict in self.verdicts)

    @property
    def grader_failed(self) -> bool:
        return any(verdict.grader_failed for verdict in self.verdicts)

    def head(self, target: Console) -> Text:
        """A line: what was graded, and whether all of it was as expected."""
        good, bad = _marks(target)
        kinds = Counter(verdict.case.kind for verdict in self.verdicts)
        counts = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
        checks = count(len(self.selection.checks), "check")
        seconds = sum(verdict.result.seconds for verdict in self.verdicts if verdict.result)
        return Text.assemble(
            (bad, "bold red") if self.surprises else (good, "bold green"),
            (f" {self.selection.program.id}", "bold"),
            (f"  {checks}; {counts or 'no programs'}; {seconds:.1f} s", "dim"),
        )

    def details(self, target: Console, *, verbose: bool) -> list[RenderableType]:
        """What is worth seeing beyond that line."""
        good, bad = _marks(target)
        shown = [v for v in self.verdicts if verbose or v.surprises or v.unsteady]
        problems = [Padding(Text(problem, style="red"), (0, 0, 0, 4)) for problem in self.problems]
        return [*problems, *(part for verdict in shown for part in _details(verdict, good, bad))]


def _marks(target: Console) -> tuple[str, str]:
    symbols = symbols_for(target)
    return symbols[Outcome.PASSED], symbols[Outcome.FAILED]


def tests_of(course: Course, tests: Path | None) -> Path | None:
    """The folder of wrong and right programs; None if there is none. Raises Stop if it should be there."""
    if tests is None:
        usual = course.root / "tests" / "graders"
        return usual if usual.is_dir() else None
    if not tests.is_dir():
        raise Stop(f"there is no folder {tests} with wrong and right programs")
    return tests.resolve()


def _name(case: Case, course: Course) -> str:
    path = case.path
    return path.relative_to(course.root).as_posix() if path.is_relative_to(course.root) else str(path)


def _details(verdict: Verdict, good: str, bad: str) -> list[RenderableType]:
    """What was expected of a program, and what came."""
    case, result = verdict.case, verdict.result
    failed = [name_of(c.id) for c in result.checks if c.outcome is Outcome.FAILED] if result else []
    wanted = {
        Kind.REFERENCE: "passes everything",
        Kind.LISTING: "passes core and output",
        Kind.RIGHT: "passes core",
        Kind.WRONG: f"fails {', '.join(sorted(case.fails)) or 'nothing'}{_lucky(case)}",
        Kind.STARTER: "fails in core, with a message",
    }[case.kind]
    got = "nothing" if result is None else f"fails {', '.join(failed)}" if failed else "passes everything"
    head = Text.assemble(
        (bad if verdict.surprises else good, "red" if verdict.surprises else "green"),
        f" {case.kind}/{visible(case.path.name)}",
        (f"  {result.seconds:.1f} s" if result else "", "dim"),
    )
    told = Text(f"expected: {wanted}\ngot: {visible(got)}")
    for surprise in verdict.surprises:
        told.append(f"\n{visible(surprise)}", style="red")
    for change in verdict.unsteady:
        told.append(f"\nAt first {visible(change)}", style="yellow")
    return [Padding(head, (0, 0, 0, 4)), Padding(told, (0, 0, 0, 8))]


def _lucky(case: Case) -> str:
    return f", and may fail {', '.join(sorted(case.may_fail))}" if case.may_fail else ""


def _total(graded: int, surprises: int, unsteady: int, seconds: float) -> Text:
    text = f"\n{graded} programs graded in {seconds:.1f} s: "
    second = f", {unsteady} of them only when graded again" if unsteady else ""
    if surprises:
        return Text.assemble(text, (f"{count(surprises, 'surprise')}.", "bold red"))
    return Text.assemble(text, (f"all as expected{second}.", "bold green"))
