"""What ends a command from outside: Ctrl-C, and what CI services, terminals and kill(1) send."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

#: What a shell says of a command that Ctrl-C has ended.
INTERRUPTED = 130
LINE = "sockgrade: interrupted, nothing was written\n"
#: What asks a process to end, where the platform has it.
ENDING = [
    number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
]
#: Seconds for everything to be closed after the first signal.
_PATIENCE = 10


def end_at_once(*_: object) -> NoReturn:
    """End this process with one line, and with nothing in between that an interrupt could show a traceback of."""
    when_all_is_closed()
    try:
        os.write(2, LINE.encode())
    except OSError:  # closed
        pass
    os._exit(INTERRUPTED)


def before_anything_is_open() -> None:
    """From now on a signal ends the process at once."""
    _handle(end_at_once)


def while_something_is_open() -> None:
    """From now on a signal raises KeyboardInterrupt, so that all is closed; a second one ends the process at once."""
    _handle(_interrupt)
    sys.unraisablehook = _hear_again


def when_all_is_closed() -> None:
    """From now on a signal ends the process without a word: it has done its work, or says so just now."""
    _handle(lambda: os._exit(INTERRUPTED))


def lies_behind(error: BaseException | None) -> bool:
    """Whether an interrupt is the cause of an exception: Python makes another one of it in some places."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _handle(handler: Callable[[], Any]) -> None:
    process = os.getpid()

    def hear(*_: object) -> None:
        if os.getpid() != process:  # forked, and its parent in the same group says it
            os._exit(INTERRUPTED)
        handler()

    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup(1) and shells ask for
            signal.signal(number, hear)


def _interrupt() -> NoReturn:
    _handle(end_at_once)
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, end_at_once)
        signal.alarm(_PATIENCE)
    raise KeyboardInterrupt


def _hear_again(unraisable: sys.UnraisableHookArgs) -> None:
    """Python drops what is raised in the midst of its own housekeeping."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        end_at_once()
    sys.__unraisablehook__(unraisable)
