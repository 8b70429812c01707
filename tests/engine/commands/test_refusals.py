"""What cannot be graded is said in the reports, too: a reader of nothing but these sees why."""

from __future__ import annotations

import zipfile
from pathlib import Path

import junitparser
import pytest
from small_course import GOOD, one_line, sockgrade, write_files

from sockgrade.verdict import Result

REPORTS = ("--junit", "r.xml", "--html", "r.html", "--json", "r.json")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with things of which none can be graded, and a good program."""
    work = write_files(
        tmp_path / "work",
        {"program.py": GOOD, "notes.txt": "", "two/a.py": GOOD, "two/b.py": GOOD, "broken.zip": "no archive"},
    )
    with zipfile.ZipFile(work / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("program.py", b"#" * (60 << 20))
    return work


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["doc/word", "missing.py"], "no file or folder missing.py"),
        (["doc/word", "notes.txt"], "notes.txt"),
        (["doc/word", "two"], "a.py"),
        (["doc/word", "broken.zip"], "broken.zip"),
        (["doc/word", "bomb.zip"], "unpacks to more"),
        (["doc/word", ""], "PATH is empty"),
        (["doc/wrod", "program.py"], "did you mean doc/word"),
        (["doc/word", "program.py", "--course", "two"], "two is not a course"),
        (["doc/word", "program.py", "--python", "/no/python"], "/no/python"),
    ],
)
def test_the_reports_say_why_nothing_was_graded(
    course: Path, work: Path, arguments: list[str], reason: str
) -> None:
    (work / "r.json").write_text("the one before")
    process = sockgrade("grade", "--course", course, *arguments, *REPORTS, cwd=work)
    one_line(process, reason)
    result = Result.from_json((work / "r.json").read_text())
    assert (result.exit_code, result.programs) == (2, ())
    assert process.stderr == f"sockgrade: {result.refusal}\n"
    ((case,),) = junitparser.JUnitXml.fromfile(str(work / "r.xml"))
    assert [error.message for error in case.result] == [result.refusal]
    assert "Not graded: " in (work / "r.html").read_text()

    again = sockgrade("report", "r.json", "--junit", "again.xml", cwd=work)
    assert again.returncode == 2
    assert again.stdout.startswith("Not graded: ")
    assert (work / "again.xml").read_text() == (work / "r.xml").read_text()


def test_a_report_on_the_standard_output_is_all_that_is_there(course: Path, work: Path) -> None:
    process = sockgrade("grade", "doc/word", "missing.py", "--course", course, "--json", "-", cwd=work)
    assert process.returncode == 2
    assert process.stderr == f"sockgrade: {Result.from_json(process.stdout).refusal}\n"


@pytest.mark.parametrize("identifier", ["doc/word", "doc/wrod"])
def test_a_report_that_cannot_be_written_is_the_one_line(course: Path, work: Path, identifier: str) -> None:
    options = ["--course", str(course), "--junit", "no/where/r.xml", "--json", "r.json"]
    one_line(sockgrade("grade", identifier, "missing.py", *options, cwd=work), "no folder")
    assert not (work / "r.json").exists()


def test_nothing_is_written_that_nobody_asked_for(course: Path, work: Path) -> None:
    before = sorted(work.iterdir())
    one_line(sockgrade("grade", "doc/word", "missing.py", "--course", course, cwd=work))
    assert sorted(work.iterdir()) == before
