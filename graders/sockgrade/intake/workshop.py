"""Where a program is built: a copy of the snapshot, in the sandbox.

What the build leaves there is a stranger's work as much as what was handed in, and is taken over in the same way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from sockgrade.checks import GraderFault
from sockgrade.intake.folder import MAX_ENTRIES, show
from sockgrade.intake.snapshot import PRODUCTS, copy_folder
from sockgrade.process.process import Process, describe_exit
from sockgrade.process.waiting import Halted, wait_for
from sockgrade.sandbox import Limits
from sockgrade.sandbox.choose import Chosen
from sockgrade.sandbox.room import Contents
from sockgrade.verdict import Kind

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

    def __init__(self, folder: Path, directory: str, chosen: Chosen) -> None:
        self.folder = folder
        self.directory = directory
        """Where in it the program stands, and its build begins."""
        self._chosen = chosen

    def run(self, command: Sequence[str]) -> Done:
        """Run one step."""
        process = Process(
            self._chosen.sandbox,
            command,
            nullcontext(self.folder),
            folder=self.folder,
            directory=self.directory,
            readable=self._chosen.python.readable,
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

    @property
    def place(self) -> Path:
        """Where the build begins."""
        return self.folder / self.directory

    def which(self, name: str) -> str | None:
        """The path of a command."""
        return self._chosen.sandbox.which(name)

    def finish(self, target: Path) -> None:
        """Copy everything into the new folder `target`, which nobody may write to. Raises SubmissionError."""
        copy_folder(self.folder, target, PRODUCTS)

    def without_path(self, text: str) -> str:
        """A text without the path of the folder, which means nothing to a student."""
        own = show(self.folder)
        return text.replace(f"{own}{os.sep}", "").replace(own, "it")


@contextmanager
def workshop(snapshot: Path, directory: str, chosen: Chosen) -> Iterator[Workshop]:
    """Make a workshop from a snapshot. Nothing of it is left afterwards."""
    with chosen.sandbox.room(snapshot.parent, PRODUCTS.size, _FILES) as folder:
        try:
            Contents(snapshot).copy_to(folder)
        except OSError as error:
            raise GraderFault(f"the program cannot be built here: {error}") from error
        yield Workshop(folder, directory, chosen)
