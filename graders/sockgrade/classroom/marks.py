"""What everybody gets: of all that a journal holds, by a policy, and by what was given by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sockgrade.classroom.journal import Journal, in_brief
from sockgrade.classroom.policy import Policy
from sockgrade.classroom.records import Grade, Override
from sockgrade.evidence.text import number
from sockgrade.evidence.wording import count
from sockgrade.verdict import ProgramResult


@dataclass(frozen=True)
class Mark:
    """What a student gets for all programs together: what goes into a gradebook."""

    student: str
    """What nobody else of the class has: the platform's number, or the name."""
    name: str
    share: Fraction | None
    """Of all that there is to get: 0 to 1. None where nothing can be told, which is not a zero."""
    reason: str = ""
    """Why nothing can be told, or why it is another share than the checks gave."""


@dataclass(frozen=True)
class _Part:
    """What a student gets for one program."""

    earned: Fraction = Fraction(0)
    possible: Fraction = Fraction(0)
    reason: str = ""
    is_known: bool = True


@dataclass(frozen=True)
class Standing:
    """One student: what counts of what was handed in, and the mark."""

    grades: tuple[Grade, ...]
    """One for each program, without what was seen and printed."""
    mark: Mark


def standings(journal: Journal, policy: Policy, prefix: str = "") -> list[Standing]:
    """Everybody who has ever handed in something for a program below a prefix, in the order of the names.

    Raises SubmissionError if the policy names checks that nobody has been graded by.
    """
    history = [_brief(grade) for grade in journal.history()]
    results = [grade.result for grade in history if grade.result is not None]
    if results:
        policy.expect_checks({check.id for result in results for check in result.checks})
    judge = _Judge(policy, journal.overrides(), results)
    tries: dict[str, list[Grade]] = {}
    for grade in history:
        if _is_below(grade.program, prefix):
            tries.setdefault(grade.student, []).append(grade)
    everybody = [judge.standing(own) for own in tries.values()]
    return sorted(everybody, key=lambda standing: (standing.mark.name.casefold(), standing.mark.student))


def _is_below(program: str, prefix: str) -> bool:
    return not prefix or program == prefix or program.startswith(f"{prefix.rstrip('/')}/")


def _brief(grade: Grade) -> Grade:
    return Grade(**{**vars(grade), "result": grade.result and in_brief(grade.result)})


class _Judge:
    """Says what somebody gets, by a policy and by what was given by hand."""

    def __init__(self, policy: Policy, given: Iterable[Override], results: Iterable[ProgramResult]) -> None:
        self._policy = policy
        self._given = {(override.student, override.program): override for override in given}
        self._possible: dict[str, Fraction] = {}
        """What a program is worth, also for those who have no result."""
        for result in results:
            possible = policy.worth(result)[1]
            self._possible[result.id] = max(possible, self._possible.get(result.id, possible))

    def standing(self, tries: Sequence[Grade]) -> Standing:
        """One student's; `tries` are for all programs, the latest last."""
        student, name = tries[-1].student, tries[-1].name
        programs = dict.fromkeys(grade.program for grade in tries)
        chosen = [
            self._chosen([grade for grade in tries if grade.program == program]) for program in programs
        ]
        if self._policy.is_excused(student, name):
            return Standing(tuple(chosen), Mark(student, name, None, "excused"))
        parts = [self._part(grade) for grade in chosen]
        reason = "; ".join(dict.fromkeys(part.reason for part in parts if part.reason))
        return Standing(tuple(chosen), Mark(student, name, _share(parts), reason))

    def _chosen(self, tries: Sequence[Grade]) -> Grade:
        """Which of the submissions for one program counts."""
        if not self._policy.best_counts:
            return tries[-1]
        return max(reversed(tries), key=lambda grade: self._judged(grade).earned if grade.result else -1)

    def _part(self, grade: Grade) -> _Part:
        given = self._given.get((grade.student, grade.program))
        if given is None or given.share is None:
            return self._judged(grade)
        possible = self._possible.get(grade.program, Fraction(1))
        share = Fraction(str(given.share))
        return _Part(
            share * possible, possible, f"{number(given.share * 100)} % given by {given.who}: {given.why}"
        )

    def _judged(self, grade: Grade) -> _Part:
        """What the checks, and the time at which it was handed in, come to."""
        if grade.result is None:
            return _Part(reason=grade.problem or f"{grade.program} has not been graded yet", is_known=False)
        if grade.result.not_judged:
            return _Part(reason=f"{grade.program} could not be judged", is_known=False)
        earned, possible = self._policy.worth(grade.result)
        days = self._policy.days_late(grade.student, grade.name, grade.submitted)
        deduction = self._policy.deduction(days)
        late = f"{count(days, 'day')} late: {number(float(deduction * 100))} % less" if days else ""
        return _Part(earned * (1 - deduction), possible, late)


def _share(parts: Sequence[_Part]) -> Fraction | None:
    """Of all that there is to get; None if that cannot be said."""
    possible = sum(part.possible for part in parts)
    if not possible or not all(part.is_known for part in parts):
        return None
    return Fraction(sum(part.earned for part in parts), possible)
