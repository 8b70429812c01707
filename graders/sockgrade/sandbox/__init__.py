"""Where a student's program runs: the protocol that every sandbox keeps.

A sandbox starts one program with the descriptors it is given and nothing else of the grader's; it knows
the program's pid and ends everything that the program started. Which network the program sees is not its
business: a program inherits the network of the worker that starts it (`sockgrade.network.network`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from sockgrade.checks import CheckSkipped
from sockgrade.sandbox.netcats import NETCATS, stand_in

if TYPE_CHECKING:
    from sockgrade.network.network import Network

#: Where the submission's folder appears to the program, in sandboxes that have their own file system.
HOME = Path("/home/student")

#: Rights that an exercise may give its programs in their own network (capabilities(7)), with their numbers.
RIGHTS = {"net_raw": 13}

#: Where programs find commands.
PATH = "/usr/local/bin:/usr/bin:/bin"


class SandboxUnavailable(Exception):
    """This machine cannot provide the sandbox; the message says why and which command mends it."""


class SandboxFault(SandboxUnavailable):
    """The sandbox that was asked for fails: verdict `error`, exit code 3. The message says what to do about it."""


class CommandRefused(Exception):
    """The system cannot run the program's own command, and says why: a matter of the program."""


@dataclass(frozen=True)
class Limits:
    """What one program may use. Sizes in bytes, times in seconds; None means without limit."""

    processes: int = 256
    data: int = 2 * 2**30
    """Private memory, the stacks of threads included: room for 200 threads with the usual stack."""
    stack: int = 8 * 2**20
    """The usual size: a C program with a large array on its stack is correct."""
    file_size: int = 64 * 2**20
    open_files: int = 4096
    scratch: int = 64 * 2**20
    """What it may keep in files, in each of the folders that it may write to."""
    scratch_files: int = 10_000
    """How many files it may make in its own folder."""
    cpu_seconds: int | None = 120
    memory: int = 2**30
    """Of all processes together, with what they keep in files in memory. Only containers can be held to it."""


@dataclass(frozen=True)
class Launch:
    """A program to start.

    `argv[0]` is an absolute path or a name found on the sandbox's PATH. Paths below `folder` must be given
    relative to where the program starts: in a sandbox the folder has another name.
    """

    argv: Sequence[str]
    folder: Path
    """The program's own folder, which it may write to: see `Sandbox.room`."""
    stdin: int
    stdout: int
    stderr: int
    directory: str = "."
    """Where in the folder it starts."""
    readable: Sequence[Path] = ()
    """Further folders it needs to read, such as the interpreter's; seen under their own names."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added to the fixed minimal environment."""
    limits: Limits = field(default_factory=Limits)
    rights: Sequence[str] = ()
    """What it may do in its network (`RIGHTS`), if the sandbox has agreed to that (`Sandbox.bound`)."""
    owner: int | None = None
    """The user namespace that owns this network (`Network.owner`)."""


class Running(Protocol):
    """A started program."""

    @property
    def pid(self) -> int | None:
        """The program's own pid as the grader sees it, or None once it is gone (or not yet known)."""

    @property
    def root_pid(self) -> int:
        """The pid below which all processes of the program are found, itself included or not."""

    @property
    def own_pids(self) -> frozenset[int]:
        """Pids under (or equal to) `root_pid` which belong to the sandbox, not to the program."""

    def poll(self) -> int | None:
        """The exit status: None while it runs, 0 to 255 if it exited, -N if signal N ended it.

        What the program left running ends with it. Raises SandboxUnavailable if not the program but the
        sandbox ended, before the program began.
        """

    def exit_descriptor(self) -> int | None:
        """A descriptor that becomes readable when the program ends (a pidfd), where the platform has one.

        The caller closes it.
        """

    def kill(self) -> None:
        """End the program and everything it started; return when they are gone. Idempotent."""


def needs(rights: Sequence[str]) -> str:
    """The beginning of a sentence that says why a program cannot be run here."""
    return f"the exercise's programs need {' and '.join(f'CAP_{right.upper()}' for right in rights)}"


class Sandbox(Protocol):
    """A way to run programs. What has a body here holds where programs see the system of this machine."""

    name: str
    has_network: bool = False
    """Whether it brings a network with it; otherwise programs inherit the worker's."""

    @property
    def description(self) -> str:
        """Its name, and which of its kind it is, for reports."""
        return self.name

    def start(self, launch: Launch) -> Running:
        """Start the program. Raises SandboxUnavailable if the sandbox itself cannot start, and may raise
        CommandRefused if the program cannot: elsewhere that ends as in a shell, with a message and exit code 127.

        To be called from a thread that lives as long as the program may: on Linux the program is killed when
        the thread that started it ends, so that it does not outlive a grader that was killed itself.
        """

    def folder_path(self, folder: Path) -> Path:
        """The name under which a program sees its own folder."""

    def enter_network(self, kind: Literal["private", "shared"], launches: int) -> Network:  # noqa: ARG002 - for those that bring one
        """The network in which programs and the grader meet: the one it brings, or one that this process moves to.

        `launches` is how often a program is going to be launched there, if all goes well. For the rest see
        `enter_private_network`.
        """
        from sockgrade.network.namespaces import enter_private_network, enter_shared_network

        return enter_private_network() if kind == "private" else enter_shared_network()

    def apart(self, network: Network) -> tuple[Sandbox, Network]:
        """Another network than this one, and the sandbox whose programs are in it.

        Raises CheckSkipped where there is but one.
        """
        return self, network.apart()

    def bound(self, rights: Sequence[str], network: Network) -> None:  # noqa: ARG002 - for those that can
        """See to it that these rights (`RIGHTS`) will hold in the network that a program sees, and nowhere else.

        Raises CheckSkipped where nobody can.
        """
        raise CheckSkipped(
            f"{needs(rights)}, which no sandbox `{self.name}` can keep to a network of the program's own: add "
            "--sandbox bubblewrap or --sandbox docker"
        )

    def room(self, parent: Path, size: int, files: int) -> AbstractContextManager[Path]:
        """A new empty folder for programs to run in, with room for so many bytes and files; gone afterwards.

        It lies below `parent`, if that is given, which everybody may enter; in a sandbox with its own system, there.
        """
        from sockgrade.sandbox.room import room

        return room(parent, size, files)

    def which(self, name: str) -> str | None:
        """The path of a command, as programs find it."""
        return shutil.which(name, path=None if os.name == "nt" else PATH)

    def netcat(self, variant: str, folder: Path) -> Path | None:
        """A folder in which programs find this netcat (`NETCATS`) as nc, netcat and ncat; None where there is none.

        If need be it is made below `folder`, which everybody may enter.
        """
        command = self.which(NETCATS[variant])
        return stand_in(command, folder) if command else None

    def close(self) -> None:
        """Let go of everything; programs are not to be started any more."""
        return
