"""Commands with which students try by hand what a check did: with netcat, nc(1) of OpenBSD."""

from __future__ import annotations

from sockgrade.evidence.packets import Address

_NETCAT = {"tcp": "nc", "udp": "nc -u"}
#: Longer messages are not typed by anybody.
_TYPED = 60


def talk_to(address: Address, transport: str, message: bytes) -> str:
    """Talk to a server: send it a message if that is short and can be typed, or else whatever the student types."""
    host, port = address
    if not _can_be_typed(message):
        return f"{_NETCAT[transport]} {host} {port}"
    # -N ends the stream after the message; a datagram is answered within a second or not at all.
    option = "-N" if transport == "tcp" else "-w 1"
    return f"printf '%s' {_quoted(message)} | {_NETCAT[transport]} {option} {host} {port}"


def listen_at(port: int, transport: str) -> str:
    """Be the server of a client."""
    return f"{_NETCAT[transport]} -l {port}"


def _can_be_typed(message: bytes) -> bool:
    return (
        0 < len(message) <= _TYPED and message.isascii() and all(c in b"\n" or 32 <= c < 127 for c in message)
    )


def _quoted(message: bytes) -> str:
    """An argument of the shell; $'…' has escapes for line ends and quotes (bash(1), QUOTING)."""
    text = message.decode()
    if "\n" not in text and "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"$'{escaped}'"
