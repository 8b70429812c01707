"""The person at the terminal: what is typed, and Ctrl-C, both as sockets that select() can wait for."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
from typing import Any

from sockgrade.kernel.signals import ENDING

_CHUNK = 4096


class Keyboard:
    """Standard input: a terminal, a pipe, a file.

    A thread reads it, because Windows waits for sockets only, and because a terminal that was made
    non-blocking would be so for the shell as well.
    """

    def __init__(self, *, is_ours: bool) -> None:
        """`is_ours`: whether standard input may be read at all."""
        self.is_terminal = is_ours and sys.stdin.isatty()
        self.was_used = False
        self.has_ended = False
        self._ours, theirs = socket.socketpair()
        if is_ours:
            threading.Thread(target=_forward, args=(theirs,), daemon=True).start()
        else:
            theirs.close()

    def fileno(self) -> int:
        return self._ours.fileno()

    def read(self) -> bytes:
        """What was typed, at least a byte; nothing at the end. To be called when select() says so."""
        data = self._ours.recv(_CHUNK)
        self.was_used = self.was_used or bool(data)
        self.has_ended = not data
        return data


def _forward(target: socket.socket) -> None:
    with target, contextlib.suppress(OSError):  # EIO: the terminal is gone
        while data := os.read(0, _CHUNK):
            target.sendall(data)


def may_read_input() -> bool:
    """Whether standard input is there, and not a terminal that somebody else in the foreground reads."""
    if sys.stdin is None:
        return False
    if not sys.stdin.isatty() or not hasattr(os, "tcgetpgrp"):
        return True
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:  # a terminal that controls another session: nobody is in its foreground
        return True


class Interrupts:
    """Ctrl-C, and whatever else asks sockgrade to end."""

    def __init__(self) -> None:
        self.number: int | None = None
        """The signal that came first."""
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)
        self._handlers: dict[int, Any] = {}
        self._child: int | None = None
        self._count = 0

    def fileno(self) -> int:
        """For select(): readable when there is something to `take`."""
        return self._ours.fileno()

    def take(self) -> None:
        """Learn which signal has come, if one has."""
        with contextlib.suppress(BlockingIOError):
            # The interpreter writes a signal's number (signal.set_wakeup_fd); no more comes when it is gone.
            numbers = self._ours.recv(_CHUNK) or bytes([signal.SIGTERM])
            self.number = self.number or numbers[0]

    def step_aside(self) -> None:
        """Go on in a process of its own, which the terminal's signals do not reach, nor what it starts.

        Ctrl-C would end a sandbox before the program in it has seen anything. The process that is left passes
        signals on, and ends, with SystemExit, as the new one does; the second signal kills that. Must be
        called while the process is single-threaded. Where there is no fork(), this process goes on itself.
        """
        self._catch()
        if not hasattr(os, "fork"):
            return
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # closed
                stream.flush()
        self._child = os.fork()
        if self._child == 0:
            self._release()
            self._theirs.close()
            os.setsid()
            return
        # Both ends stay open here: a signal between the child's end and ours would be written to nobody.
        status = os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])
        self._release()
        if status < 0:
            status = 128 + signal.SIGINT if self._count else 128 - status
        raise SystemExit(status)

    def _catch(self) -> None:
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, self._hear) for number in ENDING}
        if hasattr(signal, "SIGTSTP"):
            # Ctrl-Z would stop the process that only waits.
            self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    def _hear(self, _number: int, _frame: object) -> None:
        self._count += 1
        if self._count > 1 and self._child:
            os.kill(self._child, signal.SIGKILL)

    def _release(self) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
