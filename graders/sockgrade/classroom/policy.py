"""What a teacher makes of verdicts: a `class.toml`, which says what a check is worth, and what lateness costs.

A policy changes no verdict, and nothing is graded again for it.

    [weights]                    # each check's points, times this
    output = 0.5                 # all checks of a level
    "fsst/echo/server/echoes_binary_data" = 0    # a single one: it is left out

    [grade]
    maximum = 20                 # what a program without a fault is worth; 100, if it is not said
    step = 0.5                   # grades are rounded to this, halves up; 0.01, if it is not said
    counts = "best"              # of what somebody has handed in several times; or "last"

    [deadline]
    until = 2026-11-30T23:59:00  # the time of this machine's zone, unless one is given
    per_day = 10                 # percent of what was earned, for each day begun
    at_most = 50

    [students]
    excused = ["4711"]           # numbers or names
    [students.until]
    "4712" = 2026-12-07T23:59:00 # has more time
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from sockgrade import toml
from sockgrade.evidence.text import visible
from sockgrade.intake.folder import show
from sockgrade.intake.submission import SubmissionError
from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult

_DAY = timedelta(days=1)
_MAXIMUM, _ALL = 100, 100
#: Canvas keeps two digits, and Moodle shows as many.
HUNDREDTH = Fraction(1, 100)
#: The largest number that makes sense for any of it.
_LARGE = 1_000_000


@dataclass(frozen=True)
class Policy:
    """What verdicts are worth. Without a file every point of a check is one, and the grade is in percent."""

    weights: Mapping[str, Fraction] = field(default_factory=dict)
    """By the id of a check, or by level."""
    maximum: Fraction = Fraction(_MAXIMUM)
    step: Fraction = HUNDREDTH
    best_counts: bool = False
    """Of several submissions of a student; otherwise the last does."""
    until: datetime | None = None
    per_day: Fraction = Fraction(0)
    """Of what was earned, from 0 to 1."""
    at_most: Fraction = Fraction(1)
    excused: frozenset[str] = frozenset()
    extended: Mapping[str, datetime] = field(default_factory=dict)
    """Until when a student has time, by number or name."""

    def worth(self, program: ProgramResult) -> tuple[Fraction, Fraction]:
        """What a program has earned, and could have. What nobody could judge counts in neither."""
        judged = [
            (self._weight(check) * Fraction(str(check.points)), check.outcome is Outcome.PASSED)
            for check in program.checks
            if check.outcome in (Outcome.PASSED, Outcome.FAILED)
        ]
        return sum((p for p, passed in judged if passed), Fraction(0)), sum(
            (p for p, _ in judged), Fraction(0)
        )

    def _weight(self, check: CheckResult) -> Fraction:
        return self.weights.get(check.id, self.weights.get(check.level, Fraction(1)))

    def days_late(self, student: str, name: str, submitted: str) -> int:
        """How many days have begun after the deadline; 0 where it is not known when something was handed in."""
        until = self.extended.get(student, self.extended.get(name, self.until))
        if until is None or not submitted:
            return 0
        return max(0, -((until - datetime.fromisoformat(submitted)) // _DAY))

    def deduction(self, days: int) -> Fraction:
        """What so many days cost, from 0 to 1."""
        return min(days * self.per_day, self.at_most)

    def grade(self, share: Fraction) -> Fraction:
        """What is written for a share of all points: of `maximum`, and rounded."""
        return graded(share, self.maximum, self.step)

    def is_excused(self, student: str, name: str) -> bool:
        return not self.excused.isdisjoint((student, name))

    def expect_checks(self, known: Iterable[str]) -> None:
        """Raise SubmissionError for the weight of a check that nobody has been graded by."""
        known = {*known, *Level}
        for name in self.weights:
            if name not in known:
                raise SubmissionError(
                    f"[weights] of the policy has {toml.quoted(name)}, and no check of the journal is called "
                    f"so{toml.near(name, known)}: `sockgrade list PREFIX` tells the names"
                )


def graded(share: Fraction, maximum: Fraction, step: Fraction) -> Fraction:
    """A share of `maximum`, rounded to a multiple of `step`, halves up; never more, which no platform takes."""
    return min((share * maximum / step + Fraction(1, 2)) // 1 * step, maximum)


def read_policy(path: Path | None) -> Policy:
    """The policy in a file; without a file the plain one. Raises SubmissionError."""
    if path is None:
        return Policy()
    try:
        found = toml.read(path, "", toml.parse(path, path.read_bytes()), _rules(path))
    except OSError as error:
        raise SubmissionError(f"{show(path)} cannot be read: {error.strerror}") from None
    except toml.TomlError as error:
        raise SubmissionError(str(error)) from None
    grade, deadline, students = (found.get(name, {}) for name in ("grade", "deadline", "students"))
    if ("per_day" in deadline or "at_most" in deadline) and "until" not in deadline:
        raise SubmissionError(f"{show(path)}: [deadline] has no until: say when it is")
    return Policy(
        weights=found.get("weights", {}),
        maximum=grade.get("maximum", Fraction(_MAXIMUM)),
        step=grade.get("step", HUNDREDTH),
        best_counts=grade.get("counts") == "best",
        until=deadline.get("until"),
        per_day=deadline.get("per_day", Fraction(0)) / _ALL,
        at_most=deadline.get("at_most", Fraction(_ALL)) / _ALL,
        excused=frozenset(students.get("excused", ())),
        extended=students.get("until", {}),
    )


def _rules(path: Path) -> dict[str, toml.Rule]:
    """What each table of the file may hold."""
    tables: dict[str, dict[str, toml.Rule]] = {
        "grade": {
            "maximum": _exact(toml.number(0.01, _LARGE)),
            "step": _exact(toml.number(0.001, _LARGE)),
            "counts": toml.one_of("last", "best"),
        },
        "deadline": {
            "until": toml.moment,
            "per_day": _exact(toml.number(0, _ALL)),
            "at_most": _exact(toml.number(0, _ALL)),
        },
        "students": {"excused": toml.lines, "until": _each(toml.moment)},
    }

    def reader(name: str) -> toml.Rule:
        return lambda value: toml.read(path, name, toml.table(value), tables[name])

    return {"weights": _each(_exact(toml.number(0, _LARGE))), **{name: reader(name) for name in tables}}


def _exact(rule: Callable[[Any], float]) -> Callable[[Any], Fraction]:
    """The number that was written: 0.1 is a tenth."""
    return lambda value: Fraction(str(rule(value)))


def _each(rule: toml.Rule) -> toml.Rule:
    """A table with keys of any names, whose values all follow a rule."""

    def each(value: Any) -> dict[str, Any]:
        values = {}
        for key, one in toml.table(value).items():
            try:
                values[key] = rule(one)
            except ValueError as error:
                raise ValueError(f"has {visible(key)}, which {error}") from None
        return values

    return each
