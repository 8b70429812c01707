"""`--fail-on` says from which level on a failure counts: for the exit code, the verdict's words and JUnit alike."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from small_course import CRASHES, RUDE, SILENT, sockgrade, write_files

from sockgrade.verdict import Result

#: What each program fails: core and output, output alone, robust alone.
PROGRAMS = {"silent.py": SILENT, "rude.py": RUDE, "crashes.py": CRASHES}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with a program that fails at each of the levels."""
    return write_files(tmp_path / "work", PROGRAMS)


@pytest.mark.parametrize(
    ("name", "fail_on", "exit_code", "failures", "skipped"),
    [
        ("silent.py", None, 1, 1, 1),
        ("silent.py", "core", 1, 1, 1),
        ("silent.py", "output", 1, 2, 0),
        ("rude.py", None, 0, 0, 1),
        ("rude.py", "output", 1, 1, 0),
        ("rude.py", "robust", 1, 1, 0),
        ("crashes.py", "output", 0, 0, 1),
        ("crashes.py", "robust", 1, 1, 0),
    ],
)
def test_everything_goes_by_it(
    name: str, fail_on: str | None, exit_code: int, failures: int, skipped: int, course: Path, work: Path
) -> None:
    options = () if fail_on is None else ("--fail-on", fail_on)
    reports = ("--junit", "r.xml", "--html", "r.html", "--json", "r.json")
    process = sockgrade("grade", "doc/word", name, "--course", course, *options, *reports, cwd=work)
    assert process.returncode == exit_code, process
    root = ET.parse(work / "r.xml").getroot()
    assert (root.get("failures"), len(root.findall(".//skipped"))) == (str(failures), skipped)
    again = sockgrade("report", "r.json", "--junit", "again.xml", cwd=work)
    assert again.returncode == exit_code
    assert (work / "again.xml").read_text() == (work / "r.xml").read_text()
    for printed in (process.stdout, again.stdout):
        assert ("NOT PASSED" in printed) is (exit_code == 1)
    assert ("not passed" in (work / "r.html").read_text()) is (exit_code == 1)
    assert Result.from_json((work / "r.json").read_text()).programs[0].fail_on == (fail_on or "core")
    # Whoever grades again wants the same verdict.
    assert (f"--fail-on {fail_on}" in process.stdout) is (fail_on not in (None, "core"))


def test_there_is_no_other_level(course: Path, work: Path) -> None:
    process = sockgrade("grade", "doc/word", "rude.py", "--course", course, "--fail-on", "style", cwd=work)
    assert process.returncode == 2
    assert "'core', 'output', 'robust'" in process.stderr
