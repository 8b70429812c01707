"""The program's standard streams, read without ever blocking the grader.

On POSIX stdout is a terminal, so that C and Python programs flush every line, as they do for the student who
watches them; stderr and stdin are pipes. A program never gets a file to write to. On Windows, where a pipe
cannot be polled, a thread reads it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import queue
import sys
import threading
from typing import Protocol

_CHUNK = 64 * 1024
#: At most so much is read at one go: a program that floods its output must not hold the grader.
_AT_ONCE = 16 * _CHUNK
_HEAD = _TAIL = 32 * 1024


class Reader(Protocol):
    """The grader's end of an output stream."""

    theirs: int
    """The program's end; to be closed by `release` once the program has it."""

    def read(self) -> bytes:
        """What has arrived since the last call, empty if nothing; never blocks."""

    def descriptor(self) -> int | None:
        """What to select() on for more, or None when the stream has ended or cannot be polled."""

    def release(self) -> None: ...

    def close(self) -> None: ...


class _PolledReader:
    """A non-blocking descriptor: the master side of a terminal, or a pipe."""

    def __init__(self, ours: int, theirs: int) -> None:
        os.set_blocking(ours, False)
        self._ours: int | None = ours
        self.theirs = theirs

    def read(self) -> bytes:
        chunks: list[bytes] = []
        while self._ours is not None and len(chunks) * _CHUNK < _AT_ONCE:
            try:
                chunk = os.read(self._ours, _CHUNK)
            except BlockingIOError:
                break
            except OSError:  # EIO: nobody holds the terminal's other side any more (pty(7))
                chunk = b""
            if not chunk:
                self.close()
                break
            chunks.append(chunk)
        return b"".join(chunks)

    def descriptor(self) -> int | None:
        return self._ours

    def release(self) -> None:
        os.close(self.theirs)

    def close(self) -> None:
        if self._ours is not None:
            os.close(self._ours)
            self._ours = None


class _ThreadedReader:
    """A pipe emptied by a thread, where pipes cannot be polled."""

    def __init__(self) -> None:
        self._ours, self.theirs = os.pipe()
        self._arrived: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._empty, daemon=True).start()

    def _empty(self) -> None:
        with contextlib.suppress(OSError):
            while chunk := os.read(self._ours, _CHUNK):
                # A flood waits here, in the pipe, and not in the grader's memory.
                while self._arrived.qsize() * _CHUNK > 16 * _AT_ONCE:
                    threading.Event().wait(0.01)
                self._arrived.put(chunk)

    def read(self) -> bytes:
        chunks: list[bytes] = []
        with contextlib.suppress(queue.Empty):
            while len(chunks) * _CHUNK < _AT_ONCE:
                chunks.append(self._arrived.get_nowait())
        return b"".join(chunks)

    def descriptor(self) -> int | None:
        return None

    def release(self) -> None:
        os.close(self.theirs)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._ours)


def open_terminal() -> Reader:
    """A terminal for stdout; a pipe where there are no terminals."""
    if os.name != "posix":
        return _ThreadedReader()
    import termios

    ours, theirs = _both_ends()
    settings = termios.tcgetattr(theirs)
    # Bytes go through as they are: no CR before each LF, no echo (termios(3)).
    settings[1] &= ~termios.OPOST
    settings[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    return _PolledReader(ours, theirs)


def _both_ends() -> tuple[int, int]:
    if sys.platform == "linux":
        from sockgrade.kernel import linux

        if linux.owns_mounts():
            with contextlib.suppress(PermissionError):  # in somebody else's container
                return linux.open_terminal()
    return os.openpty()


def open_pipe() -> Reader:
    """A pipe for stderr."""
    if os.name != "posix":
        return _ThreadedReader()
    ours, theirs = os.pipe()
    return _PolledReader(ours, theirs)


class Output:
    """What a program printed, as text; the middle of a flood is left out, with a note.

    `folder` is the program's, as it sees it: tracebacks name files in it as the student knows them.
    """

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self._head = bytearray()
        self._tail = bytearray()
        self._left_out = 0

    def add(self, data: bytes) -> None:
        room = _HEAD - len(self._head)
        self._head += data[:room]
        self._tail += data[room:]
        if len(self._tail) > _TAIL:
            self._left_out += len(self._tail) - _TAIL
            del self._tail[:-_TAIL]

    @property
    def size(self) -> int:
        """How many bytes it has printed."""
        return len(self._head) + len(self._tail) + self._left_out

    @property
    def beginning(self) -> bytes:
        """The first bytes, as they came."""
        return bytes(self._head)

    @property
    def text(self) -> str:
        if self._left_out:
            # Whoever cuts within a character is to blame for what can then not be decoded.
            head, tail = (part.decode(errors="replace") for part in (self._head, self._tail))
            note = f"\n[… {self._left_out} bytes left out …]\n"
            text = head.removesuffix("\ufffd") + note + tail.lstrip("\ufffd")
        else:
            text = (self._head + self._tail).decode(errors="replace")
        return text.replace(f"{self._folder}/", "") if self._folder else text


class Stdout(Output):
    """What a program printed on stdout, which can be compared as a whole, however much it is."""

    def __init__(self, folder: str = "") -> None:
        super().__init__(folder)
        self._digest = hashlib.sha256()

    def add(self, data: bytes) -> None:
        super().add(data)
        self._digest.update(data)

    def is_exactly(self, data: bytes) -> bool:
        """Whether it has printed these bytes and no others."""
        return self.size == len(data) and self._digest.digest() == hashlib.sha256(data).digest()
