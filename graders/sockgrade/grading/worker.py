"""The process that grades one program: it enters its network, runs the checks with pytest, and reports each.

Run by `sockgrade.grading.grade` in a process of its own, forked from a warm parent: never two submissions in one
interpreter.
"""

from __future__ import annotations

import os
import pickle
import random
import signal
import sys
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest
import pytest_timeout

from sockgrade.checks import Check, CheckFailed, GraderFault, told
from sockgrade.course import Course, ProgramSpec
from sockgrade.endpoints.arguments import WrongArgument
from sockgrade.endpoints.pair import Pair
from sockgrade.endpoints.program import Program
from sockgrade.evidence.events import Event, Evidence, Excerpt
from sockgrade.evidence.hints import for_language
from sockgrade.evidence.wording import ALONGSIDE
from sockgrade.grading import guilt
from sockgrade.grading.again import explained_again
from sockgrade.grading.excerpt import excerpt_of
from sockgrade.grading.job import Fault, Job, Noted, Ready, Started, send
from sockgrade.grading.pairs import Stages
from sockgrade.grading.plugin import GRADING, Grading, id_of
from sockgrade.intake.build import Built, build
from sockgrade.kernel.trees import ENGINE
from sockgrade.network.network import Network
from sockgrade.sandbox import SandboxUnavailable
from sockgrade.verdict import CheckResult, Failure, Kind, Outcome

#: Seconds for one check; stands behind the deadlines of its waits, which are shorter.
_CHECK_TIMEOUT = 120
#: Seconds after which a program is called slow, which costs no points.
_SLOW = 1.0
#: Plugins of pytest's own that a worker has no use for: loading them would take half of a session's start.
_UNUSED = (
    "cacheprovider",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "logging",
    "pastebin",
    "setuponly",
    "setupplan",
    "stepwise",
    "subtests",
    "terminal",
    "threadexception",
    "unittest",
    "unraisableexception",
    "warnings",
)


def main() -> None:
    """Do one job, that is read from stdin."""
    sys.dont_write_bytecode = True
    data = sys.stdin.buffer.read()
    messages = os.fdopen(os.dup(1), "wb")
    become_silent()
    work(data, messages)


def become_silent() -> None:
    """What a worker's libraries print is no message, and what the terminal says is no job."""
    for descriptor, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY)):
        null = os.open(os.devnull, mode)
        os.dup2(null, descriptor)
        os.close(null)


def work(data: bytes, messages: BinaryIO) -> None:
    """Do the job that `data` describes, and send messages about it."""
    # Whoever started the grader in the background had SIGINT ignored, and the student's program would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        job: Job = pickle.loads(data)
        sandbox = job.chosen.sandbox
        with closing(sandbox):
            _run_checks(job, sandbox.enter_network(job.network, launches=len(job.checks)), messages)
    except SandboxUnavailable as why:
        send(messages, Fault(str(why)))
    except Exception as error:  # whatever it is, it is the grader's, and must be said
        send(messages, Fault(f"{type(error).__name__}: {error}"))


