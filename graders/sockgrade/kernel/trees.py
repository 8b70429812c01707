"""Folders that somebody else has filled: made for the time of a job, and removed, whatever is in them."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Literal

#: The folder of the engine itself.
ENGINE = Path(__file__).parents[1]
#: Whether folders can be held open, and names looked up in them (openat(2)).
HAS_DESCRIPTORS = {
    os.open,
    os.rename,
    os.rmdir,
    os.unlink,
} <= os.supports_dir_fd and os.scandir in os.supports_fd
#: Opens a folder, and never through a link.
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
#: Opens a file, and never through a link, nor waiting for the other side of a pipe.
_PLAIN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
#: The name of a scratch folder.
_SCRATCH = re.compile(r"sockgrade-[0-9a-f]{16}")
#: Characters of a path in a folder that is read.
_LONGEST_PATH = 500
#: Entries that are looked at in one go: there may be millions.
_AT_ONCE = 1000


Kind = Literal["file", "folder", "link", "other"]


@dataclass(frozen=True)
class Entry:
    """What stands under a name in a folder: a file, another folder, a link, or something else.

    Example:

        def check_leaves_the_link_alone(program: Program) -> None:
            link = Entry("link", data=b"letter.txt")
            program.lay("folder/link", link)
            assert program.tree("folder") == {"link": link}
    """

    kind: Kind
    mode: int = 0o777
    """Its permissions. A link has all of them."""
    data: bytes = b""
    """What stands in a file, or where a link leads."""

    @classmethod
    def file(cls, data: bytes, mode: int = 0o644) -> Entry:
        """A file; unless its permissions are told, its owner may write to it, and everybody may read it."""
        return cls("file", mode, data)


def temporary_folder() -> str:
    """The folder for temporary files, as tempfile finds it; but for a file there to try it, which a signal may leave.

    tempfile keeps to it from then on.
    """
    if tempfile.tempdir is None:
        named = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")]
        usable = (folder for folder in (*named, "/tmp") if _is_usable(folder))
        tempfile.tempdir = next(map(os.path.abspath, usable), None)
    return tempfile.gettempdir()


def _is_usable(folder: str) -> bool:
    return os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for snapshots; other users may enter but not list it, since programs run as one of them.

    This process, and what it forks, holds it as long as it lives: `sweep` removes what nobody holds.
    """
    while True:
        folder = Path(temporary_folder(), f"sockgrade-{secrets.token_hex(8)}")
        folder.mkdir(mode=0o700)
        lock = _hold(folder, wait=True)
        if folder.is_dir():  # nobody has swept it before it was held
            break
    try:
        folder.chmod(0o711)
        yield folder
    finally:
        remove(folder)
        if lock is not None:
            os.close(lock)


def sweep() -> None:
    """Remove the scratch folders of this user's that were left by processes that were killed."""
    folder = Path(temporary_folder())
    for name in os.listdir(folder):
        if _SCRATCH.fullmatch(name) and (lock := _hold(folder / name, wait=False)) is not None:
            remove(folder / name)
            os.close(lock)


