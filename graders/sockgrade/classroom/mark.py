"""What a student's work is worth."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Mark:
    """What a student gets for an exercise: what goes into a gradebook."""

    student: str
    """What nobody else of the class has: the platform's number, or the name."""
    name: str
    share: Fraction | None
    """Of all that there is to get: 0 to 1. None where nothing can be told, which is not a zero."""
    reason: str = ""
    """Why nothing can be told, or why it is another share than the checks gave."""
