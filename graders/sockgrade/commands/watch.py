"""`sockgrade grade --watch`: grades again after every save, and shows first what the save has changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

from rich.rule import Rule
from rich.text import Text

from sockgrade.commands.errors import Stop
from sockgrade.commands.grade import Files, grading
from sockgrade.course import Course
from sockgrade.evidence.text import visible
from sockgrade.grading.grade import Options
from sockgrade.grading.workers import Workers
from sockgrade.intake.submission import SubmissionError
from sockgrade.report.changes import Changes
from sockgrade.report.terminal import console, put, show
from sockgrade.verdict import Result


def grade_on_save(
    course: Course, identifier: str, path: str, options: Options, workers: Workers, files: Files
) -> int:
    """Grade now, and again after every save, until Ctrl-C. Returns the exit code of the last grade.

    Not 130, although it ends with Ctrl-C: that is how it is meant to end. Raises what `grading` raises, and Stop
    where nothing can be watched.
    """
    try:
        from sockgrade.commands.saves import Watched
    except ImportError:
        raise Stop("--watch needs the library watchfiles: pip install 'sockgrade[watch]'") from None
    if files.screen is not None:
        raise Stop("--watch writes the reports anew after every save: name a file, not the standard output")
    with grading(course, identifier, path, options, workers, files) as run:
        watched = Watched.of(Path(path), {Path(name).resolve() for name in astuple(files) if name})
        saves = watched.saves()  # from before the first grade on: a save in the midst of it counts
        session = _Session(run)
        with contextlib.suppress(KeyboardInterrupt):
            for changes in saves:
                if watched.is_gone(changes):
                    raise Stop(f"{watched.root} is gone: start again when it is back")
                session.grade_again()
    put(console(), Text())  # the terminal has written ^C
    return session.exit_code


class _Session:
    """A grade, and what each further one changes."""

    def __init__(self, run: Callable[[], Result]) -> None:
        self._run = run
        self._result = run()
        self.exit_code = self._result.exit_code
        show(self._result, console())
        _say(
            "Every save is graded from now on, with the same random data, so that the results can be compared. "
            "Ctrl-C ends it."
        )

    def grade_again(self) -> None:
        """Grade what was saved, and show what is otherwise than when it could last be graded."""
        put(console(), Rule(f"saved at {datetime.now():%H:%M:%S}", style="dim"))
        try:
            result = self._run()
        except SubmissionError as why:
            self.exit_code = Stop.exit_code
            put(console(), Text(f"Not graded: {visible(str(why))}", style="bold yellow"))
        else:
            self._compare(result)
        _say("Waiting for the next save.")

    def _compare(self, result: Result) -> None:
        changes = Changes(self._result, result)
        self._result, self.exit_code = result, result.exit_code
        target = console()
        put(target, *changes.lines(target), changes.summary)
        if changes.in_words:
            put(target, Text())
            show(result, target)
            # The rest is long: what matters most is said where the eye is.
            put(target, Text(), changes.summary)


def _say(sentence: str) -> None:
    put(console(), Text(), Text(sentence, style="dim"))
