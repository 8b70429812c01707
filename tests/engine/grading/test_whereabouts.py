"""Reports name the student's own files, and a line of them only where what was graded stands there."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from small_course import one_line, sockgrade, write_files

CRASHES = "print('hello')\n\nraise KeyError(1)\n"
BYE = "doc/word/program/says_bye"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git work tree with a program in it that crashes at its third line."""
    work = write_files(tmp_path / "work", {"a b/word/program.py": CRASHES})
    subprocess.run(["git", "init", "-q", work], check=True)
    return work


def place(course: Path, cwd: Path, *arguments: str | Path) -> tuple[str | None, str | None]:
    """The file and the line that JUnit names for a check that fails."""
    process = sockgrade("grade", BYE, *arguments, "--course", course, "--junit", "-", "-q", cwd=cwd)
    assert process.returncode == 1, process.stderr
    (case,) = ET.fromstring(process.stdout).iter("testcase")
    return case.get("file"), case.get("line")


@pytest.mark.parametrize("path", [".", "a b", "a b/word", "a b/word/program.py", "../work/a b"])
def test_files_are_told_from_the_top_of_the_work_tree(course: Path, repository: Path, path: str) -> None:
    assert place(course, repository, path) == ("a b/word/program.py", "3")
    assert place(course, repository / "a b", Path("..", path) if path[0] == "a" else repository) == (
        "a b/word/program.py",
        "3",
    )


def test_outside_of_one_they_are_told_as_they_were_given(course: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "plain", {"word/program.py": CRASHES})
    assert place(course, tmp_path / "plain", "word") == ("word/program.py", "3")
    assert place(course, tmp_path / "plain" / "word", "program.py") == ("program.py", "3")
    assert place(course, tmp_path / "plain", "word", "--root", "word") == ("program.py", "3")


def test_of_several_files_each_is_where_it_was(course: Path, repository: Path) -> None:
    write_files(repository, {"lib/helper.py": "x = 1\n"})
    assert place(course, repository, "a b/word/program.py", "lib/helper.py") == ("a b/word/program.py", "3")


def test_what_lies_outside_of_the_work_tree_is_told_as_it_was_given(course: Path, repository: Path) -> None:
    write_files(repository.parent, {"elsewhere/program.py": CRASHES})
    write_files(repository, {"helper.py": "x = 1\n"})
    given = "../elsewhere/program.py"
    assert place(course, repository, "helper.py", given) == (given, "3")
    (repository / "link").symlink_to("../elsewhere")
    assert place(course, repository, "link") == ("link/program.py", "3")


def test_a_line_of_another_file_is_told_where_the_failure_is(course: Path, repository: Path) -> None:
    write_files(
        repository,
        {"m/program.py": "import helper\nhelper.go()\n", "m/helper.py": f"def go():\n    {1} / 0\n"},
    )
    assert place(course, repository, "m") == ("m/helper.py", "2")


# A machine without a compiler grades no C, and finds no line in it; tests/setup brings one where it may.
@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler here")
def test_what_does_not_compile_is_told_where_the_compiler_first_stumbles(
    course: Path, repository: Path
) -> None:
    broken = "int main(void) {\n  int x = 1\n  return 0;\n}\n"  # and x is not used, in the line before
    write_files(repository, {"c/program.c": broken})
    assert place(course, repository, "c") == ("c/program.c", "3")


def test_what_is_in_an_archive_has_no_line(course: Path, repository: Path) -> None:
    with zipfile.ZipFile(repository / "work.zip", "w") as archive:
        archive.writestr("program.py", CRASHES)
    (repository / "program.py").write_text("pass\n")  # another one
    assert place(course, repository, "work.zip") == ("work.zip", None)


def test_a_notebook_has_no_line(course: Path, repository: Path) -> None:
    cell = {"cell_type": "code", "source": CRASHES, "metadata": {}, "outputs": []}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (repository / "program.ipynb").write_text(json.dumps(notebook))
    assert place(course, repository, "program.ipynb") == ("program.ipynb", None)


def test_what_is_not_below_the_root_is_refused(course: Path, repository: Path, tmp_path: Path) -> None:
    process = sockgrade("grade", BYE, ".", "--course", course, "--root", tmp_path / "course", cwd=repository)
    one_line(process, "is not below", "--root")


def test_the_grader_is_a_property(course: Path, repository: Path) -> None:
    process = sockgrade("grade", BYE, ".", "--course", course, "--junit", "-", "-q", cwd=repository)
    properties = {p.get("name"): p.get("value") for p in ET.fromstring(process.stdout).iter("property")}
    assert properties["grader"] == "graders/doc/word/program.py"


def test_a_result_that_was_written_keeps_the_places(course: Path, repository: Path) -> None:
    sockgrade("grade", BYE, ".", "--course", course, "--json", "result.json", "-q", cwd=repository)
    process = sockgrade("report", "result.json", "--junit", "-", "-q", cwd=repository)
    (case,) = ET.fromstring(process.stdout).iter("testcase")
    assert (case.get("file"), case.get("line")) == ("a b/word/program.py", "3")
    assert str(repository) not in (repository / "result.json").read_text()
