"""What a worker of a cluster does: it grades programs of which it gets the files, and it has nothing else of a class.

The process of the worker keeps a grader, which starts processes of its own for every program
(`sockgrade.grading.workers`): no student's program, nor any check, is run in the worker itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sockgrade import __version__
from sockgrade.classroom.engine import EngineUnavailable
from sockgrade.classroom.marking import hash_of_grader
from sockgrade.course import Course, CourseError, Selection
from sockgrade.grading.grade import Grader, Options
from sockgrade.intake.submission import Source, copy_source
from sockgrade.kernel.trees import scratch
from sockgrade.network.namespaces import NetworkUnavailable
from sockgrade.sandbox import SandboxUnavailable
from sockgrade.verdict import ProgramResult


@dataclass(frozen=True)
class Terms:
    """With what a class is graded: a worker that has it otherwise would give other grades."""

    version: str
    """Of sockgrade."""
    course: Path | None
    """The course's folder, there as here; None is sockgrade's own course."""
    hashes: tuple[tuple[str, str], ...]
    """Of what decides how each program is graded (`hash_of_grader`)."""
    options: Options


@dataclass(frozen=True)
class Machine:
    """What a worker runs programs with: all of a cluster must have the same."""

    sandbox: str
    python: str
    """The interpreter's version."""

    @classmethod
    def of(cls, grader: Grader) -> Machine:
        return cls(grader.sandbox, grader.python.version)

    def __str__(self) -> str:
        return f"sandbox {self.sandbox} and Python {self.python}"


@dataclass(frozen=True)
class Parcel:
    """A program on its way: no more than is taken in of a submission (`intake.snapshot.SOURCES`)."""

    main: str
    is_folder: bool
    files: tuple[tuple[str, bytes, bool], ...]
    """The path of each below the folder, its content, and whether it is executable."""
    partner: Parcel | None


@dataclass(frozen=True)
class Errand:
    """One program to be graded."""

    terms: Terms
    machine: Machine
    program: str
    checks: tuple[str, ...]
    """Their ids."""
    parcel: Parcel | None
    """None if the program was not handed in."""


def packed(source: Source) -> Parcel:
    """Make a parcel of a program. Raises SubmissionError for what cannot be copied or is too large."""
    with scratch() as place:
        folder = place / "submission"
        copy_source(source, folder)
        files = tuple(
            (file.relative_to(folder).as_posix(), file.read_bytes(), bool(file.stat().st_mode & 0o100))
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        )
    partner = packed(source.partner) if source.partner else None
    return Parcel(source.name, source.folder is not None, files, partner)


def unpacked(parcel: Parcel, place: Path) -> Source:
    """Lay the files of a parcel into a new folder below `place`."""
    folder = place / "submission"
    for name, content, is_executable in parcel.files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(0o755 if is_executable else 0o644)
    partner = unpacked(parcel.partner, place / "partner") if parcel.partner else None
    return Source(folder / parcel.main, folder if parcel.is_folder else None, partner=partner)


def version() -> str:
    """Of the sockgrade that a process of the cluster has."""
    return __version__


def introduce(terms: Terms) -> Machine:
    """With what this worker runs programs. Raises EngineUnavailable if it cannot grade on these terms."""
    with _kept.grader(terms) as grader:
        return Machine.of(grader)


def grade(errand: Errand) -> ProgramResult:
    """Grade a program on this worker. Raises EngineUnavailable if it cannot do it as the others do."""
    with _kept.grader(errand.terms) as grader, scratch() as place:
        if (machine := Machine.of(grader)) != errand.machine:
            raise EngineUnavailable(f"it has {machine}, and the others have {errand.machine}")
        program = grader.course.program(errand.program)
        checks = tuple(check for check in grader.course.checks(program) if check.id in errand.checks)
        source = unpacked(errand.parcel, place) if errand.parcel else None
        return grader.program(Selection(program, checks), source)


@dataclass
class _InUse:
    """A grader, and how many programs it is grading."""

    terms: Terms
    grader: Grader
    programs: int = 0


class _Kept:
    """Keeps the last grader: its start takes longer than many a program. Several threads may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: _InUse | None = None

    @contextmanager
    def grader(self, terms: Terms) -> Iterator[Grader]:
        """A grader for these terms: the one that is kept, or else a new one, which is kept from now on."""
        with self._lock:
            used = self._last
            if used is None or used.terms != terms:
                self._keep(used := _InUse(terms, _new_grader(terms)))
            used.programs += 1
        try:
            yield used.grader
        finally:
            with self._lock:
                used.programs -= 1
                if used is not self._last and not used.programs:
                    used.grader.close()

    def _keep(self, new: _InUse) -> None:
        before, self._last = self._last, new
        if before is not None and not before.programs:
            before.grader.close()


_kept = _Kept()


def _new_grader(terms: Terms) -> Grader:
    if terms.version != __version__:
        raise EngineUnavailable(f"it has sockgrade {__version__}, and here is {terms.version}")
    try:
        course = Course.default() if terms.course is None else Course(terms.course)
        for identifier, expected in terms.hashes:
            if hash_of_grader(course, course.program(identifier)) != expected:
                raise EngineUnavailable(
                    f"it has other checks of {identifier} than there are here: copy the course there"
                )
        grader = Grader(course, terms.options)
        if grader.network == "shared":  # with the programs of other workers
            grader.close()
            raise EngineUnavailable("it has no private networks: `sockgrade doctor` there says why")
        grader.agree_to(course.root, "what a class has handed in")
    except (CourseError, NetworkUnavailable, SandboxUnavailable) as why:
        raise EngineUnavailable(str(why)) from None
    return grader
