"""The standard streams, whatever they are: closed, on a full disk, or in an encoding of few characters."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import Any

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


class Output(io.FileIO):
    """The standard output, which remembers why it could not be written."""

    trouble = ""
    """Empty also if nobody wants to read any more (`| head`)."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if not isinstance(error, BrokenPipeError):
                self.trouble = error.strerror or str(error)
            raise


def prepare() -> Output:
    """Make sure of something at each descriptor, so that no file of ours becomes a standard stream by chance."""
    codecs.register_error("sockgrade", _in_plain_characters)
    is_closed = sys.stdout is None
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    output = Output(1, "w", closefd=False)
    if is_closed:
        output.trouble = "it is closed"
    elif sys.platform != "win32":  # whose consoles are no files
        like = sys.stdout
        buffer = io.BufferedWriter(output)
        sys.stdout = io.TextIOWrapper(buffer, like.encoding, line_buffering=like.isatty())
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115 - until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="sockgrade")
    return output


def _in_plain_characters(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError) and (plain := _PLAIN.get(error.object[error.start])):
        return plain, error.start + 1
    return codecs.backslashreplace_errors(error)
