"""Workers: what ends one of them, or that which forks them, costs what it did just then, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options
from sockgrade.verdict import Outcome

CHECK = """
def check_says_hello(program: Program) -> None:
    program.expect_output("hello")
"""


def nurseries() -> set[psutil.Process]:
    """Of this process."""
    return {child for child in psutil.Process().children() if "sockgrade.grading.nursery" in child.cmdline()}


def outcomes(grader: Grader, program: Path) -> set[Outcome]:
    """Of several programs at once."""
    selections = grader.course.select(".")
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: grader.grade(program, selections), range(8)))
    return {check.outcome for result in results for each in result.programs for check in each.checks}


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux workers are forked from one process")
def test_whoever_ends_their_parent_ends_no_grading(
    make_course: Callable[..., Course], tmp_path: Path
) -> None:
    before = nurseries()
    grader = Grader(make_course(CHECK, role="program"), Options(seed=1))
    (mine,) = nurseries() - before
    program = tmp_path / "student.py"
    program.write_text("print('hello')")
    assert outcomes(grader, program) == {Outcome.PASSED}
    mine.kill()
    mine.wait()
    assert outcomes(grader, program) == {Outcome.PASSED}
    assert len(nurseries() - before) == 1
    grader.close()
    assert nurseries() == before
