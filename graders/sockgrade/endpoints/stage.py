"""Where a submission's program is launched, and the random data it is tried with."""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import random
import re
import socket
import string
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path

from sockgrade.course import ProgramSpec
from sockgrade.endpoints.arguments import Strict
from sockgrade.evidence.events import Act
from sockgrade.evidence.wording import first_difference
from sockgrade.kernel.trees import Entry
from sockgrade.network.capture import Capture
from sockgrade.network.network import Bound, Network, family_of, show_address
from sockgrade.process.patience import Patience
from sockgrade.process.process import Process
from sockgrade.process.transcript import Tell, Transcript
from sockgrade.sandbox import PATH, Sandbox
from sockgrade.sandbox.room import Contents


@dataclass(frozen=True)
class Setup:
    """What a program is started with, besides its command."""

    arguments: tuple[str, ...] = ()
    files: Mapping[str, Entry] = field(default_factory=dict)
    """What lies beside it, by name."""
    environment: Mapping[str, str] = field(default_factory=dict)
    given: bytes | None = None
    """What its standard input has, up to its end; None if the check types into it."""
    commands: Path | None = None
    """A folder of commands that it finds before those of the system."""


@dataclass
class Stage:
    """Where one submission's program is launched, check after check."""

    spec: ProgramSpec
    network: Network
    sandbox: Sandbox
    command: Sequence[str]
    folder: Path
    """The program's files, as every launch finds them."""
    directory: str = "."
    """Where among them it starts."""
    main: str = ""
    """The one of them that is the program; empty if it is made of several."""
    readable: Sequence[Path] = ()
    place: Bound | None = None
    """Where the server was seen to listen, if it is not where the document says."""
    target: tuple[str, int] | None = None
    """Where the client was seen to connect, if it is not where the document says."""

    by_hand: str = ""
    """The command with which a student starts the program."""

    patience: Patience = field(default_factory=Patience)
    """Where the program let the grader wait in vain, in all checks so far."""
    tell: Tell = lambda *_: None
    """Told of what happens in the checks."""

    explaining: float = 0.0
    """Seconds that were spent on running checks once more, for their explanation."""

    deadline: float | None = None
    """Seconds for the check that runs now, where the course's teacher has set them."""

    _chores: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1), repr=False)
    _done: list[Future[None]] = field(default_factory=list, repr=False)

    def launch(self, transcript: Transcript, setup: Setup) -> Process:
        for name, entry in setup.files.items():
            if entry.kind == "file":
                transcript.note(Act.LAID, name, data=entry.data)
        environment, readable = setup.environment, self.readable
        if setup.commands is not None:
            environment = {"PATH": f"{setup.commands}:{PATH}", **environment}
            readable = (*readable, setup.commands)
        self.network.enter()
        return Process(
            self.sandbox,
            self.command,
            self.room(setup.files),
            arguments=setup.arguments if self.spec.arguments or setup.arguments else None,
            environment=environment,
            given=setup.given,
            folder=self.folder,
            directory=self.directory,
            readable=readable,
            transcript=transcript,
            tables=self.network.tables,
            rights=self.spec.rights,
            owner=self.network.owner,
            patience=self.patience,
            deadline=self.deadline,
        )

    def room(self, files: Mapping[str, Entry]) -> AbstractContextManager[Path]:
        """A folder with the program's files for one launch, which may do with it what it likes.

        `files` lie beside the program.
        """
        beside = {
            os.path.normpath(os.path.join(self.directory, name)): entry for name, entry in files.items()
        }
        return self._contents.room(self.sandbox, beside)

    @property
    def usual(self) -> Setup:
        """What the exercise says that the program is started with."""
        return Setup(self.arguments(), {name: Entry.file(data) for name, data in self.spec.files.items()})

    def arguments(self, address: str = "", port: str = "") -> tuple[str, ...]:
        """The usual ones; with another address or port, where they are given."""
        if not self.spec.arguments:
            return ()
        values = {
            "{address}": address or self.network.resolve(self.spec.address),
            "{port}": port or str(self.spec.port),
        }
        # Not str.format(): nothing but the placeholders means anything.
        return tuple(
            re.sub("|".join(values), lambda found: values[found[0]], word) for word in self.spec.arguments
        )

    def at(self, arguments: Sequence[str]) -> Stage:
        """The same for a program that these arguments send to another address or port, where they name one."""
        said = dict(zip(self.spec.arguments, arguments, strict=False))
        address, port = said.get("{address}", ""), said.get("{port}", "")
        spec = self.spec
        with contextlib.suppress(ValueError):  # no address: a check tries what the program says to that
            ip_address(address)
            spec = replace(spec, address=address)
        if port.isascii() and port.isdecimal() and 0 < int(port) < 2**16:
            spec = replace(spec, port=int(port))
        return self if spec == self.spec else replace(self, spec=spec, place=None, target=None)

    @cached_property
    def _contents(self) -> Contents:
        return Contents(self.folder)

    def later(self, chore: Callable[[], None]) -> None:
        """Clean up in the background: the kernel takes 10 ms to take namespaces or a capture down, for which
        the next check, where it has a network of its own, need not wait."""
        done = self._chores.submit(chore)
        self._done.append(done)
        if self.network.kind == "shared":
            done.result()

    def close(self) -> None:
        """Wait until everything is cleaned up. Raises what went wrong with it."""
        self._chores.shutdown()
        for chore in self._done:
            chore.result()

    def capture(self) -> Capture | None:
        """A capture of the private network; None on the machine's own."""
        return Capture(self.network) if self.network.kind == "private" else None

    def occupy(self) -> socket.socket:
        """Take the program's address, and never say a word there."""
        address = self.network.resolve(self.spec.address)
        occupant = self.network.socket(family_of(address), socket.SOCK_STREAM)
        if sys.platform != "win32":  # where it would let two programs have one port
            occupant.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        occupant.bind((address, self.spec.port))
        occupant.listen()
        return occupant

    def end_a_connection(self) -> None:
        """Let a connection come to its end at the program's address, with the side that listened closing first."""
        try:
            occupant = self.occupy()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return  # the program itself has left one, and had not set SO_REUSEADDR
        with occupant as listener, self.network.socket(occupant.family, socket.SOCK_STREAM) as client:
            client.connect(listener.getsockname())
            listener.accept()[0].close()
            client.recv(1)

    @property
    def documented_place(self) -> str:
        """Where the document wants the server to be."""
        address = self.network.resolve(self.spec.address)
        return f"{self.spec.transport.upper()} {show_address(address, self.spec.port)}"


