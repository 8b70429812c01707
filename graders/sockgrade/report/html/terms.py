"""What the abbreviations of TCP, UDP and ICMP mean, for those who meet them for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

#: As RFC 9293, 768 and 792 say it, in a student's words.
_MEANINGS = {
    "SYN": "asks for a connection: what connect() sends",
    "ACK": "confirms what has arrived; the kernel answers a SYN with SYN ACK, as soon as the server listens",
    "FIN": "I shall send nothing more: what close() and shutdown() send",
    "RST": "breaks the connection off: nobody listens there, or a socket was closed with data unread",
    "UDP": "a datagram: it needs no connection, and nobody confirms it",
    "ICMP": "the kernel's answer to a datagram: no program receives on that port",
}
_TERM = re.compile(rf"\b({'|'.join(_MEANINGS)})\b")


def explained(text: str, *, is_stop: bool = True) -> Markup:
    """Text in which every abbreviation says what it means: to a mouse and, if it is a stop there, to the keyboard."""
    abbreviation = '<abbr tabindex="0" title="{}">{}</abbr>' if is_stop else '<abbr title="{}">{}</abbr>'
    return Markup("").join(
        Markup(abbreviation).format(_MEANINGS[part], part) if number % 2 else escape(part)
        for number, part in enumerate(_TERM.split(text))
    )


def legend(texts: Iterable[str]) -> list[tuple[str, str]]:
    """The abbreviations that stand in any of these texts, with their meanings."""
    found = {term for text in texts for term in _TERM.findall(text)}
    return [(term, meaning) for term, meaning in _MEANINGS.items() if term in found]