def _hold(folder: Path, *, wait: bool) -> int | None:
    """Lock a folder of this user's (flock(2)); None if it is gone, or held by somebody else, or that cannot be."""
    if sys.platform == "win32":
        return None
    import fcntl

    with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
        lock = os.open(folder, FOLDER)
        stack.callback(os.close, lock)
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        status = os.fstat(lock)
        if status.st_uid == os.geteuid() and os.path.samestat(status, os.lstat(folder)):
            stack.pop_all()
            return lock
    return None


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as that is permitted: nothing may be there at all.

    It may be deeper than any path can say, and than any stack: each folder in it is moved to the top before it is
    emptied, so that the time is that of its entries alone, and two descriptors are enough.
    """
    if not HAS_DESCRIPTORS:
        shutil.rmtree(folder, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        if not folder.is_symlink():
            _permit(str(folder))
        top = os.open(folder, FOLDER)
        try:
            _empty(top)
        finally:
            os.close(top)
        folder.rmdir()


def read_beneath(folder: Path, name: str, most: int) -> bytes:
    """What stands in a file below a folder in which a program may have put anything: at most so many bytes of it.

    Raises OSError where there is no plain file of this name: links are not followed, wherever they stand.
    """
    *inner, last = (part for part in Path(name).parts if part != ".")
    if not HAS_DESCRIPTORS:
        return _content(os.open(folder / name, _PLAIN), most)
    with contextlib.ExitStack() as opened:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        opened.callback(os.close, place)
        for part in inner:
            place = os.open(part, FOLDER, dir_fd=place)
            opened.callback(os.close, place)
        return _content(os.open(last, _PLAIN, dir_fd=place), most)


def tree_beneath(folder: Path, name: str, most: int, number: int) -> dict[str, Entry]:
    """All that is in a folder below another, by its path in it: so many bytes of all files, and entries, at most.

    A program may have put anything there: links are not followed. Raises OSError where there is no such folder.
    """
    if not HAS_DESCRIPTORS:
        raise NotADirectoryError
    with contextlib.ExitStack() as opened:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        opened.callback(os.close, place)
        for part in Path(name).parts:
            place = os.open(part, FOLDER, dir_fd=place)
            opened.callback(os.close, place)
        found: dict[str, Entry] = {}
        for path, kind, mode, read in islice(_walk(place, ""), number):
            found[path] = Entry(kind, mode, read(most))
            most -= len(found[path].data)
        return found


def _walk(place: int, prefix: str) -> Iterator[tuple[str, Kind, int, Callable[[int], bytes]]]:
    """What is in an open folder, and in those in it: path, kind, permissions, and what gives at most so many bytes."""
    for name in sorted(entry.name for entry in _some(place)):
        path = f"{prefix}{name}"
        if len(path) > _LONGEST_PATH:
            continue
        status = os.lstat(name, dir_fd=place)
        mode = stat.S_IMODE(status.st_mode)
        if stat.S_ISDIR(status.st_mode):
            yield path, "folder", mode, _nothing
            inner = os.open(name, FOLDER, dir_fd=place)
            try:
                yield from _walk(inner, f"{path}/")
            finally:
                os.close(inner)
        elif stat.S_ISREG(status.st_mode):
            yield path, "file", mode, partial(_plain, place, name)
        elif stat.S_ISLNK(status.st_mode):
            yield path, "link", mode, partial(_target, place, name)
        else:
            yield path, "other", mode, _nothing


def _plain(place: int, name: str, most: int) -> bytes:
    return _content(os.open(name, _PLAIN, dir_fd=place), most)


def _target(place: int, name: str, most: int) -> bytes:
    return os.fsencode(os.readlink(name, dir_fd=place))[:most]


def _nothing(_: int) -> bytes:
    return b""


def _content(descriptor: int, most: int) -> bytes:
    """The beginning of an open file, which is closed. Raises OSError if it is anything else."""
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileNotFoundError
        return file.read(most)


def _empty(top: int) -> None:
    """Remove what is in an open folder. Raises OSError."""
    prefix, numbers = secrets.token_hex(8), count()
    while entries := _some(top):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.name, dir_fd=top)
                continue
            _permit(entry.name, top)
            folder = os.open(entry.name, FOLDER, dir_fd=top)
            try:
                _flatten(folder, top, (f"{prefix}-{number}" for number in numbers))
            finally:
                os.close(folder)
            os.rmdir(entry.name, dir_fd=top)


def _flatten(folder: int, top: int, names: Iterator[str]) -> None:
    """Remove the files of an open folder, and move its folders to the top, by new names."""
    while entries := _some(folder):
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _permit(entry.name, folder)
                os.rename(entry.name, next(names), src_dir_fd=folder, dst_dir_fd=top)
            else:
                os.unlink(entry.name, dir_fd=folder)


def _permit(name: str, folder: int | None = None) -> None:
    """Let this process list, empty and move a folder of its own. Root needs no permission."""
    if os.geteuid() != 0:
        os.chmod(name, 0o700, dir_fd=folder)


def _some(folder: int) -> list[os.DirEntry[str]]:
    """Entries of an open folder; none only if there are none."""
    with os.scandir(folder) as entries:
        return list(islice(entries, _AT_ONCE))