#: Characters of a text that nobody writes by chance.
_WORD = 4
_LONG = 30
_DAY = 24 * 60 * 60


@dataclass
class Payload(Strict):
    """Random data for checks, from a seed: a program that answers something prepared is found out.

    Example:

        def check_keeps_every_byte(server: Server, payload: Payload) -> None:
            message = payload.text() + payload.binary(100)
            server.connect().send(message).expect(message)
    """

    random: random.Random = field(repr=False)
    _texts: list[str] = field(default_factory=list, repr=False)

    def text(self, length: int = 16) -> bytes:
        """ASCII letters and digits, without white space or line ends."""
        return self.word(length).encode()

    def word(self, length: int = 12) -> str:
        """ASCII letters and digits as a str, for what is typed or printed."""
        return self._known("".join(self.random.choices(string.ascii_letters + string.digits, k=length)))

    def past_time(self) -> str:
        """A time long ago, as ctime(3) writes it; its day has two digits, so that no blank is doubled."""
        tenth = datetime.datetime(self.random.randrange(1990, 2020), self.random.randint(1, 12), 10)
        return self._known((tenth + datetime.timedelta(seconds=self.random.randrange(18 * _DAY))).ctime())

    def _known(self, text: str) -> str:
        self._texts.append(text)
        return text

    def binary(self, length: int) -> bytes:
        """Bytes of every value."""
        return self.random.randbytes(length)

    def hide(self, message: str) -> str:
        """A message without random words: the same fault is then told in the same words, in every run."""
        for text in self._texts:
            if len(text) >= _WORD:
                message = message.replace(text, "…")
            # Somebody who quotes a long one cuts it off.
            at = message.find(text[:_LONG]) if len(text) > _LONG else -1
            if at >= 0:
                end = at + first_difference(message[at:].encode(), text.encode())
                message = f"{message[:at]}…{message[end:]}"
        return message
