"""What is the same is told once: checks that failed for one reason, and lines that a program repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sockgrade.evidence.wording import sentences
from sockgrade.verdict import CheckResult, Failure, Kind, Level, Outcome, ProgramResult

#: A passage that comes this often in a row, or more often, is folded.
_OFTEN = 3
#: Lines of the longest passage that is looked for.
_LONGEST = 12
#: What differs between failures of one reason: on which connection a program waits, how long a message was.
_BY_CHANCE = re.compile(r" on connection \d+|\b\d+ bytes?\b")
#: Failures whose first sentence says no more than that something else came.
_ABOUT_DATA = (Kind.WRONG_DATA, Kind.TOO_MUCH, Kind.ASSERTION)
#: A place in the program, as in (server.py:14).
_PLACE = re.compile(r":\d+\b[^()]*\)")
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
    not_passed = [check for check in program.checks if check.failure is not None]
    not_passed.sort(key=lambda check: (_OUTCOMES.index(check.outcome), _LEVELS.index(check.level)))
    return tuple(Cause(tuple(checks)) for checks in by_reason(not_passed))


def by_reason(checks: Iterable[CheckResult]) -> list[list[CheckResult]]:
    """The checks that did not pass, those together that have the same reason; in the order in which they stand."""
    groups: dict[tuple[Outcome, str], list[CheckResult]] = {}
    for check in checks:
        if check.failure is not None:
            groups.setdefault((check.outcome, _reason(check.failure)), []).append(check)
    return list(groups.values())


def is_about_data(failure: Failure) -> bool:
    """Whether it says no more than that something else came."""
    return failure.kind in _ABOUT_DATA


def _reason(failure: Failure) -> str:
    """What two failures of one reason have in common: what happened at which place, whatever it kept from coming."""
    if failure.hint:  # its message begins with the cause; what it led to differs from check to check
        return next(sentences(failure.message))
    said = list(sentences(_BY_CHANCE.sub("", failure.message)))
    placed = next((sentence for sentence in said if _PLACE.search(sentence)), "")
    if not placed and is_about_data(failure):
        return " ".join(said)
    return (placed or said[0]).rpartition(": ")[2].rstrip(".")


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
