"""`sockgrade grade` and `sockgrade report`: grade a submission, or show a result again."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from sockgrade.commands.errors import Stop
from sockgrade.commands.files import Target, is_stdout, reserve, same
from sockgrade.commands.progress import progress
from sockgrade.commands.start import course_option
from sockgrade.course import Course, Selection
from sockgrade.grade import Grader, Options
from sockgrade.job import Message, Started
from sockgrade.report.terminal import console, show
from sockgrade.verdict import CheckResult, Result
from sockgrade.workers import Workers


def grade(
    course: Course,
    identifier: str,
    path: str,
    options: Options,
    workers: Workers,
    *,
    junit: str | None,
    json: str | None,
) -> int:
    """Grade a file or folder, show the result, and write the reports. Returns the exit code.

    Raises CourseError, SubmissionError, NetworkUnavailable and SandboxUnavailable; Stop for a file that
    cannot be written.
    """
    if not path:
        raise Stop("PATH is empty: give the program's file or folder")
    if junit is not None and json is not None and same(junit, json):
        raise Stop(f"--junit and --json cannot both write to {junit}")
    selections = course.select(identifier)
    with reserve(junit) as junit_target, reserve(json) as json_target:
        result = _run(Grader(course, options, workers), Path(path), selections)
        again = f"sockgrade grade{course_option(course)} {identifier} {shlex.quote(path)}"
        # The files first: whoever reads the rest may close the pipe (| head) before all of it is shown.
        _write(result, junit_target, json_target)
        target = console(sys.stderr if is_stdout(junit) or is_stdout(json) else None)
        show(result, target, again=again)
    return result.exit_code


def _run(grader: Grader, path: Path, selections: Sequence[Selection]) -> Result:
    total = sum(len(selection.checks) for selection in selections)
    try:
        with progress(console(stderr=True), total, "checks") as shown:
            several = len(selections) > 1

            def listen(program: str, message: Message) -> None:
                if isinstance(message, Started):
                    name = message.id if several else message.id.removeprefix(f"{program}/")
                    shown.advance(name.replace("_", " "), done=0)
                elif isinstance(message, CheckResult):
                    shown.advance()

            return grader.grade(path, selections, listen)
    finally:
        grader.close()


def report(name: str, *, junit: str | None) -> int:
    """Show a result that was written with --json. Returns its exit code; raises Stop when it is none."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        result = Result.from_json(text)
    except OSError as error:
        raise Stop(f"{name} cannot be read: {error.strerror}") from None
    except ValueError as error:  # UnicodeDecodeError is one, too
        raise Stop(f"{name} cannot be shown: {error}") from None
    with reserve(junit) as junit_target:
        _write(result, junit_target, None)
        show(result, console(sys.stderr if is_stdout(junit) else None))
    return result.exit_code


def _write(result: Result, junit: Target | None, json: Target | None) -> None:
    if junit is not None:
        from sockgrade.report.junit import to_xml

        junit.write(to_xml(result))
    if json is not None:
        json.write(result.to_json())
