"""A result for people: coloured on a terminal, plain text everywhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import IO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sockgrade.evidence.text import number, points, visible, visible_lines, without_commands
from sockgrade.report.explanation import NEVER_RAN, Row, explanation
from sockgrade.report.summary import (
    NO_FAULT_OF_THE_PROGRAM,
    VERDICTS,
    about,
    common_failure,
    in_common,
    standing,
    unobserved,
    verdict_of,
    warnings,
)
from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult, Result, score

#: Longer lines are no pleasure to read.
_WIDEST = 100
#: Lines of a program's output, and of what was expected and received, that are shown.
_OUTPUT_LINES = 12
_ROW_WIDTH = 400
_MESSAGE_LINES = 8

_COLOURS = {
    Outcome.PASSED: "green",
    Outcome.FAILED: "red",
    Outcome.ERROR: "magenta",
    Outcome.SKIPPED: "yellow",
}
_SYMBOLS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.ERROR: "!", Outcome.SKIPPED: "-"}
#: Where the terminal's encoding has no check marks.
_PLAIN_SYMBOLS = {**_SYMBOLS, Outcome.PASSED: "+", Outcome.FAILED: "x"}
_ROW_STYLES = {
    "expected": "green",
    "received": "red",
    "details": "dim",
    "where": "red",
    "ended": "red",
    "seen": "dim",
    "hint": "cyan",
    "source": "dim",
}


def console(file: IO[str] | None = None, *, stderr: bool = False) -> Console:
    """A console that shows text as it is, without markup, and no ANSI codes unless it is a terminal."""
    made = Console(file=file, stderr=stderr, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, _WIDEST)
    return made


def show(result: Result, target: Console, *, again: str = "") -> None:
    """Show a whole result. `again` is the command that grades the submission once more, where it is known."""
    put(target, *(_Program(program) for program in result.programs), _closing(result, again))


def put(target: Console, *things: RenderableType) -> None:
    """Print; in a log without the spaces with which rich fills lines, and without what a CI service would obey."""
    # CI services may say that they are terminals (FORCE_COLOR).
    if target.is_terminal and not os.environ.get("CI"):
        target.print(*things, sep="\n", crop=False)
        return
    with target.capture() as captured:
        target.print(*things, sep="\n", crop=False)
    lines = captured.get().split("\n")
    target.file.write(without_commands("\n".join(line.rstrip(" ") for line in lines)))
    target.file.flush()


class _Program:
    """One program: what it is, its checks by level, its summary."""

    def __init__(self, program: ProgramResult) -> None:
        self._program = program

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        program = self._program
        symbols = symbols_for(console)
        yield from _heading(program)
        common = common_failure(program)
        if common is not None:
            yield Text(f"\n{in_common(program)}\n")
            yield _details(program.checks[0], indent=2)
        if common is None or common.kind not in NEVER_RAN:
            told: dict[str, str] = {}
            for level in Level:
                checks = [check for check in program.checks if check.level is level]
                if checks:
                    yield Text()
                    yield _level_line(level, checks, program)
                for number_of, check in enumerate(checks, start=1):
                    yield _check_line(check, symbols)
                    if common is None and check.failure is not None:
                        yield _explanation(check, told, last=number_of == len(checks))
        yield Text()
        yield _summary(program, symbols)
        yield Text()


def symbols_for(console: Console) -> dict[Outcome, str]:
    """The marks of the outcomes, as far as the console's encoding has them."""
    try:
        "".join(_SYMBOLS.values()).encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return _PLAIN_SYMBOLS
    return _SYMBOLS


def _heading(program: ProgramResult) -> Iterator[RenderableType]:
    yield Text.assemble((visible(program.id), "bold"), "  ", visible(program.title))
    yield Text(visible(f"{program.document}, {program.section}"), style="dim")
    facts = [visible(program.source) or "not handed in"]
    if program.source and program.sandbox:
        facts.append(visible(program.interpreter))
        facts.append("" if program.sandbox == "none" else f"sandbox: {visible(program.sandbox)}")
    facts.append(f"network: {visible(program.network)}" if program.network else "")
    yield Text(" · ".join(fact for fact in facts if fact), style="dim")
    for word, sentence in warnings(program):
        yield Text.assemble((word, "bold yellow"), f": {visible(sentence)}")


def _row(left: Text, right: Text) -> Table:
    """A line with something at its right end."""
    row = Table.grid(expand=True, padding=(0, 0, 0, 2))
    row.add_column(ratio=1, overflow="fold")
    row.add_column(justify="right", no_wrap=True)
    row.add_row(left, right)
    return row


def _level_line(level: Level, checks: Sequence[CheckResult], program: ProgramResult) -> Table:
    scored, possible = score(checks)
    left = Text.assemble((level.value, "bold"), (f"  {about(level, program)}", "dim"))
    return _row(left, Text(points(scored, possible), style="bold"))


