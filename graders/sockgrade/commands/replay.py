"""`sockgrade replay`: play a single check with a program, step by step, and watch."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sockgrade.checks import Check
from sockgrade.commands.errors import Stop
from sockgrade.commands.files import is_stdout, reserve
from sockgrade.course import PAIR, Course, ProgramSpec
from sockgrade.evidence.events import Act, Event, Evidence
from sockgrade.evidence.text import visible_lines
from sockgrade.evidence.wording import count
from sockgrade.grading.grade import Grader, Options
from sockgrade.grading.job import Message, Noted, Ready, Started
from sockgrade.grading.workers import Workers
from sockgrade.process.transcript import HEAD
from sockgrade.rehearsal.lines import Line, Mark
from sockgrade.rehearsal.live import Screen
from sockgrade.rehearsal.script import script
from sockgrade.report.conversation import phrase
from sockgrade.report.explanation import explanation
from sockgrade.report.programs import symbols_for
from sockgrade.report.summary import NO_FAULT_OF_THE_PROGRAM
from sockgrade.report.terminal import console, put
from sockgrade.verdict import CheckResult, Outcome

_MARKS = {
    Act.TYPED: Mark.TYPED,
    Act.PRINTED: Mark.PRINTED,
    Act.COMPLAINED: Mark.COMPLAINED,
    **dict.fromkeys((Act.CONNECTED, Act.SENT, Act.PASSED), Mark.SENT),
    **dict.fromkeys((Act.FINISHED, Act.BROKE_OFF, Act.CLOSED), Mark.SENT),
    **dict.fromkeys((Act.RECEIVED, Act.GOT_END, Act.GOT_RESET), Mark.SENT),
}
_EXIT_CODES = {Outcome.PASSED: 0, Outcome.FAILED: 1}
_NOT_JUDGED = 3
_COLOURS = {Outcome.PASSED: "green", Outcome.FAILED: "red"}
#: Lines of a message, and of what was expected or received.
_MOST = 20


def replay(
    course: Course,
    identifier: str,
    paths: Sequence[str],
    options: Options,
    workers: Workers,
    name: str | None,
) -> int:
    """Play a check, show each step as it happens, then the verdict. Returns the exit code.

    Raises CourseError, SubmissionError, NetworkUnavailable, SandboxUnavailable and SandboxFault; and Stop.
    """
    if not all(paths):
        raise Stop("PATH is empty: give the program's file or folder")
    selections = course.select(identifier)
    checks = [check for selection in selections for check in selection.checks]
    if len(checks) != 1:
        raise Stop(
            f"{identifier} has {len(checks)} checks: name one, as `sockgrade list {identifier}` shows them"
        )
    target = console(sys.stderr if is_stdout(name) else None)
    if selections[0].program.role == PAIR and name is not None:
        raise Stop("a script plays one program's counterpart: there is none for a pair")
    with reserve(name, is_program=True) as file, closing(Grader(course, options, workers)) as grader:
        steps = _Steps(Screen(target), partial(_introduce, target, checks[0], grader))
        path, *others = map(Path, paths)
        (program,) = grader.grade(path, selections, steps.listen, others).programs
        (played,) = program.checks
        steps.show_the_rest(played.evidence)
        put(target, Text(), *_verdict(played, target))
        if file is not None:
            file.write(steps.script(selections[0].program, played, _way_to(path)))
    if name is None and steps.can_be_a_script:
        hint = "The same as a Python script, to read and to change: add --script play.py"
        put(target, Text(f"\n{hint}", style="dim"))
    return _EXIT_CODES.get(played.outcome, _NOT_JUDGED)


def _way_to(path: Path) -> str:
    """What a shell does to come to where the submission is."""
    folder = str(path if path.is_dir() else path.parent)
    return "" if folder == "." else f"cd {shlex.quote(folder)} && "


def _introduce(target: Console, check: Check, grader: Grader) -> None:
    where = f"sandbox: {grader.sandbox} · network: {grader.network} · seed: {grader.seed}"
    put(target, Text(check.id, style="bold"), Text(check.sentence), Text(where, style="dim"), Text())


class _Steps:
    """What happens in a check, as it happens."""

    def __init__(self, screen: Screen, introduce: Callable[[], None]) -> None:
        self._screen, self._introduce = screen, introduce
        self._shown: set[Event] = set()
        self.noted: list[Noted] = []
        self._start = ""
        """How a student starts the program."""

    def listen(self, _: str, message: Message) -> None:
        if isinstance(message, Noted):
            self.noted.append(message)
            if len(self.noted) <= HEAD:
                self._show(message.event)
        elif isinstance(message, Started):
            self._introduce()
        elif isinstance(message, Ready):
            self._start = message.by_hand

    def show_the_rest(self, evidence: Evidence) -> None:
        """Of a long conversation the end, which comes with the verdict."""
        if evidence.events_left_out:
            self._screen.write(f"[… {count(evidence.events_left_out, 'event')} left out …]")
        for event in evidence.events:
            if event not in self._shown:
                self._show(event)

    @property
    def can_be_a_script(self) -> bool:
        """Whether the grader itself was the other side, and has done something."""
        return bool(self.noted) and all(noted.event.act is not Act.LINKED for noted in self.noted)

    def script(self, spec: ProgramSpec, check: CheckResult, way: str) -> str:
        """All of it as a script. Raises Stop where nothing has happened."""
        if not self.noted:
            raise Stop("the program never ran: there is nothing to make a script of")
        if not self.can_be_a_script:
            raise Stop("a script plays what sockgrade does itself: here a real server answers the program")
        said = [f"{check.id}, as sockgrade played it. Change play() as you like, and run this with python3."]
        said += [check.sentence, f"It ended so: {check.failure.message}" if check.failure else "It passed."]
        steps = [(noted.event, noted.data) for noted in self.noted]
        return script("\n\n".join(said), spec, way + self._start, steps)

    def _show(self, event: Event) -> None:
        self._shown.add(event)
        mark = _MARKS.get(event.act, Mark.REMARK)
        is_output = mark in (Mark.PRINTED, Mark.COMPLAINED)
        text = event.text if is_output else phrase(event, numbered=event.connection > 1)
        self._screen.tell(Line(event.who, mark, text, event.seconds))


def _verdict(check: CheckResult, target: Console) -> Iterator[Text | Padding]:
    """What the check has found out; how it went has just been shown."""
    style = f"bold {_COLOURS.get(check.outcome, 'yellow')}"
    symbol = symbols_for(target)[check.outcome]
    if check.failure is None:
        yield Text(f"{symbol} {check.sentence}", style=style)
        return
    yield Text("\n".join(visible_lines(f"{symbol} {check.failure.message}", most=_MOST)), style=style)
    if check.outcome is Outcome.ERROR:
        yield Text(NO_FAULT_OF_THE_PROGRAM)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=8, no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for row in explanation(
        replace(
            check, evidence=Evidence(where=check.evidence.where, excerpt=check.evidence.excerpt), output=""
        )
    ):
        table.add_row(row.label, "\n".join(visible_lines(row.text, most=_MOST)))
    yield Padding(table, (0, 0, 0, 2))
