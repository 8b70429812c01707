"""Three hundred students as Moodle has them: who would be graded, and what comes back into Moodle."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from classroom.moodle_class import KINDS, Student, sheet, students, write_download
from results import check, program, result
from small_course import GOOD, sockgrade

import sockgrade as package
from sockgrade.classroom.download import opened
from sockgrade.classroom.journal import Journal
from sockgrade.classroom.records import Submission
from sockgrade.classroom.roster import roster
from sockgrade.classroom.work import Work
from sockgrade.course import Course
from sockgrade.intake.submission import SubmissionError, find, gathered
from sockgrade.verdict import Outcome

THIS = str(Path(package.__file__).parents[1])
EVERYBODY = students()
#: Kinds of which the program is found.
GRADED = {kind for kind, said in KINDS.items() if said.endswith(".py")}
POINTS = 8


@pytest.fixture(scope="module")
def download(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("moodle") / "Echo-1234.zip"
    write_download(path, "program", [GOOD])
    return path


def test_everybody_is_recognised_and_what_would_be_graded(download: Path, course: Path) -> None:
    programs = [selection.program for selection in Course(course).select("doc/word")]

    def said(work: Work) -> str:
        if work.problem:
            return work.problem
        try:
            with gathered(work.paths, programs, work.names) as place:
                (source,) = find(place, programs).values()
        except SubmissionError as why:
            return work.told(why)
        return source.title if source else ""

    kinds = {str(student.number): student.kind for student in EVERYBODY}
    with opened(download) as place:
        found = roster(place)
        assert (found.layout, found.strays, len(found.works)) == ("Moodle", (), 300)
        for work in found.works:
            assert KINDS[kinds[work.key]].format(role="program") in said(work), work


def test_the_preview_shows_all_of_them(download: Path, course: Path) -> None:
    process = sockgrade("class", "doc/word", download, "--course", course, "--dry-run", PYTHONPATH=THIS)
    assert process.returncode == 0, process
    assert "300 students, recognised as Moodle. Nothing was graded." in process.stdout
    wanted = Counter(student.kind in GRADED for student in EVERYBODY)
    assert len(re.findall(r"\.py +as|\.py as", process.stdout)) == wanted[True]
    assert process.stdout.count("nothing: ") == wanted[False]


def earned(student: Student) -> int:
    return student.number % (POINTS + 1)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Results of everybody whose program is found, as many points as `earned`; and the reasons of all others."""
    file = tmp_path / "echo.journal"
    with Journal(file) as opened_journal:
        run = opened_journal.begin("2026-11-28T12:00:00+00:00", "doc/word", "host", "0.1.0", "course", {})
        for points in range(POINTS + 1):
            outcomes = [Outcome.PASSED if place < points else Outcome.FAILED for place in range(POINTS)]
            checks = (check(f"check_{place}", outcome) for place, outcome in enumerate(outcomes))
            opened_journal.add(run, f"{points}", result(program(*checks)), 0.0)
        for student in EVERYBODY:
            key, problem = (f"{earned(student)}", "") if student.kind in GRADED else ("", KINDS[student.kind])
            name = student.folder.partition(f"_{student.number}_")[0]
            submission = Submission(str(student.number), name, "doc/word/server", "", key, problem)
            opened_journal.note(run, submission)
    return file


def test_sheet_and_feedback_are_as_moodle_takes_them(journal: Path, tmp_path: Path) -> None:
    given, packed = tmp_path / "Bewertungen.csv", tmp_path / "feedback.zip"
    given.write_bytes(sheet())
    process = sockgrade(
        *(
            "gradebook",
            journal,
            "--moodle",
            given,
            "--comment",
            "--round",
            "0.5",
            "--moodle-feedback",
            packed,
        ),
        PYTHONPATH=THIS,
    )
    assert process.returncode == 0, process
    graded = {str(student.number): student for student in EVERYBODY if student.kind in GRADED}
    assert f"Of 10 at most: {len(graded)} lines changed, 0 right already." in process.stdout
    assert "Nobody Else: there is no mark for it" in process.stdout
    assert "Not in the sheet" not in process.stdout
    assert "(?)" not in process.stdout
    _check_sheet(given.read_bytes(), (tmp_path / "Bewertungen.graded.csv").read_bytes(), graded)
    assert set(_as_moodle_reads(packed)) == {(number, "/feedback.html") for number in graded}


def _check_sheet(old: bytes, new: bytes, graded: dict[str, Student]) -> None:
    """Grade and comment are there, in the sheet's own language, and no other cell is another."""
    assert new.startswith(b"\xef\xbb\xbfID,Voll")
    assert old.count(b"\r") == new.count(b"\r") == 0
    before, after = (
        list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))) for text in (old, new)
    )
    assert before[0] == after[0]
    for was, now in zip(before[1:], after[1:], strict=True):
        student = graded.get(was[0].removeprefix("Teilnehmer/in"))
        if student is not None:
            half_points = (Fraction(earned(student), POINTS) * 20 + Fraction(1, 2)).__floor__()
            was[4] = f"{half_points / 2:g}".replace(".", ",")
            was[9] = f"{earned(student)} of {POINTS} points"
        assert was == now


def _as_moodle_reads(packed: Path) -> Iterator[tuple[str, str]]:
    """Each participant's number and file, by the rules of mod/assign/feedback/file/importziplib.php."""
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert not entry.filename.rpartition("/")[2].startswith((".", "~"))
            assert "\\" not in entry.filename
            folder, _, rest = entry.filename.partition("/")
            name, number, *plugin, behind = folder.split("_", 4)
            assert name
            assert number.isdecimal()
            assert plugin == ["assignsubmission", "file"]
            assert len(folder.encode()) < 255
            yield number, f"{behind}/{rest}"
