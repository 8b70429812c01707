"""What a journal holds."""

from __future__ import annotations

from dataclasses import dataclass

from sockgrade.verdict import ProgramResult


@dataclass(frozen=True)
class Submission:
    """What a student has handed in for one program."""

    student: str
    name: str
    program: str
    path: str
    key: str = ""
    """Of what it is graded as; empty if it cannot be."""
    problem: str = ""
    """Why it cannot be."""
    submitted: str = ""
    """When, as ISO 8601 with the zone; empty if nobody knows."""


@dataclass(frozen=True)
class Grade(Submission):
    """The same, and what came of it."""

    result: ProgramResult | None = None
    """Of the last attempt; one that failed in the grader only if there is no other."""


@dataclass(frozen=True)
class Override:
    """What somebody has given a student for a program, whatever the checks say."""

    student: str
    program: str
    share: float | None
    """Of what the program is worth, from 0 to 1; None if it is withdrawn."""
    who: str
    why: str
