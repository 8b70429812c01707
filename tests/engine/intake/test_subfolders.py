"""A program runs in the folder where its file stands, with everything else that was handed in around it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import FILES, write_files

from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options
from sockgrade.grading.workers import Workers
from sockgrade.verdict import Outcome, ProgramResult

posix = pytest.mark.skipif(sys.platform == "win32", reason="compilers and scripts of Unix")

Grade = Callable[[dict[str, str]], ProgramResult]
_BYE = 'print("bye")\n'
_HELLO_C = '#include <stdio.h>\n#include "word.h"\nint main(void) { puts(WORD); puts("bye"); return 0; }\n'


@pytest.fixture(params=["auto", "none"])
def grade(request: pytest.FixtureRequest, tmp_path: Path, workers: Workers) -> Grade:
    """Grades a folder, given as files, which should say hello and bye."""

    def run(files: dict[str, str]) -> ProgramResult:
        course = Course(write_files(tmp_path / "course", FILES))
        network = os.environ.get("SOCKGRADE_NETWORK", "auto")
        grader = Grader(course, Options(sandbox=request.param, network=network), workers)  # type: ignore[arg-type]
        try:
            return grader.grade(write_files(tmp_path / "work", files), course.select(".")).programs[0]
        finally:
            grader.close()

    return run


def test_modules_and_files_around_it_are_found(grade: Grade) -> None:
    program = (
        "import sys\nfrom helper import word\nsys.path.append('..')\nfrom common.rest import rest\n"
        "print(word + open('rest.txt').read() + rest + open('../top.txt').read())\n"
    )
    files = {"src/program.py": program + _BYE, "src/helper.py": "word = 'h'", "src/rest.txt": "e"}
    result = grade(files | {"common/rest.py": "rest = 'll'", "top.txt": "o", "README.md": "server.py"})
    assert [check.outcome for check in result.checks] == [Outcome.PASSED] * 3
    assert result.source == "src/program.py"


def test_a_crash_is_told_with_the_folder(grade: Grade) -> None:
    result = grade({"my src/program.py": "\nx = 1 / 0\n", "x": ""})
    failure = result.checks[0].failure
    assert failure is not None
    assert "my src/program.py:2" in failure.message


@posix
@pytest.mark.parametrize("makefile", ["", "program: program.c\n\t$(CC) -o $@ $<\n"])
def test_c_is_compiled_where_it_stands(grade: Grade, makefile: str) -> None:
    files = {"src/program.c": _HELLO_C, "src/word.h": '#define WORD "hello"\n', "x": ""}
    result = grade(files | ({"src/Makefile": makefile} if makefile else {}))
    assert result.passed
    assert result.interpreter.startswith("make" if makefile else "/")


@posix
def test_a_recipe_is_followed_where_it_stands(grade: Grade) -> None:
    toml = '[program]\nbuild = "cp ../word out"\nrun = "cat out"\n'
    result = grade({"mine/sockgrade.toml": toml, "word": "hello\nbye\n", "x": ""})
    assert [check.outcome for check in result.checks] == [Outcome.PASSED] * 3


@pytest.mark.parametrize(
    ("name", "content", "how"),
    [
        ("program.py", "", "is empty"),
        ("program.c", " \n\n", "is empty"),
        ("program.py", "\ufeff# Mine\n\n  # not yet\n", "holds nothing but comments"),
    ],
)
def test_what_is_empty_is_said_to_be_empty(grade: Grade, name: str, content: str, how: str) -> None:
    failure = grade({name: content}).checks[0].failure
    assert failure is not None
    assert failure.message == f"{name} {how}. Was it saved, and is it the right file?"
