"""The words for a wait that came to nothing, and for a program that is gone."""

from __future__ import annotations

import re

from sockgrade.checks import CheckFailed
from sockgrade.process import Process, describe_exit
from sockgrade.spy import Frame
from sockgrade.verdict import Kind
from sockgrade.waiting import Halted

#: With what Python begins to tell of an exception that nobody caught.
TRACEBACK = "Traceback (most recent call last)"
_FRAME = re.compile(r'^ *File "([^/"<][^"]*)", line (\d+)(?:, in (\S+))?$', re.MULTILINE)
#: Of stderr: the innermost line of a traceback, what stands there, and what was raised.
_LAST_LINES = 4


def last_words(process: Process) -> str:
    """What a program ended with: its exit status, the last line it wrote to stderr, and where that came from."""
    status = process.exit_status
    how = "" if status is None else f" ({describe_exit(status)})"
    last = _last_line(process.errors.text)
    return f"{how}: {last}" if last else how


def _last_line(errors: str) -> str:
    """The last line of stderr; of a traceback with the student's own line that led to it."""
    lines = [line for line in errors.splitlines() if line.strip()]
    if not lines:
        return ""
    last = lines[-1].strip()[:200]
    # The program's own files are named relative to its folder.
    own = _FRAME.findall(errors)
    if not own:
        return last
    name, line, function = own[-1]
    return f"{last} ({Frame(name, int(line), function or '<module>')})"


def has_crashed(process: Process) -> bool:
    """Whether an exception or a signal ended a program."""
    status = process.exit_status
    return TRACEBACK in process.errors.text or (status is not None and status < 0)


def the_end(process: Process) -> str:
    """The words for a program that is gone: that it crashed, if it says so, and how."""
    status = process.exit_status
    how = "crashed" if has_crashed(process) else "ended by itself" if status == 0 else "ended"
    return f"The program {how}{last_words(process)}"


def aside(process: Process) -> str:
    """What a program ended with, if something went wrong with it as well."""
    return last_words(process) if process.exit_status or process.errors.text.strip() else ""


def last_lines(process: Process) -> str:
    """How a program ended by itself, with the last lines that it wrote to stderr; empty while it runs."""
    status = process.exit_status
    if status is None:
        return ""
    lines = [line for line in process.errors.text.splitlines() if line.strip()]
    return "\n".join([describe_exit(status), *lines[-_LAST_LINES:]])


def halted(
    why: Halted, process: Process, wanted: str, expected: str, received: str = "nothing"
) -> CheckFailed:
    """The verdict on a wait that came to nothing; `wanted` completes the sentence "The program does not …"."""
    message = {
        Kind.ENDED: the_end(process),
        Kind.STUCK: f"The program does not {wanted}, and never will: {why.reason}.{_trouble(process)}",
    }.get(why.kind, f"The program does not {wanted}: {why.reason}.")
    return CheckFailed(why.kind, message, expected=expected, received=received)


def _trouble(process: Process) -> str:
    """What went wrong in a program that goes on: in a thread, say, whose traceback ended nothing but itself."""
    errors = process.errors.text
    return f" It reported {_last_line(errors)}" if TRACEBACK in errors else ""
