"""Takes in what a student hands in, a file, a folder or an archive, and finds the programs in it.

The student's own folder is never written to, and nothing in it is run.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sockgrade import recipe
from sockgrade.boundary import SubmissionError
from sockgrade.course import LANGUAGES, ProgramSpec
from sockgrade.snapshot import MAX_DEPTH, Snapshot, Source, is_litter, listing, show, take

__all__ = ["Snapshot", "Source", "SubmissionError", "find", "opened", "risk", "show", "take"]

#: What the name of an archive ends in.
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_OTHER_ARCHIVES = (".rar", ".7z", ".zst", ".tzst", ".gz", ".bz2", ".xz")


class _Ambiguous(SubmissionError):
    """More than one file could be the program."""

    def __init__(self, what: str, command: str) -> None:
        super().__init__(f"{what}. Name one: {command}")
        self.what = what


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The file or folder in which `find` is to look: what is in an archive is unpacked meanwhile.

    Raises SubmissionError for an archive that cannot be unpacked.
    """
    if not _is_archive(path):
        yield path
        return
    from sockgrade.archive import unpack  # most submissions are none

    with tempfile.TemporaryDirectory(prefix="sockgrade-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch) / path.name
        try:
            unpack(path, folder)
            yield folder
        except SubmissionError as error:
            message = str(error)
            if isinstance(error, _Ambiguous):
                message = f"{error.what}: leave only one of them in the archive"
            # Nobody knows the temporary folder by name.
            raise SubmissionError(message.replace(f"{show(Path(scratch))}{os.sep}", "")) from None


def _is_archive(path: Path) -> bool:
    return path.name.lower().endswith(ARCHIVES) and path.is_file()


def risk(path: Path, sources: Mapping[str, Source | None]) -> str:
    """What is handed in and should not run without a sandbox unless somebody agrees; empty if nothing is."""
    if _is_archive(path):
        return "what is in an archive, and may be anybody's,"
    if any(source and source.main.name == recipe.NAME for source in sources.values()):
        return f"the commands of a {recipe.NAME}"
    return ""


def find(path: Path, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    """Find the programs in a file or folder, by id; None for one that was not handed in.

    Raises SubmissionError if the path cannot be used at all.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise SubmissionError(f"there is no file or folder {show(path)}") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        reason = getattr(error, "strerror", None) or "that is no name of a file"
        raise SubmissionError(f"{show(path)} cannot be read: {reason}") from None
    if stat.S_ISREG(mode):
        return _find_in_file(path, programs)
    if stat.S_ISDIR(mode):
        return _find_in_folder(path, programs)
    raise SubmissionError(f"{show(path)} is neither a file nor a folder: give the program's source file")


def _find_in_file(path: Path, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    if path.name.lower().endswith(_OTHER_ARCHIVES):
        raise SubmissionError(
            f"{show(path)} is an archive that sockgrade cannot open: pack the folder as .zip or .tar.gz"
        )
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
    place: Path | None = path
    for _ in range(MAX_DEPTH):
        if place is None:
            break
        found = _find_at(place, programs)
        if any(found.values()):
            return found
        place = _only_folder(place)
    names = " or ".join(dict.fromkeys(f"{p.role}{suffix}" for p in programs[:2] for suffix in LANGUAGES))
    raise SubmissionError(f"there is no program in {show(path)}: it should hold {names}")


def _find_at(path: Path, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    one_exercise = len({program.exercise.id for program in programs}) == 1
    found: dict[str, Source | None] = {}
    for program in programs:
        document, exercise = program.exercise.id.split("/")
        places = [(document, exercise), (exercise,), *([()] if one_exercise else [])]
        sources = (_find_in(path.joinpath(*place), program) for place in places if _is_below(path, place))
        found[program.id] = next((source for source in sources if source), None)
    return found


def _is_below(path: Path, names: Sequence[str]) -> bool:
    """Whether there is such a folder. Raises SubmissionError if a link stands in its place."""
    for name in names:
        path /= name
        if path.is_symlink():
            raise SubmissionError(f"{show(path)} is a symbolic link: hand in the folder itself")
    return path.is_dir()


def _only_folder(folder: Path) -> Path | None:
    """The folder that is all there is: whoever packs a folder often packs it with its name."""
    entries = [e for e in listing(folder) if not is_litter(e.name, is_file=e.is_file(follow_symlinks=False))]
    alone = len(entries) == 1 and entries[0].is_dir(follow_symlinks=False)
    return Path(entries[0].path) if alone else None


def _find_in(folder: Path, program: ProgramSpec) -> Source | None:
    """The program in one folder: what sockgrade.toml says, else `server.py`, else the only file with `server` in
    its name, else the only file."""
    if program.role in recipe.recipes_in(folder):
        return Source(folder / recipe.NAME, folder)
    found = [Path(entry.path) for entry in listing(folder) if not entry.name.startswith(".")]
    files = [path for path in found if path.suffix.lower() in LANGUAGES]
    exact = [path for path in files if path.stem.lower() == program.role]
    named = [path for path in files if program.role in path.stem.lower()]
    alone = files if len(program.exercise.programs) == 1 else []
    for candidates in (exact, named, alone):
        if len(candidates) > 1:
            names = " and ".join(show(Path(path.name)) for path in candidates[:3])
            raise _Ambiguous(
                f"{show(folder)} has more than one candidate for {program.id}: {names}",
                f"sockgrade grade {program.id} {show(candidates[0])}",
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


def _check_readable(path: Path) -> None:
    if not os.access(path, os.R_OK):
        raise SubmissionError(f"{show(path)} cannot be read: Permission denied")
