"""Text that a program has printed, and that has not left its memory: a buffer which no line end has emptied yet."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from sockgrade.process import Process
from sockgrade.transcript import Transcript
from sockgrade.waiting import Halted, wait_for

#: Seconds for a program to end when it is interrupted.
_LAST = 1.0


def comes_at_the_end(process: Process, is_printed: Callable[[str], bool]) -> bool | None:
    """Interrupt a program, and see whether what was missed of its output comes when it ends.

    None if that is not known: what Ctrl-C kills at once, as it does programs in C, empties no buffers.
    """
    # Nothing that happens from now on belongs to the check.
    process.transcript = Transcript()
    before, printed = process.output.text, process.printed.text
    process.interrupt()
    with contextlib.suppress(Halted):
        wait_for(lambda: process.exit_status, process, seconds=_LAST)
    # A buffer holds no line end: what it held comes first, and within a line.
    rest = process.printed.text.removeprefix(printed).partition("\n")[0]
    if rest and is_printed(before + rest):
        return True
    status = process.exit_status
    has_cleaned_up = status is not None and (status >= 0 or "KeyboardInterrupt" in process.errors.text)
    return False if has_cleaned_up else None
