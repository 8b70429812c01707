"""`sockgrade class`: everybody is graded once, nothing that was told is lost, and what has changed is told."""

from __future__ import annotations

import csv
import os
import random
import re
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from small_course import CHECKS, GOOD, NO_STATE, SOCKGRADE, one_line, sockgrade, write_files

from sockgrade.verdict import Result

RUDE = 'print("hello")\n'
#: A fault of the grader's: its check stumbles.
BROKEN = 'program.expect_output("hello")'
STUMBLES = 'raise RuntimeError("stumbled")'


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    files = {
        "anna/program.py": GOOD,
        "bo.py": RUDE,
        "=cem/program.py": "pass\n",
        "dora/essay.txt": "Dear teacher,\n",
    }
    folder = write_files(tmp_path / "class", files)
    (folder / "eve").mkdir()
    return folder


def grade(course: Path, folder: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    return sockgrade("class", "doc/word", folder, "--course", course, *options)


def rows(file: Path) -> dict[str, dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return {row["student"]: row for row in csv.DictReader(opened)}


def attempts(journal: Path) -> list[str]:
    """The outcomes of all attempts, of a journal that is sound."""
    with closing(sqlite3.connect(journal)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [outcome for (outcome,) in db.execute("SELECT outcome FROM attempt ORDER BY id")]


def test_everybody_gets_a_grade_or_a_reason(course: Path, handed_in: Path, tmp_path: Path) -> None:
    journal, sheet = tmp_path / "j", tmp_path / "grades.csv"
    process = grade(course, handed_in, "--journal", journal, "--csv", sheet)
    assert process.returncode == 0, process
    assert re.search(r"anna +4 of 4 points ✓", process.stdout)
    assert re.search(r"bo +2 of 4 points ✓", process.stdout)
    assert re.search(r"=cem +1 of 4 points ✗", process.stdout)
    assert "eve: nothing was handed in" in process.stdout
    said = " ".join(process.stdout.split())
    assert "5 students, recognised as one entry a student: 3 programs graded, 2 passed." in said
    assert "5 of 5  " in process.stderr
    table = rows(sheet)
    assert [table[name]["verdict"] for name in ("anna", "bo", "'=cem")] == ["passed", "passed", "not passed"]
    assert (table["bo"]["points"], table["bo"]["of"], table["bo"]["core"], table["bo"]["output"]) == (
        "2",
        "4",
        "1",
        "0",
    )
    assert table["dora"]["verdict"] == "not graded"
    assert table["dora"]["points"] == ""
    assert "is no program" in table["dora"]["reason"]


def test_a_name_that_is_not_utf_8_costs_nobody_anything(
    course: Path, handed_in: Path, tmp_path: Path
) -> None:
    (handed_in / os.fsdecode(b"J\xfcrgen")).mkdir()
    (handed_in / os.fsdecode(b"J\xfcrgen/pro\xffgram.py")).write_text(GOOD)
    journal, sheet = tmp_path / "j", tmp_path / "grades.csv"
    process = grade(course, handed_in, "--journal", journal, "--csv", sheet, "--out", tmp_path / "pages")
    assert process.returncode == 0, process
    table = rows(sheet)
    assert [table[name]["points"] for name in (r"J\udcfcrgen", "anna", "bo")] == ["4", "4", "2"]


def test_two_of_one_name_are_two(course: Path, tmp_path: Path) -> None:
    names = (f"Anna Meier_{number}_assignsubmission_file_/essay.txt" for number in (1, 2))
    folder = write_files(tmp_path / "class", dict.fromkeys(names, "Dear teacher,\n"))
    process = grade(course, folder, "--journal", tmp_path / "j")
    assert process.stdout.count("Anna Meier: essay.txt is no program") == 2


def test_nothing_is_graded_twice(course: Path, handed_in: Path, tmp_path: Path) -> None:
    journal = tmp_path / "j"
    grade(course, handed_in, "--journal", journal)
    write_files(handed_in, {"frank/program.py": GOOD, "bo.py": GOOD})  # one is new, one has handed in anew
    process = grade(course, handed_in, "--journal", journal)
    assert "known from before" in process.stdout
    assert "Otherwise than before:" in process.stdout
    assert "bo, doc/word/program: 2 of 4 points → 4 of 4 points" in process.stdout
    assert "says_bye: failed → passed" in process.stdout
    assert len(attempts(journal)) == 4  # frank's is anna's
    assert re.search(r"frank +4 of 4 points", process.stdout)


def test_a_mended_grader_grades_anew_and_tells_what_that_changes(
    course: Path, handed_in: Path, tmp_path: Path
) -> None:
    journal = tmp_path / "j"
    grade(course, handed_in, "--journal", journal)
    mended = CHECKS.replace('expect_output("bye")', 'expect_output("hello")')
    (course / "graders/doc/word/program.py").write_text(mended)
    process = grade(course, handed_in, "--journal", journal)
    assert "bo, doc/word/program: 2 of 4 points → 4 of 4 points" in process.stdout
    assert "anna, doc/word" not in process.stdout
    assert len(attempts(journal)) == 6
    again = grade(course, handed_in, "--journal", journal)
    assert "Otherwise" not in again.stdout
    assert len(attempts(journal)) == 6


def test_a_fault_of_the_graders_is_tried_again_and_costs_no_points(
    course: Path, handed_in: Path, tmp_path: Path
) -> None:
    grader = course / "graders/doc/word/program.py"
    grader.write_text(CHECKS.replace(BROKEN, STUMBLES))
    journal, sheet = tmp_path / "j", tmp_path / "grades.csv"
    process = grade(course, handed_in / "anna", "--journal", journal, "--csv", sheet)
    assert process.returncode == 3, process
    assert "1 program could not be judged: a fault of sockgrade" in " ".join(process.stdout.split())
    assert "not graded to the end !" in process.stdout
    assert attempts(journal) == ["error"] * 3
    (row,) = rows(sheet).values()
    assert (row["verdict"], row["points"], row["of"]) == ("not graded to the end", "", "")


def test_everybody_has_a_page_and_the_class_has_one(course: Path, handed_in: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    process = grade(course, handed_in, "--journal", tmp_path / "j", "--out", out)
    assert process.returncode == 0, process
    assert f"{out}/index.html\n" in process.stdout
    pages = sorted(path.name for path in (out / "students").iterdir())
    assert len(pages) == 6  # of the three that were graded
    assert {"anna.html", "anna.json", "bo.html"} <= set(pages)
    assert Result.from_json((out / "students/anna.json").read_text()).submission == "anna"
    index = (out / "index.html").read_text()
    assert 'href="students/bo.html"' in index
    assert "What the class has not understood" in index
    assert "nothing was handed in" in index


def test_who_is_there_is_shown_before(course: Path, handed_in: Path, tmp_path: Path) -> None:
    process = grade(course, handed_in, "--dry-run")
    assert process.returncode == 0
    assert re.search(r"anna +anna +program.py +program.py as program", process.stdout)
    assert "nothing was handed in" in process.stdout
    assert "Nothing was graded" in process.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class", "course"]


def test_what_cannot_be_done_is_told_in_one_line(course: Path, handed_in: Path, tmp_path: Path) -> None:
    one_line(grade(course, handed_in), "--journal FILE")
    one_line(grade(course, tmp_path / "none", "--journal", tmp_path / "j"), "is not there")
    one_line(grade(course, handed_in, "--journal", handed_in / "bo.py"), "is no journal of sockgrade")
    one_line(sockgrade("class", "doc/none", handed_in, "--course", course, "--dry-run"), "doc/none")


# ended in the midst of it

MANY = {f"student_{number:02d}/program.py": f"{GOOD}# {number}\n" for number in range(16)}


def begin(course: Path, folder: Path, journal: Path) -> subprocess.Popen[str]:
    options = ("--course", course, "--journal", journal, "--jobs", "2")
    command = [str(word) for word in (SOCKGRADE, "class", "doc/word", folder, *options)]
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", **NO_STATE}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_kill_at_any_moment_loses_no_grade_that_was_told(course: Path, tmp_path: Path) -> None:
    folder, journal, luck = write_files(tmp_path / "class", MANY), tmp_path / "j", random.Random(1)
    told = 0
    for _ in range(4):
        process = begin(course, folder, journal)
        assert process.stderr is not None
        told = max(told, sum(1 for _ in zip(range(luck.randrange(1, 8)), process.stderr, strict=False)))
        process.kill()
        process.communicate()
        assert len(attempts(journal)) >= told
    whole = grade(course, folder, "--journal", journal, "--csv", tmp_path / "grades.csv")
    assert whole.returncode == 0, whole
    assert len(attempts(journal)) == len(MANY)
    assert {row["points"] for row in rows(tmp_path / "grades.csv").values()} == {"4"}
    assert len(rows(tmp_path / "grades.csv")) == len(MANY)


def test_ctrl_c_keeps_what_is_graded_and_says_how_to_go_on(course: Path, tmp_path: Path) -> None:
    folder, journal = write_files(tmp_path / "class", MANY), tmp_path / "j"
    process = begin(course, folder, journal)
    assert process.stderr is not None
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert first.startswith("1 of 16")
    assert process.returncode == 130, said
    assert said.splitlines()[-1] == (
        f"sockgrade: stopped: what was graded is in {journal}, and the same command goes on from there"
    )
    assert set(attempts(journal)) == {"passed"}


def test_two_at_once_are_refused(course: Path, tmp_path: Path) -> None:
    folder, journal = write_files(tmp_path / "class", MANY), tmp_path / "j"
    first = begin(course, folder, journal)
    assert first.stderr is not None
    first.stderr.readline()
    one_line(grade(course, folder, "--journal", journal), "is in use")
    first.communicate()
    assert first.returncode == 0
