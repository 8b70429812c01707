"""What is the same is told once: checks that failed for one reason, and lines that a program repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult

#: A passage that comes this often in a row, or more often, is folded.
_OFTEN = 3
#: Lines of the longest passage that is looked for.
_LONGEST = 12
_LEVELS = list(Level)
#: What a student can mend comes first.
_OUTCOMES = [Outcome.FAILED, Outcome.ERROR, Outcome.SKIPPED]


@dataclass(frozen=True)
class Cause:
    """Checks of one program that did not pass for one and the same reason."""

    checks: tuple[CheckResult, ...]

    @property
    def first(self) -> CheckResult:
        """The one that stands for all of them."""
        return self.checks[0]


def causes(program: ProgramResult) -> tuple[Cause, ...]:
    """Why checks did not pass, each reason once, over all levels; first the one to be mended first."""
    grouped: dict[tuple[object, ...], list[CheckResult]] = {}
    not_passed = [check for check in program.checks if check.failure is not None]
    for check in sorted(not_passed, key=lambda c: (_OUTCOMES.index(c.outcome), _LEVELS.index(c.level))):
        grouped.setdefault(_reason(check), []).append(check)
    return tuple(Cause(tuple(checks)) for checks in grouped.values())


def _reason(check: CheckResult) -> tuple[object, ...]:
    """What is equal for checks that did not pass for the same reason."""
    assert check.failure is not None
    if check.failure.hint:  # its message begins with the cause; what it led to differs from check to check
        return check.outcome, check.failure.hint, check.failure.message.partition(". ")[0]
    return check.outcome, check.failure.message


def fold(lines: Sequence[str]) -> list[str]:
    """Lines in which a passage that is repeated stands once, followed by how often it came."""
    shown: list[str] = []
    at = 0
    while at < len(lines):
        size, times = _repeated(lines, at)
        shown += lines[at : at + size]
        if times > 1:
            shown.append(f"[… {'this line' if size == 1 else f'these {size} lines'} {times} times …]")
        at += size * times
    return shown


def _repeated(lines: Sequence[str], at: int) -> tuple[int, int]:
    """How long the shortest passage is that is repeated from here on, and how often it comes."""
    for size in range(1, _LONGEST + 1):
        passage, times = lines[at : at + size], 1
        while lines[at + size * times : at + size * (times + 1)] == passage:
            times += 1
        if times >= _OFTEN:
            return size, times
    return 1, 1
