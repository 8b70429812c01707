"""`sockgrade try` for its tests: programs to show, a terminal to show them on, and how to read what is shown."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path
from typing import Self

import pytest
from small_course import SOCKGRADE

REFERENCE = Path(__file__).parents[3] / "reference"
linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="packets, and the kernel's view, are Linux' only"
)

ECHO_SERVER = """
import socket
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", {port}))
listener.listen()
while True:
    connection, _ = listener.accept()
    while data := connection.recv(1000):
        {answer}
    connection.close()
"""


def echo_server(answer: str = "connection.sendall(data)", port: int = 61111) -> str:
    return ECHO_SERVER.format(answer=answer, port=port)


def write(path: Path, source: str) -> Path:
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    return path


class Terminal:
    """The command on a terminal of its own, with somebody at the keyboard."""

    def __init__(self, *arguments: str | Path, tmp: Path) -> None:
        import pty
        import termios

        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (50, 100))
        self._before = termios.tcgetattr(theirs)
        self._process = subprocess.Popen(
            [SOCKGRADE, "try", *arguments],
            env={
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "TERM": "xterm",
                "NO_COLOR": "1",
                "TMPDIR": str(tmp),
            },
            preexec_fn=partial(os.login_tty, theirs),
        )
        self._theirs = theirs
        self._printed = b""
        self._position = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()  # only where a test has failed is there anything left of it
        self._process.wait()

    @property
    def screen(self) -> str:
        """What has been printed, without colours."""
        text = self._printed.decode(errors="replace").replace("\r\n", "\n")
        return re.sub(r"\x1b\[[0-9;]*m", "", text)

    def expect(self, *texts: str) -> None:
        """Wait until these have appeared, one behind the other, and behind what was expected before."""
        for text in texts:
            while text not in self.screen[self._position :]:
                assert self._read(), f"{text!r} does not come:\n{self.screen}"
            self._position = self.screen.index(text, self._position) + len(text)

    def _read(self) -> bool:
        readable, _, _ = select.select([self._ours], [], [], 30)
        if not readable:
            return False
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # EIO: the other side is closed (pty(7))
            return False
        self._printed += data
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def kill(self, number: int) -> None:
        self._process.send_signal(number)

    def end(self) -> int:
        """The exit code; the terminal is as it was before."""
        import termios

        code = self._process.wait(timeout=30)
        assert termios.tcgetattr(self._theirs) == self._before
        os.close(self._theirs)
        while self._read():
            pass
        os.close(self._ours)
        return code


def in_sequence(text: str, *parts: str) -> None:
    """These parts occur one behind the other."""
    position = 0
    for part in parts:
        assert part in text[position:], f"{part!r} is missing, or too early, in:\n{text}"
        position = text.index(part, position) + len(part)


def of(who: str, text: str) -> str:
    """What is told of one side: the kernel does not say who of the two has printed first."""
    return "\n".join(line for line in text.splitlines() if f"  {who}  " in line)
