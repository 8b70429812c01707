"""How bytes and text are quoted in messages to students."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORT = 80
_AROUND = 24
#: Stands before what the other one of two programs does.
ALONGSIDE = ", and the "
#: What is expected of a program that cannot do what it should.
SAYS_WHY = "a message on stderr that says what went wrong"
#: Between what a program that is stuck does not do, and where it waits.
NEVER_WILL = ", and never will: "
#: Bytes in a line of a hexdump, and how many of them stand before the first difference.
_DUMPED, _BEFORE = 12, 6


def swapped(found: int, wanted: int) -> str:
    """What is said of a port from which C programs come that forget htons(3); empty for all others."""
    are_swapped = found == int.from_bytes(wanted.to_bytes(2, "little"), "big") != wanted
    return ": its two bytes are swapped, as they are without htons()" if are_swapped else ""


def quote(data: bytes) -> str:
    """Bytes as a person reads them: text as text, the rest as Python writes it; long data shortened."""
    if not data:
        return "nothing"
    if len(data) <= _SHORT:
        return _literal(data)
    end = data[boundary(data, len(data) - _SHORT // 4) :]
    return f"{_literal(beginning(data, _SHORT // 2))} … {_literal(end)} ({count(len(data))} in all)"


def boundary(data: bytes, offset: int) -> int:
    """Where to cut near an offset, at it or just before: not within a character of UTF-8."""
    # Such a character has at most four bytes; all but the first are 10xxxxxx (RFC 3629).
    for start in range(offset, max(offset - 4, -1), -1):
        if start >= len(data) or data[start] & 0xC0 != 0x80:
            return start
    return offset


def beginning(data: bytes, length: int) -> bytes:
    """At most so many bytes, and no part of a character."""
    return data[: boundary(data, length)]


def name(data: bytes) -> str:
    """Bytes within a sentence: quoted if they are few, counted if they are many."""
    return quote(data) if len(data) <= _SHORT else count(len(data))


def _literal(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return repr(data)
    return repr(text) if all(c.isprintable() or c in "\r\n\t" for c in text) else repr(data)


def count(number: int, thing: str = "byte", things: str = "") -> str:
    """`1 byte`, `2 bytes`; `things` is a plural that is not regular."""
    return f"{number} {thing}" if number == 1 else f"{number} {things or f'{thing}s'}"


def first_difference(expected: bytes, received: bytes) -> int:
    """The offset of the first byte that differs, or the shorter length."""
    for offset, (a, b) in enumerate(zip(expected, received, strict=False)):
        if a != b:
            return offset
    return min(len(expected), len(received))


def show_difference(expected: bytes, received: bytes) -> tuple[str, str]:
    """Both sides of a comparison, quoted; long ones around their first difference."""
    if max(len(expected), len(received)) <= _SHORT:
        return quote(expected), quote(received)
    offset = first_difference(expected, received)
    start = boundary(expected, max(0, offset - _AROUND))

    def excerpt(data: bytes) -> str:
        end = boundary(data, offset + _AROUND)
        part = data[start:end]
        before = "… " if start else ""
        after = " …" if end < len(data) else ""
        return (
            f"{count(len(data))}; from byte {start}: {before}{_literal(part) if part else 'the end'}{after}"
        )

    return excerpt(expected), excerpt(received)


#: What is quoted is no sentence, whatever stands in it.
_END = re.compile(r"""(?<!\w)'[^']{0,200}'|(?<!\w)"[^"]{0,200}"|(?P<end>[.!?])\s+(?=[A-Z(])""")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a message, of which the first names the cause."""
    start = 0
    for found in _END.finditer(text):
        if found["end"]:
            yield text[start : found.end("end")]
            start = found.end()
    yield text[start:]


def capital(sentence: str) -> str:
    """A clause as the beginning of a sentence."""
    return sentence[:1].upper() + sentence[1:]


def hexdump(expected: bytes, received: bytes) -> str:
    """Both sides around their first difference, byte by byte with a caret; empty where the quotes show it as well."""
    if all(len(data) <= _SHORT and _literal(data)[0] != "b" for data in (expected, received) if data):
        return ""
    offset = first_difference(expected, received)
    start = max(0, offset - _BEFORE)
    rows = [_dump(data[start : start + _DUMPED]) for data in (expected, received)]
    caret = " " * (3 * (offset - start)) + "^^"
    return (
        f"the first difference is byte {offset} (0x{offset:x})\n"
        f"expected  {rows[0]}\nreceived  {rows[1]}\n{'':10}{caret}"
    )


def _dump(data: bytes) -> str:
    digits = " ".join(f"{byte:02x}" for byte in data) or "the end"
    text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data)
    return f"{digits:{3 * _DUMPED - 1}}  |{text}|"
