"""Takes in what a student hands in, a file, a folder or an archive, and finds the programs in it.

The student's own folder is never written to, and nothing in it is run.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sockgrade.course import LANGUAGES, ProgramSpec
from sockgrade.intake import notebook, recipe
from sockgrade.intake.boundary import SubmissionError, theirs
from sockgrade.intake.folder import Folder, Place, is_litter, open_named, show
from sockgrade.intake.search import Candidates, File, Search, other_language, renamed
from sockgrade.intake.snapshot import Snapshot, Source, copy_source, gather, sha256_of, take
from sockgrade.kernel.trees import scratch

__all__ = [
    "Snapshot",
    "Source",
    "SubmissionError",
    "copy_source",
    "find",
    "gathered",
    "is_archive",
    "opened",
    "risk",
    "sha256_of",
    "show",
    "take",
    "whole",
]

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
    if not is_archive(path):
        yield path
        return
    from sockgrade.intake.archive import unpack  # most submissions are none

    with scratch() as place:
        place.chmod(0o700)  # nothing is run from there
        folder = place / path.name
        try:
            with theirs(SubmissionError):
                unpack(path, folder)
            yield folder
        except SubmissionError as error:
            message = str(error)
            if isinstance(error, _Ambiguous):
                message = f"{error.what}: leave only one of them in the archive"
            # Nobody knows the temporary folder by name.
            raise SubmissionError(message.replace(f"{show(place)}{os.sep}", "")) from None


@contextmanager
def gathered(
    paths: Sequence[Path], programs: Sequence[ProgramSpec], names: Sequence[str] = ()
) -> Iterator[Path]:
    """The file or folder in which `find` is to look: several files are one submission. Raises SubmissionError.

    `names` are those that the student gave the files, where a platform has given them others.
    """
    if len(paths) == 1 and (not names or is_archive(*paths)):
        with opened(*paths) as place:
            yield place
        return
    for path in paths:
        if not stat.S_ISREG(status_of(path).st_mode) or is_archive(path):
            raise SubmissionError(f"{show(path)} is no single file: give one folder or archive, or files")
    names = names or [path.name for path in paths]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise SubmissionError(f"two of the files are called {show(Path(twice))}: give one, or rename it")
    files = dict(zip(names, paths, strict=True))
    for program in {part.id: part for each in programs for part in each.parts}.values():
        own = [Path(name) for name in files]
        named = [p for p in own if p.suffix.lower() in LANGUAGES and program.role in p.stem.lower()]
        if len(named) > 1:
            which = " or ".join(show(files[p.name]) for p in named)
            raise SubmissionError(f"which file is {program.id}, {which}? Give one of them, or the folder")
    with scratch() as place:
        place.chmod(0o700)  # nothing is run from there
        folder = place / "submission"
        gather(files, folder)
        try:
            yield folder
        except SubmissionError as error:
            said = error.what + ": give only one of them" if isinstance(error, _Ambiguous) else str(error)
            # Nobody knows the temporary folder by name.
            said = said.replace(f"{show(folder)}{os.sep}", "").replace(show(folder), "what was given")
            raise SubmissionError(said) from None


def is_archive(path: Path) -> bool:
    """Whether a file is one that `opened` unpacks."""
    return path.name.lower().endswith(ARCHIVES) and path.is_file()


def risk(path: Path, sources: Mapping[str, Source | None]) -> str:
    """What is handed in and should not run without a sandbox unless somebody agrees; empty if nothing is."""
    if is_archive(path):
        return "what is in an archive, and may be anybody's,"
    handed_in = [each for source in sources.values() if source for each in (source, source.partner)]
    if any(each and each.main.name == recipe.NAME for each in handed_in):
        return f"the commands of a {recipe.NAME}"
    return ""


def find(path: Path, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    """Find the programs in a file or folder, by id; None for one that was not handed in.

    A pair is handed in if both of its programs are. Raises SubmissionError if the path cannot be used at all.
    """
    parts = {part.id: part for program in programs for part in program.parts}
    found = _find(path, tuple(parts.values()))
    complete = {
        program.id: whole(*(found[part.id] for part in program.parts))
        for program in programs
        if all(part.id in found for part in program.parts)
    }
    if not complete:
        names = " and ".join(part.role for part in programs[0].parts)
        raise SubmissionError(f"{programs[0].id} is about {names} together: give both files, or the folder")
    return complete


def whole(source: Source | None, *partners: Source | None) -> Source | None:
    """A program's source, or that of a pair; None if any part of it is missing."""
    if source is None or not all(partners):
        return None
    return replace(source, partner=partners[0]) if partners else source


