"""Takes a student's file or folder in: finds the programs in it, and makes the read-only copy that is graded.

The student's own folder is never written to, and nothing in it is run.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sockgrade.course import LANGUAGES, ProgramSpec

_MAX_BYTES = 50 * 2**20
_MAX_FILES = 2000
#: What editors, package managers and interpreters leave in a folder is no part of the work.
_IGNORED = {"__pycache__", "venv", "env", "node_modules"}
_CHUNK = 2**20


class SubmissionError(Exception):
    """A submission that cannot be graded; the message says what to do next."""


@dataclass(frozen=True)
class Source:
    """Where a program was found."""

    main: Path
    """The file to run."""
    folder: Path | None
    """The folder that belongs to it, or None for a single file."""


@dataclass(frozen=True)
class Snapshot:
    """The copy that is graded."""

    folder: Path
    main: str
    """The file to run, relative to the folder."""
    sha256: str


def find(path: Path, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    """Find the programs in a file or folder, by id; None for one that was not handed in.

    Raises SubmissionError if the path cannot be used at all.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise SubmissionError(f"there is no file or folder {show(path)}") from None
    except OSError as error:
        raise SubmissionError(f"{show(path)} cannot be read: {error.strerror}") from None
    if stat.S_ISREG(mode):
        return _find_in_file(path, programs)
    if stat.S_ISDIR(mode):
        return _find_in_folder(path, programs)
    raise SubmissionError(f"{show(path)} is neither a file nor a folder: give the program's source file")


def _find_in_file(path: Path, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    if path.suffix.lower() not in LANGUAGES:
        endings = " or ".join(LANGUAGES)
        raise SubmissionError(
            f"{show(path)} is no program that sockgrade can run: its name must end in {endings}"
        )
    if len(programs) > 1:
        named = [program for program in programs if program.role in path.stem.lower()]
        if len(named) != 1:
            ids = " or ".join(program.id for program in programs[:3])
            raise SubmissionError(
                f"which program is {show(path)}? Say so: sockgrade grade {ids} {show(path)}"
            )
        programs = named
    _check_readable(path)
    return {programs[0].id: Source(path, None)}


def _find_in_folder(path: Path, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    found: dict[str, Source | None] = {}
    one_exercise = len({program.exercise.id for program in programs}) == 1
    for program in programs:
        folders = [path / program.exercise.id, path / program.exercise.folder.name]
        if one_exercise:
            folders.append(path)
        sources = (_find_in(folder, program) for folder in folders if folder.is_dir())
        found[program.id] = next((source for source in sources if source), None)
    if not any(found.values()):
        names = " or ".join(dict.fromkeys(f"{p.role}{suffix}" for p in programs[:2] for suffix in LANGUAGES))
        raise SubmissionError(f"there is no program in {show(path)}: it should hold {names}")
    return found


def _find_in(folder: Path, program: ProgramSpec) -> Source | None:
    """The program in one folder: `server.py`, else the only file with `server` in its name, else the only file."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise SubmissionError(f"{show(folder)} cannot be read: {error.strerror}") from None
    files = [
        entry for entry in entries if entry.suffix.lower() in LANGUAGES and not entry.name.startswith(".")
    ]
    exact = [entry for entry in files if entry.stem.lower() == program.role]
    named = [entry for entry in files if program.role in entry.stem.lower()]
    alone = files if len(program.exercise.programs) == 1 else []
    for candidates in (exact, named, alone):
        if len(candidates) > 1:
            names = " and ".join(show(Path(entry.name)) for entry in candidates[:3])
            raise SubmissionError(
                f"{show(folder)} has more than one candidate for {program.id}: {names}. "
                f"Name one: sockgrade grade {program.id} {show(candidates[0])}"
            )
        if candidates:
            main = candidates[0]
            if not main.is_file():
                raise SubmissionError(
                    f"{show(main)} is not a file: the program {program.id} is expected there"
                )
            _check_readable(main)
            return Source(main, folder)
    return None


def take(source: Source, target: Path) -> Snapshot:
    """Copy a program into the new folder `target`, readable by everybody and writable by nobody.

    Raises SubmissionError for what cannot be copied or is too large.
    """
    target.mkdir(mode=0o755)
    digest = hashlib.sha256()
    size = 0
    root = source.main.parent if source.folder is None else source.folder
    files = [source.main] if source.folder is None else list(_files(source.folder))
    for file in files:
        name = file.relative_to(root)
        copy = target / name
        copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        content = _read(file, _MAX_BYTES - size)
        size += len(content)
        copy.write_bytes(content)
        executable = os.access(file, os.X_OK)
        copy.chmod(0o555 if executable else 0o444)
        for part in (str(name).encode(errors="surrogateescape"), content):
            digest.update(len(part).to_bytes(8, "big") + part)
    return Snapshot(target, str(source.main.relative_to(root)), digest.hexdigest())


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder, sorted, without what is not part of the work."""
    number = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in _IGNORED and not f.startswith("."))
        for name in sorted([*names, *folders]):
            path = Path(place) / name
            if path.is_symlink():
                raise SubmissionError(f"{show(path)} is a symbolic link: hand in the file itself")
            if name in folders or name.startswith("."):
                continue
            number += 1
            if number > _MAX_FILES:
                raise SubmissionError(
                    f"{show(folder)} holds more than {_MAX_FILES} files: is it the right folder?"
                )
            yield path


def _read(path: Path, limit: int) -> bytes:
    # O_NONBLOCK: opening a FIFO must not hang. O_NOFOLLOW: the file may have become a link since it was listed.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SubmissionError(f"{show(path)} is not a regular file: take it out of the folder")
            content = file.read(limit + 1)
    except OSError as error:
        raise SubmissionError(f"{show(path)} cannot be read: {error.strerror}") from None
    if len(content) > limit:
        raise SubmissionError(
            f"the submission is larger than {_MAX_BYTES // 2**20} MiB: is it the right folder?"
        )
    return content


def _check_readable(path: Path) -> None:
    if not os.access(path, os.R_OK):
        raise SubmissionError(f"{show(path)} cannot be read: Permission denied")


def show(path: Path) -> str:
    """A path as it may be printed: control characters and lone surrogates escaped."""
    text = str(path)
    return text if text.isprintable() else ascii(text)[1:-1]
