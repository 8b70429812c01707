"""The read-only copy of a student's files that is graded. Nothing in it is run here, and no link is followed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sockgrade.course import LANGUAGES
from sockgrade.intake import notebook
from sockgrade.intake.boundary import SubmissionError, theirs
from sockgrade.intake.folder import Folder, Place, open_named, show
from sockgrade.kernel.trees import scratch

_CHUNK = 2**18


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
    """The file to run, the notebook that holds its code, or the `sockgrade.toml` that says what to run."""
    folder: Path | None
    """The folder that belongs to it, or None for a single file. The file may be further down: it runs where it is."""
    place: Place | None = field(default=None, compare=False, repr=False)
    """What was looked into: the folder is below it, or the file is it. None for what is known not to change."""
    partner: Source | None = None
    """Of a pair, whose server this is: its client."""

    @property
    def name(self) -> str:
        """The file's name, with those of the folders that lead to it."""
        return self.main.relative_to(self.folder or self.main.parent).as_posix()

    @property
    def title(self) -> str:
        """What a report calls it."""
        return f"{self.name} and {self.partner.name}" if self.partner else self.name

    @property
    def language(self) -> str:
        """What it is written in; empty if only a `sockgrade.toml` knows."""
        suffix = self.main.suffix.lower()
        return LANGUAGES.get(".py" if suffix == notebook.SUFFIX else suffix, "")

    @property
    def is_built(self) -> bool:
        """Whether something must be made of it before it runs."""
        needs_nothing = self.language in ("Python", "Shell")
        return not needs_nothing or (self.partner is not None and self.partner.is_built)


@dataclass(frozen=True)
class Snapshot:
    """The copy that is graded."""

    folder: Path
    main: str
    """The file to run (see `Source`), relative to the folder."""
    sha256: str
    notes: tuple[str, ...] = ()
    """What the student should know about it."""


def take(source: Source, target: Path) -> Snapshot:
    """Copy a program into the new folder `target`, readable by everybody and writable by nobody.

    Raises SubmissionError for what cannot be copied or is too large.
    """
    with theirs(SubmissionError):
        sha256 = copy_source(source, target)
        if source.main.suffix.lower() == notebook.SUFFIX:
            made = _write_code_of(target / source.name, show(Path(source.name)))
            note = (
                f"what was graded are the code cells of {show(Path(source.name))}, as {show(Path(made.name))}"
            )
            return Snapshot(target, made.relative_to(target).as_posix(), sha256, (note,))
    return Snapshot(target, source.name, sha256)


def copy_source(source: Source, target: Path) -> str:
    """Copy the files of a program as they were handed in, as `take` does it; the SHA-256 of names and contents.

    Raises SubmissionError.
    """
    with theirs(SubmissionError):
        if source.folder is not None:
            top = source.place.path if source.place else source.folder
            names = source.folder.relative_to(top).parts
            with Folder.opened(top, source.place) as opened, opened.below(*names) as folder:
                sha256 = _copy_all(folder, target, SOURCES)
        else:
            target.mkdir(mode=0o755)
            with open_named(source.main, source.place) as file:
                _, content = _copy(file, target / source.name, SOURCES.size, SOURCES)
            sha256 = _sha256([(source.name, content)])
        if not (target / source.name).is_file():
            raise SubmissionError(f"{show(source.main)} has gone while it was read: try it again")
    return sha256


def _write_code_of(path: Path, shown: str) -> Path:
    """Write down the code of a notebook beside it; the new file."""
    made = path.with_suffix(".py")
    code = notebook.code_of(path.read_bytes(), shown)
    try:
        with made.open("xb") as file:
            file.write(code.encode(errors="surrogatepass"))
    except FileExistsError:
        raise SubmissionError(f"{shown} and {show(Path(made.name))}: leave only one of them there") from None
    made.chmod(0o444)
    return made


def copy_folder(folder: Path, target: Path, bounds: Bounds) -> str:
    """Copy the files of a folder into the new folder `target`; the SHA-256 of their names and contents.

    Raises SubmissionError.
    """
    with Folder.opened(folder) as opened:
        return _copy_all(opened, target, bounds)


def gather(files: Mapping[str, Path], target: Path) -> None:
    """Copy files that somebody named into the new folder `target`, under new names. Raises SubmissionError."""
    target.mkdir(mode=0o755)
    room = SOURCES.size
    for name, path in files.items():
        with theirs(SubmissionError), open_named(path) as file:
            room -= _copy(file, target / name, room, SOURCES)[0]


def sha256_of(source: Source) -> str:
    """Of all that belongs to a program, and to its partner, as `take` would copy it. Raises SubmissionError."""
    with scratch() as folder:
        parts = [source, *([source.partner] if source.partner else [])]
        return " ".join(take(part, folder / str(number)).sha256 for number, part in enumerate(parts))


def _copy_all(folder: Folder, target: Path, bounds: Bounds) -> str:
    target.mkdir(mode=0o755)
    room, contents = bounds.size, []
    for number, found in enumerate(folder.walk(), start=1):
        if number > bounds.files:
            raise SubmissionError(
                f"{show(folder.path)} holds more than {bounds.files} files: is it the right folder?"
            )
        if found.is_link:
            raise SubmissionError(f"{show(found.path)} is a symbolic link: hand in the file itself")
        copy = target.joinpath(*found.parts)
        copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with found.folder.open(found.name) as file:
            size, content = _copy(file, copy, room, bounds)
        room -= size
        contents.append(("/".join(found.parts), content))
    return _sha256(sorted(contents))


def _copy(file: BinaryIO, copy: Path, room: int, bounds: Bounds) -> tuple[int, bytes]:
    """Copy an open file, at most `room` bytes; its size and its SHA-256."""
    size, digest = 0, hashlib.sha256()
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
    return size, digest.digest()


def _sha256(contents: list[tuple[str, bytes]]) -> str:
    """Of the names and of the SHA-256 of each content."""
    whole = hashlib.sha256()
    for name, content in contents:
        encoded = name.encode(errors="surrogatepass")
        whole.update(len(encoded).to_bytes(8, "big") + encoded + content)
    return whole.hexdigest()
