"""What a save has changed: the difference of two results of the same checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from rich.console import Console
from rich.text import Text

from sockgrade.evidence.text import points, visible
from sockgrade.evidence.wording import count
from sockgrade.report.programs import symbols_for
from sockgrade.report.summary import earned
from sockgrade.verdict import CheckResult, Outcome, Result

#: Sentences that are listed of one kind of change; what follows explains them all anyhow.
_MOST = 6
#: What differs although nothing has changed: line numbers, and ports and addresses that the kernel gives out.
_BY_CHANCE = re.compile(r"(?<=\.py:)\d+|\b\d{5}\b|\b0x[0-9a-f]+")


class Change(Enum):
    """How a check goes otherwise than before: in words for one and for several, its mark and its colour."""

    PASSES = ("passes now", "pass now", Outcome.PASSED, "green")
    FAILS = ("fails now", "fail now", Outcome.FAILED, "red")
    FAILS_OTHERWISE = ("fails for another reason", "fail for another reason", Outcome.FAILED, "yellow")
    NOT_JUDGED = ("could not be judged this time", "could not be judged this time", Outcome.ERROR, "magenta")


class Changes:
    """What a later result says otherwise than an earlier one."""

    def __init__(self, before: Result, after: Result) -> None:
        earlier, later = _by_id(before), _by_id(after)
        self._before, self._after = (earned(list(checks.values())) for checks in (earlier, later))
        pairs = [(earlier[check.id], check) for check in later.values()]
        self._checks: dict[Change, list[CheckResult]] = {change: [] for change in Change}
        for was, check in pairs:
            if was.was_run and check.was_run and (change := _change(was, check)) is not None:
                self._checks[change].append(check)
        self.in_words = any(_words(was) != _words(check) for was, check in pairs)
        """Whether anything is to be read that was not there before, if only another answer of the program."""

    def lines(self, console: Console) -> Iterator[Text]:
        """The checks that go otherwise, by what has become of them."""
        symbols = symbols_for(console)
        for change, checks in self._checks.items():
            if not checks:
                continue
            one, several, outcome, colour = change.value
            what = f"{count(len(checks), 'check')} {one if len(checks) == 1 else several}"
            yield Text(f"{symbols[outcome]} {what}", style=f"bold {colour}")
            yield from (Text(f"    {visible(check.sentence)}") for check in checks[:_MOST])
            if len(checks) > _MOST:
                yield Text(f"    and {len(checks) - _MOST} more", style="dim")

    @property
    def summary(self) -> Text:
        """The points, now and before."""
        if not self.in_words:
            sentence = f"Nothing changed: still {points(*self._after)}."
        elif self._before == self._after:
            sentence = f"Still {points(*self._after)}."
        else:
            sentence = f"{points(*self._after)} now, {points(*self._before)} before."
        return Text(sentence, style="bold")


def _by_id(result: Result) -> dict[str, CheckResult]:
    return {check.id: check for program in result.programs for check in program.checks}


def _change(was: CheckResult, check: CheckResult) -> Change | None:
    if check.outcome is not was.outcome:
        becomes = {Outcome.PASSED: Change.PASSES, Outcome.FAILED: Change.FAILS}
        return becomes.get(check.outcome, Change.NOT_JUDGED)
    if check.outcome is Outcome.FAILED and _reason(check) != _reason(was):
        return Change.FAILS_OTHERWISE
    return None


def _reason(check: CheckResult) -> str:
    return _BY_CHANCE.sub("…", check.failure.message) if check.failure else ""


def _words(check: CheckResult) -> str:
    """What a report says of a check, as far as the program decides it."""
    failure = check.failure
    if failure is None:
        return check.outcome
    return _BY_CHANCE.sub("…", "\n".join((failure.message, failure.expected, failure.received, check.output)))
