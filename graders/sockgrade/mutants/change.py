"""A change of a program's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One change of a program's text."""

    name: str
    """What it is, in a few words: `sendall→send`."""
    line: int
    """Where, counted from 1."""
    edits: tuple[tuple[int, int, str], ...]
    """(start, end, new text), in bytes of the program's UTF-8; they do not overlap."""

    def apply(self, data: bytes) -> bytes:
        """The changed program."""
        # Of two insertions at one place the first of `edits` comes to stand first.
        for start, end, text in sorted(self.edits, key=lambda edit: edit[:2])[::-1]:
            data = data[:start] + text.encode() + data[end:]
        return data


def shown(text: str, most: int = 40) -> str:
    """A piece of a program within the name of a change."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
