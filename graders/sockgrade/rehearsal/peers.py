"""The sides of a rehearsal: what both are, and programs; `sockgrade.rehearsal.netcat` is the third kind.

None of them ever keeps the rehearsal waiting: what cannot be done at once is done at a later look.
"""

from __future__ import annotations

import itertools
import os
import platform
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from sockgrade.course import ProgramSpec
from sockgrade.endpoints.stage import Stage
from sockgrade.evidence.events import Act
from sockgrade.process import syscalls
from sockgrade.process.load import Load, processes
from sockgrade.process.places import Thread, where_it_is, where_it_waits
from sockgrade.process.process import Process, describe_exit
from sockgrade.process.transcript import Transcript
from sockgrade.process.watch import Watch
from sockgrade.rehearsal.lines import Line, Lines, Mark, Tell

#: What is said when there is nothing more to type.
INPUT_ENDS = "its input has ended (Ctrl-D)"
#: Whether the kernel says when a program reads its input.
_CAN_WATCH = sys.platform == "linux" and platform.machine() in syscalls.CALLS
#: Calls that wait for several descriptors; the kernel's view does not say for which.
_ON_MANY = ("select()", "poll()", "epoll_wait()")
#: Seconds of processor time: of a program that is doing something, and of one that runs in circles.
_BUSY, _ENDLESS = 0.1, 1.5


class Peer(Protocol):
    """One side of the conversation."""

    name: str
    """`server`, `client` or `program`."""
    status: int | None
    """The exit code, -N after signal N; None while it goes on."""

    def look(self) -> bool:
        """Take in, and tell, what it has done since the last look; whether that was anything."""

    def is_at_rest(self) -> bool:
        """Whether it can do nothing unless somebody else does."""

    @property
    def wait(self) -> str:
        """In words, where it waits, or what it does instead."""

    def reads_input(self) -> bool:
        """Whether, at rest, it waits for what somebody types."""

    def may_read_input(self) -> bool:
        """The same, also where that is not certain."""

    def takes_input(self) -> bool:
        """Whether there is room for more of what is typed."""

    def write(self, data: bytes) -> object:
        """Type."""

    def end_input(self) -> None:
        """Ctrl-D."""

    def descriptors(self) -> Sequence[int]:
        """What becomes readable when it does something."""

    def writable(self) -> Sequence[int]:
        """What becomes writable when it takes more of what has been typed."""

    def kill(self) -> None:
        """End it, if it has not ended."""


class _Ear(Transcript):
    """Passes on what a program prints."""

    def __init__(self, hear: Callable[[Act, bytes], None]) -> None:
        super().__init__()
        self._hear = hear

    def note_output(self, act: Act, data: bytes) -> None:
        self._hear(act, data)


class Program(Process):
    """A program, the student's or a reference."""

    _watch: Watch
    _used: float
    _threads: frozenset[Thread] | None
    """Where it was found asleep at the last look; None if it was not."""

    def __init__(self, name: str, stage: Stage, tell: Tell) -> None:
        self.name = name
        self.status: int | None = None
        self._tell = tell
        self._lines = {
            Act.PRINTED: Lines(name, Mark.PRINTED, tell),
            Act.COMPLAINED: Lines(name, Mark.COMPLAINED, tell),
        }
        self._has_printed = False
        self._pending = b""
        self._input_ends = False
        super().__init__(
            stage.sandbox,
            stage.command,
            stage.room(stage.usual.files),
            arguments=stage.usual.arguments,
            folder=stage.folder,
            directory=stage.directory,
            readable=stage.readable,
            transcript=_Ear(self._hear),
            tables=stage.network.tables,
            rights=stage.spec.rights,
            owner=stage.network.owner,
        )
        if os.name == "posix" and self._stdin is not None:
            os.set_blocking(self._stdin, False)
        self.watch_anew()

    def _hear(self, act: Act, data: bytes) -> None:
        self._has_printed = True
        self._lines[act].add(data)

    def look(self) -> bool:
        if self.status is not None:
            return False
        self._has_printed = False
        # Its state before its output: what it did before it ended, or fell asleep, is then never missed.
        self.status = self.exit_status
        self._threads = None if self.status is not None else self._watch.stuck()
        self._used = max(self._used, self._load.used())
        self.pump()
        self._flush()
        for lines in self._lines.values():
            lines.catch_up(at_the_end=self.status is not None)
        if self.status is None:
            return self._has_printed
        self._tell(Line(self.name, Mark.REMARK, f"has ended: {describe_exit(self.status)}"))
        return True

    def is_at_rest(self) -> bool:
        return self._threads is not None and not self._pending and self._watch.still_stuck()

    def reads_input(self) -> bool:
        return any(t.call is syscalls.READ and t.descriptor == 0 for t in self._threads or ())

    def may_read_input(self) -> bool:
        return self.reads_input() or any(t.call.name in _ON_MANY for t in self._threads or ())

    @property
    def wait(self) -> str:
        if self._threads:
            return where_it_waits(tuple(self._threads), self)
        place = where_it_is(self, processes(self.running))
        if self.runs_in_circles():
            return f"it runs in circles{place}, and waits for nothing"
        return f"it is{place}" if place else "nothing more is seen of it"

    def is_busy(self) -> bool:
        """Whether it has computed since `watch_anew`."""
        return self._used > _BUSY

    def runs_in_circles(self) -> bool:
        """Whether it has computed for long, in which it was given nothing to do."""
        return self._used > _ENDLESS

    def watch_anew(self) -> None:
        """Something has changed for the program: what was seen of it before means nothing any more."""
        self._watch, self._load = Watch(self.running, self.tables), Load(self.running)
        self._used, self._threads = 0.0, None

    def takes_input(self) -> bool:
        return self.status is None and self._stdin is not None and not self._pending

    def write(self, data: bytes) -> bytes:
        self._pending += data
        self.watch_anew()
        self._flush()
        return b""

    def end_input(self) -> None:
        self._input_ends = True
        self.watch_anew()
        self._flush()

    def _flush(self) -> None:
        try:
            while self._pending and self._stdin is not None:
                self._pending = self._pending[os.write(self._stdin, self._pending) :]
        except BlockingIOError:
            return
        except OSError:  # it has ended, or closed its standard input
            self._pending = b""
        if self._input_ends:
            self._close_input()

    def descriptors(self) -> list[int]:
        return super().descriptors() if self.status is None else []

    def writable(self) -> Sequence[int]:
        return [self._stdin] if self._pending and self._stdin is not None else []


class Typist:
    """Types an exercise's lines into a program that has no keyboard, each when the program reads its input.

    A client's input ends with them; a server is asked as often as clients like, and gets them over and over.
    """

    def __init__(self, program: Program, spec: ProgramSpec, tell: Tell) -> None:
        self._program, self._tell = program, tell
        self._lines = itertools.cycle(spec.typed) if spec.role == "server" else iter(spec.typed)
        self._has_more = bool(spec.typed)
        if not _CAN_WATCH:
            for line in spec.typed:
                self._type(line)

    def look(self) -> bool:
        """Type what is due; whether that was anything."""
        if not self._has_more or not self._program.reads_input() or not self._program.is_at_rest():
            return False
        line = next(self._lines, None)
        if line is None:
            self._has_more = False
            self._tell(Line(self._program.name, Mark.REMARK, INPUT_ENDS))
            self._program.end_input()
        else:
            self._type(line)
        return True

    def _type(self, line: str) -> None:
        self._tell(Line(self._program.name, Mark.TYPED, line))
        self._program.write(f"{line}\n".encode())
