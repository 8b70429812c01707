"""What a grader and its worker processes say to each other."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeAlias

if TYPE_CHECKING:  # the command starts its workers first of all, and loads the rest meanwhile
    from sockgrade.evidence.events import Event
    from sockgrade.sandbox.choose import Chosen
    from sockgrade.verdict import CheckResult


@dataclass(frozen=True)
class Job:
    """What a worker is asked to do."""

    course: Path
    program: str
    checks: tuple[str, ...]
    """Their ids."""
    folder: Path
    """The snapshot."""
    main: str
    language: str
    """The program's, in which hints are given (`Source.language`)."""
    chosen: Chosen
    network: Literal["private", "shared"]
    seed: int
    pcap: Path | None = None
    """The folder for each check's packets; there already."""
    partner: tuple[Path, str] | None = None
    """Of a pair, the snapshot of its client, and its main file."""
    exit_first: bool = False
    """Whether nothing more is to be run after the first check that fails."""
    tells: bool = False
    """Whether everything that is noted in a check is to be told as it happens."""
    seeks_guilt: bool = True
    """Whether a pair that fails is tried again with the references, to say which of the two is at fault."""


@dataclass(frozen=True)
class Ready:
    """Message: the program is ready to run, by this interpreter or compiler."""

    interpreter: str
    by_hand: str
    """The command with which a student starts it."""


@dataclass(frozen=True)
class Started:
    """Message: a check has begun."""

    id: str


@dataclass(frozen=True)
class Noted:
    """Message: something has happened in a check, until its verdict."""

    event: Event
    data: bytes
    """All of it, if it was sent, received or typed."""


@dataclass(frozen=True)
class Fault:
    """Message: the worker cannot grade at all."""

    message: str


Message: TypeAlias = "Ready | Started | Noted | CheckResult | Fault"


def send(stream: BinaryIO, message: object) -> None:
    """Write a job, a message or a pid."""
    pickle.dump(message, stream)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read what was sent. Raises EOFError when the other side has ended, also in the midst of a message."""
    try:
        return pickle.load(stream)
    except pickle.UnpicklingError as error:
        raise EOFError("a message was cut off") from error
