"""One program of a result on the terminal: in few words, in all, or in its verdict alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sockgrade.evidence.text import number, points, visible
from sockgrade.evidence.wording import count
from sockgrade.report.details import details
from sockgrade.report.explanation import NEVER_RAN
from sockgrade.report.folding import by_reason
from sockgrade.report.summary import (
    SYMBOLS,
    VERDICTS,
    about,
    cause,
    common_failure,
    earned,
    in_common,
    verdict_of,
    warnings,
)
from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult, score

_COLOURS = {
    Outcome.PASSED: "green",
    Outcome.FAILED: "red",
    Outcome.ERROR: "magenta",
    Outcome.SKIPPED: "yellow",
}
#: Where the terminal's encoding has no check marks.
_PLAIN_SYMBOLS = {**SYMBOLS, Outcome.PASSED: "+", Outcome.FAILED: "x"}


class Overview:
    """One program in few words: what it is, its points, a line for each further reason why checks did not pass."""

    def __init__(self, program: ProgramResult, first: CheckResult | None) -> None:
        """`first` is the check that is told of in full elsewhere, with all that failed for the same reason."""
        self._program, self._first = program, first

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        program, symbols = self._program, symbols_for(console)
        yield from _heading(program)
        yield Text()
        others = [
            group for group in by_reason(program.checks) if self._first not in group and group[0].was_run
        ]
        for level in Level:
            if checks := [check for check in program.checks if check.level is level]:
                yield _level_line(level, checks, program)
            for group in others:
                if group[0].level is level:
                    yield _reason_line(group, symbols)
        yield Text()
        yield _verdict(program, symbols)
        yield Text()


class Whole:
    """One program with everything: what it is, its checks by level, its summary."""

    def __init__(self, program: ProgramResult) -> None:
        self._program = program

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        program, width = self._program, options.max_width
        symbols = symbols_for(console)
        yield from _heading(program)
        common = common_failure(program)
        if common is not None:
            yield Text(f"\n{in_common(program)}\n")
            yield details(program.checks[0], indent=2, width=width)
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
                        yield _explanation(check, told, width, last=number_of == len(checks))
        yield Text()
        yield _verdict(program, symbols)
        yield Text()


def symbols_for(console: Console) -> dict[Outcome, str]:
    """The marks of the outcomes, as far as the console's encoding has them."""
    try:
        "".join(SYMBOLS.values()).encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return _PLAIN_SYMBOLS
    return SYMBOLS


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
    left = Text.assemble((level.value, "bold"), (f"  {about(level, program)}", "dim"))
    return _row(left, Text(_scored(checks), style="bold"))


def _scored(checks: Sequence[CheckResult]) -> str:
    """The points of checks, and how many of these were not run and so count neither way."""
    not_run = sum(not check.was_run for check in checks)
    if not_run == len(checks):
        return "not run"
    return points(*earned(checks)) + (f", {not_run} not run" if not_run else "")


def _reason_line(group: Sequence[CheckResult], symbols: dict[Outcome, str]) -> Text:
    """Why checks did not pass, in a line: it ends with the terminal."""
    first = group[0]
    assert first.failure is not None
    who = f"{count(len(group), 'check')}, for the same reason" if len(group) > 1 else name_of(first)
    colour = _COLOURS[first.outcome]
    return Text.assemble(
        (f"  {symbols[first.outcome]} {visible(who)}", f"bold {colour}"),
        f": {visible(cause(first.failure))}",
        no_wrap=True,
        overflow="ellipsis",
    )


def name_of(check: CheckResult) -> str:
    """The last part of a check's id."""
    return check.id.rpartition("/")[2]


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


def _explanation(check: CheckResult, told: dict[str, str], width: int, *, last: bool) -> RenderableType:
    """Why a check did not pass: in full once, and after that by reference (`told`: message to check name)."""
    assert check.failure is not None
    name = visible(name_of(check))
    before = told.setdefault(check.failure.message, name)
    if before == name:
        gap = [] if last else [Text()]
        return Group(Text(f"    {name}", style="dim"), details(check, indent=4, width=width), *gap)
    return Padding(Text(f"{name}: for the same reason as {before}", style="dim"), (0, 0, 0, 4))


def _verdict(program: ProgramResult, symbols: dict[Outcome, str]) -> Text:
    outcome = verdict_of(program)
    return Text.assemble(
        (f"{symbols[outcome]} {VERDICTS[outcome].upper()}", f"bold {_COLOURS[outcome]}"),
        f"  {visible(program.id)}: {_scored(program.checks)}",
    )


def _fraction(checks: Sequence[CheckResult]) -> str:
    scored, possible = earned(checks)
    return f"{'-' if scored is None else number(scored)}/{number(possible)}"


def verdict_by_level(program: ProgramResult, symbols: dict[Outcome, str]) -> Text:
    """The verdict in a line of its own, that is never broken."""
    by_level = ((level, [c for c in program.checks if c.level is level and c.was_run]) for level in Level)
    levels = ", ".join(f"{level} {_fraction(checks)}" for level, checks in by_level if checks)
    line = _verdict(program, symbols).append(f" ({levels})" if levels else "")
    line.no_wrap, line.overflow = True, "ignore"
    return line
