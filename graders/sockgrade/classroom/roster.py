"""Who handed in what: recognises the folders that course platforms let a teacher download, and lists of her own.

Moodle     Anna Meier_4711_assignsubmission_file_/, or without folders Anna Meier_4711_assignsubmission_file_server.py
Canvas     meieranna_4711_90210_server.py, with LATE_ before the numbers, and -1 behind the name for a second try
ILIAS      Meier_Anna_ameier_4711/
a list     a CSV file with the columns student and path; what it names is looked for beside it
otherwise  each folder, archive and program is a student's, whose name it has
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sockgrade.course import LANGUAGES
from sockgrade.intake.folder import is_litter, show
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
#: Names that the columns of a list may have.
_STUDENT, _PATH = ("student", "name"), ("path", "file", "folder")
#: Bytes of a list.
_LARGEST_LIST = 10_000_000

_NOTHING = "nothing was handed in"
_ONLINE_TEXT = "it is text from the platform's editor, and no file: ask for a file"


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


def roster(path: Path) -> Roster:
    """Recognise who handed in what. Raises SubmissionError if that cannot be told at all."""
    if path.suffix.lower() == ".csv" and path.is_file():
        return _of_list(path)
    if not path.is_dir():
        what = "is not there" if not path.exists() else "is neither a folder nor a list (.csv)"
        raise SubmissionError(f"{show(path)} {what}: give the folder with what the class has handed in")
    everything = _inside(path)
    if not everything:
        raise SubmissionError(f"{show(path)} is empty: give the folder with what the class has handed in")
    entries = [entry for entry in everything if not entry.is_symlink()]
    found = next(found for read in (_moodle, _canvas, _ilias, _plain) if (found := read(entries)) is not None)
    links = [
        (entry, "it is a symbolic link, and may lead anywhere") for entry in everything if entry.is_symlink()
    ]
    return replace(found, strays=(*found.strays, *links))


def _inside(folder: Path) -> list[Path]:
    """What is in a folder, and part of somebody's work."""
    return sorted(entry for entry in folder.iterdir() if not is_litter(entry.name, is_file=entry.is_file()))


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
            works.append(_work(number, name, paths))
        else:
            works.append(Work(number, name, paths, tuple(own or path.name for path, own in files)))
    return (
        _roster("Moodle", works, _strangers(matches, "Name_12345_assignsubmission_file_")) if works else None
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
    return _roster("Canvas", works, _strangers(matches, "name_12345_67890_file.py")) if works else None


def _ilias(entries: Sequence[Path]) -> Roster | None:
    matches = {entry: _ILIAS.fullmatch(entry.name) if entry.is_dir() else None for entry in entries}
    works = [
        _work(match["number"], f"{match['first']} {match['last']}", (entry,))
        for entry, match in matches.items()
        if match
    ]
    if not works or len({work.key for work in works}) < len(works):
        return None
    return _roster("ILIAS", works, _strangers(matches, "Lastname_Firstname_login_12345"))


def _plain(entries: Sequence[Path]) -> Roster:
    """Each folder, archive or program is a student's."""
    students: dict[str, list[Path]] = defaultdict(list)
    strays = []
    for entry in entries:
        if entry.is_dir() or _is_work(entry):
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
            works.append(_work(name, name, tuple(paths)))
    return _roster("one entry a student", works, strays)


def _is_work(file: Path) -> bool:
    return file.name.lower().endswith((*LANGUAGES, NOTEBOOK, *ARCHIVES))


def _stem(entry: Path) -> str:
    """The name without what it ends in, however many that are of an archive."""
    endings = (*LANGUAGES, NOTEBOOK, *ARCHIVES) if entry.is_file() else ()
    ending = max((e for e in endings if entry.name.lower().endswith(e)), key=len, default="")
    return entry.name[: len(entry.name) - len(ending)]


def _strangers(matches: Mapping[Path, object], like: str) -> list[tuple[Path, str]]:
    return [(entry, f"its name is not like {like}") for entry, match in matches.items() if not match]


def _work(key: str, name: str, paths: tuple[Path, ...]) -> Work:
    """A student's work. A single file is taken out of the folder in which a platform has put it."""
    if len(paths) == 1 and paths[0].is_dir():
        inside = _inside(paths[0])
        if not inside:
            return Work(key, name, (), problem=_NOTHING)
        if len(inside) == 1 and inside[0].is_file() and not inside[0].is_symlink():
            paths = (inside[0],)
    return Work(key, name, paths)


def _roster(layout: str, works: Sequence[Work], strays: Sequence[tuple[Path, str]] = ()) -> Roster:
    return Roster(
        layout, tuple(sorted(works, key=lambda work: (work.name.casefold(), work.key))), tuple(strays)
    )


def _of_list(path: Path) -> Roster:
    """A list of the teacher's, as spreadsheets write them: with commas, semicolons or tabs. Raises SubmissionError."""
    rows = _rows(path)
    header = next(rows, [])
    student, place = (_column(path, header, names) for names in (_STUDENT, _PATH))
    found: dict[str, list[Path]] = {}
    for number, row in enumerate(rows, start=2):
        if not any(row):
            continue
        cells = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
        if not cells[student]:
            raise SubmissionError(
                f"{show(path)}, line {number}: there is no student: fill it in, or leave the line out"
            )
        found.setdefault(cells[student], []).extend([path.parent / cells[place]] if cells[place] else [])
    if not found:
        raise SubmissionError(
            f"{show(path)} names nobody: give each student a line with the path of the work"
        )
    return _roster("a list", [_listed(name, tuple(paths)) for name, paths in found.items()])


def _listed(name: str, paths: tuple[Path, ...]) -> Work:
    missing = [path for path in paths if not path.exists()]
    if not paths:
        return Work(name, name, (), problem=_NOTHING)
    if missing:
        return Work(name, name, paths, problem=f"there is no file or folder {show(missing[0])}")
    return _work(name, name, paths)


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_LIST).decode("utf-8-sig")
    except OSError as error:
        raise SubmissionError(f"{show(path)} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SubmissionError(f"{show(path)} is not in UTF-8: save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _column(path: Path, header: Sequence[str], names: Sequence[str]) -> int:
    titles = [title.strip().casefold() for title in header]
    for name in names:
        if name in titles:
            return titles.index(name)
    raise SubmissionError(
        f"{show(path)} has no column {' or '.join(names)} in its first line: it needs student and path"
    )
