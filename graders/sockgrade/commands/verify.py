"""`sockgrade verify`: shows how the graders judge programs whose verdict is known."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from sockgrade.commands.errors import Fault, Stop
from sockgrade.commands.progress import progress
from sockgrade.course import Course, Selection
from sockgrade.evidence.text import visible
from sockgrade.evidence.wording import count
from sockgrade.grading.grade import Grader, Options, cores
from sockgrade.grading.messages import Record, machine_of
from sockgrade.grading.ports import check_ports
from sockgrade.grading.verify import Case, Kind, Verdict, cases_of, missing, name_of, port_is_open, strays
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
    everything = [case for group in cases for case in group]
    # Many programs, one after the other: while some wait, others compute.
    grader = Grader(course, replace(options, jobs=options.jobs or 2 * cores()))
    try:
        with progress(console(stderr=True), len(everything), "programs") as shown:
            verdicts = iter(run(grader, everything, lambda v: shown.advance(_name(v.case, course))))
    finally:
        grader.close()
    target = console()
    machine, incomparable = machine_of(grader), set[str]()
    surprises = 0
    grader_failed = False
    for selection, group in zip(selections, cases, strict=True):
        judged = [next(verdicts) for _ in group]
        problems = list(missing(selection, group, folder))
        if folder is not None and (folder / selection.program.id).is_dir():
            record = Record(folder / selection.program.id, selection.program.port)
            if update_messages:
                record.update(judged, machine)
            elif why := record.difference(machine):
                incomparable.add(why)
            judged = record.compare(judged, machine)
        grader_failed |= any(verdict.grader_failed for verdict in judged)
        is_whole = len(selection.checks) == len(course.checks(selection.program))
        if folder is not None and is_whole and port_is_open(selection, judged):
            problems.append(
                "no wrong program listens on another port and fails for it, in a check with "
                "expect_documented_address(): add one, or say any_port = true in [server] of exercise.toml"
            )
        surprises += len(problems) + sum(bool(verdict.surprises) for verdict in judged)
        put(target, *_program(selection, judged, problems, target, verbose))
    stray = [] if folder is None else list(strays(course, folder))
    for path in stray:
        name = path.relative_to(folder) if folder else path
        put(
            target,
            Text(f"tests {visible(str(name))} belong to no program: nobody grades them", style="red"),
        )
    surprises += len(stray)
    if folder is None:
        put(
            target,
            Text(
                "There is no folder tests/graders: only references and starters were graded.", style="yellow"
            ),
        )
    for why in sorted(incomparable):
        put(target, Text(f"Messages were not compared: they were {visible(why)}.", style="yellow"))
    put(target, _total(len(everything), surprises, time.monotonic() - began))
    if grader_failed:
        return Fault.exit_code
    return 1 if surprises else 0


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


def _program(
    selection: Selection,
    verdicts: Sequence[Verdict],
    problems: Sequence[str],
    target: Console,
    verbose: bool,
) -> list[RenderableType]:
    """A line for the program, and a table of what is worth seeing."""
    good, bad = (symbols_for(target)[outcome] for outcome in (Outcome.PASSED, Outcome.FAILED))
    as_expected = not problems and not any(verdict.surprises for verdict in verdicts)
    kinds = Counter(verdict.case.kind for verdict in verdicts)
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
    seconds = sum(verdict.result.seconds for verdict in verdicts if verdict.result)
    head = Text.assemble(
        (good if as_expected else bad, "bold green" if as_expected else "bold red"),
        (f" {selection.program.id}", "bold"),
        (f"  {count(len(selection.checks), 'check')}; {counts or 'no programs'}; {seconds:.1f} s", "dim"),
    )
    parts: list[RenderableType] = [head]
    parts += [Padding(Text(problem, style="red"), (0, 0, 0, 4)) for problem in problems]
    shown = [verdict for verdict in verdicts if verbose or verdict.surprises]
    parts += [part for verdict in shown for part in _details(verdict, good, bad)]
    return parts


def _details(verdict: Verdict, good: str, bad: str) -> list[RenderableType]:
    """What was expected of a program, and what came."""
    case, result = verdict.case, verdict.result
    failed = [name_of(c.id) for c in result.checks if c.outcome is Outcome.FAILED] if result else []
    wanted = {
        Kind.REFERENCE: "passes everything",
        Kind.LISTING: "passes core and output",
        Kind.RIGHT: "passes core",
        Kind.WRONG: f"fails {', '.join(sorted(case.fails)) or 'nothing'}",
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
    return [Padding(head, (0, 0, 0, 4)), Padding(told, (0, 0, 0, 8))]


def _total(graded: int, surprises: int, seconds: float) -> Text:
    text = f"\n{graded} programs graded in {seconds:.1f} s: "
    if surprises:
        return Text.assemble(text, (f"{count(surprises, 'surprise')}.", "bold red"))
    return Text.assemble(text, ("all as expected.", "bold green"))
