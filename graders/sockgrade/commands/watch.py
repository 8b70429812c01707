"""`sockgrade grade --watch`: grades again after every save, and shows what the save has changed and what is next."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from sockgrade.commands.errors import Stop
from sockgrade.commands.grade import Files, Request, grading
from sockgrade.course import Course
from sockgrade.evidence.text import visible
from sockgrade.grading.grade import Options
from sockgrade.grading.workers import Workers
from sockgrade.intake.submission import SubmissionError
from sockgrade.report.changes import Changes
from sockgrade.report.terminal import Verbosity, console, is_screen, put, show, show_what_is_next
from sockgrade.verdict import Result

#: Lines of what a save has changed and what comes next: on one screen with what stands above and below.
_HEIGHT = 20


def grade_on_save(course: Course, request: Request, options: Options, workers: Workers, files: Files) -> int:
    """Grade now, and again after every save, until Ctrl-C. Returns the exit code of the last grade.

    Not 130, although it ends with Ctrl-C: that is how it is meant to end. Raises what `grading` raises, and Stop
    where nothing can be watched.
    """
    try:
        from sockgrade.commands.saves import Watched
    except ImportError:
        # Not the extra by its name: to install sockgrade once more may put a copy in the place of a checkout.
        pip = f"{shlex.quote(sys.executable)} -m pip install watchfiles"
        raise Stop(f"--watch needs the library watchfiles: {pip}") from None
    if files.screen is not None:
        raise Stop("--watch writes the reports anew after every save: name a file, not the standard output")
    with grading(course, request, options, workers, files) as run:
        path, *others = request.files
        watched = Watched.of(path, {Path(name).resolve() for name in astuple(files) if name}, others)
        saves = watched.saves()  # from before the first grade on: a save in the midst of it counts
        session = _Session(run, request.verbosity)
        with contextlib.suppress(KeyboardInterrupt):
            for changes in saves:
                if gone := watched.gone(changes):
                    raise Stop(f"{gone} is gone: start again when it is back")
                session.grade_again()
    put(console(), Text())  # the terminal has written ^C
    return session.exit_code


class _Session:
    """A grade, and what each further one changes."""

    def __init__(self, run: Callable[[], Result], verbosity: Verbosity) -> None:
        self._run, self._verbosity = run, verbosity
        self._result = run()
        self.exit_code = self._result.exit_code
        show(self._result, console(), verbosity=verbosity)
        _say(
            "Every save is graded from now on, with the same random data, so that the results can be compared. "
            "Ctrl-C ends it."
        )

    def grade_again(self) -> None:
        """Grade what was saved, and show what is otherwise than when it could last be graded."""
        target = console()
        if is_screen(target):
            target.clear()
        put(target, Rule(f"saved at {datetime.now():%H:%M:%S}", style="dim"))
        try:
            result = self._run()
        except SubmissionError as why:
            self.exit_code = Stop.exit_code
            put(target, Text(f"Not graded: {visible(str(why))}", style="bold yellow"))
        else:
            self._compare(result, target)
        _say("Waiting for the next save.")

    def _compare(self, result: Result, target: Console) -> None:
        changes = Changes(self._result, result)
        self._result, self.exit_code = result, result.exit_code
        changed = (*changes.lines(target), changes.summary)
        # In a log the failure stands above, if nothing changed.
        if self._verbosity is Verbosity.QUIET or not (changes.in_words or is_screen(target)):
            put(target, *changed)
        elif self._verbosity is Verbosity.VERBOSE:
            put(target, *changed, Text())
            show(result, target, verbosity=self._verbosity)
        else:
            show_what_is_next(result, target, above=(*changed, Text()), again=None, height=_HEIGHT)


def _say(sentence: str) -> None:
    put(console(), Text(), Text(sentence, style="dim"))
