"""What wrong bytes have in common with the right ones: it often names the mistake."""

from __future__ import annotations

import contextlib

from sockgrade.wording import count, quote

#: Bytes that are quoted within a sentence.
_FEW = 4


def clue(expected: bytes, received: bytes) -> str:
    """A sentence, with a space before it, about how the one became the other; empty if nothing comes to mind."""
    sentence = _clue(expected, received)
    return f" {sentence}" if sentence else ""


def _clue(expected: bytes, received: bytes) -> str:
    if received in (repr(expected).encode(), repr(str(expected)).encode()):
        return "It is the way in which Python shows bytes: b'…' with quotes."
    if expected.startswith(received):
        return f"It is only the first {count(len(received))} of {len(expected)}."
    if received.startswith(expected):
        return f"It has {too_many(received[len(expected) :])}."
    if received.endswith(expected):
        return f"The right ones come at the end, after {count(len(received) - len(expected))} too many."
    if received.lower() == expected.lower():
        return "Only capital and small letters differ."
    if b"".join(received.split()) == b"".join(expected.split()):
        return "Only blanks and line ends differ."
    with contextlib.suppress(UnicodeDecodeError):
        text = expected.decode()
        for encoding in ("latin-1", "utf-16", "utf-16-le"):
            with contextlib.suppress(UnicodeEncodeError):
                if received == text.encode(encoding):
                    return f"It is encoded as {encoding.upper()}, and not as UTF-8."
    return ""


def too_many(data: bytes) -> str:
    """What comes after the expected bytes: `1 byte too many: '!'`."""
    words = f"{count(len(data))} too many"
    if len(data) <= _FEW:
        return f"{words}: {quote(data)} after the expected bytes"
    return f"{words}, each of them {quote(data[:1])}" if len(set(data)) == 1 else words
