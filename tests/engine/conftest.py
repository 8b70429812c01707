"""Fixtures: small courses made for one test, and programs graded in them for real."""

from __future__ import annotations

import os
import signal
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_course import FILES, write_files

from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options
from sockgrade.grading.workers import Workers
from sockgrade.verdict import ProgramResult

# In the background of a shell script Ctrl-C is ignored, with nohup(1) the end of the terminal; whatever the tests
# start would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# What a test grades is not what the user has: `sockgrade grade` remembers nothing.
os.environ["XDG_STATE_HOME"] = os.devnull

EXERCISE = """
title = "Echo for tests"
document = "A document"
section = "1.2 Echo"

[{role}]
transport = "{transport}"
address = "{address}"
port = {port}
{more}
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course for tests of the commands, which has the exercise `doc/word`."""
    return write_files(tmp_path / "course", FILES)


@pytest.fixture
def make_course(tmp_path: Path) -> Callable[..., Course]:
    """Makes a course with the exercise `doc/exercise`, from the text of its checks."""

    def make(
        checks: str,
        *,
        role: str = "server",
        transport: str = "tcp",
        address: str = "127.0.0.1",
        port: int = 7007,
        more: str = "",
    ) -> Course:
        root = tmp_path / "course"
        for tree in ("exercises", "graders", "reference"):
            (root / tree / "doc" / "exercise").mkdir(parents=True, exist_ok=True)
        exercise = EXERCISE.format(role=role, transport=transport, address=address, port=port, more=more)
        (root / "exercises/doc/exercise/exercise.toml").write_text(exercise)
        imports = "from __future__ import annotations\nimport re\nfrom sockgrade import *\n"
        (root / f"graders/doc/exercise/{role}.py").write_text(imports + textwrap.dedent(checks))
        return Course(root)

    return make


class LastingWorkers(Workers):
    """Workers that outlast a grader: to load pytest takes longer than most of what is graded here."""

    def close(self) -> None:
        """Do nothing: the next grader needs them."""


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Workers for all tests."""
    lasting = LastingWorkers()
    yield lasting
    Workers.close(lasting)


@pytest.fixture
def grade_source(
    make_course: Callable[..., Course], tmp_path: Path, workers: Workers
) -> Callable[..., ProgramResult]:
    """Grades a program, given as text, with checks given as text; in the machine's best sandbox."""

    def grade(
        program: str,
        checks: str,
        *,
        suffix: str = ".py",
        network: str = os.environ.get("SOCKGRADE_NETWORK", "auto"),
        sandbox: str = "auto",
        seed: int = 1,
        **exercise: object,
    ) -> ProgramResult:
        course = make_course(checks, **exercise)
        source = tmp_path / f"student{suffix}"
        source.write_text(textwrap.dedent(program))
        options = Options(network=network, sandbox=sandbox, seed=seed)  # type: ignore[arg-type]
        grader = Grader(course, options, workers)
        try:
            return grader.grade(source, course.select(".")).programs[0]
        finally:
            grader.close()

    return grade


@pytest.fixture
def verdict(grade_source: Callable[..., ProgramResult]) -> Callable[..., str]:
    """Grades with a single check; the verdict as `passed`, or outcome, kind and message in one line."""

    def judge(program: str, check: str, **options: object) -> str:
        (result,) = grade_source(program, check, **options).checks
        if result.failure is None:
            return str(result.outcome)
        return f"{result.outcome} {result.failure.kind}: {result.failure.message}"

    return judge
