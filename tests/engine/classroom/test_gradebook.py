"""`sockgrade gradebook`: what changes is shown, a new file is written, and nothing where something is wrong."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from results import HOSTILE, check, hostile, program, result
from small_course import FILES, one_line, sockgrade, write_files
from small_course import GOOD as RIGHT

import sockgrade as package
from sockgrade.classroom.journal import Journal
from sockgrade.classroom.records import Submission
from sockgrade.verdict import Outcome, ProgramResult

#: The code that is tested, also where another one is installed.
THIS = str(Path(package.__file__).parents[1])
EXERCISE = "doc/word"
GOOD = program(check("answers"), check("sends_back", points=2.5))
HALF = program(check("answers", Outcome.FAILED), check("sends_back", points=2.5))
FAULT = program(check("answers", Outcome.ERROR), check("sends_back"))
UNSEEN = program(check("answers", Outcome.SKIPPED), check("sends_back"))
SHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    "Participant 1,Anna,a@x,,,10.00,Yes,-,-,\n"
    "Participant 2,Bo,b@x,,5.00,10.00,Yes,-,-,\n"
    "Participant 3,Cem,c@x,,,10.00,Yes,-,-,\n"
    "Participant 5,=Eve,e@x,,,10.00,Yes,-,-,\n"
    "Participant 6,Fay,f@x,,,10.00,Yes,-,-,\n"
)


def gradebook(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return sockgrade("gradebook", *arguments, PYTHONPATH=THIS)


def begin(journal: Journal, hour: int = 12) -> int:
    return journal.begin(f"2026-11-28T{hour}:00:00+00:00", EXERCISE, "host", "0.1.0", "course", {})


def note(
    journal: Journal, run: int, student: str, name: str, *programs: ProgramResult, problem: str = ""
) -> None:
    for each in programs:
        key = f"{student} {each.id} {run}"
        journal.add(run, key, result(each), 0.0)
        journal.note(run, Submission(student, name, each.id, "server.py", key))
    if problem:
        journal.note(run, Submission(student, name, GOOD.id, "", problem=problem))


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    file = tmp_path / "echo.journal"
    with Journal(file) as opened:
        note(opened, begin(opened), "1", "Anna", FAULT)  # an earlier run
        run = begin(opened, hour=13)
        note(opened, run, "1", "Anna", GOOD)
        note(opened, run, "2", "Bo", HALF, replace(GOOD, id="doc/word/client"))
        note(opened, run, "3", "Cem", FAULT)
        note(opened, run, "4", "Dora", problem="nothing was handed in")
        note(opened, run, "5", "=Eve", UNSEEN)
        opened.note(run, Submission("6", "Fay", GOOD.id, "server.py", "not graded"))
    return file


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "Grades.csv"
    file.write_text(SHEET, encoding="utf-8")
    return file


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_changes_is_shown_and_a_new_sheet_is_written(journal: Path, sheet: Path, tmp_path: Path) -> None:
    process = gradebook(journal, "--moodle", sheet)
    assert process.returncode == 0, process
    said = process.stdout
    assert re.search(r"Anna +Anna +- → 10\n", said)
    assert re.search(r"Bo +Bo +5\.00 → 8\.57\n", said)  # 6 of 7 points
    assert "Not in the sheet, or not for certain:\n  Dora (4)\n" in said
    assert "Cem: doc/word/server could not be judged\n" in said
    assert "=Eve: doc/word/server could not be judged\n" in said
    assert "Fay: doc/word/server has not been graded yet\n" in said
    assert "Of 10 at most: 2 lines changed, 0 right already." in said
    new = tmp_path / "Grades.graded.csv"
    assert said.endswith(f"Written: {new}\n")
    assert new.read_text() == SHEET.replace("a@x,,,", "a@x,,10,").replace("5.00", "8.57")
    assert sheet.read_text() == SHEET
    again = gradebook(journal, "--moodle", new, "--out", tmp_path / "again.csv")
    assert "0 lines changed, 2 right already" in again.stdout
    assert (tmp_path / "again.csv").read_bytes() == new.read_bytes()


def test_what_was_graded_comes_into_the_sheet(sheet: Path, tmp_path: Path) -> None:
    course = write_files(tmp_path / "course", FILES)
    programs = {"Anna_1": RIGHT, "Bo_2": "print('hello')\n", "Cem_3": "pass\n"}
    names = {f"{who}_assignsubmission_file_/program.py": content for who, content in programs.items()}
    graded = sockgrade(
        *("class", EXERCISE, write_files(tmp_path / "class", names), "--course", course),
        *("--journal", tmp_path / "j"),
        PYTHONPATH=THIS,
    )
    assert graded.returncode == 0, graded
    gradebook(tmp_path / "j", "--moodle", sheet, "--comment")
    new = (tmp_path / "Grades.graded.csv").read_text().splitlines()
    assert new[1] == "Participant 1,Anna,a@x,,10,10.00,Yes,-,-,4 of 4 points"
    assert new[2] == "Participant 2,Bo,b@x,,5.00,10.00,Yes,-,-,2 of 4 points"
    assert new[3] == "Participant 3,Cem,c@x,,2.5,10.00,Yes,-,-,1 of 4 points"


def test_nothing_is_written_to_look_at_it(journal: Path, sheet: Path, tmp_path: Path) -> None:
    process = gradebook(
        *(journal, "--moodle", sheet, "--comment", "--round", "0,5", "--maximum", "8"),
        *("--dry-run", "--moodle-feedback", tmp_path / "feedback.zip"),
    )
    assert re.search(r"Bo +Bo +5.00 → 7 +6 of 7 points\n", process.stdout), process
    assert "Of 8 at most" in process.stdout
    assert process.stdout.endswith("Nothing was written.\n")
    assert {name for name in files(tmp_path) if "journal" not in name} == {"Grades.csv"}


def test_the_pages_go_into_the_folders_that_moodle_expects(journal: Path, tmp_path: Path) -> None:
    packed = tmp_path / "feedback.zip"
    process = gradebook(journal, "--moodle-feedback", packed)
    assert process.stdout == f"Written: {packed}\n", process
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        page = archive.read(names[0]).decode()
    assert names == [
        f"{name}_assignsubmission_file_/feedback.html" for name in ("=Eve_5", "Anna_1", "Bo_2", "Cem_3")
    ]
    assert "2026-11-28T13:00:00+00:00" in page
    first = packed.read_bytes()
    gradebook(journal, "--moodle-feedback", packed)
    assert packed.read_bytes() == first


def test_what_is_no_work_from_moodle_gets_no_zip(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as opened:
        note(opened, begin(opened), "anna", "anna", GOOD)
    packed = tmp_path / "feedback.zip"
    one_line(gradebook(tmp_path / "j", "--moodle-feedback", packed), "anna has no participant's number")
    assert not packed.exists()


def test_hostile_names_and_results_are_harmless(tmp_path: Path) -> None:
    name = "../..\\" + HOSTILE.replace("\ud800", "")  # which SQLite cannot keep
    with Journal(tmp_path / "j") as opened:
        (dirty,) = hostile().programs
        note(opened, begin(opened), "7", name, dirty)
    sheet, packed = tmp_path / "s.csv", tmp_path / "feedback.zip"
    sheet.write_bytes(b'ID,Grade,Maximum Grade\nParticipant 7,"\x1b[2J",10\nParticipant 8,\xe2\x80\xae,10\n')
    process = gradebook(tmp_path / "j", "--moodle", sheet, "--moodle-feedback", packed)
    assert process.returncode == 0, process
    assert not set("\x1b\x00\u202e\x07") & set(process.stdout)
    with zipfile.ZipFile(packed) as archive:
        (entry,) = archive.namelist()
    assert re.fullmatch(r"[^_/\\]+_7_assignsubmission_file_/feedback\.html", entry)
    assert not set("\x1b\x00\u202e\x07") & set(entry)


def test_it_must_be_clear_which_exercise_is_meant(journal: Path, sheet: Path) -> None:
    with Journal(journal) as opened:
        note(opened, begin(opened), "2", "Bo", replace(GOOD, id="doc/other/server"))
    one_line(
        gradebook(journal, "--moodle", sheet),
        "several exercises: add --exercise with one of doc/other, doc/word",
    )
    one_line(gradebook(journal, "--moodle", sheet, "--exercise", "doc/none"), "has no exercise doc/none")
    process = gradebook(journal, "--moodle", sheet, "--exercise", "doc/other", "--dry-run")
    assert re.search(r"Bo +Bo +5.00 → 10\n", process.stdout), process


def test_what_cannot_be_done_is_told_in_one_line(journal: Path, sheet: Path, tmp_path: Path) -> None:
    before = files(tmp_path)
    same = tmp_path / "link.csv"
    same.symlink_to(sheet)
    refusals: list[tuple[list[str | Path], str]] = [
        ([journal], "which sheet?"),
        ([journal, "--moodle", sheet, "--canvas", sheet], "which sheet?"),
        ([journal, "--moodle", sheet, "--out", sheet], "name a new file"),
        ([journal, "--moodle", sheet, "--out", same], "name a new file"),
        ([journal, "--moodle", sheet, "--out", journal], "name a new file"),
        ([journal, "--moodle", sheet, "--moodle-feedback", sheet], "name a new file"),
        (
            [journal, "--moodle", sheet, "--out", tmp_path / "x", "--moodle-feedback", tmp_path / "x"],
            "name a new",
        ),
        ([journal, "--moodle", sheet, "--out", "-"], "the standard output has the table"),
        ([tmp_path / "none", "--moodle", sheet], "there is no journal"),
        ([sheet, "--moodle", sheet], "is no journal of sockgrade"),
        ([journal, "--moodle", tmp_path / "none.csv"], "none.csv cannot be read: No such file"),
        ([journal, "--canvas", sheet], f"{sheet}: it has no column ID"),
        ([journal, "--moodle", sheet, "--maximum", "20"], "its maximum is 10"),
        ([journal, "--moodle", sheet, "--out", tmp_path / "no/where.csv"], "there is no folder"),
    ]
    for arguments, said in refusals:
        one_line(gradebook(*arguments), said)
    for number in ("0", "-1", "nan", "1e3", "half"):
        process = gradebook(journal, "--moodle", sheet, f"--round={number}")
        assert process.returncode == 2
        assert "is no number above zero" in process.stderr
    assert sheet.read_text() == SHEET
    assert files(tmp_path) - before == {"link.csv"}


def test_a_journal_without_grades_is_told(tmp_path: Path, sheet: Path) -> None:
    Journal(tmp_path / "j").close()
    one_line(gradebook(tmp_path / "j", "--moodle", sheet), "the journal holds no grades")
