"""A result for people: coloured on a terminal, plain text everywhere else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sockgrade.evidence.text import points, visible, without_commands
from sockgrade.report.details import details
from sockgrade.report.explanation import ROOM, Room
from sockgrade.report.folding import by_reason
from sockgrade.report.programs import Overview, Whole, name_of, symbols_for, verdict_by_level
from sockgrade.report.summary import cause, earned, standing, unobserved, verdict_of
from sockgrade.verdict import CheckResult, Outcome, Result

#: Longer lines are no pleasure to read.
_WIDEST = 100
#: Lines within which the one thing to mend is told: what a terminal shows at once, without the next prompt.
_SCREEN = 23
#: What it may take of them, from the most on.
_ROOMS = (*(Room(events) for events in range(ROOM.events, -1, -1)), Room(0, by_hand=False))


class Verbosity(StrEnum):
    """How much is said of a result."""

    QUIET = "quiet"
    """The verdict on each program, in a line."""
    NORMAL = "normal"
    """The one thing to mend in full, and of everything else as much as a line holds."""
    VERBOSE = "verbose"
    """Every check, and every failure in full."""


def console(file: IO[str] | None = None, *, stderr: bool = False) -> Console:
    """A console that shows text as it is, without markup, and no ANSI codes unless it is a terminal."""
    made = Console(file=file, stderr=stderr, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, _WIDEST)
    return made


def show(
    result: Result, target: Console, *, again: str = "", verbosity: Verbosity = Verbosity.NORMAL
) -> None:
    """Show a whole result. `again` is the command that grades the submission once more, where it is known."""
    if result.refusal:
        put(target, _closing(result, None))
    elif verbosity is Verbosity.QUIET:
        # In a group: texts that are printed together are broken together.
        put(target, Group(*(verdict_by_level(program, symbols_for(target)) for program in result.programs)))
    elif verbosity is Verbosity.VERBOSE:
        put(target, *(Whole(program) for program in result.programs), _closing(result, again))
    else:
        put(target, *(Overview(program, _first(result)) for program in result.programs))
        show_what_is_next(result, target, again=again)


def show_what_is_next(
    result: Result,
    target: Console,
    *,
    again: str | None = "",
    above: Sequence[RenderableType] = (),
    height: int = _SCREEN,
) -> None:
    """Show whether a submission has passed, and the one thing to mend: with what stands `above` on one screen.

    `again` is None where it is graded once more anyhow.
    """
    for room in _ROOMS:
        shown = Group(*above, _closing(result, again, _in_full(result, target.width, room)))
        if room is _ROOMS[-1] or _height(shown, target) <= height:
            put(target, shown)
            break


def _height(thing: RenderableType, target: Console) -> int:
    """The lines that something takes, those included that a terminal breaks by itself."""
    with target.capture() as captured:
        target.print(thing, crop=False)
    lines = Text.from_ansi(captured.get()).plain.split("\n")
    return sum(max(1, -(-len(line.rstrip()) // target.width)) for line in lines)


def is_screen(target: Console) -> bool:
    """Whether somebody looks at it, so that it can be cleared; a file may be told to have colours (FORCE_COLOR)."""
    return _is_terminal(target) and not target.is_dumb_terminal and target.file.isatty()


def _is_terminal(target: Console) -> bool:
    """Whether it is a terminal, and not only says so as CI services do."""
    return target.is_terminal and not os.environ.get("CI")


def put(target: Console, *things: RenderableType) -> None:
    """Print; in a log without the spaces with which rich fills lines, and without what a CI service would obey."""
    if _is_terminal(target):
        target.print(*things, sep="\n", crop=False)
        return
    with target.capture() as captured:
        target.print(*things, sep="\n", crop=False)
    lines = captured.get().split("\n")
    target.file.write(without_commands("\n".join(line.rstrip(" ") for line in lines)))
    target.file.flush()


def _first(result: Result) -> CheckResult | None:
    """The check that is told of in full: the one to mend first, or else what kept the grader from its work."""
    checks = [check for program in result.programs for check in program.checks]
    errors = (check for check in checks if check.outcome is Outcome.ERROR)
    return standing(result).begin_with or next(errors, None)


def _in_full(result: Result, width: int, room: Room) -> list[RenderableType]:
    """Everything about the one thing to mend, if there is any."""
    first = _first(result)
    if first is None:
        return []
    checks = [check for program in result.programs for check in program.checks]
    alike = next(len(group) for group in by_reason(checks) if first in group)
    name = first.id if len(result.programs) > 1 else name_of(first)
    fold = f"; {alike} checks, for the same reason" if alike > 1 else ""
    about = f"{first.sentence} ({name}{fold})"
    return [Text(), details(first, indent=2, width=width, about=about, room=room), Text()]


def _closing(result: Result, again: str | None, in_full: Sequence[RenderableType] = ()) -> Group:
    """In plain words: whether the submission passed, and what to do next, `in_full` or in a sentence."""
    said: list[RenderableType] = []
    if len(result.programs) > 1:
        passed = sum(verdict_of(program) is Outcome.PASSED for program in result.programs)
        checks = [check for program in result.programs for check in program.checks]
        total = f"{passed} of {len(result.programs)} programs passed; {points(*earned(checks))} in all."
        said.append(Text(total, style="bold"))
    stands = standing(result)
    said.append(Text(visible(stands.sentence), style="" if result.exit_code else "green"))
    if in_full:
        said += in_full
    elif stands.begin_with and stands.begin_with.failure:
        fault = f"{visible(cause(stands.begin_with.failure))} ({visible(name_of(stands.begin_with))})"
        said.append(Padding(Text(fault, style="bold", overflow="fold"), (0, 0, 0, 2)))
    if sentence := unobserved(result):
        said.append(Text(sentence))
    failed = any(check.outcome is Outcome.FAILED for program in result.programs for check in program.checks)
    if failed and again is not None:
        if again:
            # Never broken: it is there to be copied.
            command = Text(f"  {visible(again)}", no_wrap=True, overflow="ignore")
            said += [Text("Then grade again:"), command]
        more = "-v shows every check; " if in_full else ""
        said.append(
            Text(
                f"({more}replay with --seed {result.programs[0].seed} to get the same data)",
                style="dim",
            )
        )
    return Group(*said)
