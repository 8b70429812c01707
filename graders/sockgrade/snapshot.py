"""The read-only copy of a student's files that is graded. Nothing in it is run here, and no link is followed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sockgrade.boundary import SubmissionError
from sockgrade.report.text import visible

#: Folders deep. Nobody's sources are; and the path of what is deeper can be too long for the system.
MAX_DEPTH = 20
#: Files, folders and litter that are looked at. A folder forgotten in there (data, build results) is a few thousand.
MAX_ENTRIES = 20_000
#: What editors, package managers, archivers and interpreters leave in a folder is no part of the work.
_IGNORED = {"__pycache__", "__MACOSX", "venv", "env", "node_modules"}
_CHUNK = 2**18
# O_NONBLOCK: opening a FIFO must not hang.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Bounds:
    """How much is taken in."""

    size: int
    """Bytes."""
    files: int
    what: str
    """What is taken in, as a message calls it."""


#: Sources are some kilobytes. A submission may have data with it; a grader's disk has room for many of this size.
SOURCES = Bounds(50 * 2**20, 2000, "the submission")
#: A build adds object files and libraries to the sources.
PRODUCTS = Bounds(256 * 2**20, 10_000, "it")


@dataclass(frozen=True)
class Source:
    """Where a program was found."""

    main: Path
    """The file to run, or the `sockgrade.toml` that says what to run."""
    folder: Path | None
    """The folder that belongs to it, or None for a single file."""

    @property
    def is_built(self) -> bool:
        """Whether something must be made of it before it runs."""
        return self.main.suffix.lower() != ".py"


@dataclass(frozen=True)
class Snapshot:
    """The copy that is graded."""

    folder: Path
    main: str
    """The file to run (see `Source`), relative to the folder."""
    sha256: str


def take(source: Source, target: Path) -> Snapshot:
    """Copy a program into the new folder `target`, readable by everybody and writable by nobody.

    Raises SubmissionError for what cannot be copied or is too large.
    """
    if source.folder is not None:
        sha256 = copy_folder(source.folder, target, SOURCES)
        return Snapshot(target, str(source.main.relative_to(source.folder)), sha256)
    target.mkdir(mode=0o755)
    # The path that somebody names on the command line may be a link of their own.
    with open_file(source.main, follow=True) as file:
        _, content = _copy(file, target / source.main.name, SOURCES.size, SOURCES)
    return Snapshot(target, source.main.name, _sha256([(source.main.name, content)]))


def copy_folder(folder: Path, target: Path, bounds: Bounds) -> str:
    """Copy the files of a folder into the new folder `target`; the SHA-256 of their names and contents.

    Raises SubmissionError.
    """
    target.mkdir(mode=0o755)
    room, contents = bounds.size, []
    for number, path in enumerate(files(folder), start=1):
        if number > bounds.files:
            raise SubmissionError(
                f"{show(folder)} holds more than {bounds.files} files: is it the right folder?"
            )
        name = path.relative_to(folder)
        copy = target / name
        copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with open_file(path) as file:
            size, content = _copy(file, copy, room, bounds)
        room -= size
        contents.append((str(name), content))
    return _sha256(contents)


def files(folder: Path) -> Iterator[Path]:
    """The files of a folder, level by level, sorted, without what is not part of the work. Raises SubmissionError."""
    seen, depth, folders = 0, 0, [folder]
    while folders:
        deeper: list[Path] = []
        for place in folders:
            entries = listing(place)
            seen += len(entries)
            if seen > MAX_ENTRIES:
                raise _too_many(folder)
            for entry in entries:
                path = Path(entry.path)
                if is_litter(entry.name, is_file=entry.is_file(follow_symlinks=False)):
                    continue
                if entry.is_symlink():
                    raise SubmissionError(f"{show(path)} is a symbolic link: hand in the file itself")
                if entry.is_dir(follow_symlinks=False):
                    deeper.append(path)
                else:
                    yield path
        folders, depth = deeper, depth + 1
        if folders and depth > MAX_DEPTH:
            raise SubmissionError(
                f"{show(folder)} is more than {MAX_DEPTH} folders deep: is it the right one?"
            )


def listing(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, sorted. Raises SubmissionError."""
    try:
        with os.scandir(folder) as entries:
            listed = list(islice(entries, MAX_ENTRIES + 1))
    except OSError as error:
        raise SubmissionError(f"{show(folder)} cannot be read: {error.strerror}") from None
    if len(listed) > MAX_ENTRIES:
        raise _too_many(folder)
    return sorted(listed, key=lambda entry: entry.name)


def _too_many(folder: Path) -> SubmissionError:
    return SubmissionError(f"{show(folder)} holds more than {MAX_ENTRIES} entries: is it the right folder?")


def is_litter(name: str, *, is_file: bool) -> bool:
    """Whether an entry of a folder is no part of the work."""
    return name.startswith(".") or (name in _IGNORED and not is_file)


def open_file(path: Path, *, follow: bool = False) -> BinaryIO:
    """Open a regular file for reading. Raises SubmissionError for anything else, without ever hanging."""
    flags = _READING if follow else _READING | getattr(os, "O_NOFOLLOW", 0)
    refusal = SubmissionError(f"{show(path)} is not a regular file: take it out of the folder")
    try:
        # Opening is enough to set some devices in motion.
        if not stat.S_ISREG((path.stat() if follow else path.lstat()).st_mode):
            raise refusal
        descriptor = os.open(path, flags)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # it has become something else since
            os.close(descriptor)
            raise refusal
    except OSError as error:
        raise SubmissionError(f"{show(path)} cannot be read: {error.strerror}") from None
    return os.fdopen(descriptor, "rb")


def read(path: Path, most: int) -> bytes:
    """The content of a small file. Raises SubmissionError if it holds more than `most` bytes."""
    with open_file(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise SubmissionError(f"{show(path)} is larger than {most // 1024} KiB: is it the right file?")
    return content


def _copy(file: BinaryIO, copy: Path, room: int, bounds: Bounds) -> tuple[int, bytes]:
    """Copy an open file, at most `room` bytes; its size and its SHA-256."""
    size, digest = 0, hashlib.sha256()
    try:
        with copy.open("xb") as target:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > room:
                    raise SubmissionError(
                        f"{bounds.what} is larger than {bounds.size // 2**20} MiB: leave out what is not needed"
                    )
                target.write(chunk)
                digest.update(chunk)
        executable = os.fstat(file.fileno()).st_mode & 0o111
        copy.chmod(0o555 if executable else 0o444)
    except OSError as error:
        raise SubmissionError(f"{show(Path(copy.name))} cannot be copied: {error.strerror}") from None
    return size, digest.digest()


def _sha256(contents: list[tuple[str, bytes]]) -> str:
    """Of the names and of the SHA-256 of each content."""
    whole = hashlib.sha256()
    for name, content in contents:
        encoded = name.encode(errors="surrogatepass")
        whole.update(len(encoded).to_bytes(8, "big") + encoded + content)
    return whole.hexdigest()


def show(path: Path) -> str:
    """A path as it may be printed: what cannot be seen is escaped."""
    return visible(str(path))
