"""A stranger's folder, held open: what its owner does to the names in it meanwhile leads nowhere else.

Every name is looked up in the folder that was opened before (openat(2)), one at a time and never through a link.
Where the system cannot do that (Windows), names are looked up by their paths.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sockgrade.evidence.text import visible
from sockgrade.intake.boundary import SubmissionError
from sockgrade.kernel.trees import FOLDER, HAS_DESCRIPTORS

#: Folders deep. Nobody's sources are; and the path of what is deeper can be too long for the system.
MAX_DEPTH = 20
#: Files, folders and litter that are looked at. A folder forgotten in there (data, build results) is a few thousand.
MAX_ENTRIES = 20_000
#: Bytes of a name with its folders; the system's own limit is 4096 (PATH_MAX), of which the copy needs a part.
MAX_NAME = 1000
#: What editors, package managers, archivers and interpreters leave in a folder is no part of the work.
_IGNORED = {"__pycache__", "__MACOSX", "venv", "env", "node_modules"}
# O_NONBLOCK: opening a FIFO must not hang.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class Place:
    """What somebody named, and which file or folder that was: another one may have its name later."""

    path: Path
    device: int
    number: int

    @classmethod
    def of(cls, path: Path, status: os.stat_result) -> Place:
        return cls(path, status.st_dev, status.st_ino)

    def check(self, status: os.stat_result) -> None:
        """Raise SubmissionError if it is another one now."""
        if (status.st_dev, status.st_ino) != (self.device, self.number):
            raise SubmissionError(f"{show(self.path)} was exchanged while it was read: try it again")


@dataclass(frozen=True)
class Found:
    """An entry of a folder, or of a folder in it."""

    folder: Folder
    """In which it is; open as long as nobody asks for the next entry."""
    parts: tuple[str, ...]
    """Its name, after those of the folders that lead to it."""
    is_file: bool
    is_link: bool

    @property
    def name(self) -> str:
        return self.parts[-1]

    @property
    def path(self) -> Path:
        return self.folder.path / self.name


class Folder:
    """An open folder. Methods raise SubmissionError."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        """`path` is for messages, and to look names up by where there is no descriptor."""
        self.path = path
        self._descriptor = descriptor

    @classmethod
    @contextmanager
    def opened(cls, path: Path, place: Place | None = None) -> Iterator[Folder]:
        """The folder of this path, which may lead through links: it is somebody's word for the folder.

        With a `place` it must still be that.
        """
        with _held(path, str(path), FOLDER & ~_NO_LINK, None) as folder:
            if place is not None:
                place.check(os.stat(path if folder._descriptor is None else folder._descriptor))
            yield folder

    @contextmanager
    def below(self, *names: str) -> Iterator[Folder]:
        """The folder that these names lead to."""
        if not names:
            yield self
            return
        first, *rest = names
        with self._child(first) as child, child.below(*rest) as folder:
            yield folder

    @contextmanager
    def _child(self, name: str) -> Iterator[Folder]:
        path = self.path / name
        try:
            if stat.S_ISLNK(self._status(name).st_mode):
                raise SubmissionError(f"{show(path)} is a symbolic link: hand in the folder itself")
        except OSError as error:
            raise _unreadable(path, error) from None
        with _held(path, self._word(name), FOLDER, self._descriptor) as child:
            yield child

    def entries(self) -> list[os.DirEntry[str]]:
        """What is in it, sorted."""
        try:
            with os.scandir(self.path if self._descriptor is None else self._descriptor) as entries:
                listed = list(islice(entries, MAX_ENTRIES + 1))
        except OSError as error:
            raise _unreadable(self.path, error) from None
        if len(listed) > MAX_ENTRIES:
            raise self._too_many()
        return sorted(listed, key=lambda entry: entry.name)

    def walk(self) -> Iterator[Found]:
        """All that is in it and in its folders, sorted, without folders and what is not part of the work."""
        return self._walk((), [MAX_ENTRIES], self)

    def _walk(self, above: tuple[str, ...], left: list[int], top: Folder) -> Iterator[Found]:
        if len(above) > MAX_DEPTH:
            raise SubmissionError(
                f"{show(top.path)} is more than {MAX_DEPTH} folders deep: is it the right one?"
            )
        entries = self.entries()
        left[0] -= len(entries)
        if left[0] < 0:
            raise top._too_many()
        folders = []
        for entry in entries:
            is_file = entry.is_file(follow_symlinks=False)
            if is_litter(entry.name, is_file=is_file):
                continue
            parts = (*above, entry.name)
            if len(os.fsencode("/".join(parts))) > MAX_NAME:
                raise SubmissionError(
                    f"{show(top.path)} holds a name of more than {MAX_NAME} bytes: is it the right folder?"
                )
            if entry.is_dir(follow_symlinks=False):
                folders.append(parts)
            else:
                yield Found(self, parts, is_file, entry.is_symlink())
        for parts in folders:
            with self._child(parts[-1]) as child:
                yield from child._walk(parts, left, top)

    def _too_many(self) -> SubmissionError:
        return SubmissionError(
            f"{show(self.path)} holds more than {MAX_ENTRIES} entries: is it the right folder?"
        )

    def has(self, name: str) -> bool:
        """Whether there is anything of this name."""
        try:
            self._status(name)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise _unreadable(self.path / name, error) from None
        return True

    def open(self, name: str) -> BinaryIO:
        """Open a regular file in it for reading; anything else is refused, without ever hanging."""
        path = self.path / name
        try:
            return _open(path, self._status(name), self._word(name), _READING | _NO_LINK, self._descriptor)
        except OSError as error:
            raise _unreadable(path, error) from None

    def read(self, name: str, most: int) -> bytes:
        """The content of a small file in it, of at most so many bytes."""
        with self.open(name) as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise SubmissionError(
                f"{show(self.path / name)} is larger than {most // 1024} KiB: is it the right file?"
            )
        return content

    def _word(self, name: str) -> str:
        """What the system calls an entry."""
        return str(self.path / name) if self._descriptor is None else name

    def _status(self, name: str) -> os.stat_result:
        return os.stat(self._word(name), dir_fd=self._descriptor, follow_symlinks=False)


def open_named(path: Path, place: Place | None = None) -> BinaryIO:
    """Open a file that somebody named; the path may lead through links of their own. Raises SubmissionError."""
    try:
        file = _open(path, path.stat(), str(path), _READING, None)
    except OSError as error:
        raise _unreadable(path, error) from None
    try:
        if place is not None:
            place.check(os.fstat(file.fileno()))
    except SubmissionError:
        file.close()
        raise
    return file


def _open(path: Path, status: os.stat_result, word: str, flags: int, folder: int | None) -> BinaryIO:
    refusal = SubmissionError(f"{show(path)} is not a regular file: take it out of the folder")
    # Opening is enough to set some devices in motion.
    if not stat.S_ISREG(status.st_mode):
        raise refusal
    file = os.fdopen(os.open(word, flags, dir_fd=folder), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it has become something else since
        file.close()
        raise refusal
    return file


@contextmanager
def _held(path: Path, word: str, flags: int, folder: int | None) -> Iterator[Folder]:
    if not HAS_DESCRIPTORS:
        yield Folder(path, None)
        return
    try:
        descriptor = os.open(word, flags, dir_fd=folder)
    except OSError as error:
        raise _unreadable(path, error) from None
    try:
        yield Folder(path, descriptor)
    finally:
        os.close(descriptor)


def _unreadable(path: Path, error: OSError) -> SubmissionError:
    return SubmissionError(f"{show(path)} cannot be read: {error.strerror}")


def is_litter(name: str, *, is_file: bool) -> bool:
    """Whether an entry of a folder is no part of the work."""
    return name.startswith(".") or (name in _IGNORED and not is_file)


def show(path: Path) -> str:
    """A path as it may be printed: what cannot be seen is escaped."""
    return visible(str(path))
