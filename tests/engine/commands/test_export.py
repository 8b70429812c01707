"""`sockgrade export` writes what a platform reads, where it looks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_course import one_line, sockgrade


@pytest.fixture
def graded(course: Path, work: Path) -> Path:
    """A folder with the result of a program that has one point of four."""
    options = ("--course", course, "--json", "result.json", "-q")
    assert sockgrade("grade", "doc/word", "program.py", *options, cwd=work).returncode == 1
    return work


def test_files_go_where_the_platform_looks(graded: Path) -> None:
    out = graded / "autograder" / "results"
    process = sockgrade("export", "gradescope", "result.json", "--out", out, "--scale", "100", cwd=graded)
    assert (process.returncode, process.stdout, process.stderr) == (0, "", "")
    assert json.loads((out / "results.json").read_text())["score"] == 25


def test_folders_are_made_as_the_platform_has_them(graded: Path) -> None:
    assert sockgrade("export", "artemis", "result.json", cwd=graded).returncode == 0
    assert len(list((graded / "customFeedbacks").iterdir())) == 3


def test_others_read_the_standard_output(graded: Path) -> None:
    process = sockgrade("export", "vpl", "result.json", cwd=graded)
    assert process.returncode == 0
    assert process.stdout.endswith("--|>\nGrade :=>> 1\n")
    assert (
        sockgrade("export", "vpl", "-", stdin=(graded / "result.json").read_text()).stdout == process.stdout
    )


def test_the_runner_of_classroom_50_says_what_it_grades(graded: Path) -> None:
    process = sockgrade("export", "classroom50", "result.json", cwd=graded, CLASSROOM="nets")
    assert process.returncode == 0
    assert json.loads((graded / "result.json").read_text())["classroom"] == "nets"


def test_where_there_are_no_points_the_exit_code_is_3(graded: Path) -> None:
    document = json.loads((graded / "result.json").read_text())
    document["programs"][0]["checks"][0]["outcome"] = "error"
    (graded / "broken.json").write_text(json.dumps(document))
    process = sockgrade("export", "gradescope", "broken.json", cwd=graded)
    assert process.returncode == 3
    assert "score" not in json.loads((graded / "results.json").read_text())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("export", "gradescope", "result.json", "--visibility", "never"),
            ("knows visible, after_due_date",),
        ),
        (("export", "vpl", "result.json", "--visibility", "hidden"), ("vpl has no --visibility",)),
        (("export", "vpl", "nowhere.json"), ("nowhere.json cannot be read",)),
        (("export", "vpl", "program.py"), ("program.py cannot be shown: not JSON",)),
    ],
)
def test_what_cannot_be_is_told_in_a_line(
    graded: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    one_line(sockgrade(*arguments, cwd=graded), *words)


def test_an_unknown_platform_is_told_with_those_that_there_are(graded: Path) -> None:
    process = sockgrade("export", "moodle", "result.json", cwd=graded)
    assert process.returncode == 2
    assert "'moodle' is none of artemis, classroom50, dodona, gradescope" in process.stderr
