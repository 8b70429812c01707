"""Text from students, made harmless: nothing of it may act on a terminal, hide in one, or break a document.

Whatever is not plainly visible is written as Python would escape it: ESC as `\\x1b`, a right-to-left
override as `\\u202e`, a lone surrogate as `\\udc80`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

#: Printable according to Unicode, yet nothing is seen of them: fillers, joiners, variation selectors.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_TAB = 8
#: What CI services take for a command in a log: GitHub's `::error::` at the beginning of a line, blanks aside, and
#: `##[group]`, `##vso[…]`, `##teamcity[…]` anywhere.
_LINE_COMMAND = re.compile(r"^([^\S\n]*):(?=:[A-Za-z-]+(?: .*)?::)", re.MULTILINE)
_TAGGED_COMMAND = re.compile(r"#(?=#\w*\[)")


def escape(character: str) -> str:
    """One character as Python escapes it."""
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def visible(text: str) -> str:
    """Text of one line in which every character can be seen."""
    if text.isprintable() and not _UNSEEN.search(text):
        return text
    return "".join(_visible(character) for character in text)


def as_printed(line: str) -> str:
    """A line that a program printed, visible: in quotation marks where blanks at its end would not be seen."""
    shown = visible(line)
    return f"'{shown}'" if shown.endswith(" ") else shown


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return repr(character)[1:-1]
    return character if character.isprintable() and not _UNSEEN.match(character) else escape(character)


def without_commands(text: str, write: Callable[[str], str] = escape) -> str:
    """Lines of a log in which no CI service finds a command: `write` spells one character of it another way."""
    text = _LINE_COMMAND.sub(lambda match: match[1] + write(":"), text)
    return _TAGGED_COMMAND.sub(lambda _: write("#"), text)


def as_reference(character: str) -> str:
    """One character as XML and HTML may write it; a parser reads the same."""
    return f"&#{ord(character)};"


def as_json(character: str) -> str:
    """One character as a string of JSON may write it; a parser reads the same."""
    return f"\\u{ord(character):04x}"


def visible_lines(text: str, *, most: int, width: int = 400, last: bool = False) -> list[str]:
    """Text of several lines, each visible, at most `most` of them and none longer than `width` characters.

    Of more lines the first are kept, or the last; what is left out is said.
    """
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    left_out = len(lines) - most
    if left_out > 0:
        lines = lines[-most:] if last else lines[:most]
    shown = [shorten(visible(line.expandtabs(_TAB)), width) for line in lines]
    if left_out > 0:
        note = f"[… {left_out} {'line' if left_out == 1 else 'lines'} left out …]"
        shown.insert(0 if last else len(shown), note)
    return shown


def shorten(line: str, width: int) -> str:
    """A line without what goes beyond so many characters, which is said."""
    return line if len(line) <= width else f"{line[:width]} [… {len(line) - width} characters left out …]"


#: What XML 1.0 (section 2.2) cannot carry, what it discourages, and what viewers hide or obey.
_NOT_FOR_XML = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff]"
    "|[" + "".join(chr(plane * 0x10000 + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)) + "]"
)


def for_xml(text: str) -> str:
    """Text that may stand in any XML 1.0 document, and says the same before and after it is parsed."""
    return _NOT_FOR_XML.sub(lambda match: escape(match[0]), text.replace("\r\n", "\n"))


def encodable(text: str) -> str:
    """The same, with `\\udcff` in place of what is no character: of the name of a file that is not UTF-8."""
    return text.encode(errors="backslashreplace").decode()


def number(value: float) -> str:
    """Points as people write them: `3`, `2.5`."""
    return f"{value:.10g}"


def decimal(value: Fraction) -> str:
    """A grade as people write it, and exactly: `10`, `7.5`."""
    return f"{(Decimal(value.numerator) / value.denominator).normalize():f}"


def points(scored: float | None, possible: float) -> str:
    """`3 of 5 points`; `not graded, of 5 points` for None."""
    counted = "not graded," if scored is None else number(scored)
    return f"{counted} of {number(possible)} {'point' if possible == 1 else 'points'}"
