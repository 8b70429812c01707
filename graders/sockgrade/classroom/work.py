"""Who handed in what, as far as that has been told."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sockgrade.evidence.text import encodable
from sockgrade.intake.folder import is_litter, show
from sockgrade.intake.submission import SubmissionError

NOTHING = "nothing was handed in"


@dataclass(frozen=True)
class Work:
    """What one student handed in."""

    key: str
    """What nobody else of the class has: the platform's number, or the name."""
    name: str
    paths: tuple[Path, ...]
    """A file, a folder or an archive; or several files."""
    names: tuple[str, ...] = ()
    """How the student called these files, where the platform has renamed them."""
    problem: str = ""
    """Why it cannot be graded; there may be no paths then."""
    submitted: str = ""
    """When it was, as ISO 8601 with the zone; empty if nobody knows."""

    def told(self, why: SubmissionError) -> str:
        """Why it cannot be used, without the folder in which everybody's work lies."""
        return str(why).replace(f"{show(self.paths[0].parent)}{os.sep}", "")


@dataclass(frozen=True)
class Roster:
    """A whole class."""

    layout: str
    """How names were read: what a teacher calls it."""
    works: tuple[Work, ...]
    """In the order of the names."""
    strays: tuple[tuple[Path, str], ...] = ()
    """What belongs to nobody, each with the reason."""


def inside(folder: Path) -> list[Path]:
    """What is in a folder, and part of somebody's work."""
    return sorted(entry for entry in folder.iterdir() if not is_litter(entry.name, is_file=entry.is_file()))


def work_in(key: str, name: str, paths: tuple[Path, ...]) -> Work:
    """A student's work. A single file is taken out of the folder in which a platform has put it."""
    if len(paths) == 1 and paths[0].is_dir():
        files = inside(paths[0])
        if not files:
            return Work(key, name, (), problem=NOTHING)
        if len(files) == 1 and files[0].is_file() and not files[0].is_symlink():
            paths = (files[0],)
    return Work(key, name, paths)


def roster_of(layout: str, works: Sequence[Work], strays: Sequence[tuple[Path, str]] = ()) -> Roster:
    """A whole class, in the order of the names, which can be written to any file."""
    named = [replace(work, key=encodable(work.key), name=encodable(work.name)) for work in works]
    return Roster(
        layout, tuple(sorted(named, key=lambda work: (work.name.casefold(), work.key))), tuple(strays)
    )
