"""What came of a whole class, in one file: SQLite, so that a grade that was told is on the disk, whatever happens then.

run         when, on which machine, with which sockgrade and course, and how
submission  what a student had handed in when a run began, program by program
attempt     one grade of one program; a fault of the grader is one, too
result      what came of an attempt: `sockgrade/result/v1`, compressed

Nothing is ever changed or removed: an attempt that is made again stands beside the earlier one. Attempts belong to what
was graded (`key`), and not to a student: whoever hands in the same is told the same, and nothing is graded twice.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from sockgrade.evidence.events import Evidence
from sockgrade.intake.folder import show
from sockgrade.intake.submission import SubmissionError
from sockgrade.verdict import ProgramResult, Result

_FORMAT = 1
_SCHEMA = """
CREATE TABLE journal (seed INTEGER NOT NULL);
CREATE TABLE run (
    id INTEGER PRIMARY KEY, began TEXT NOT NULL, exercise TEXT NOT NULL, host TEXT NOT NULL, version TEXT NOT NULL,
    course TEXT NOT NULL, options TEXT NOT NULL
);
CREATE TABLE submission (
    run INTEGER NOT NULL REFERENCES run, student TEXT NOT NULL, name TEXT NOT NULL, program TEXT NOT NULL,
    path TEXT NOT NULL, key TEXT NOT NULL, problem TEXT NOT NULL, PRIMARY KEY (run, student, program)
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, key TEXT NOT NULL, began TEXT NOT NULL,
    load REAL NOT NULL, outcome TEXT NOT NULL
);
CREATE TABLE result (attempt INTEGER PRIMARY KEY REFERENCES attempt, json BLOB NOT NULL);
CREATE INDEX attempt_key ON attempt (key);
"""
#: What an attempt was that says nothing of the program.
ERROR = "error"


@dataclass(frozen=True)
class Grade:
    """What a student has for one program."""

    student: str
    name: str
    program: str
    path: str
    problem: str
    """Why there is none; empty if there is one, or none yet."""
    result: ProgramResult | None
    """Of the last attempt; one that failed in the grader only if there is no other."""


class Journal:
    """An open journal, which nobody else can open meanwhile. Several threads may use it.

    Raises SubmissionError for a file that is none, or that another process has open.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error:
            raise SubmissionError(
                f"{show(path)} cannot be opened: name a file in a folder that is there"
            ) from None
        try:
            self._open()
        except sqlite3.OperationalError as error:
            self._db.close()
            if "locked" in str(error):
                why = "is in use: another sockgrade works with it. Wait for its end, or name another file"
            else:
                why = f"cannot be used: {error}"
            raise SubmissionError(f"{show(path)} {why}") from None
        except sqlite3.DatabaseError:
            self._db.close()
            raise SubmissionError(f"{show(path)} is no journal of sockgrade: name another file") from None

    def _open(self) -> None:
        # From the first look on nobody else can open it.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        (written,) = self._db.execute("PRAGMA user_version").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if written != _FORMAT and (written or tables):
            raise sqlite3.DatabaseError
        # FULL: what is committed is on the disk, also when the power fails (sqlite.org/pragma.html).
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        with self._transaction():
            if not written:
                for statement in _SCHEMA.split(";")[:-1]:
                    self._db.execute(statement)
                self._db.execute("INSERT INTO journal VALUES (?)", (secrets.randbits(32),))
                self._db.execute(f"PRAGMA user_version = {_FORMAT}")
        (self.seed,) = self._db.execute("SELECT seed FROM journal").fetchone()
        """Of all random data: every student of a class is asked the same."""

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def begin(
        self, began: str, exercise: str, host: str, version: str, course: str, options: Mapping[str, str]
    ) -> int:
        """Note a run; its number."""
        row = began, exercise, host, version, course, json.dumps(options)
        with self._transaction() as db:
            number = db.execute(
                "INSERT INTO run (began, exercise, host, version, course, options) VALUES (?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
        assert number is not None
        return number

    def runs(self) -> list[tuple[int, str, str]]:
        """All runs in their order: the number, when it began, and the exercise."""
        with self._lock:
            return self._db.execute("SELECT id, began, exercise FROM run ORDER BY id").fetchall()

    def note(
        self, run: int, student: str, name: str, program: str, path: str, key: str, problem: str = ""
    ) -> None:
        """Note what a student has handed in for a program; with `problem`, why it cannot be graded."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?)",
                (run, student, name, program, path, key, problem),
            )

    def add(self, run: int, key: str, result: Result, load: float) -> None:
        """Keep a grade of one program. It is on the disk when this returns."""
        (program,) = result.programs
        outcome = ERROR if program.failed_in_the_grader else "passed" if program.passed else "failed"
        with self._transaction() as db:
            attempt = db.execute(
                "INSERT INTO attempt (run, key, began, load, outcome) VALUES (?, ?, ?, ?, ?)",
                (run, key, result.started, load, outcome),
            ).lastrowid
            db.execute(
                "INSERT INTO result VALUES (?, ?)", (attempt, zlib.compress(result.to_json().encode()))
            )

    def result(self, key: str) -> ProgramResult | None:
        """The last grade of what has this key; one that failed in the grader only if there is no other."""
        with self._lock:
            row = self._db.execute(
                "SELECT json FROM attempt JOIN result ON result.attempt = attempt.id"
                " WHERE key = ? ORDER BY outcome = ?, attempt.id DESC LIMIT 1",
                (key, ERROR),
            ).fetchone()
        if row is None:
            return None
        (program,) = Result.from_json(zlib.decompress(row[0]).decode()).programs
        return program

    def earlier(self, run: int, student: str, program: str) -> str:
        """The key of what the student had handed in for a program before this run; empty if nothing was."""
        with self._lock:
            row = self._db.execute(
                "SELECT key FROM submission WHERE run < ? AND student = ? AND program = ? AND key != ''"
                " ORDER BY run DESC LIMIT 1",
                (run, student, program),
            ).fetchone()
        return row[0] if row else ""

    def grades(self, run: int) -> Iterator[Grade]:
        """What everybody has, as a run has found it: in the order of the names, and not all in memory at once."""
        with self._lock:
            rows = self._db.execute(
                "SELECT student, name, program, path, problem, key FROM submission WHERE run = ? ORDER BY rowid",
                (run,),
            ).fetchall()
        rows.sort(key=lambda row: (row[1].casefold(), row[0]))
        for student, name, program, path, problem, key in rows:
            yield Grade(student, name, program, path, problem, self.result(key) if key else None)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def in_brief(program: ProgramResult) -> ProgramResult:
    """A result without what was seen and printed, which takes most of its room."""
    checks = tuple(replace(check, evidence=Evidence(), output="") for check in program.checks)
    return replace(program, checks=checks)
