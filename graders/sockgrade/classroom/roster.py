"""Who handed in what: recognises the folders that course platforms let a teacher download, and lists of her own.

Moodle     Anna Meier_4711_assignsubmission_file_/, or without folders Anna Meier_4711_assignsubmission_file_server.py
Canvas     meieranna_4711_90210_server.py, with LATE_ before the numbers, and -1 behind the name for a second try
ILIAS      Meier_Anna_ameier_4711/
a list     a CSV file with the columns student and path, and submitted if that matters; paths are looked for beside it
otherwise  each folder, archive and program is a student's, whose name it has

When something was handed in the files' times tell, but for Canvas, which does not keep them, and for working copies of
git, which have those of the checkout.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sockgrade.classroom.listed import of_list
from sockgrade.classroom.work import Roster, Work, inside, roster_of, work_in
from sockgrade.course import LANGUAGES
from sockgrade.intake.folder import show
from sockgrade.intake.notebook import SUFFIX as NOTEBOOK
from sockgrade.intake.submission import ARCHIVES, SubmissionError

#: What Moodle's names are made of: the student, the participant's number, what it is, and without folders the file.
_MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<what>file|onlinetext)(?:_(?P<file>.*)|\.html)?",
    re.DOTALL,
)
_CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<number>\d+)_(?P<submission>\d+)_(?P<file>.+)", re.DOTALL)
_ILIAS = re.compile(r"(?P<last>[^_]+)_(?P<first>[^_]+)_(?P<login>[^_]+)_(?P<number>\d+)")
#: Which try a file on Canvas is: server-2.py is the third.
_TRY = re.compile(r"-(\d+)(?=\.[^.]+$|$)")

_CANVAS_LAYOUT = "Canvas"
#: Files of a work whose times are looked at.
_MOST_FILES = 10_000

_ONLINE_TEXT = "it is text from the platform's editor, and no file: ask for a file"


def roster(path: Path) -> Roster:
    """Recognise who handed in what. Raises SubmissionError if that cannot be told at all."""
    if path.suffix.lower() == ".csv" and path.is_file():
        return of_list(path)
    if not path.is_dir():
        what = "is not there" if not path.exists() else "is neither a folder nor a list (.csv)"
        raise SubmissionError(f"{show(path)} {what}: give the folder with what the class has handed in")
    everything = inside(path)
    if not everything:
        raise SubmissionError(f"{show(path)} is empty: give the folder with what the class has handed in")
    entries = [entry for entry in everything if not entry.is_symlink()]
    found = next(found for read in (_moodle, _canvas, _ilias, _plain) if (found := read(entries)) is not None)
    links = [
        (entry, "it is a symbolic link, and may lead anywhere") for entry in everything if entry.is_symlink()
    ]
    works = found.works if found.layout == _CANVAS_LAYOUT else map(_dated, found.works)
    return replace(found, works=tuple(works), strays=(*found.strays, *links))


def _dated(work: Work) -> Work:
    """The same, with the time of its newest file."""
    times = [file.lstat().st_mtime for path in work.paths for file in _everything_in(path)]
    is_checkout = any((folder / ".git").exists() for path in work.paths for folder in (path, path.parent))
    if is_checkout or not times:
        return work
    with contextlib.suppress(ValueError, OverflowError, OSError):  # a year that no calendar has
        return replace(work, submitted=datetime.fromtimestamp(max(times), UTC).isoformat(timespec="seconds"))
    return work


def _everything_in(path: Path) -> Iterator[Path]:
    """The files of a work; not more than anybody looks at."""
    if not path.is_dir():
        return iter((path,))
    return islice((Path(folder, name) for folder, _, names in os.walk(path) for name in names), _MOST_FILES)


def _moodle(entries: Sequence[Path]) -> Roster | None:
    """With folders or without. A student who typed into the editor as well has two entries."""
    matches = {entry: _MOODLE.fullmatch(entry.name) for entry in entries}
    students: dict[str, list[tuple[re.Match[str], Path]]] = defaultdict(list)
    for entry, match in matches.items():
        if match:
            students[match["number"]].append((match, entry))
    works = []
    for number, parts in students.items():
        name = parts[0][0]["name"]
        files = [(entry, match["file"]) for match, entry in parts if match["what"] == "file"]
        paths = tuple(entry for entry, _ in files)
        if not files:
            works.append(Work(number, name, (), problem=_ONLINE_TEXT))
        elif all(path.is_dir() for path in paths):
            works.append(work_in(number, name, paths))
        else:
            works.append(Work(number, name, paths, tuple(own or path.name for path, own in files)))
    return (
        roster_of("Moodle", works, _strangers(matches, "Name_12345_assignsubmission_file_"))
        if works
        else None
    )


def _canvas(entries: Sequence[Path]) -> Roster | None:
    matches = {entry: _CANVAS.fullmatch(entry.name) if entry.is_file() else None for entry in entries}
    students: dict[str, dict[str, tuple[int, Path]]] = defaultdict(dict)
    names: dict[str, str] = {}
    for entry, match in matches.items():
        if match is None:
            continue
        tries = int(found[1]) if (found := _TRY.search(match["file"])) else 0
        names.setdefault(match["number"], match["name"])
        files = students[match["number"]]
        name = _TRY.sub("", match["file"])
        if name not in files or files[name][0] < tries:  # the newest of several
            files[name] = tries, entry
    works = [
        Work(number, names[number], tuple(entry for _, entry in files.values()), tuple(files))
        for number, files in students.items()
    ]
    return (
        roster_of(_CANVAS_LAYOUT, works, _strangers(matches, "name_12345_67890_file.py")) if works else None
    )


def _ilias(entries: Sequence[Path]) -> Roster | None:
    matches = {entry: _ILIAS.fullmatch(entry.name) if entry.is_dir() else None for entry in entries}
    works = [
        work_in(match["number"], f"{match['first']} {match['last']}", (entry,))
        for entry, match in matches.items()
        if match
    ]
    if not works or len({work.key for work in works}) < len(works):
        return None
    return roster_of("ILIAS", works, _strangers(matches, "Lastname_Firstname_login_12345"))


def _plain(entries: Sequence[Path]) -> Roster:
    """Each folder, archive or program is a student's."""
    students: dict[str, list[Path]] = defaultdict(list)
    strays = []
    for entry in entries:
        if entry.is_dir() or _iswork_in(entry):
            students[_stem(entry)].append(entry)
        else:
            strays.append((entry, "it is no program, folder or archive"))
    works = []
    for name, paths in students.items():
        if len(paths) > 1:
            alike = " and ".join(show(Path(path.name)) for path in paths)
            works.append(
                Work(name, name, tuple(paths), problem=f"{alike} are called alike: leave one of them")
            )
        else:
            works.append(work_in(name, name, tuple(paths)))
    return roster_of("one entry a student", works, strays)


def _iswork_in(file: Path) -> bool:
    return file.name.lower().endswith((*LANGUAGES, NOTEBOOK, *ARCHIVES))


def _stem(entry: Path) -> str:
    """The name without what it ends in, however many that are of an archive."""
    endings = (*LANGUAGES, NOTEBOOK, *ARCHIVES) if entry.is_file() else ()
    ending = max((e for e in endings if entry.name.lower().endswith(e)), key=len, default="")
    return entry.name[: len(entry.name) - len(ending)]


def _strangers(matches: Mapping[Path, object], like: str) -> list[tuple[Path, str]]:
    return [(entry, f"its name is not like {like}") for entry, match in matches.items() if not match]
