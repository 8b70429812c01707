"""What Python says on stderr of an exception that nobody caught: what it was, and where.

That of the program's end, of a thread (threading), a handler (socketserver), a task (asyncio), and that of a file
which Python cannot even read (SyntaxError). The text is a program's, and may be anything: it is read line by line,
each in linear time, and nothing in it is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sockgrade.process.spy import Frame

#: With what Python begins to tell of an exception.
TRACEBACK = "Traceback (most recent call last)"
#: What Ctrl-C raises.
INTERRUPTED = "KeyboardInterrupt"
#: The program's own files are named relative to its folder; a line number has few digits, or is none.
_FRAME = re.compile(r'File "([^"]*)", line (\d{1,9})(?:, in (.*))?')
_EXCEPTION = re.compile(r"((?:[^\W\d]\w*\.)*[^\W\d]\w*)(?:: (.*))?")
#: What the lines of an ExceptionGroup begin with.
_GROUPED = re.compile(r"[ +|-]*[|+] ?")
#: What Python tells of, and nobody needs to hear: objects that could not be cleaned up at the end.
_IGNORED = "Exception ignored in"
_THREAD = "Exception ignored in thread started by"
_LONGEST = 200


@dataclass(frozen=True)
class Raised:
    """An exception that a Python program reported."""

    kind: str
    """Its class, as in `UnboundLocalError`."""
    message: str
    frame: Frame | None = None
    """The innermost line of the program's own files that led to it."""
    source: str = ""
    """What stands in the innermost line of all."""
    column: int = 0
    """Of a SyntaxError: where in that line it is."""

    @property
    def text(self) -> str:
        """`KeyError: 'a'`, bounded."""
        return (f"{self.kind}: {self.message}" if self.message else self.kind)[:_LONGEST]

    def __str__(self) -> str:
        return self.text if self.frame is None else f"{self.text} ({self.frame})"


def last_raised(errors: str) -> Raised | None:
    """The exception that a program reported last, if any."""
    raised = list(all_raised(errors))
    return raised[-1] if raised else None


def all_raised(errors: str) -> Iterator[Raised]:
    """All exceptions that a program reported, in order."""
    own: Frame | None = None
    source, column, frames = "", 0, 0
    is_ignored = False
    for raw in errors.split("\n"):
        grouped = _GROUPED.match(raw)
        line = raw[grouped.end() :] if grouped else raw
        text = line.strip()
        if text.startswith(TRACEBACK):
            own, source, column, frames = None, "", 0, 0
        elif frame := _FRAME.fullmatch(text):
            name, number, function = frame.groups()
            source, column, frames = "", 0, frames + 1
            if name and name[0] not in "/<":
                own = Frame(name, int(number), function or "<module>")
        elif line[:1] in (" ", "\t") and frames:
            if set(text) <= set("^~ "):
                column = max(0, _indent(line) - 4)
            elif not source:
                source = text[:_LONGEST]
        elif frames and (said := _EXCEPTION.fullmatch(text)):
            if not is_ignored:
                yield Raised(said[1], (said[2] or "")[:_LONGEST], own, source, column)
            own, source, column, frames, is_ignored = None, "", 0, 0, False
        elif text:
            # What else stands there is no part of a traceback, or announces one.
            is_ignored = text.startswith(_IGNORED) and not text.startswith(_THREAD)
            frames = 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
