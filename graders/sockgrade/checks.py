"""What a check is: a function `check_*` whose docstring is what the student reads."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from sockgrade.evidence.text import visible
from sockgrade.verdict import Failure, Kind, Level

PREFIX = "check_"

_Function = TypeVar("_Function", bound=Callable[..., None])


class CheckFailed(AssertionError):
    """The program did not do what the check asks; carries the words for the student."""

    def __init__(
        self,
        kind: Kind,
        message: str,
        *,
        expected: str = "",
        received: str = "",
        hexdump: str = "",
        hint: str | None = None,
        wrong_bytes: int = 0,
    ) -> None:
        """`hint` takes the place of the check's, where that would lead astray."""
        super().__init__(message)
        self.failure = Failure(kind, message, expected, received, hexdump, hint, wrong_bytes)

    def __str__(self) -> str:
        lines = [self.failure.message]
        if self.failure.expected:
            lines.append(f"expected: {self.failure.expected}")
        if self.failure.received:
            lines.append(f"received: {self.failure.received}")
        if self.failure.hexdump:
            lines.append(self.failure.hexdump)
        # pytest prints it as it is.
        return "\n".join(visible(line) for line in "\n".join(lines).split("\n"))


class CheckSkipped(Exception):
    """This machine cannot observe what the check asks for; the message says why."""


class GraderFault(Exception):
    """Something that is not the student's fault keeps the check from a verdict; the message says what to do."""


_T = TypeVar("_T")


def told(explain: Callable[[], _T], nothing: _T) -> _T:
    """What is said beside a verdict, or `nothing` where the program is such that nobody can say it.

    The boundary between what a program wrote, which may be anything, and a verdict, which stands all the same.
    """
    try:
        return explain()
    except GraderFault:  # the time for the whole check is over
        raise
    except Exception:  # whatever it is: a program must not turn its failure into an error
        return nothing


def output(function: _Function) -> _Function:
    """Mark a check as about the messages that the document's program prints."""
    return _mark(function, level=Level.OUTPUT)


def robust(function: _Function) -> _Function:
    """Mark a check as about what TCP and UDP demand beyond the document's listing."""
    return _mark(function, level=Level.ROBUST)


def points(worth: float) -> Callable[[_Function], _Function]:
    """Set what a check is worth (default 1)."""
    return lambda function: _mark(function, points=worth)


def source(*references: str) -> Callable[[_Function], _Function]:
    """Name where it is written what a check demands; may be repeated.

    `RFC 9293, 3.6` and `recv(2)` become links in reports, anything else, such as `section 2.3`, is shown as it is.
    """
    if not references or not all(isinstance(r, str) and r.strip() == r != "" for r in references):
        raise TypeError('@source wants one or more texts, such as @source("RFC 9293, 3.6", "recv(2)")')

    def mark(function: _Function) -> _Function:
        # Decorators apply from below; read they are from above.
        return _mark(function, source=references + function.__dict__.get("sockgrade", {}).get("source", ()))

    return mark


def _mark(function: _Function, **marks: object) -> _Function:
    function.__dict__.setdefault("sockgrade", {}).update(marks)
    return function


@dataclass(frozen=True)
class Check:
    """A check as a list shows it."""

    id: str
    sentence: str
    hint: str
    level: Level
    points: float
    source: tuple[str, ...] = ()
    """Where it is written what the check demands."""

    @classmethod
    def of(cls, function: Callable[..., Any], program: str) -> Check:
        """Describe the check function of a program, for example `fsst/echo/server`."""
        sentence, _, hint = (inspect.getdoc(function) or "").partition("\n")
        marks = function.__dict__.get("sockgrade", {})
        name = function.__name__.removeprefix(PREFIX)
        return cls(
            id=f"{program}/{name}",
            sentence=sentence or name.replace("_", " "),
            hint=hint.strip(),
            level=marks.get("level", Level.CORE),
            points=float(marks.get("points", 1)),
            source=marks.get("source", ()),
        )


def order(function: Callable[..., Any]) -> tuple[int, bool, str, int]:
    """Sort key: core before output before robust; shared behaviours before a grader's own; as they stand in a file."""
    level = function.__dict__.get("sockgrade", {}).get("level", Level.CORE)
    own = not function.__module__.startswith("sockgrade.")
    return list(Level).index(level), own, function.__module__, function.__code__.co_firstlineno


def checks_of(module: ModuleType, program: str) -> list[Check]:
    """The checks of a grader module, in the order in which they run."""
    functions = [f for name, f in vars(module).items() if name.startswith(PREFIX) and inspect.isfunction(f)]
    return [Check.of(function, program) for function in sorted(functions, key=order)]
