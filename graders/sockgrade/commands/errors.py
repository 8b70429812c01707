"""How a command ends when it cannot do what it was asked: one line on stderr, and an exit code."""

from __future__ import annotations

import errno
import traceback
from typing import IO, Any

import click

from sockgrade.checks import GraderFault
from sockgrade.course import CourseError
from sockgrade.evidence.text import visible, without_commands
from sockgrade.intake.boundary import SubmissionError
from sockgrade.network.namespaces import NetworkUnavailable
from sockgrade.sandbox import SandboxFault, SandboxUnavailable

#: Why nothing can be graded; their messages say what the user can do.
REFUSALS = (CourseError, NetworkUnavailable, SandboxUnavailable, SubmissionError)
#: Nobody's fault but the machine's.
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class Stop(click.ClickException):
    """Ends the command with `sockgrade: …` on stderr. The message may quote hostile names."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(without_commands(visible(message)))

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"sockgrade: {self.message}", file=file, err=True)


class Fault(Stop):
    """sockgrade itself failed."""

    exit_code = 3


def explain(error: Exception, *, debug: bool) -> Stop:
    """What to say about an exception; with `debug` the traceback of an unexpected one is printed first."""
    if isinstance(error, (GraderFault, SandboxFault)):
        return Fault(str(error))
    if isinstance(error, REFUSALS):
        return Stop(str(error))
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return Fault(
            f"{error.strerror}: make room, or let TMPDIR name a folder with room for temporary files"
        )
    if debug:
        traceback.print_exception(error)
        return Fault("this is a fault of sockgrade: please report the traceback above")
    return Fault(
        f"{type(error).__name__}: {error} (this is a fault of sockgrade; "
        "`sockgrade --debug` followed by the same command shows where)"
    )
