"""What happened during a check, as plain data: for the eyes of the student, never for a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """Who did something."""

    GRADER = "grader"
    PROGRAM = "program"
    KERNEL = "kernel"


class Act(StrEnum):
    """What somebody did."""

    LAID = "laid"
    """The grader, a file beside the program, before it starts."""
    NAMED = "named"
    """What a name stands for, in the program's network."""
    STARTED = "started"
    """With the program's arguments, as a shell takes them."""
    TYPED = "typed"
    """The grader, into the program's standard input."""
    ENDED_INPUT = "ended_input"
    SIGNALLED = "signalled"
    AWAITED = "awaited"
    """The grader listens, where the program is to find somebody."""
    SILENT = "silent"
    """The grader answers nobody there."""
    CONNECTED = "connected"
    """The grader, to the program's server."""
    REFUSED = "refused"
    """The grader could not connect."""
    ACCEPTED = "accepted"
    """The grader, a connection of the program's client."""
    SENT = "sent"
    PASSED = "passed"
    """The grader has sent a packet past the program, to somebody else."""
    FINISHED = "finished"
    """The grader will send nothing more (half-close, FIN)."""
    BROKE_OFF = "broke_off"
    """The grader reset the connection (RST)."""
    CLOSED = "closed"
    RECEIVED = "received"
    """Something that the program sent."""
    GOT_END = "got_end"
    """The program closed its side (FIN)."""
    GOT_RESET = "got_reset"
    """The program broke the connection off (RST)."""
    PRINTED = "printed"
    """A line on stdout."""
    COMPLAINED = "complained"
    """A line on stderr."""
    LISTENED = "listened"
    LINKED = "linked"
    """The link between two programs has passed something on, or has not."""
    EXITED = "exited"
    HALTED = "halted"
    """What the grader waited for will not come: where the program hangs, or what it does instead."""


_OF_PROGRAM = {Act.RECEIVED, Act.GOT_END, Act.GOT_RESET, Act.PRINTED, Act.COMPLAINED}
_OF_KERNEL = {Act.STARTED, Act.LISTENED, Act.EXITED, Act.HALTED}


@dataclass(frozen=True)
class Event:
    """One thing that happened, as the grader saw it."""

    seconds: float
    """Since the check began."""
    act: Act
    text: str = ""
    """An address, a line of output, the beginning of what was sent: as it was, so it may be hostile."""
    size: int = 0
    """Bytes, of what was sent, received or typed."""
    connection: int = 0
    """Which one, counted from 1; 0 if it concerns none."""
    lane: str = ""
    """Of two programs and the link between them, whose it is: `client`, `link` or `server`; empty for one program."""

    @property
    def who(self) -> str:
        """Whose line it is where all that happened is told."""
        return self.lane or self.party.value

    @property
    def party(self) -> Party:
        if self.act in _OF_PROGRAM:
            return Party.PROGRAM
        return Party.KERNEL if self.act in _OF_KERNEL else Party.GRADER


@dataclass(frozen=True)
class Packet:
    """A packet as it crossed the network. Bare acknowledgements are not kept."""

    seconds: float
    """Since the check began, on the same clock as events."""
    protocol: str
    """`tcp`, `udp` or `icmp`."""
    source: str
    """As in 127.0.0.1:80."""
    target: str
    to_program: bool
    """Towards the program's lane; of a program that talks to itself, towards its server."""
    flags: str = ""
    """Of TCP: `SYN`, `SYN ACK`, `FIN ACK`, `RST`…; of ICMP: what it says."""
    size: int = 0
    """Bytes of data."""
    excerpt: str = ""
    """The beginning of the data, quoted."""
    lane: str = ""
    """Of two programs with a link between them: `client` or `server`, in whose network it was seen."""


@dataclass(frozen=True)
class Excerpt:
    """The lines of the program's source that a failure is about; bounded, and as they are, so they may be hostile."""

    file: str
    line: int
    """The number of the line that is meant, counted from 1."""
    first: int
    """The number of the first of `lines`."""
    lines: tuple[str, ...]
    path: str = ""
    """The file where the student has it (see `ProgramResult.file`); empty if it is not there in this form."""


@dataclass(frozen=True)
class Evidence:
    """Everything that was seen during a check; bounded."""

    events: tuple[Event, ...] = ()
    events_left_out: int = 0
    """From the middle of a long conversation."""
    packets: tuple[Packet, ...] = ()
    packets_left_out: int = 0
    where: tuple[str, ...] = ()
    """Where each thread hangs, for Python with its line: `server.py:14 in serve: data = conn.recv(1024)`."""
    ending: str = ""
    """How the program ended, with the last lines of its traceback; empty while it ran."""
    by_hand: tuple[str, ...] = ()
    """Commands with which the student sees the same once more."""
    excerpt: Excerpt | None = None
    """What stands at the place that the failure's message names, if it names one."""
