"""What was expected and what was received, side by side: where quoted data differs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_QUOTED = re.compile(
    r"""(?P<head>(?:\d+\ bytes?;\ from\ byte\ \d+:\ )?(?:…\ )?b?(?P<mark>['"]))
        (?P<body>(?:(?!(?P=mark))[^\\]|\\.)*)
        (?P<tail>(?P=mark).*)""",
    re.VERBOSE,
)
#: A character as it is quoted.
_CHARACTER = re.compile(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|\\.|.")
#: Characters for which the other side is moved aside, at most.
_WIDEST_GAP = 40


@dataclass(frozen=True)
class Quotation:
    """Data as messages quote it (`sockgrade.evidence.wording`), with what stands before and behind it."""

    head: str
    body: Sequence[str]
    """Its characters; an escape sequence is one."""
    tail: str


def quotation(text: str) -> Quotation | None:
    """A text taken apart; None if it quotes nothing."""
    found = _QUOTED.fullmatch(text)
    return found and Quotation(found["head"], _CHARACTER.findall(found["body"]), found["tail"])


@dataclass(frozen=True)
class Part:
    """A part of a line, as it stands there."""

    text: str
    differs: bool = False
    is_gap: bool = False
    """Blanks in the place of what only the other line has."""


#: A line in parts.
Line = tuple[Part, ...]


def compare(expected: str, received: str) -> tuple[Line, Line] | None:
    """Both lines, such that what is the same stands in the same columns; None unless both quote data that differs."""
    left, right = quotation(expected), quotation(received)
    if left is None or right is None or left.body == right.body:
        return None
    before = common(left.body, right.body)
    behind = common(left.body[before:][::-1], right.body[before:][::-1])
    width = max(len(left.head), len(right.head))

    def line(here: Quotation, there: Quotation) -> Line:
        middle, other = (side.body[before : len(side.body) - behind] for side in (here, there))
        return (
            Part(here.head.rjust(width) + "".join(here.body[:before])),
            *_middle(middle, other),
            Part("".join(here.body[len(here.body) - behind :]) + here.tail),
        )

    return line(left, right), line(right, left)


def common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many characters are the same at the beginning."""
    pairs = zip(ours, theirs, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(ours), len(theirs)))


def _middle(here: Sequence[str], there: Sequence[str]) -> list[Part]:
    """What lies between the first and the last difference, of one line."""
    if len(here) == len(there):
        pairs = groupby(zip(here, there, strict=True), key=lambda pair: pair[0] != pair[1])
        return [Part("".join(a for a, _ in run), differs=differs) for differs, run in pairs]
    lacking = min(len("".join(there)) - len("".join(here)), _WIDEST_GAP)
    parts = [Part("".join(here), differs=True)] if here else []
    return [*parts, Part(" " * lacking, is_gap=True)] if lacking > 0 else parts
