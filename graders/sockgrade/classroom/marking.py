"""Grades a whole class, several submissions at once: what has been graded already is not graded again."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sockgrade import __version__
from sockgrade.classroom.engine import Engine, EngineUnavailable, Stopped
from sockgrade.classroom.journal import Journal, in_brief
from sockgrade.classroom.pool import Pool
from sockgrade.classroom.records import Submission
from sockgrade.classroom.work import Work
from sockgrade.course import Course, ProgramSpec, Selection
from sockgrade.grading.grade import now
from sockgrade.intake.submission import Source, SubmissionError, find, gathered, sha256_of
from sockgrade.kernel.trees import ENGINE
from sockgrade.settings import NAME as SETTINGS
from sockgrade.verdict import Outcome, ProgramResult, Result


@dataclass(frozen=True)
class Regrade:
    """What a program has now that a student had another grade for."""

    before: ProgramResult
    after: ProgramResult

    @property
    def changes(self) -> list[tuple[str, Outcome | None, Outcome]]:
        """The checks that go otherwise: the name, and how they went before and go now."""
        before = {check.id: check.outcome for check in self.before.checks}
        return [
            (check.id.removeprefix(f"{self.after.id}/"), before.get(check.id), check.outcome)
            for check in self.after.checks
            if before.get(check.id) is not check.outcome
        ]


@dataclass(frozen=True)
class Marked:
    """What came of one student's work."""

    work: Work
    programs: tuple[ProgramResult, ...] = ()
    problem: str = ""
    """Why there are none."""
    is_fault: bool = False
    """Whether that is sockgrade's fault."""
    is_known: bool = False
    """Whether all of it had been graded before."""
    regrades: tuple[Regrade, ...] = ()


class Marking:
    """One run over a class, with a grader of its own. Each grade is in the journal before it is told."""

    def __init__(
        self, grader: Engine, journal: Journal, exercise: str, selections: Sequence[Selection]
    ) -> None:
        self._grader, self._journal = grader, journal
        self._selections = grader.gradable(selections)
        self._asked = [selection.program for selection in self._selections]
        self._hashes = {program.id: hash_of_grader(grader.course, program) for program in self._asked}
        self._pool = Pool(grader)
        options = {"sandbox": grader.sandbox, "network": grader.network, "python": grader.python.version}
        course = "sockgrade" if grader.course.is_default else str(grader.course.root)
        self.run = journal.begin(now(), exercise, socket.gethostname(), __version__, course, options)

    def mark(self, works: Sequence[Work]) -> Iterator[Marked]:
        """Grade all of it; each as soon as it is done."""
        return self._pool.each(self._mark, works)

    def close(self) -> None:
        """End what still runs, and the grader."""
        self._pool.close()

    def _mark(self, work: Work) -> Marked:
        if work.problem:
            return self._refused(work, work.problem)
        try:
            with gathered(work.paths, self._asked, work.names) as place:
                sources = find(place, self._asked)
                keys = [self._key(each, sources.get(each.program.id)) for each in self._selections]
                graded = [self._graded(*each, sources) for each in zip(self._selections, keys, strict=True)]
        except SubmissionError as why:
            return self._refused(work, work.told(why))
        except (Stopped, EngineUnavailable, sqlite3.Error):
            raise
        except Exception as error:  # a fault of ours over one submission costs no other its grade
            fault = f"{type(error).__name__}: {error} (a fault of sockgrade)"
            return self._refused(work, fault, is_fault=True)
        regrades = []
        for (program, _), key in zip(graded, keys, strict=True):
            earlier = self._journal.earlier(self.run, work.key, program.id)
            self._note(work, program.id, key=key)
            if earlier not in ("", key) and (before := self._journal.result(earlier)):
                regrades.append(Regrade(in_brief(before), in_brief(program)))
        programs = tuple(in_brief(program) for program, _ in graded)
        return Marked(work, programs, is_known=all(known for _, known in graded), regrades=tuple(regrades))

    def _refused(self, work: Work, problem: str, *, is_fault: bool = False) -> Marked:
        for program in self._asked:
            self._note(work, program.id, problem=problem)
        return Marked(work, problem=problem, is_fault=is_fault)

    def _note(self, work: Work, program: str, *, key: str = "", problem: str = "") -> None:
        submission = Submission(work.key, work.name, program, _path(work), key, problem, work.submitted)
        self._journal.note(self.run, submission)

    def _graded(
        self, selection: Selection, key: str, sources: Mapping[str, Source | None]
    ) -> tuple[ProgramResult, bool]:
        """What a program has, and whether that was known already."""
        known = self._journal.result(key)
        if known is not None and not known.failed_in_the_grader:
            return known, True
        return self._grade(selection, sources.get(selection.program.id), key), False

    def _key(self, selection: Selection, source: Source | None) -> str:
        """What a grade depends on: what is equal in all of this has been graded already."""
        facts = [
            sha256_of(source) if source else "",
            source.title if source else "",
            selection.program.id,
            [(check.id, check.level, check.points) for check in selection.checks],
            self._hashes[selection.program.id],
            [__version__, self._grader.sandbox, self._grader.network, self._grader.python.version],
        ]
        return hashlib.sha256(json.dumps(facts).encode(errors="surrogatepass")).hexdigest()

    def _grade(self, selection: Selection, source: Source | None, key: str) -> ProgramResult:
        """Grade a program. Every attempt is kept."""
        began = now()
        for program in self._pool.tries(lambda: self._grader.program(selection, source)):
            load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
            self._journal.add(self.run, key, Result(program.source, (program,), __version__, began), load)
            began = now()
        return program


def _path(work: Work) -> str:
    """Where it lay: what is packed has no other place."""
    return ", ".join(f"{path.parent.name}/{path.name}" for path in work.paths)


def hash_of_grader(course: Course, program: ProgramSpec) -> str:
    """Of everything that decides how a program is graded, but for the engine, which has a version."""
    settings = [course.root / "exercises" / program.exercise.id / "exercise.toml", course.root / SETTINGS]
    grader = course.grader(program).parent
    reference = course.root / "reference" / program.exercise.id  # of pairs the other program
    behaviours = ENGINE / "behaviours"
    folders = (grader, reference, behaviours)
    whole = hashlib.sha256()
    for file in (*filter(Path.is_file, settings), *(file for folder in folders for file in _files(folder))):
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")
