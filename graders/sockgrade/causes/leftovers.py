"""What a program keeps to itself until it ends: text in a buffer, and exceptions that asyncio holds back.

To learn it, the program is interrupted, as with Ctrl-C: when its check is over.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

from sockgrade.causes.tracebacks import INTERRUPTED, Raised, all_raised
from sockgrade.process.process import Process
from sockgrade.process.transcript import Transcript
from sockgrade.process.waiting import Halted, wait_for

#: Seconds for a program to end when it is interrupted.
_LAST = 1.0
#: What asyncio says of an exception in a task for which nobody waits, and when the task is forgotten.
_FORGOTTEN = "exception was never retrieved"


def comes_at_the_end(process: Process, is_printed: Callable[[str], bool]) -> bool | None:
    """Whether what was missed of a program's output comes when the program ends.

    None if that is not known: what Ctrl-C kills at once, as it does programs in C, empties no buffers.
    """
    before, printed = process.output.text, process.printed.text
    _interrupt(process)
    # A buffer holds no line end: what it held comes first, and within a line.
    rest = process.printed.text.removeprefix(printed).partition("\n")[0]
    if rest and is_printed(before + rest):
        return True
    status = process.exit_status
    has_cleaned_up = status is not None and (status >= 0 or INTERRUPTED in process.errors.text)
    return False if has_cleaned_up else None


def raised_at_the_end(process: Process) -> Raised | None:
    """The exception of a task of asyncio that is reported only when the program ends; None if there is none.

    Until Python 3.11 that is where exceptions in the handlers of asyncio.start_server() go.
    """
    if not _uses_asyncio(process.running.pid):
        return None
    before = process.errors.text
    _interrupt(process)
    told = process.errors.text.removeprefix(before).partition(_FORGOTTEN)[2]
    return next(all_raised(told), None)


def _interrupt(process: Process) -> None:
    # Nothing that happens from now on belongs to the check.
    process.transcript = Transcript()
    process.interrupt()
    with contextlib.suppress(Halted):
        wait_for(lambda: process.exit_status, process, seconds=_LAST)


def _uses_asyncio(pid: int | None) -> bool:
    """Whether a program has loaded the module, which is partly in C (proc_pid_maps(5))."""
    if sys.platform != "linux" or pid is None:
        return False
    with contextlib.suppress(OSError):
        return "/_asyncio." in Path(f"/proc/{pid}/maps").read_text(errors="replace")
    return False
