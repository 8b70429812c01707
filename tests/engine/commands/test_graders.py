"""Graders that are none: whoever wrote them is told so, in every command that needs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import GOOD, one_line, sockgrade, write_files

TESTS_ONLY = "def test_it(program: object) -> None:\n    pass\n"


@pytest.mark.parametrize("grader", ["", TESTS_ONLY], ids=["empty", "tests only"])
@pytest.mark.parametrize(
    "command", ["list", "verify", "grade doc program.py", "grade doc/word/program program.py"]
)
def test_a_grader_without_checks_is_refused(course: Path, tmp_path: Path, grader: str, command: str) -> None:
    write_files(course, {"graders/doc/word/program.py": grader})
    write_files(tmp_path, {"program.py": GOOD})
    process = sockgrade(*command.split(), "--course", course, cwd=tmp_path)
    one_line(process, "graders/doc/word/program.py has no check", "begins with check_")
