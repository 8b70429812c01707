"""`sockgrade results`, `merge` and `override`: what a journal holds is shown, joined and given; nothing is graded."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from small_course import GOOD, one_line, sockgrade, write_files

RUDE = 'print("hello")\n'
PROGRAM = "doc/word/program"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"anna/program.py": GOOD, "bo.py": RUDE, "cem/program.py": "pass\n"}
    return write_files(tmp_path / "class", files)


@pytest.fixture
def journal(course: Path, folder: Path, tmp_path: Path) -> Path:
    """Of the whole class, in two parts that are merged."""
    parts = [tmp_path / f"part{number}" for number in (1, 2)]
    for number, part in enumerate(parts, start=1):
        graded = sockgrade(
            "class", "doc/word", folder, "--course", course, "--journal", part, "--shard", f"{number}/2"
        )
        assert graded.returncode == 0, graded
        assert re.search(r"\bbo +2 of 4", graded.stdout) is None or number == 2
    joined = sockgrade("merge", tmp_path / "j", *parts)
    assert joined.returncode == 0, joined
    assert "part1: 2 new grades" in joined.stdout
    assert "part2: 1 new grade" in joined.stdout
    return tmp_path / "j"


def rows(file: Path) -> dict[str, dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return {row["student"]: row for row in csv.DictReader(opened)}


def test_parts_that_are_merged_are_the_class(
    course: Path, folder: Path, journal: Path, tmp_path: Path
) -> None:
    shown = sockgrade(
        "results", journal, "--course", course, "--csv", tmp_path / "a.csv", "--out", tmp_path / "p"
    )
    assert shown.returncode == 0, shown
    assert "3 students: 3 programs graded, 2 passed." in shown.stdout
    assert re.search(r"anna +4 of 4 points ✓ +100\b", shown.stdout)
    assert re.search(r"bo +2 of 4 points ✓ +50\b", shown.stdout)
    assert (tmp_path / "p/students/bo.html").is_file()
    whole = sockgrade(
        "class", "doc/word", folder, "--course", course, "--journal", journal, "--csv", tmp_path / "b.csv"
    )
    assert "3 students known from before" in " ".join(whole.stdout.split())
    assert rows(tmp_path / "a.csv") == rows(tmp_path / "b.csv")


def test_a_policy_changes_what_a_verdict_is_worth(course: Path, journal: Path, tmp_path: Path) -> None:
    policy = tmp_path / "class.toml"
    policy.write_text('[weights]\noutput = 0.5\n[grade]\nmaximum = 20\n[students]\nexcused = ["cem"]\n')
    sheet = tmp_path / "grades.csv"
    shown = sockgrade("results", journal, "--course", course, "--policy", policy, "--csv", sheet)
    assert shown.returncode == 0, shown
    assert "cem: excused" in shown.stdout
    table = rows(sheet)
    assert [table[name]["grade"] for name in ("anna", "bo", "cem")] == ["20", "13.33", ""]
    assert [table[name]["points"] for name in ("anna", "bo", "cem")] == ["4", "2", "1"]


def test_somebody_gets_a_grade_by_hand_and_everybody_sees_why(course: Path, journal: Path) -> None:
    given = sockgrade("override", journal, "bo", PROGRAM, "3/4", "--why", "the beamer was broken")
    assert given.stdout == f"bo has 75 % for {PROGRAM}: the beamer was broken\n"
    shown = sockgrade("results", journal, "--course", course).stdout
    assert re.search(r"bo +2 of 4 points ✓ +75\b", shown)
    assert "the beamer was broken" in shown
    assert sockgrade("override", journal, "bo", PROGRAM, "none", "--why", "it was not").returncode == 0
    assert re.search(r"bo +2 of 4 points ✓ +50\b", sockgrade("results", journal, "--course", course).stdout)


def test_what_cannot_be_done_is_told_in_one_line(journal: Path, tmp_path: Path) -> None:
    one_line(sockgrade("results", tmp_path / "none"), "there is no journal")
    one_line(sockgrade("results", journal, "doc/other"), "holds nothing below doc/other")
    one_line(sockgrade("merge", tmp_path / "new", journal, tmp_path / "none"), "there is no journal")
    assert not (tmp_path / "new").exists()
    one_line(
        sockgrade("override", journal, "zoe", PROGRAM, "1/4", "--why", "x"), "nobody in", "is called zoe"
    )
    one_line(sockgrade("override", journal, "bo", "doc/word", "1/4", "--why", "x"), "has handed in doc/word")
    for wrong in ("5/4", "110%", "half", "1/0"):
        one_line(sockgrade("override", journal, "bo", PROGRAM, wrong, "--why", "x"), "is no share")
    one_line(sockgrade("override", journal, "bo", PROGRAM, "1/4", "--why", " "), "--why is empty")
