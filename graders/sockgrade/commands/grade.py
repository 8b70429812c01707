"""`sockgrade grade` and `sockgrade report`: grade a submission, or show a result again."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import IO, TypeAlias

from sockgrade.commands.errors import REFUSALS, Stop
from sockgrade.commands.files import Target, is_stdout, make_folder, reserve, same
from sockgrade.commands.github import tell_github
from sockgrade.commands.progress import progress
from sockgrade.commands.record import note
from sockgrade.commands.start import course_option
from sockgrade.course import Course, CourseError, Selection
from sockgrade.grading.grade import Grader, Options, refused, ungraded
from sockgrade.grading.job import Message, Started
from sockgrade.grading.whereabouts import Whereabouts
from sockgrade.grading.workers import Workers
from sockgrade.intake.submission import SubmissionError
from sockgrade.kernel import signals
from sockgrade.report.terminal import Verbosity, console, show
from sockgrade.sandbox import SandboxFault
from sockgrade.verdict import CheckResult, Level, Outcome, ProgramResult, Result


@dataclass(frozen=True)
class Files:
    """Where reports go; `-` is the standard output."""

    junit: str | None = None
    html: str | None = None
    json: str | None = None
    pcap: str | None = None
    """A folder, and so never the standard output."""
    github: bool = False
    """Whether GitHub Actions is told as well: by commands in the log, and on the page of the job."""

    def check(self) -> None:
        """Raise Stop if two reports would go to the same place."""
        given = {name: path for name in _RENDERERS if (path := getattr(self, name)) is not None}
        for (one, path), (other, second) in combinations(given.items(), 2):
            if same(path, second):
                raise Stop(f"--{one} and --{other} cannot both write to {path}")

    @contextmanager
    def reserved(self) -> Iterator[_Targets]:
        """Make sure that all of them can be written. Raises Stop."""
        self.check()
        with ExitStack() as stack:
            yield {name: stack.enter_context(reserve(getattr(self, name))) for name in _RENDERERS}

    @contextmanager
    def refusals_reported(self, paths: Sequence[Path]) -> Iterator[None]:
        """Write the reports where nothing in here can be graded, too: they say why. Raises Stop."""
        try:
            yield
        except REFUSALS as why:
            with self.reserved() as targets:
                self.write(refused(paths, str(why)), targets)
            raise

    def write(self, result: Result, targets: _Targets) -> None:
        """Write all of them. Raises Stop."""
        for name, target in targets.items():
            if target is not None:
                target.write(_RENDERERS[name](result))
        if self.github:
            tell_github(result, self.screen or sys.stdout)

    @property
    def screen(self) -> IO[str] | None:
        """Where the result is shown: not where a report goes."""
        return sys.stderr if any(is_stdout(getattr(self, name)) for name in _RENDERERS) else None


@dataclass(frozen=True)
class Request:
    """What is to be graded as what, and how much is to be said of it."""

    identifier: str
    paths: Sequence[str]
    """A file or folder, or several files."""
    levels: Collection[Level] = ()
    """Those that the checks must have; any, if empty."""
    verbosity: Verbosity = Verbosity.NORMAL
    is_recorded: bool = True
    """Whether `sockgrade list` shall know of it."""
    root: Path | None = None
    """The folder from which reports tell the student's files (see `Whereabouts`)."""

    @property
    def files(self) -> list[Path]:
        """The same, as paths."""
        return [Path(path) for path in self.paths]

    def selections(self, course: Course) -> list[Selection]:
        """The checks that were asked for. Raises SubmissionError and CourseError."""
        if not all(self.paths):
            raise SubmissionError("PATH is empty: give the program's file or folder")
        selections = course.select(self.identifier)
        if not self.levels:
            return selections
        narrowed = [
            replace(s, checks=tuple(c for c in s.checks if c.level in self.levels)) for s in selections
        ]
        if not any(selection.checks for selection in narrowed):
            raise CourseError(
                f"no check of {self.identifier} is of level {' or '.join(self.levels)}: "
                f"`sockgrade list {self.identifier}` shows them"
            )
        return [selection for selection in narrowed if selection.checks]


