"""What was expected above what was received, with a mark where they begin to differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sockgrade.evidence.text import visible

#: Bytes or text as messages quote them, after how long they are and where the quotation begins.
_QUOTED = re.compile(r"(?P<head>(?:\d+ bytes?; from byte \d+: )?(?:… )?b?)(?P<body>['\"].*)")
#: What must not be taken apart: a character, or the escape of one.
_UNIT = re.compile(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|\\.|.")
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
    found = [_QUOTED.fullmatch(visible(text)) for text in (expected, received)]
    if found[0] is None or found[1] is None:
        return None
    heads = [each["head"] for each in found if each]
    bodies = [_UNIT.findall(each["body"]) for each in found if each]
    room = width - max(map(len, heads)) - len(_CUT)
    same = _common(*bodies)
    if room < _NARROWEST or same == len(bodies[0]) == len(bodies[1]):
        return None
    behind = _common(*(body[same:][::-1] for body in bodies))
    start = 0
    if max(sum(map(len, body)) for body in bodies) > room:
        start = same
        while start and sum(map(len, bodies[0][start - 1 : same])) <= room // 2:
            start -= 1
    sides = [
        _side(head.rjust(max(map(len, heads))), body, start, (same, len(body) - behind), room)
        for head, body in zip(heads, bodies, strict=True)
    ]
    return Difference(*sides)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many units both begin with."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _side(head: str, body: Sequence[str], start: int, differs: tuple[int, int], room: int) -> Side:
    """The part of a quotation that fits into a line, from a unit on."""
    before = head + (_CUT if start else "")
    shown = "".join(body[start:])
    text = before + (shown if len(shown) <= room else f"{shown[: room - len(_CUT)]} …")
    first, last = (len(before) + sum(map(len, body[start:unit])) for unit in differs)
    return Side(text, (min(first, len(text)), min(last, len(text))))
