"""A result as points: what course platforms put into a gradebook, and what they show beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sockgrade.evidence.text import visible, visible_lines
from sockgrade.report.explanation import whole
from sockgrade.report.summary import VERDICTS, standing, verdict_of
from sockgrade.verdict import CheckResult, ProgramResult, Result

#: Lines of what is told of one check, and of each of them the characters.
_LINES, _WIDTH = 60, 400


@dataclass(frozen=True)
class Wishes:
    """What a teacher wants to be otherwise than the result has it."""

    scale: float | None = None
    """What all checks are worth together; by default the sum of their points."""
    visibility: str = ""
    """From when on students see the checks, in the platform's own word; by default whatever the platform does."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """The environment, by which some platforms tell what they have graded."""


@dataclass(frozen=True)
class Item:
    """A check that counts either way."""

    program: ProgramResult
    check: CheckResult
    scored: float
    possible: float

    @property
    def name(self) -> str:
        """Which never changes: `fsst/echo/server/echoes_a_message`."""
        return visible(self.check.id)

    @property
    def title(self) -> str:
        """For people."""
        return visible(self.check.sentence)

    @cached_property
    def text(self) -> str:
        """Why it failed, with all that helps, as plain text; empty if it passed."""
        return "" if self.check.passed else plain(whole(self.check))


@dataclass(frozen=True)
class Scored:
    """A result with its points, on the teacher's scale."""

    result: Result
    wishes: Wishes = field(default_factory=Wishes)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The checks that count either way, in the order of the result."""
        counting = [(p, c) for p in self.result.programs for c in p.checks if c.is_judged]
        total = sum(check.points for _, check in counting)
        factor = 1.0 if self.wishes.scale is None or not total else self.wishes.scale / total
        return tuple(
            Item(program, check, check.points * factor if check.passed else 0.0, check.points * factor)
            for program, check in counting
        )

    @property
    def scored(self) -> float:
        return _exact(sum(item.scored for item in self.items))

    @property
    def possible(self) -> float:
        return _exact(sum(item.possible for item in self.items))

    @property
    def share(self) -> float:
        """Of all points, from 0 to 1."""
        return self.scored / self.possible if self.possible else 0.0

    @cached_property
    def problem(self) -> str:
        """Why there are no points that anybody could be given: through no fault of the student; empty if there are.

        What fails because of the machine or of sockgrade is never a zero.
        """
        if self.result.refusal:
            return self.sentence
        if self.result.exit_code == 3 or not self.items:
            checks = (check for program in self.result.programs for check in program.checks)
            reasons = (c.failure.message for c in checks if c.failure and not c.is_judged)
            return plain(f"{self.sentence}\n{next(reasons, '')}".strip())
        return ""

    @property
    def sentence(self) -> str:
        """Whether it passed."""
        return plain(standing(self.result).verdict)

    @property
    def verdicts(self) -> str:
        """A line for each program."""
        return "\n".join(f"{visible(each.id)}: {VERDICTS[verdict_of(each)]}" for each in self.result.programs)


def _exact(points: float) -> float:
    """Without what binary fractions leave over: 75, and not 75.00000000000001."""
    return round(points, 6)


def plain(text: str) -> str:
    """Text in which everything is seen and nothing acts, bounded."""
    return "\n".join(visible_lines(text, most=_LINES, width=_WIDTH))
