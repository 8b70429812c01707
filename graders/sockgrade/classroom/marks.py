"""What everybody's work is worth, as the journal of a class has it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from operator import attrgetter

from sockgrade.classroom.journal import Grade, Journal
from sockgrade.classroom.mark import Mark
from sockgrade.evidence.text import points
from sockgrade.intake.submission import SubmissionError
from sockgrade.report.summary import verdict_of
from sockgrade.verdict import Outcome, score


def newest_run(journal: Journal, exercise: str | None) -> tuple[int, str]:
    """The last run of an exercise, or of the only one: its number, and when it began.

    Raises SubmissionError if there is none, or if it must be said which exercise is meant.
    """
    runs = {identifier: (number, began) for number, began, identifier in journal.runs()}
    if not runs:
        raise SubmissionError("the journal holds no grades: `sockgrade class` with --journal puts them there")
    if exercise is None and len(runs) == 1:
        return next(iter(runs.values()))
    if exercise not in runs:
        there = ", ".join(runs)
        missing = f"has no exercise {exercise}" if exercise else "has several exercises"
        raise SubmissionError(f"the journal {missing}: add --exercise with one of {there}")
    return runs[exercise]


def marks(journal: Journal, run: int) -> list[Mark]:
    """What everybody gets who is in a run: the points of all programs, as a share of all that count."""
    return [_mark(own) for own in _by_student(journal, run)]


def comments(journal: Journal, run: int) -> dict[str, str]:
    """How many points everybody has, in words, by student: `17 of 25 points`."""
    return {own[0].student: points(*_score(own)) for own in _by_student(journal, run)}


def _by_student(journal: Journal, run: int) -> Iterator[list[Grade]]:
    for _, own in groupby(journal.grades(run), attrgetter("student")):
        yield list(own)


def _mark(own: list[Grade]) -> Mark:
    student, name = own[0].student, own[0].name
    reason = next(filter(None, map(_obstacle, own)), "")
    scored, possible = _score(own)
    if reason or not possible:
        return Mark(student, name, None, reason or "no check counts")
    return Mark(student, name, Fraction(str(scored)) / Fraction(str(possible)))


def _obstacle(grade: Grade) -> str:
    """Why nothing can be told of a program; empty if something can."""
    if grade.problem:
        return grade.problem
    if grade.result is None:
        return f"{grade.program} has not been graded yet"
    if verdict_of(grade.result) in (Outcome.ERROR, Outcome.SKIPPED):
        return f"{grade.program} could not be judged"
    return ""


def _score(own: list[Grade]) -> tuple[float, float]:
    return score(check for grade in own if grade.result for check in grade.result.checks)
