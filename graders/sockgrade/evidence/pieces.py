"""What a program should print, in pieces: found in any text in time that grows with its length alone.

Not regular expressions: a program may print whatever makes these take for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

#: What somebody may put around a text, or around repr() of it once more.
_QUOTES = "'\"`"


class Word(str):
    """A piece that stands by itself: with no letter or digit directly before or behind it.

    Example:

        def check_asks_for_a_name(program: Program) -> None:
            program.expect_output(Word("name"))  # "nickname" will not do
    """

    def __new__(cls, text: object) -> Word:
        return super().__new__(cls, text)


class Shown(str):
    """What a program has received, as it shows it: as bytes (`b'…'`) or as text, in no more quotation marks.

    Example:

        def check_prints_what_it_received(server: Server, payload: Payload) -> None:
            word = payload.word()
            server.connect().send(word.encode())
            server.expect_output("Received", Shown(word))
    """

    def __new__(cls, text: object) -> Shown:
        return super().__new__(cls, text)

    @property
    def forms(self) -> tuple[str, str]:
        """Both ways to show it."""
        return repr(self.encode()), str(self)


#: A text; or several, of which any will do.
Piece: TypeAlias = str | tuple[str, ...]


def occurrences(text: str, pieces: Sequence[Piece]) -> int:
    """How often all pieces stand in a text, one behind the other, with anything between them.

    Raises ValueError where there is nothing to look for: it would be everywhere.
    """
    if not any(piece if isinstance(piece, str) else all(piece) for piece in pieces):
        raise ValueError("a text to look for is empty")
    number, position = 0, 0
    while (position := _end_of_all(text, pieces, position)) >= 0:
        number += 1
    return number


def lower(piece: Piece) -> Piece:
    """The piece in small letters."""
    return tuple(map(_lower, piece)) if isinstance(piece, tuple) else _lower(piece)


def _lower(piece: str) -> str:
    return type(piece)(piece.lower())


def loose(piece: Piece) -> Piece:
    """The piece with whatever may stand directly beside it."""
    return tuple(map(str, piece)) if isinstance(piece, tuple) else str(piece)


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
    """Where a piece ends; -1 if it is missing."""
    if isinstance(piece, Shown):
        ends = [_end_of_form(text, form, position, _stands_bare) for form in piece.forms]
        return min((end for end in ends if end >= 0), default=-1)
    return _end_of_form(text, piece, position, _stands_alone if isinstance(piece, Word) else _stands)


def _end_of_form(text: str, form: str, position: int, stands: Callable[[str, str], bool]) -> int:
    at = text.find(form, position)
    while at >= 0 and not stands(text[at - 1 : at], text[at + len(form) : at + len(form) + 1]):
        at = text.find(form, at + 1)
    return at + len(form) if at >= 0 else -1


def _stands(_before: str, _behind: str) -> bool:
    return True


def _stands_alone(before: str, behind: str) -> bool:
    return not before.isalnum() and not behind.isalnum()


def _stands_bare(before: str, behind: str) -> bool:
    return _stands_alone(before, behind) and not any(
        char and (char in _QUOTES or not (char.isprintable() or char.isspace())) for char in (before, behind)
    )