def _find(path: Path, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    status = status_of(path)
    place = Place.of(path, status)
    with theirs(SubmissionError):
        if stat.S_ISREG(status.st_mode):
            return _find_in_file(place, programs)
        if stat.S_ISDIR(status.st_mode):
            with Folder.opened(path, place) as folder:
                return _find_in_folder(folder, place, programs)
    raise SubmissionError(f"{show(path)} is neither a file nor a folder: give the program's source file")


def status_of(path: Path) -> os.stat_result:
    """What somebody named. Raises SubmissionError if it is not there, or not to be trusted."""
    try:
        status = path.stat()
        is_foreign = path.is_symlink() and os.name == "posix" and path.lstat().st_uid not in (0, os.geteuid())
    except FileNotFoundError:
        raise SubmissionError(f"there is no file or folder {show(path)}") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        reason = getattr(error, "strerror", None) or "that is no name of a file"
        raise SubmissionError(f"{show(path)} cannot be read: {reason}") from None
    if is_foreign:
        raise SubmissionError(f"{show(path)} is a symbolic link of somebody else's: name what it leads to")
    return status


def _find_in_file(place: Place, programs: Sequence[ProgramSpec]) -> dict[str, Source | None]:
    path = place.path
    if path.name.lower().endswith(_OTHER_ARCHIVES):
        raise SubmissionError(
            f"{show(path)} is an archive that sockgrade cannot open: pack the folder as .zip or .tar.gz"
        )
    if path.suffix.lower() not in (*LANGUAGES, notebook.SUFFIX):
        raise SubmissionError(_no_program(path, programs))
    if len(programs) > 1:
        named = [program for program in programs if program.role in path.stem.lower()]
        if len(named) != 1:
            raise SubmissionError(_which(path, programs))
        programs = named
    open_named(path, place).close()
    return {programs[0].id: Source(path, None, place)}


def _no_program(path: Path, programs: Sequence[ProgramSpec]) -> str:
    """Why a file cannot be graded by itself."""
    program = _likely(path.stem, programs)
    if advice := other_language(path, program.role):
        again = f"sockgrade grade {program.id} {shlex.quote(str(path.parent))}"
        return f"{show(path)} {advice}, and grade the folder: {show(Path(again))}"
    *others, last = LANGUAGES
    endings = f"{', '.join(others)} or {last}"
    name = renamed(path)
    rename = f": rename it {show(Path(name))}, if that is what it is" if name else ""
    return f"{show(path)} is no program that sockgrade can run, since its name must end in {endings}{rename}"


def _which(path: Path, programs: Sequence[ProgramSpec]) -> str:
    ids = " or ".join(program.id for program in programs[:3])
    return f"which program is {show(path)}? Say so: sockgrade grade {ids} {show(path)}"


def _likely(stem: str, programs: Sequence[ProgramSpec]) -> ProgramSpec:
    """The program that a file is meant to be, by its name."""
    return next((program for program in programs if program.role in stem.lower()), programs[0])


def _find_in_folder(
    folder: Folder, place: Place, programs: Sequence[ProgramSpec]
) -> dict[str, Source | None]:
    """Look for each program in the folder of its exercise, and, if there is but one exercise, anywhere.

    Whoever packs a folder often packs it with its name: a folder that is all there is, is looked into.
    """
    only = _only_folder(folder)
    found: dict[str, Source | None] = {}
    for program in programs:
        homes = _homes(folder, program)
        if only is None and len({program.exercise.id for program in programs}) == 1:
            homes.append(())
        sources = (_find_in(folder, names, place, program, programs) for names in homes)
        found[program.id] = next((source for source in sources if source), None)
    if any(found.values()):
        return found
    if only is not None:
        with folder.below(only) as inner:
            return _find_in_folder(inner, place, programs)
    raise SubmissionError(_nothing(folder, programs))


def _homes(folder: Folder, program: ProgramSpec) -> list[tuple[str, ...]]:
    """The folders that are called like the program's exercise."""
    document, exercise = program.exercise.id.split("/")
    return [names for names in ((document, exercise), (exercise,)) if _is_below(folder, names)]


def _is_below(folder: Folder, names: Sequence[str]) -> bool:
    """Whether there is such a folder. Raises SubmissionError if a link stands in its place."""
    first, *rest = names
    if not any(entry.name == first and not entry.is_file() for entry in folder.entries()):
        return False
    with folder.below(first) as inner:
        return not rest or _is_below(inner, rest)


def _only_folder(folder: Folder) -> str | None:
    """The name of the folder that is all there is."""
    entries = [e for e in folder.entries() if not is_litter(e.name, is_file=e.is_file(follow_symlinks=False))]
    alone = len(entries) == 1 and entries[0].is_dir(follow_symlinks=False)
    return entries[0].name if alone else None


def _find_in(
    folder: Folder, names: Sequence[str], place: Place, program: ProgramSpec, programs: Sequence[ProgramSpec]
) -> Source | None:
    alone = len(programs) == 1 or len(program.exercise.programs) == 1
    with folder.below(*names) as home:
        try:
            main = Search(home).program(program, alone=alone)
        except Candidates as found:
            raise _ambiguous(home, found.files, program) from None
        if main is None:
            return None
        with home.below(*main.parts[:-1]) as inner:
            inner.open(main.parts[-1]).close()
        return Source(home.path.joinpath(*main.parts), home.path, place)


def _ambiguous(folder: Folder, files: Sequence[File], program: ProgramSpec) -> _Ambiguous:
    names = " and ".join(show(file.path) for file in files[:3])
    first = folder.path.joinpath(*files[0].parts)
    parents = [file.path.parent for file in files]
    # The file alone would be without its helpers.
    choice = first.parent if first.parent != folder.path and parents.count(parents[0]) == 1 else first
    return _Ambiguous(
        f"{show(folder.path)} has more than one candidate for {program.id}: {names}",
        f"sockgrade grade {program.id} {show(choice)}",
    )


def _nothing(folder: Folder, programs: Sequence[ProgramSpec]) -> str:
    """That there is no program, and what there is instead."""
    names = " or ".join(dict.fromkeys(f"{p.role}{suffix}" for p in programs[:2] for suffix in LANGUAGES))
    nothing = f"there is no program in {show(folder.path)}: it should hold {names}"
    files = sorted(Search(folder).files, key=lambda file: not any(p.role in file.stem for p in programs))
    for file in files:
        path = folder.path / file.path
        if file.suffix in (*LANGUAGES, notebook.SUFFIX):
            return f"{nothing}; {_which(path, programs)}"
        if advice := other_language(file.path, _likely(file.stem, programs).role):
            return f"{nothing}; {show(path)} {advice}"
        if (name := renamed(file.path)) and any(p.role in file.stem for p in programs):
            return f"{nothing}; rename {show(path)} {show(Path(name))}, if that is the program"
        if path.name.lower().endswith((*ARCHIVES, *_OTHER_ARCHIVES)):
            return f"{nothing}; there is the archive {show(path)}: hand in that, or what is in it"
    return nothing
