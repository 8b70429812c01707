"""The process that grades one program: it enters its network, runs the checks with pytest, and reports each.

Run by `sockgrade.grade` in a process of its own, forked from a warm parent: never two submissions in one
interpreter.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Generator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Literal

import pytest

from sockgrade.build import Built, build
from sockgrade.checks import Check, CheckFailed, GraderFault
from sockgrade.course import Course, ProgramSpec
from sockgrade.endpoint import Program
from sockgrade.network import Network, SharedNetwork, enter_private_network
from sockgrade.plugin import GRADING, Grading
from sockgrade.sandbox.choose import choose
from sockgrade.verdict import CheckResult, Failure, Kind, Outcome

#: Seconds for one check; stands behind the deadlines of its waits, which are shorter.
_CHECK_TIMEOUT = 60


@dataclass(frozen=True)
class Job:
    """What a worker is asked to do."""

    course: Path
    program: str
    checks: tuple[str, ...]
    """Their ids."""
    folder: Path
    """The snapshot."""
    main: str
    sandbox: str
    python: str | None
    network: Literal["private", "shared"]
    seed: int


@dataclass(frozen=True)
class Environment:
    """Message: with what the worker grades."""

    sandbox: str
    interpreter: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Started:
    """Message: a check has begun."""

    id: str


@dataclass(frozen=True)
class Fault:
    """Message: the worker cannot grade at all."""

    message: str


Message = Environment | Started | CheckResult | Fault


def work(job: Job, pipe: Pipe) -> None:
    """Grade a program, and send messages about it."""
    if sys.platform == "linux":
        from sockgrade import linux

        linux.die_with_parent(signal.SIGKILL)
    sys.dont_write_bytecode = True
    try:
        network: Network = enter_private_network() if job.network == "private" else SharedNetwork()
        _run_checks(job, network, pipe)
    except Exception as error:
        pipe.send(Fault(f"{type(error).__name__}: {error}"))


def _run_checks(job: Job, network: Network, pipe: Pipe) -> None:
    course = Course(job.course)
    spec = course.program(job.program)
    checks = {check.id: check for check in course.checks(spec) if check.id in job.checks}

    def prepare(spec: ProgramSpec, network: Network) -> Built:
        chosen = choose(job.sandbox, job.python)
        pipe.send(Environment(chosen.sandbox.name, "", chosen.notes))
        built = build(spec, job.folder, job.main, chosen, network)
        pipe.send(Environment(chosen.sandbox.name, built.interpreter, chosen.notes))
        return built

    reporter = _Reporter(Grading(course, network, job.seed, prepare), checks, pipe)
    grader = course.grader(spec)
    method = "signal" if hasattr(signal, "SIGALRM") else "thread"
    options = ["-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:faulthandler", "-p", "pytest_timeout"]
    options += [f"--timeout={_CHECK_TIMEOUT}", f"--timeout-method={method}", f"--rootdir={course.root}"]
    options += ["-c", os.devnull, "--import-mode=importlib", "--capture=sys"]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    status = pytest.main([*options, "-p", "sockgrade.plugin", str(grader)], plugins=[reporter])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        pipe.send(Fault(f"pytest ended with {status!r}: {reporter.trouble or 'no reason given'}"))


class _Reporter:
    """Turns what pytest finds into check results, and sends each as soon as it is known."""

    def __init__(self, grading: Grading, checks: dict[str, Check], pipe: Pipe) -> None:
        self._grading = grading
        self._checks = checks
        self._pipe = pipe
        self._current: CheckResult | None = None
        self.trouble = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[GRADING] = self._grading

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.trouble = report.longreprtext

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self._id(item) in self._checks]

    def _id(self, item: pytest.Item) -> str:
        program = item.path.relative_to(self._grading.course.root / "graders").with_suffix("").as_posix()
        return f"{program}/{item.name.removeprefix('check_')}"

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        check = self._checks[self._id(item)]
        self._pipe.send(Started(check.id))
        self._current = CheckResult(
            id=check.id,
            sentence=check.sentence,
            hint=check.hint,
            level=check.level,
            points=check.points,
            outcome=Outcome.PASSED,
        )
        result = yield
        self._pipe.send(self._current)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        assert self._current is not None
        self._current = replace(self._current, seconds=self._current.seconds + call.duration)
        if call.excinfo is not None and self._current.outcome is Outcome.PASSED:
            outcome, failure = _judge(call.excinfo, report)
            self._current = replace(self._current, outcome=outcome, failure=failure, output=_output_of(item))
        return report


def _judge(
    excinfo: pytest.ExceptionInfo[BaseException], report: pytest.TestReport
) -> tuple[Outcome, Failure]:
    """What an exception in a check means."""
    error = excinfo.value
    if isinstance(error, CheckFailed):
        return Outcome.FAILED, error.failure
    if isinstance(error, pytest.skip.Exception):
        return Outcome.SKIPPED, Failure(Kind.UNOBSERVABLE, str(error))
    if isinstance(error, AssertionError) and report.when == "call":
        return Outcome.FAILED, Failure(Kind.ASSERTION, str(error) or "The check's assertion does not hold.")
    if isinstance(error, GraderFault):
        return Outcome.ERROR, Failure(Kind.GRADER, str(error))
    return Outcome.ERROR, Failure(
        Kind.GRADER, f"{type(error).__name__}: {error}", received=report.longreprtext
    )


def _output_of(item: pytest.Item) -> str:
    values = getattr(item, "funcargs", {}).values()
    return "".join(value.output for value in values if isinstance(value, Program))


def silence() -> None:
    """Keep what a worker's libraries print away from the report: results go through the pipe."""
    with contextlib.suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.close(null)
