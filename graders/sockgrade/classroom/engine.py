"""What grades the programs of a class: the `Grader` of this machine, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from sockgrade.course import Course, Selection
from sockgrade.intake.submission import Source
from sockgrade.sandbox.choose import Interpreter
from sockgrade.verdict import ProgramResult


class EngineUnavailable(Exception):
    """The engine cannot grade, or can no longer; the message says why, and what to do."""


class Stopped(Exception):
    """Nobody waits for this any more."""


class Engine(Protocol):
    """Grades programs of a course, several at once. All that a grade depends on is the same for each of them."""

    @property
    def course(self) -> Course: ...

    @property
    def at_once(self) -> int:
        """How many programs can be given to it at once."""

    @property
    def sandbox(self) -> str: ...

    @property
    def network(self) -> str: ...

    @property
    def python(self) -> Interpreter: ...

    def gradable(self, selections: Sequence[Selection]) -> Sequence[Selection]:
        """Those of them for which there is a network."""

    def agree_to(self, path: Path, risk: str) -> None:
        """Raise SandboxUnavailable if there is no sandbox for it, and nobody has agreed to that."""

    def program(self, selection: Selection, source: Source | None) -> ProgramResult:
        """Grade one program. Raises EngineUnavailable, and Stopped once the engine has been closed."""

    def close(self) -> None:
        """End what runs, so that nobody waits for it any more."""
