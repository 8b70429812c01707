"""A cause, and what it is sought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sockgrade.evidence.wording import SAYS_WHY
from sockgrade.process.process import Process
from sockgrade.verdict import Failure


@dataclass(frozen=True)
class Cause:
    """Why something is as it is."""

    words: str = ""
    """Sentences that come first; empty if the verdict says it already."""
    hint: str | None = None
    """What to do; None if the check's own hint is as good as any."""
    aside: str = ""
    """A sentence that comes last."""
    tells_all: bool = False
    """Whether nothing need be said after it but where a stuck program waits."""


class Line(Protocol):
    """A connection on which the program may still be asked something, when its verdict has been reached."""

    @property
    def is_missed(self) -> bool:
        """Whether it is here that something did not come."""

    @property
    def said(self) -> bytes:
        """What the grader sent last, or its beginning."""

    @property
    def port(self) -> int:
        """What tells it from other connections: the client's port."""

    @property
    def is_taken(self) -> bool:
        """Whether the program has read all that was sent to it."""

    @property
    def got(self) -> bytes:
        """What has come, and was not what was expected."""

    def ask(self, data: bytes) -> bytes:
        """What comes when the program gets this; nothing if it cannot be asked."""

    def end(self) -> bytes:
        """The same when the grader finishes (FIN)."""


@dataclass(frozen=True)
class Scene:
    """A program at the very end of a check that it has failed: it may be sent more, and interrupted."""

    failure: Failure
    process: Process
    role: str
    """`server`, `client` or `program`."""
    transport: str
    """`tcp` or `udp`."""
    main: Path | None = None
    """The file that is the program, if it is one file."""
    is_printed: Callable[[str], bool] | None = None
    """Whether what the check missed in an output is in this one."""
    lines: Sequence[Line] = ()

    @property
    def arguments(self) -> tuple[str, ...] | None:
        """What the program was given on its command line and should have taken; None if it never is any."""
        given = self.process.arguments
        # What a check gives it to hear it complain is wrong on purpose.
        return () if given is not None and SAYS_WHY in self.failure.expected else given
