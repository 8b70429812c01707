"""A class of three hundred as Moodle lets a teacher download it, with everything that students hand in; and its sheet.

Written as Moodle does it: the names of folders lack what its clean_filename() takes out, the worksheet is a German one.
"""

from __future__ import annotations

import csv
import io
import re
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

_FIRST = (
    *(
        "Jürgen",
        "Zoë",
        "Seán",
        "Nguyễn Văn",
        "Thị Hương",
        "Jan_Willem",
        "Ana María",
        "Łukasz",
        "Søren",
        "=1+1",
    ),
    *("Anne-Marie", "Đặng", "Yıldız", "Frédéric", "Mehmet", "Ольга", "Anna", "Bo", "Chloé", "-2"),
)
_LAST = (
    *(
        "Müller",
        "van der Berg",
        "O'Brien",
        "Großmann",
        "D’Angelo",
        "Trần",
        "García López",
        "Öztürk",
        "de la Cruz",
    ),
    *("Nowak_Kowalska", "Ní Bhriain", "Ågren", "Weiß", "Smith", "Lê"),
)
_NOT_IN_NAMES_OF_FILES = re.compile(r"[\x00-\x1f&<>\"`|':\\/]")
_TITLES = (
    *("ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung"),
    *("Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)"),
    "Feedback als Kommentar",
)
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
#: What students hand in, and what is to be said of it: the program's file, or else a part of the reason.
KINDS = {
    "a program": "{role}.py",
    "a program and a PDF": "{role}.py",
    "two files": "{role}.py",
    "two of which each may be it": "more than one candidate",
    "a folder": "{role}.py",
    "a name that is a formula": "=1+1.py",
    "an archive": "{role}.py",
    "a tar archive": "{role}.py",
    "an archive in an archive": "archive",
    "a PDF": "is no program",
    "nothing": "nothing was handed in",
    "text in the editor": "it is text from the platform's editor",
}


@dataclass(frozen=True)
class Student:
    """Somebody in the class."""

    number: int
    """Moodle's, of the participant in this assignment."""
    name: str
    kind: str
    """Of `KINDS`."""

    @property
    def folder(self) -> str:
        what = "onlinetext" if self.kind == "text in the editor" else "file"
        return f"{_NOT_IN_NAMES_OF_FILES.sub('', self.name)}_{self.number}_assignsubmission_{what}_"


def students() -> list[Student]:
    """All three hundred."""
    names = (" ".join(parts) for parts in product(_FIRST, _LAST))
    kinds = cycle(KINDS)
    return [Student(47_000 + 7 * place, name, next(kinds)) for place, name in enumerate(names)]


def write_download(path: Path, role: str, programs: Sequence[str]) -> None:
    """Write the zip. `programs` are what they hand in in turn, each with a comment of its own, called like the role."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in students():
            own = f"{programs[student.number % len(programs)]}\n# {student.name}\n".encode()
            files = _files(student.kind, f"{role}.py", own)
            if not files:
                archive.writestr(f"{student.folder}/", b"")
            for name, content in files.items():
                archive.writestr(f"{student.folder}/{name}", content)


def _files(kind: str, name: str, program: bytes) -> Mapping[str, bytes]:
    old, new = (name.replace(".", f"_{which}.") for which in ("old", "final"))
    return {
        "a program": {name: program},
        "a program and a PDF": {name: program, "Protokoll.pdf": _PDF},
        "two files": {name: program, "helper.py": b"WORD = 'hello'\n"},
        "two of which each may be it": {old: program, new: program},
        "a folder": {f"Übung 3/{name}": program, "Übung 3/notes.txt": b"done\n"},
        "a name that is a formula": {"=1+1.py": program},
        "an archive": {"Abgabe (1).zip": _zip({name: program})},
        "a tar archive": {"abgabe.tar.gz": _tar(name, program)},
        "an archive in an archive": {"all.zip": _zip({"mine.zip": _zip({name: program})})},
        "a PDF": {"Protokoll.pdf": _PDF},
        "nothing": {},
        "text in the editor": {"onlinetext.html": b"<p>print('hello')</p>"},
    }[kind]


def _zip(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def _tar(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def sheet() -> bytes:
    """The offline grading worksheet: of everybody, and of one who has handed in nothing at all."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(_TITLES)
    for student in [*students(), Student(99_999, "Nobody Else", "nothing")]:
        when = "Dienstag, 3. November 2026, 10:15"
        start = [f"Teilnehmer/in{student.number}", student.name, f"k{student.number}@example.org"]
        writer.writerow([*start, "Zur Bewertung\nabgegeben", "", "10,00", "Ja", when, "-", ""])
    return b"\xef\xbb\xbf" + target.getvalue().encode()
