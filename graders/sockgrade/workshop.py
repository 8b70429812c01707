"""Where a program is built: a copy of the snapshot to which the build may write, in the sandbox.

What the build leaves there is a stranger's work as much as what was handed in, and is taken over in the same way.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sockgrade.checks import GraderFault
from sockgrade.network import Network
from sockgrade.process import Process, describe_exit
from sockgrade.sandbox import Limits
from sockgrade.sandbox.choose import Chosen
from sockgrade.sandbox.spawn import give_to_program
from sockgrade.snapshot import MAX_ENTRIES, PRODUCTS, copy_folder, show
from sockgrade.trees import remove
from sockgrade.verdict import Kind
from sockgrade.waiting import Halted, wait_for

#: Seconds for one step. Two of them, `make` and `cc`, must fit into the time limit of the check that comes first.
DEADLINE = 45
#: Files and folders for which there is room: those that were handed in, and as many again.
_FILES = 2 * MAX_ENTRIES
_LIMITS = Limits(cpu_seconds=DEADLINE, file_size=PRODUCTS.size)


@dataclass(frozen=True)
class Done:
    """How a step of a build went."""

    succeeded: bool
    end: str
    """In words."""
    messages: str
    """What it printed."""


class Workshop:
    """The folder in which one program is built."""

    def __init__(self, folder: Path, chosen: Chosen) -> None:
        self.folder = folder
        self._chosen = chosen

    def run(self, command: Sequence[str]) -> Done:
        """Run one step."""
        process = Process(
            self._chosen.sandbox,
            command,
            self.folder,
            readable=self._chosen.python.readable,
            writable=True,
            limits=_LIMITS,
        )
        process.end_input()
        try:
            status = wait_for(lambda: process.exit_status, process, seconds=DEADLINE, patience=DEADLINE)
            end = describe_exit(status)
        except Halted as why:
            status = None
            end = (
                f"not finished: {why.reason}"
                if why.kind is Kind.STUCK
                else f"not finished in {DEADLINE} seconds"
            )
        finally:
            process.kill()
        return Done(status == 0, end, process.output.text.strip())

    def which(self, name: str) -> str | None:
        """The path of a command."""
        return self._chosen.sandbox.which(name, self.folder)

    def finish(self, target: Path) -> None:
        """Copy everything into the new folder `target`, which nobody may write to. Raises SubmissionError."""
        copy_folder(self.folder, target, PRODUCTS)

    def without_path(self, text: str) -> str:
        """A text without the path of the folder, which means nothing to a student."""
        own = show(self.folder)
        return text.replace(f"{own}{os.sep}", "").replace(own, "it")


@contextmanager
def workshop(snapshot: Path, chosen: Chosen, network: Network) -> Iterator[Workshop]:
    """Make a workshop from a snapshot. Nothing of it is left afterwards."""
    own = chosen.sandbox.workshop(PRODUCTS.size, _FILES)
    with own or _folder(snapshot.parent, bounded=network.kind == "private") as folder:
        try:
            _furnish(folder, snapshot)
        except OSError as error:
            raise GraderFault(f"the program cannot be built here: {error}") from error
        yield Workshop(folder, chosen)


def _furnish(folder: Path, snapshot: Path) -> None:
    shutil.copytree(snapshot, folder, dirs_exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
        give_to_program(path)


@contextmanager
def _folder(parent: Path, *, bounded: bool) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="build-", dir=parent))
    try:
        with _bounded(folder) if bounded else contextlib.nullcontext():
            folder.chmod(0o755)
            yield folder
    finally:
        remove(folder)


@contextmanager
def _bounded(folder: Path) -> Iterator[None]:
    """Mount a file system of limited size there, which only this worker sees, and which goes whatever is in it."""
    from sockgrade import linux

    options = f"size={PRODUCTS.size},nr_inodes={_FILES}"
    try:
        linux.mount("tmpfs", str(folder), "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
    except OSError as error:
        raise GraderFault(f"a folder to build in cannot be mounted: {error.strerror}") from error
    try:
        yield
    finally:
        linux.unmount(str(folder))
