"""One grader that many submissions attack, as in a class; and what must hold after each of them."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

from sockgrade.course import Course, Selection
from sockgrade.grading.grade import Grader, Options
from sockgrade.verdict import CheckResult, Kind, ProgramResult

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
#: Seconds for one check on a hostile program, on a loaded machine.
_TIME_LIMIT = 90.0
#: Seconds in which the kernel takes down what a worker leaves behind.
_PATIENCE = 20.0
_PR_SET_CHILD_SUBREAPER = 36


def said(check: CheckResult) -> str:
    """A verdict in one line: `passed`, or outcome, kind and message."""
    if check.failure is None:
        return str(check.outcome)
    return f"{check.outcome} {check.failure.kind}: {check.failure.message}"


class Arena:
    """Grades hostile programs, and sees to it that they leave nothing behind and the next one is graded rightly."""

    def __init__(self, sandbox: str, folder: Path) -> None:
        """`folder` is empty; below it are the submissions, and the grader's temporary files."""
        self.sandbox = sandbox
        self._work, self._temporary = folder / "work", folder / "temporary"
        self._grader = Grader(Course(HERE / "course"), Options(sandbox=sandbox, network="private"))
        self._own = _processes()

    def verdict(self, program: str | Path, check: str, **options: Mapping[str, str]) -> str:
        """What comes of one check, such as `echo/server/echoes`, in one line."""
        return said(self.attack(program, check, **options))

    def attack(
        self, program: str | Path, check: str, *, files: Mapping[str, str] | None = None
    ) -> CheckResult:
        """What comes of one check on a program: its text, or its file; `files` are others of the submission."""
        return self.grade(program, check, files=files).checks[0]

    def grade(
        self, program: str | Path, check: str, *, files: Mapping[str, str] | None = None
    ) -> ProgramResult:
        """The same, with everything that is reported."""
        with self.leaves_nothing():
            result = self._grade(program, check, files or {})
        assert said(result.checks[-1]) == "passed"  # the bounds
        self.serves_the_next()
        return result

    def output(
        self, program: str | Path, *, files: Mapping[str, str] | None = None, exercise: str = "echo"
    ) -> str:
        """What a program prints, which must end by itself and does not say hello."""
        check = self.attack(program, f"{exercise}/program/says_hello", files=files)
        assert check.failure is not None
        assert check.failure.kind is Kind.WRONG_OUTPUT
        return check.output

    def serves_the_next(self) -> None:
        """The reference passes, whatever was graded before."""
        reference = HERE / "course/reference/attacked/echo/server.py"
        result = self._grade(reference, "echo/server/echoes", {})
        assert [said(check) for check in result.checks] == ["passed", "passed"]

    @contextmanager
    def leaves_nothing(self) -> Iterator[None]:
        """Afterwards there is no process, container, mount, descriptor or file more than before."""
        before = _descriptors(), self._mounts()
        yield
        deadline = time.monotonic() + _PATIENCE
        while (left := self._left()) and time.monotonic() < deadline:
            threading.Event().wait(0.02)
        assert not left
        assert (_descriptors(), self._mounts()) == before
        assert list(self._temporary.iterdir()) == []

    def _left(self) -> set[str]:
        """Processes and containers that are nobody's any more."""
        found = {f"process {pid}" for pid in _processes() - self._own}
        if self.sandbox == "docker":
            from containers import strays  # not found by the graded programs' pytest, which loads this, too

            found |= {f"container {identifier}" for identifier in strays()}
        return found

    def _mounts(self) -> list[str]:
        """Those below the arena's folder; containers that others start have some elsewhere."""
        mounts = Path("/proc/self/mountinfo").read_text().splitlines()
        return [mount for mount in mounts if str(self._temporary) in mount]

    def close(self) -> None:
        self._grader.close()

    def _grade(self, program: str | Path, check: str, files: Mapping[str, str]) -> ProgramResult:
        source = self._hand_in(program, check.split("/")[1], files)
        (selection,) = self._grader.course.select(f"attacked/{check}")
        every = self._grader.course.checks(selection.program)
        bounds = [each for each in every if each.id.endswith("/the_grader_stays_small")]
        handed_in = self._contents()
        began = time.monotonic()
        result = self._grader.grade(source, [Selection(selection.program, (*selection.checks, *bounds))])
        assert time.monotonic() - began < _TIME_LIMIT
        assert self._contents() == handed_in, "the student's folder was written to"
        return result.programs[0]

    def _contents(self) -> dict[Path, tuple[int, int]]:
        """The student's folder: times of change and modes."""
        found = [self._work, *self._work.rglob("*")]
        return {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in found}

    def _hand_in(self, program: str | Path, role: str, files: Mapping[str, str]) -> Path:
        """The submission, as a student leaves it."""
        shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(parents=True)
        for name, content in files.items():
            (self._work / name).write_text(textwrap.dedent(content))
        source = self._work / f"{role}{program.suffix if isinstance(program, Path) else '.py'}"
        source.write_bytes(
            program.read_bytes() if isinstance(program, Path) else textwrap.dedent(program).encode()
        )
        return self._work if files else source


def adopt_orphans() -> None:
    """From now on, whoever loses its parent becomes a child of this process: nobody can hide by a double fork."""
    assert ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


def _processes() -> set[int]:
    """Everything that has come of this process and runs."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        try:
            if process.status() != psutil.STATUS_ZOMBIE:
                found.add(process.pid)
        except psutil.NoSuchProcess:
            continue
    return found


def _descriptors() -> set[str]:
    return set(os.listdir("/proc/self/fd")) if sys.platform == "linux" else set()