def _run_checks(job: Job, network: Network, messages: BinaryIO) -> None:
    course = Course(job.course)
    spec = course.program(job.program)
    checks = {check.id: check for check in course.checks(spec) if check.id in job.checks}

    def prepare(spec: ProgramSpec, network: Network) -> Built:
        built = build(spec, job.folder, job.main, job.chosen, network)
        send(messages, Ready(built.interpreter, built.stage.by_hand))
        if job.tells:
            built.stage.tell = reporter.tell
        return built

    def prepare_pair(pair: ProgramSpec, network: Network) -> Stages:
        own = (job.folder, job.main)
        snapshots = {"server": own, "client": job.partner or own}

        def tell(built: Built, is_own: bool) -> None:
            if is_own:
                send(messages, Ready(built.interpreter, built.stage.by_hand))
            if job.tells:
                built.stage.tell = reporter.tell

        return Stages(pair, course, job.chosen, network, snapshots, tell)

    grading = Grading(course, network, job.seed, prepare, prepare_pair, job.pcap)
    reporter = _Reporter(grading, job, checks, messages)
    grader = course.grader(spec)
    method = "signal" if hasattr(signal, "SIGALRM") else "thread"
    options = [f"--timeout={_CHECK_TIMEOUT}", f"--timeout-method={method}", f"--rootdir={course.root}"]
    options += ["-c", os.devnull, "--import-mode=importlib", "--capture=sys", "-p", "pytest_timeout"]
    for plugin in _UNUSED:
        options += ["-p", f"no:{plugin}"]
    if job.exit_first:
        options.append("--exitfirst")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    status = pytest.main([*options, "-p", "sockgrade.grading.plugin", str(grader)], plugins=[reporter])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        send(messages, Fault(f"pytest ended with {status!r}: {reporter.trouble or 'no reason given'}"))


