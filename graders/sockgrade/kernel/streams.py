"""The standard streams, whatever they are: closed, on a full disk, or in an encoding of few characters."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from collections.abc import Iterator

#: What stands for our own punctuation where an encoding lacks it; everything else is escaped.
_PLAIN = {
    "·": "-",
    "…": "...",
    "–": "-",
    "—": "-",
    "✓": "+",
    "✗": "x",
    "→": ">",
    "│": "|",
    "“": '"',
    "”": '"',
    "„": '"',
}


class Output(io.TextIOWrapper):
    """The standard output, which remembers why it could not be written.

    It does so above Python's buffers: what interrupts it has left them as they should be.
    """

    trouble = ""
    """Empty also if nobody wants to read any more (`| head`)."""

    def write(self, text: str) -> int:
        with self._noting():
            return super().write(text)

    def flush(self) -> None:
        with self._noting():
            super().flush()

    @contextlib.contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if not isinstance(error, BrokenPipeError):
                self.trouble = error.strerror or str(error)
            raise


def prepare() -> Output:
    """Make sure of something at each descriptor, so that no file of ours becomes a standard stream by chance."""
    codecs.register_error("sockgrade", _in_plain_characters)
    before = sys.stdout
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    buffer = io.BufferedWriter(io.FileIO(1, "w", closefd=False))
    output = Output(
        buffer, getattr(before, "encoding", "utf-8"), line_buffering=before is not None and before.isatty()
    )
    if before is None:
        output.trouble = "it is closed"
    elif sys.platform != "win32":  # whose consoles are no files
        sys.stdout = output
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115 - open as long as the process lives
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="sockgrade")
    return output


def _in_plain_characters(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError) and (plain := _PLAIN.get(error.object[error.start])):
        return plain, error.start + 1
    return codecs.backslashreplace_errors(error)
