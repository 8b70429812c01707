"""The command `sockgrade grade --watch` as it runs, for the tests of it."""

from __future__ import annotations

import codecs
import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeAlias

import psutil
from small_course import NO_STATE, SOCKGRADE

#: What it says when it waits for a save: after the first grade, and after each further one.
READY, WAITING = "Ctrl-C ends it.", "Waiting for the next save."
#: Seconds to wait for output, far more than it takes.
PATIENCE = 60
#: It looks for saves every 50 ms, and takes what comes within two looks as one.
GLANCE, LOOKS = 0.05, 8
ANSI = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x1b\x07]*(\x07|\x1b\\))")


class Watching:
    """The command as it runs, with its output on a pipe or on a terminal."""

    def __init__(self, *arguments: str | Path, cwd: Path, terminal: bool = False, **environment: str) -> None:
        self._output, theirs = pty.openpty() if terminal else os.pipe()
        if terminal:
            termios.tcsetwinsize(theirs, (50, 100))
        self.process = subprocess.Popen(
            [SOCKGRADE, "grade", *arguments, "--watch"],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color", **NO_STATE, **environment},
            start_new_session=True,
        )
        self._folder = cwd
        os.close(theirs)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._unread = ""
        self.raw = ""
        """All that it has printed, with what moves and clears on a terminal."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._output)

    def until(self, words: str) -> str:
        """What it prints up to these words, from where the last call ended."""
        while words not in self._unread:
            piece = self._read()
            assert piece, f"it ended before it said {words!r}: {self._unread}"
            self._unread += piece
        before, _, self._unread = self._unread.partition(words)
        return _plain(before)

    def after(self, save: Callable[[Path], object], name: str = "program.py") -> str:
        """What it prints after a save. It stands still meanwhile: no machine is so slow that it sees half a save."""
        os.kill(self.process.pid, signal.SIGSTOP)
        os.waitpid(self.process.pid, os.WUNTRACED)
        save(self._folder / name)
        os.kill(self.process.pid, signal.SIGCONT)
        return self.until(WAITING)

    def stays_silent(self) -> bool:
        """Whether it grades no more: says nothing while it wakes up, several times, to look for further saves."""
        command = psutil.Process(self.process.pid)
        enough = command.num_ctx_switches().voluntary + LOOKS
        while command.num_ctx_switches().voluntary < enough:
            if select.select([self._output], [], [], GLANCE)[0]:
                self._unread += self._read()
            if _plain(self._unread).strip():
                return False
        return True

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Interrupt it as a terminal does, its children too: the exit code, and what it still printed."""
        os.killpg(self.process.pid, number)
        return self.rest()

    def rest(self) -> tuple[int, str]:
        """Wait until it ends by itself."""
        while piece := self._read():
            self._unread += piece
        return self.process.wait(PATIENCE), _plain(self._unread)

    def _read(self) -> str:
        readable, _, _ = select.select([self._output], [], [], PATIENCE)
        assert readable, f"it fell silent after: {self._unread}"
        with contextlib.suppress(OSError):  # EIO: the other side of the terminal is closed (pty(7))
            piece = self._decoder.decode(os.read(self._output, 2**16))
            self.raw += piece
            return piece
        return ""


def _plain(text: str) -> str:
    return ANSI.sub("", text).replace("\r", "")


def writing(text: str) -> Callable[[Path], object]:
    """Saves a file with this text in place."""
    return lambda path: path.write_text(text)


Start: TypeAlias = Callable[..., Watching]
