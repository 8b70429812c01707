"""What was expected above what was received, with a mark where they begin to differ."""

from __future__ import annotations

from dataclasses import dataclass

from sockgrade.evidence.text import visible
from sockgrade.report.difference import Quotation, common, quotation

_CUT = "… "
#: Characters that must fit beside each other, or else a comparison is none.
_NARROWEST = 20


@dataclass(frozen=True)
class Side:
    """One line of a comparison, and which part of it differs, as (start, end)."""

    text: str
    differs: tuple[int, int]


@dataclass(frozen=True)
class Difference:
    """Two lines, of which the first parts stand exactly above each other."""

    expected: Side
    received: Side

    @property
    def marks(self) -> str:
        """A line to stand below both: carets under what differs."""
        start, end = self.received.differs
        return " " * start + "^" * max(1, end - start)


def difference(expected: str, received: str, width: int) -> Difference | None:
    """The difference of two texts in lines of `width` characters; None where they are not two quotations."""
    found = [each for text in (expected, received) if (each := quotation(visible(text)))]
    if len(found) < 2 or found[0].body == found[1].body:
        return None
    head = max(len(each.head) for each in found)
    room = width - head - len(_CUT)
    if room < _NARROWEST:
        return None
    bodies = [each.body for each in found]
    same = common(*bodies)
    behind = common(*(body[same:][::-1] for body in bodies))
    start = 0
    if max(len("".join(each.body) + each.tail) for each in found) > room:
        start = same
        while start and sum(map(len, bodies[0][start - 1 : same])) <= room // 2:
            start -= 1
    return Difference(*(_side(each, head, start, (same, len(each.body) - behind), room) for each in found))


def _side(quoted: Quotation, head: int, start: int, differs: tuple[int, int], room: int) -> Side:
    """The part of a quotation that fits into a line, from a character on."""
    before = quoted.head.rjust(head) + (_CUT if start else "")
    shown = "".join(quoted.body[start:]) + quoted.tail
    text = before + (shown if len(shown) <= room else f"{shown[: room - len(_CUT)]} …")
    first, last = (len(before) + sum(map(len, quoted.body[start:at])) for at in differs)
    return Side(text, (min(first, len(text)), min(last, len(text))))
