"""What a program should print, in pieces: found in any text in time that grows with its length alone.

Not regular expressions: a program may print whatever makes these take for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias


class Word(str):
    """A piece that stands by itself: with no letter or digit directly before or behind it."""

    def __new__(cls, text: object) -> Word:
        return super().__new__(cls, text)


#: A text; or several, of which any will do.
Piece: TypeAlias = str | tuple[str, ...]


def occurrences(text: str, pieces: Sequence[Piece]) -> int:
    """How often all pieces stand in a text, one behind the other, with anything between them."""
    number, position = 0, 0
    while (position := _end_of_all(text, pieces, position)) >= 0:
        number += 1
    return number


def lower(piece: Piece) -> Piece:
    """The piece in small letters."""
    if isinstance(piece, tuple):
        return tuple(each.lower() for each in piece)
    return Word(piece.lower()) if isinstance(piece, Word) else piece.lower()


def show(pieces: Sequence[Piece]) -> str:
    """The pieces as a student reads them."""
    return " … ".join(piece if isinstance(piece, str) else piece[0] for piece in pieces)


def _end_of_all(text: str, pieces: Sequence[Piece], position: int) -> int:
    """Where the last piece ends; -1 if one is missing. The first that fits is taken: no other could do better."""
    for piece in pieces:
        ends = [_end_of(text, each, position) for each in ((piece,) if isinstance(piece, str) else piece)]
        position = min((end for end in ends if end >= 0), default=-1)
        if position < 0:
            break
    return position


def _end_of(text: str, piece: str, position: int) -> int:
    at = text.find(piece, position)
    while at >= 0 and isinstance(piece, Word) and not _stands_alone(text, at, at + len(piece)):
        at = text.find(piece, at + 1)
    return at + len(piece) if at >= 0 else -1


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()
