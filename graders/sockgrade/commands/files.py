"""Files that a command writes: known to be writable before the work begins, and whole or not there at all."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sockgrade.commands.errors import Stop
from sockgrade.course import LANGUAGES

_STDOUT = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}


class Target(Protocol):
    """Where a report goes."""

    def write(self, content: str | bytes) -> None:
        """Write the whole report; text in UTF-8."""


class _Stream:
    """The standard output, whatever it is."""

    def write(self, content: str | bytes) -> None:
        assert isinstance(sys.stdout, io.TextIOWrapper)
        # Through the text's own layer, which notes what goes wrong.
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
        sys.stdout.write(_encoded(content).decode(errors="surrogateescape"))
        sys.stdout.flush()


class _Device:
    """A pipe, a terminal, /dev/null: there is nothing to replace."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, content: str | bytes) -> None:
        with _refusal(self._path):
            self._path.write_bytes(_encoded(content))


class _File:
    """A new file beside the wanted one, which takes its place once it is complete."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._new = path.with_name(f".sockgrade-{secrets.token_hex(6)}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        self._descriptor: int | None = os.open(self._new, flags, 0o666)

    def write(self, content: str | bytes) -> None:
        assert self._descriptor is not None
        with _refusal(self._path):
            if self._path.exists():
                self._new.chmod(stat.S_IMODE(self._path.stat().st_mode))
            with open(self._descriptor, "wb") as file:
                self._descriptor = None
                file.write(_encoded(content))
            self._new.replace(self._path)

    def abandon(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
        with contextlib.suppress(OSError):
            self._new.unlink()


def _encoded(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def make_folder(name: str) -> Path:
    """A folder to write into, made if it is not there. Raises Stop."""
    path = Path(name)
    with _refusal(path):
        path.mkdir(parents=True, exist_ok=True)
        if not os.access(path, os.W_OK | os.X_OK):
            raise Stop(f"{path} cannot be written: Permission denied")
    return path


def is_stdout(name: str | None) -> bool:
    """Whether a file's name stands for the standard output."""
    return name in _STDOUT


def same(name: str, other: str) -> bool:
    """Whether two names stand for one file."""
    return (is_stdout(name) and is_stdout(other)) or Path(name).resolve() == Path(other).resolve()


@contextmanager
def _refusal(path: Path) -> Iterator[None]:
    """Say in one line why a file cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Stop(f"{path} cannot be written: {error.strerror}") from None


@contextmanager
def reserve(name: str | None, *, is_program: bool = False) -> Iterator[Target | None]:
    """Make sure that a file can be written; what is there stays until the report is whole.

    A program is written to a new file only. Raises Stop when it cannot be. None for a name gives None.
    """
    if name is None:
        yield None
        return
    if is_stdout(name):
        yield _Stream()
        return
    path = Path(name)
    with _refusal(path):
        target = _open(path, is_program=is_program)
    try:
        yield target
    finally:
        if isinstance(target, _File):
            target.abandon()


def _open(path: Path, *, is_program: bool) -> _File | _Device:
    if is_program and path.is_file():
        raise Stop(f"{path} exists already, and nothing was written: name a new file")
    if not is_program and path.suffix.lower() in LANGUAGES:
        raise Stop(
            f"{path} would be overwritten with a report, and has the name of a program: give another name"
        )
    path = path.resolve()  # a link stays one, and what it points to is replaced
    if path.is_dir():
        raise Stop(f"{path} is a folder: give the name of a file in it")
    if not path.parent.is_dir():
        raise Stop(f"{path} cannot be written: there is no folder {path.parent}")
    if path.exists():
        if not os.access(path, os.W_OK):
            raise Stop(f"{path} cannot be written: Permission denied")
        if not path.is_file():
            return _Device(path)
    return _File(path)
