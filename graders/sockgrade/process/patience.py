"""What waiting for one program has come to: what was in vain before is not waited for as long again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

#: Waits in vain, at one and the same point of a conversation, after which the next is a short one.
_TWICE = 2
#: Seconds, and seconds of processor time, of a short wait.
_SHORT, _SHORT_COMPUTING = 2.0, 0.5


@dataclass
class Patience:
    """Remembers, over all checks of one program, where it let the grader wait in vain.

    That costs no program a point that it would get: each launch is like the other, so whoever has been asked the
    very same, and twice let the whole time pass, will not answer the third time either. And it does not depend on
    luck: nothing is said of a check that was not tried, and a program that answers in time is never known here.
    """

    _in_vain: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def limits(self, point: tuple[object, ...], seconds: float, computing: float) -> tuple[float, float]:
        """How long to wait at this point of a conversation: seconds, and seconds of processor time."""
        if self._in_vain[point] < _TWICE:
            return seconds, computing
        return min(seconds, _SHORT), min(computing, _SHORT_COMPUTING)

    def note(self, point: tuple[object, ...]) -> None:
        """The program has let all of that time pass, or computed without end."""
        self._in_vain[point] += 1