def _check_line(check: CheckResult, symbols: dict[Outcome, str]) -> Table:
    row = Table.grid(expand=True, padding=(0, 1, 0, 0))
    row.add_column(width=3, justify="right", no_wrap=True)
    row.add_column(ratio=1, overflow="fold")
    row.add_column(justify="right", no_wrap=True)
    colour = _COLOURS[check.outcome]
    sentence = Text(visible(check.sentence), style="" if check.passed else f"bold {colour}")
    scored, possible = score([check])
    worth = f"{number(scored)}/{number(possible)}" if possible else check.outcome.value
    row.add_row(Text(symbols[check.outcome], style=f"bold {colour}"), sentence, Text(worth, style=colour))
    return row


def _explanation(check: CheckResult, told: dict[str, str], *, last: bool) -> RenderableType:
    """Why a check did not pass: in full once, and after that by reference (`told`: message to check name)."""
    assert check.failure is not None
    name = visible(check.id.rpartition("/")[2])
    before = told.setdefault(check.failure.message, name)
    if before == name:
        gap = [] if last else [Text()]
        return Group(Text(f"    {name}", style="dim"), _details(check, indent=4), *gap)
    return Padding(Text(f"{name}: for the same reason as {before}", style="dim"), (0, 0, 0, 4))


def _details(check: CheckResult, *, indent: int) -> RenderableType:
    """What happened, and everything that helps to understand it."""
    failure = check.failure
    assert failure is not None
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=8, no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    by_hand: list[RenderableType] = []
    for row in explanation(check):
        if row.label == "by hand":
            by_hand = _commands(row, indent)
        else:
            table.add_row(row.label, _row_text(row, check))
    message = Text("\n".join(visible_lines(failure.message, most=_MESSAGE_LINES)), style="bold")
    if check.outcome is Outcome.ERROR:
        message.append(f"\n{NO_FAULT_OF_THE_PROGRAM}", style="not bold magenta")
    told = Group(message, table) if table.row_count else message
    return Group(Padding(told, (0, 0, 0, indent)), *by_hand)


def _commands(row: Row, indent: int) -> list[RenderableType]:
    """Commands to be copied, which are never broken; in a table or a padding they would be."""
    labels = chain([row.label], repeat(""))
    return [
        Text.assemble((f"{'':{indent}}{label:8} ", "dim"), visible(command), no_wrap=True, overflow="ignore")
        for label, command in zip(labels, row.text.split("\n"), strict=False)
    ]


def _row_text(row: Row, check: CheckResult) -> Text:
    style = _ROW_STYLES.get(row.label, "")
    if row.label == "seen":
        return Text(row.text, style=style, no_wrap=True, overflow="ellipsis")
    if row.label == "hint":
        return Text(visible(row.text), style=style)
    # Of a traceback and of a program's output the end matters.
    last = row.label in ("details", "ended", "output") or check.outcome is not Outcome.FAILED
    most = _OUTPUT_LINES if row.label == "output" else _MESSAGE_LINES
    return Text("\n".join(visible_lines(row.text, most=most, width=_ROW_WIDTH, last=last)), style=style)


def _summary(program: ProgramResult, symbols: dict[Outcome, str]) -> Text:
    outcome = verdict_of(program)
    levels = [
        f"{level.value} {number(program.score(level)[0])}/{number(program.score(level)[1])}"
        for level in Level
        if any(check.level is level for check in program.checks)
    ]
    return Text.assemble(
        (f"{symbols[outcome]} {VERDICTS[outcome].upper()}", f"bold {_COLOURS[outcome]}"),
        f"  {visible(program.id)}: {', '.join(levels)}; {points(*program.score())}",
    )


def _closing(result: Result, again: str) -> Group:
    """In plain words: whether the submission passed, and what to do next."""
    said: list[RenderableType] = []
    if len(result.programs) > 1:
        passed = sum(verdict_of(program) is Outcome.PASSED for program in result.programs)
        total = f"{passed} of {len(result.programs)} programs passed; {points(*result.score())} in all."
        said.append(Text(total, style="bold"))
    stands = standing(result)
    said.append(Text(visible(stands.sentence), style="" if result.exit_code else "green"))
    if stands.begin_with:
        said.append(_indented(_advice(stands.begin_with, result)))
    if sentence := unobserved(result):
        said.append(Text(sentence))
    if any(check.outcome is Outcome.FAILED for program in result.programs for check in program.checks):
        if again:
            # Never broken: it is there to be copied.
            command = Text(f"  {visible(again)}", no_wrap=True, overflow="ignore")
            said += [Text("Then grade again:"), command]
        said.append(
            Text(
                f"(replay with --seed {result.programs[0].seed} to get the very same random data)",
                style="dim",
            )
        )
    return Group(*said)


def _indented(text: str) -> Padding:
    return Padding(Text(text, style="bold", overflow="fold"), (0, 0, 0, 2))


def _advice(check: CheckResult, result: Result) -> str:
    """What to begin with: the check, or what keeps all of its program's checks from passing."""
    program = next(program for program in result.programs if check in program.checks)
    common = common_failure(program)
    return visible(check.sentence if common is None else common.message)