def grade(course: Course, request: Request, options: Options, workers: Workers, files: Files) -> int:
    """Grade a submission, show the result, and write the reports. Returns the exit code.

    Raises what `grading` raises.
    """
    with grading(course, request, options, workers, files) as run:
        result = run()
    signals.when_all_is_closed()
    again = f"sockgrade grade{course_option(course)} {request.identifier} {shlex.join(request.paths)}"
    again += "".join(f" --level {level}" for level in request.levels)
    if options.fail_on is not Level.CORE:
        again += f" --fail-on {options.fail_on}"
    show(result, console(files.screen), again=again, verbosity=request.verbosity)
    return result.exit_code


@contextmanager
def grading(
    course: Course, request: Request, options: Options, workers: Workers, files: Files
) -> Iterator[Callable[[], Result]]:
    """What grades a submission and writes the reports, each time it is called: with the same workers and seed.

    Raises CourseError, SubmissionError, NetworkUnavailable and SandboxUnavailable, of which the reports tell; Stop
    for a file that cannot be written.
    """
    if files.pcap is not None:
        options = replace(options, pcap=make_folder(files.pcap))
    with ExitStack() as stack:
        with files.refusals_reported(request.files):
            selections = request.selections(course)
            where = Whereabouts(request.files, request.root)
            try:
                grader = stack.enter_context(closing(Grader(course, options, workers)))
                grade = partial(_run, grader, request.files, selections, where)
            except SandboxFault as why:
                stack.callback(workers.close)
                grade = partial(ungraded, request.files, selections, why, options)

        def run() -> Result:
            with files.refusals_reported(request.files), files.reserved() as targets:
                result = _with_replays(grade(), partial(_replay, course, request.paths, options))
                # Before anything is shown: whoever reads that may close the pipe (| head) in the midst of it.
                files.write(result, targets)
            if request.is_recorded:
                note(course, result)
            return result

        yield run


def _replay(course: Course, paths: Sequence[str], options: Options, check: str, seed: int) -> str:
    """The command that plays a check once more, as it was."""
    words = ["sockgrade", "replay", check, *paths, "--seed", str(seed)]
    chosen = {
        "--sandbox": options.sandbox,
        "--network": options.network,
        "--python": options.python or "auto",
    }
    for option, value in chosen.items():
        words += [option, value] if value != "auto" else []
    return shlex.join(words) + course_option(course)


def _with_replays(result: Result, replay: Callable[[str, int], str]) -> Result:
    """The result with what a student can try by hand, for each failed check."""

    def completed(check: CheckResult, seed: int) -> CheckResult:
        if check.outcome is not Outcome.FAILED:
            return check
        return replace(check, evidence=replace(check.evidence, by_hand=(replay(check.id, seed),)))

    def whole(program: ProgramResult) -> ProgramResult:
        return replace(program, checks=tuple(completed(check, program.seed) for check in program.checks))

    return replace(result, programs=tuple(whole(program) for program in result.programs))


def _run(
    grader: Grader, paths: Sequence[Path], selections: Sequence[Selection], where: Whereabouts
) -> Result:
    total = sum(len(selection.checks) for selection in selections)
    several = len(selections) > 1
    with progress(console(stderr=True), total, "checks") as shown:

        def listen(program: str, message: Message) -> None:
            if isinstance(message, Started):
                name = message.id if several else message.id.removeprefix(f"{program}/")
                shown.advance(name.replace("_", " "), done=0)
            elif isinstance(message, CheckResult):
                shown.advance()

        path, *others = paths
        return grader.grade(path, selections, listen, others, where)


def report(name: str, files: Files, verbosity: Verbosity) -> int:
    """Show a result that was written with --json. Returns its exit code; raises Stop when it is none."""
    result = read_result(name)
    with files.reserved() as targets:
        files.write(result, targets)
        show(result, console(files.screen), verbosity=verbosity)
    return result.exit_code


def read_result(name: str) -> Result:
    """A result that was written with --json; `-` is the standard input. Raises Stop when it is none."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return Result.from_json(text)
    except OSError as error:
        raise Stop(f"{name} cannot be read: {error.strerror}") from None
    except ValueError as error:  # UnicodeDecodeError is one, too
        raise Stop(f"{name} cannot be shown: {error}") from None


def _junit(result: Result) -> str:
    from sockgrade.report.junit import to_xml

    return to_xml(result)


def _html(result: Result) -> str:
    from sockgrade.report.html import to_html

    return to_html(result)


_Targets: TypeAlias = Mapping[str, Target | None]
#: Each imports its libraries only when it is asked for.
_RENDERERS: Mapping[str, Callable[[Result], str]] = {"junit": _junit, "html": _html, "json": Result.to_json}
