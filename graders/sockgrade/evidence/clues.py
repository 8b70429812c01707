"""What wrong bytes have in common with the right ones: it often names the mistake."""

from __future__ import annotations

import codecs
import contextlib
import ipaddress
from collections.abc import Sequence

from sockgrade.evidence.pieces import Piece, loose, lower, occurrences
from sockgrade.evidence.wording import count, quote

#: Bytes that are quoted within a sentence.
_FEW = 4
#: How text may be encoded, apart from UTF-8, and what that is called.
_ENCODINGS = {
    "latin-1": "Latin-1",
    "cp1252": "Windows-1252",
    "cp850": "DOS (CP 850)",
    "utf-16": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-32": "UTF-32",
}
#: More than that is not compared in every way.
_LONGEST = 2**20


def clue(expected: bytes, received: bytes, *, before: bytes = b"", typed: bytes = b"") -> str:
    """A sentence, with a space before it, about how the one became the other; empty if nothing comes to mind.

    `before` is what was expected, and came, the time before; `typed` what was typed into the program's input.
    """
    if max(len(expected), len(received)) > _LONGEST:
        expected, received = expected[:_LONGEST], received[:_LONGEST]
        if expected == received:  # they differ further on, and not in a way that shows here
            return ""
    sentence = next((found for find in _CLUES if (found := find(expected, received))), "")
    sentence = sentence or _mixed_up(received, before, typed)
    return f" {sentence}" if sentence else ""


def _shown(expected: bytes, received: bytes) -> str:
    shown = repr(expected).encode()
    # With its last quote, or with more of the kind: with a line end, say.
    if expected and (received.startswith(shown[:-1]) or received == repr(str(expected)).encode()):
        return "It is the way in which Python shows bytes: b'…' with quotes."
    if received == repr(expected.decode(errors="replace")).encode():
        return "It is the way in which Python shows text, with quotes."
    return ""


def _cut(expected: bytes, received: bytes) -> str:
    if not received:
        return "It is empty."
    if not expected.startswith(received):
        return ""
    if (missing := expected[len(received) :]).isspace():
        return f"{_what(missing)} at the end {_is(missing)} missing."
    return f"It is only the first {count(len(received))} of {len(expected)}."


def _longer(expected: bytes, received: bytes) -> str:
    if received.startswith(expected):
        return f"It has {too_many(received[len(expected) :])}."
    if received.endswith(expected):
        surplus = received[: len(received) - len(expected)]
        if surplus == codecs.BOM_UTF8:
            return "It begins with a byte order mark (UTF-8-SIG)."
        if surplus.isspace():
            return f"{_what(surplus)} too many at the beginning."
        return f"The right ones come at the end, after {count(len(surplus))} too many."
    if expected.endswith(received) and (missing := expected[: len(expected) - len(received)]).isspace():
        return f"{_what(missing)} at the beginning {_is(missing)} missing."
    return ""


def _padded(expected: bytes, received: bytes) -> str:
    if 0 in expected or received.replace(b"\0", b"") != expected:
        return ""
    verb = (
        "ends with"
        if received.startswith(expected)
        else "begins with"
        if received.endswith(expected)
        else "has"
    )
    return f"It {verb} {count(received.count(0), 'NUL byte')}."


def _case(expected: bytes, received: bytes) -> str:
    if received.lower() != expected.lower():
        return ""
    if received == expected.upper():
        return "It is all in capital letters."
    if received == expected.lower():
        return "It is all in small letters."
    return "Only capital and small letters differ."


def _blanks(expected: bytes, received: bytes) -> str:
    if received.strip() == expected.strip():
        return "Only blanks or line ends at the beginning or the end differ."
    if b"".join(received.split()) == b"".join(expected.split()):
        return "Only blanks and line ends differ."
    return ""


def _reversed(expected: bytes, received: bytes) -> str:
    wanted, got = expected.strip(), received.strip()
    backwards = [wanted[::-1]]
    with contextlib.suppress(UnicodeDecodeError):  # characters, or bytes as in C
        backwards.append(wanted.decode()[::-1].encode())
    return "It is in reverse order." if got != wanted and got in backwards else ""


def _encoded(expected: bytes, received: bytes) -> str:
    try:
        text = expected.decode()
    except UnicodeDecodeError:
        return ""
    for encoding, name in _ENCODINGS.items():
        try:
            if received == text.encode(encoding):
                return f"It is encoded as {name}, and not as UTF-8."
        except UnicodeEncodeError:
            continue
    for encoding in ("latin-1", "cp1252"):
        if received.decode(errors="replace") == expected.decode(encoding, errors="replace"):
            return "Its UTF-8 was decoded as if it were another encoding, and encoded again."
    if received == text.encode("ascii", "replace") or received == text.encode("ascii", "ignore"):
        return "The characters that are not ASCII are lost."
    return ""


def _mixed_up(received: bytes, before: bytes, typed: bytes) -> str:
    if before and received == before:
        return "It is what was right the time before: the program is one message behind."
    lines = typed.splitlines()
    if received.strip() and received.strip() in lines:
        line = received.strip().decode(errors="replace")
        what = "for the address" if _is_address(line) else f"as line {lines.index(received.strip()) + 1}"
        return f"It is the line that was typed {what}."
    return ""


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _what(blanks: bytes) -> str:
    """`A blank`, `2 blanks`, `A line end`."""
    thing = (
        "blank" if not blanks.strip(b" ") else "line end" if not blanks.strip(b"\r\n") else "white character"
    )
    return f"A {thing}" if _is(blanks) == "is" else f"{len(blanks)} {thing}s"


def _is(blanks: bytes) -> str:
    return "is" if len(blanks) == 1 or blanks == b"\r\n" else "are"


def missed(pieces: Sequence[Piece], printed: str) -> str:
    """The same for an output in which something was not found."""
    there = occurrences(printed, pieces)
    if occurrences(printed.lower(), list(map(lower, pieces))) > there:
        return " It is there, but with other capital and small letters."
    if occurrences(printed, list(map(loose, pieces))) > there:
        return " It is there, but quotation marks or other characters stand directly beside it."
    return ""


_CLUES = (_shown, _cut, _padded, _longer, _case, _reversed, _encoded, _blanks)


def too_many(data: bytes) -> str:
    """What comes after the expected bytes: `1 byte too many: '!'`."""
    words = f"{count(len(data))} too many"
    if len(data) <= _FEW:
        return f"{words}: {quote(data)} after the expected bytes"
    return f"{words}, each of them {quote(data[:1])}" if len(set(data)) == 1 else words