class _Reporter:
    """Turns what pytest finds into check results, and sends each as soon as it is known."""

    def __init__(self, grading: Grading, job: Job, checks: dict[str, Check], messages: BinaryIO) -> None:
        self._grading = grading
        self._job = job
        self._checks = checks
        self._messages = messages
        self._current: CheckResult | None = None
        self._is_judged = False
        self.trouble = ""

    def tell(self, event: Event, data: bytes) -> None:
        """Something has happened; what is tried after the verdict is no part of the check."""
        if not self._is_judged:
            send(self._messages, Noted(event, data))

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[GRADING] = self._grading

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.trouble = report.longreprtext

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self._id(item) in self._checks]
        if not self._job.exit_first:  # the first to fail is the first in the usual order: of core, if any is
            # A program shall not know its check by what came before. Results have their usual order all the same.
            random.Random(self._grading.seed).shuffle(items)

    def _id(self, item: pytest.Item) -> str:
        return id_of(item, self._grading.course)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        check = self._checks[self._id(item)]
        send(self._messages, Started(check.id))
        self._is_judged = False
        self._current = CheckResult(
            id=check.id,
            sentence=check.sentence,
            hint=for_language(check.hint, self._job.language),
            level=check.level,
            points=check.points,
            outcome=Outcome.PASSED,
            source=check.source,
        )
        result = yield
        send(self._messages, self._current)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        assert self._current is not None
        self._is_judged = self._is_judged or call.when == "call"
        self._current = replace(self._current, seconds=self._current.seconds + call.duration)
        has_failed = call.excinfo is not None and self._current.outcome is Outcome.PASSED
        if call.excinfo is not None and has_failed:
            outcome, failure = _judge(call.excinfo, report, item.path)
            output = "".join(program.output for program in _programs_of(item))
            self._current = replace(self._current, outcome=outcome, failure=failure, output=output)
        if call.when == "call" and self._current.outcome is not Outcome.ERROR:
            for program in _programs_of(item):
                evidence, waited = told(program.evidence, Evidence()), program.waited
                self._current = replace(
                    self._current, evidence=evidence, waited=waited if waited > _SLOW else 0.0
                )
        if has_failed:
            self._current = replace(self._current, failure=_explained(self._current, item, self._job))
            self._current = replace(self._current, evidence=self._with_excerpt(self._current))
        return report

    def _with_excerpt(self, result: CheckResult) -> Evidence:
        """What was seen, and what stands in the student's file where the failure says that it is."""
        if result.outcome is not Outcome.FAILED or result.failure is None:
            return result.evidence
        # A compiler names more places below the first, in what was received.
        said = [result.failure.message, result.failure.received]
        folder, main = self._job.folder, self._job.main
        if self._job.partner is not None:
            said = "\n".join(said).split(ALONGSIDE)[:1]  # the other program's place is another file's
            folder, main = self._job.partner if "The client" in said[0] else (folder, main)

        def find() -> Excerpt | None:
            return next((found for text in said if (found := excerpt_of(text, folder, main))), None)

        return replace(result.evidence, excerpt=told(find, None))

    def pytest_timeout_set_timer(self, settings: pytest_timeout.Settings) -> bool | None:
        """Stand behind the deadlines of a check's waits: what outlasts them is the grader's fault."""
        if settings.method != "signal":
            return None

        def give_up(*_: object) -> None:
            raise GraderFault(f"the check did not end within {settings.timeout:g} seconds")

        signal.signal(signal.SIGALRM, give_up)
        signal.setitimer(signal.ITIMER_REAL, settings.timeout)
        return True

    def pytest_timeout_cancel_timer(self) -> bool | None:
        """The check has ended."""
        if hasattr(signal, "SIGALRM"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        return None


def _judge(
    excinfo: pytest.ExceptionInfo[BaseException], report: pytest.TestReport, grader: Path
) -> tuple[Outcome, Failure]:
    """What an exception in a check of this grader means."""
    error = excinfo.value
    if isinstance(error, CheckFailed):
        return Outcome.FAILED, error.failure
    if isinstance(error, pytest.skip.Exception):
        return Outcome.SKIPPED, Failure(Kind.UNOBSERVABLE, str(error))
    if isinstance(error, AssertionError) and _is_check(Path(excinfo.traceback[-1].path), grader):
        # pytest tells how it came to that, which is for whoever wrote the check.
        said = str(error).partition("\nassert ")[0]
        return Outcome.FAILED, Failure(Kind.ASSERTION, said or "The check's assertion does not hold.")
    if isinstance(error, (GraderFault, SandboxUnavailable)):
        return Outcome.ERROR, Failure(Kind.GRADER, str(error))
    return Outcome.ERROR, Failure(Kind.GRADER, _fault(excinfo, grader), received=report.longreprtext)


def _fault(excinfo: pytest.ExceptionInfo[BaseException], grader: Path) -> str:
    """What went wrong in the grader, in one line; and where, if it is a fault of the check itself."""
    error = excinfo.value
    if isinstance(error, pytest.FixtureLookupError):
        return f"there is no fixture {error.argname!r}: a check asks for server, client, program, pair or payload"
    said = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
    places = [entry for entry in excinfo.traceback if _is_check(Path(entry.path), grader)]
    if places and (places[-1] is excinfo.traceback[-1] or isinstance(error, WrongArgument)):
        return f"{said} ({Path(places[-1].path).name}:{places[-1].lineno + 1}, in {places[0].name})"
    return said


def _explained(result: CheckResult, item: pytest.Item, job: Job) -> Failure:
    """The failure with its cause, as the program tells it, in words of its language; and without random words."""
    failure = result.failure
    assert failure is not None
    if result.outcome is Outcome.FAILED:
        for program in _programs_of(item):
            if isinstance(program, Pair):
                failure = guilt.explained(failure, program, item if job.seeks_guilt else None)
            else:
                failure = _with_cause(failure, program, item)
    if failure.hint:
        failure = replace(failure, hint=for_language(failure.hint, job.language))
    payload = getattr(item, "funcargs", {}).get("payload")
    return replace(failure, message=payload.hide(failure.message)) if payload else failure


def _with_cause(failure: Failure, program: Program, item: pytest.Item) -> Failure:
    known = told(partial(program.say_what_is_known, failure), failure)  # before anything more is sent
    for explain in (program.explain, partial(explained_again, program, item)):
        if (explained := told(partial(explain, failure), failure)) is not failure:
            return explained
    return known


def _is_check(path: Path, grader: Path) -> bool:
    """Whether a file holds checks: the grader itself, or behaviours of several."""
    return path == grader or path.parent == ENGINE / "behaviours"


def _programs_of(item: pytest.Item) -> list[Program | Pair]:
    """The student's programs that a check uses: one or a pair, or none if it could not be built."""
    return [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, (Program, Pair))]


if __name__ == "__main__":
    main()
