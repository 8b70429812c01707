"""`sockgrade verify --mutants`: which mistakes does no check notice, and which harmless changes does one fail?"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from sockgrade.commands.errors import Fault
from sockgrade.commands.progress import progress
from sockgrade.commands.verify import tests_of
from sockgrade.course import Course, ProgramSpec
from sockgrade.evidence.text import visible, visible_lines
from sockgrade.evidence.wording import count
from sockgrade.grading.grade import Grader, Options, jobs_for_many
from sockgrade.grading.verify import name_of
from sockgrade.mutants.mutant import sample
from sockgrade.mutants.run import Fate, Judged, Subject, candidates, grade_mutants, subjects
from sockgrade.report.terminal import console, put

#: What is shown, and under which words.
_SHOWN = {
    Fate.SURVIVED: "no check notices",
    Fate.NOT_EQUIVALENT: "written down as equivalent, and yet noticed",
    Fate.BROKEN: "a client cannot see it, and yet a check fails",
    Fate.ERROR: "the grader failed",
}
_DIFF_LINES, _HANDOUT_LINES = 14, 40
_DIFF_STYLES = {"+": "green", "-": "red"}
#: A heading of a handout, and an item of its numbered lists with the lines that continue it.
_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
_ITEM = re.compile(r"^\d+\. .*(?:\n[ \t]+\S.*)*", re.MULTILINE)


def verify_mutants(
    course: Course, prefix: str, options: Options, *, tests: Path | None, number: int | None
) -> int:
    """Grade mutants of what lies below a prefix: `number` of them, chosen by the seed, or all if it is None.

    Returns 0 if all mistakes are noticed and all controls pass, 1 if not, 3 if the grader failed.
    Raises CourseError, NetworkUnavailable, SandboxUnavailable; Stop if the tests are not there.
    """
    began = time.monotonic()
    folder = tests_of(course, tests)
    grader = Grader(course, replace(options, jobs=options.jobs or jobs_for_many()))
    try:
        found = [s for selection in course.select(prefix) for s in candidates(course, selection, folder)]
        everything = subjects(grader, found)
        chosen = _sample(everything, number, grader.seed)
        total = sum(len(subject.mutants) for subject in chosen)
        with progress(console(stderr=True), total, "mutants") as shown:
            judged = grade_mutants(grader, chosen, lambda j: shown.advance(j.mutant.name))
    finally:
        grader.close()
    target = console()
    for program, of_program in groupby(everything, lambda subject: subject.selection.program):
        files = {subject.program for subject in of_program}
        put(target, *_program(course, program, [j for j in judged if j.mutant.program in files]))
    problems = [
        f"{s.program} itself fails {', '.join(s.failed)}" for s in chosen if s.is_reference and s.failed
    ]
    problems += [] if number is not None else list(_unused(everything))
    for line in problems:
        put(target, Text(visible(line), style="red"))
    fates = Counter(j.fate for j in judged)
    put(target, _total(fates, grader.seed, time.monotonic() - began))
    if fates[Fate.ERROR]:
        return Fault.exit_code
    return 1 if problems or any(fates[fate] for fate in _SHOWN) else 0


def _sample(everything: Sequence[Subject], number: int | None, seed: int) -> list[Subject]:
    """The subjects with those of their mutants that were chosen; without those of which none was."""
    chosen = set(sample([m.name for subject in everything for m in subject.mutants], number, seed))
    kept = [
        replace(subject, mutants=tuple(m for m in subject.mutants if m.name in chosen))
        for subject in everything
    ]
    return [subject for subject in kept if subject.mutants]


def _unused(everything: Sequence[Subject]) -> Iterator[str]:
    """Entries that are about no mutant, in words."""
    used = {
        entry
        for subject in everything
        for entry in subject.equivalents
        if any(entry.is_about(mutant) for mutant in subject.mutants)
    }
    ids = {entry: subject.selection.program.id for subject in everything for entry in subject.equivalents}
    for entry, program in ids.items():
        if entry not in used:
            yield f"{program}: no mutant is what equivalent.toml writes down: {entry}"


def _program(course: Course, program: ProgramSpec, judged: Sequence[Judged]) -> Iterator[RenderableType]:
    """A line for the program; what its handout says, and what is worth seeing."""
    fates = Counter(j.fate for j in judged)
    counts = ", ".join(f"{fates[fate]} {fate}" for fate in Fate if fates[fate])
    yield Text.assemble((program.id, "bold"), (f"  {counts or 'no mutants'}", "dim"))
    if fates[Fate.SURVIVED]:
        handout = program.exercise.handout
        said = handout.relative_to(course.root).as_posix()
        text = Text(f"{said} says:\n", style="cyan")
        items = visible_lines("\n".join(contract(handout, program.role)), most=_HANDOUT_LINES)
        text.append("\n".join(items))
        yield Padding(text, (0, 0, 0, 4))
    for fate, words in _SHOWN.items():
        for one in judged:
            if one.fate is fate:
                yield from _details(one, words)


def contract(handout: Path, role: str) -> list[str]:
    """The numbered items in which a handout says what a program does; none if it has no such section."""
    try:
        text = handout.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    headings = list(_HEADING.finditer(text))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if role in heading[1].lower():
            return _ITEM.findall(text, heading.end(), following.start() if following else len(text))
    return []


def _details(judged: Judged, words: str) -> Iterator[RenderableType]:
    """What is wrong, and the change as a diff."""
    text = Text.assemble((f"{words}: ", "red"), (visible(judged.mutant.name), "bold"))
    if judged.noticed_by is not None:
        failure = judged.noticed_by.failure
        message = visible(failure.message) if failure else ""
        text.append(f"\n{name_of(judged.noticed_by.id)}: {message}", style="yellow")
    if judged.equivalent is not None:
        text.append(f"\nreason: {visible(judged.equivalent.reason)}")
    yield Padding(text, (0, 0, 0, 4))
    diff = Text()
    for line in visible_lines(judged.mutant.diff(), most=_DIFF_LINES):
        diff.append(f"{line}\n", style=_DIFF_STYLES.get(line[:1], "dim"))
    yield Padding(diff, (0, 0, 0, 8))


def _total(fates: Counter[Fate], seed: int, seconds: float) -> Text:
    controls = fates[Fate.INTACT] + fates[Fate.BROKEN]
    noticed = fates[Fate.NOTICED]
    mistakes = noticed + fates[Fate.SURVIVED]
    share = 100 * noticed / mistakes if mistakes else 100.0
    text = Text(
        f"\n{count(sum(fates.values()) - controls, 'mutant')}, {noticed} of {mistakes} that are not equivalent "
        f"noticed ({share:.1f} %), {count(controls, 'control')}, "
    )
    broken = fates[Fate.BROKEN]
    text.append(f"{broken} fail" if broken else "none fails", style="bold red" if broken else "bold green")
    for fate, words in ((Fate.NOT_EQUIVALENT, "wrongly written down as equivalent"), (Fate.ERROR, "errors")):
        if fates[fate]:
            text.append(f", {fates[fate]} {words}", style="bold red")
    return text.append(f" ({seconds:.0f} s, --seed {seed})")
