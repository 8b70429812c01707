"""What a check may say before a program starts: what lies beside it, and what it finds around itself."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Self

from sockgrade.checks import CheckSkipped
from sockgrade.endpoints.arguments import Strict, WrongArgument
from sockgrade.endpoints.stage import Setup, Stage
from sockgrade.kernel.trees import Entry
from sockgrade.sandbox.netcats import NETCATS, PACKAGES

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True


class Preparing(Strict):
    """The part of `Program` that decides what the program is started with, besides its arguments and its names."""

    _stage: Stage
    _setup: Setup

    def put(self, name: str, data: bytes) -> Self:
        """Lay a file into the folder where the program starts, before it does; the folders in its name are made."""
        return self.lay(name, Entry.file(data))

    def lay(self, name: str, entry: Entry) -> Self:
        """Lay a folder, a link, or a file with its permissions, into the folder where the program starts.

        To be said before it starts. The folders that lead there are made.
        """
        self._setup = replace(self._setup, files={**self._setup.files, name: entry})
        return self

    def set_environment(self, name: str, value: str) -> Self:
        """Set a variable of the program's environment, before it starts."""
        self._setup = replace(self._setup, environment={**self._setup.environment, name: value})
        return self

    def with_netcat(self, variant: str) -> Self:
        """Let the program find this netcat as nc, netcat and ncat: "openbsd", "traditional" or "ncat".

        To be said before it starts. Where that netcat is not installed, the check is skipped.
        """
        if variant not in NETCATS:
            raise WrongArgument(f"a netcat is one of {', '.join(NETCATS)}, and not {variant!r}")
        folder = self._stage.sandbox.netcat(variant, self._stage.folder.parent)
        if folder is None:
            raise CheckSkipped(f"this netcat is not installed: sudo apt install {PACKAGES[variant]}")
        self._setup = replace(self._setup, commands=folder)
        return self

    def give_input(self, data: bytes) -> Self:
        """Let the program's standard input have these bytes, and then end, as a pipe from a file does.

        To be said before it starts. It takes them whenever the check waits for anything, so that a program that
        cannot read on before it has sent something may do that first.
        """
        if os.name != "posix":
            raise CheckSkipped("a pipe that is full would hold the grader here")
        self._setup = replace(self._setup, given=data)
        return self
