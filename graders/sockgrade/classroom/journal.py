"""What came of a whole class, in one file: SQLite, so that a grade that was told is on the disk, whatever happens then.

run         when, on which machine, with which sockgrade and course, and how
submission  what a student had handed in when a run began, program by program
attempt     one grade of one program; a fault of the grader is one, too
result      what came of an attempt: `sockgrade/result/v1`, compressed
override    what somebody gave a student by hand, and why

Nothing is ever changed or removed: an attempt that is made again stands beside the earlier one. Attempts belong to what
was graded (`key`), and not to a student: whoever hands in the same is told the same, and nothing is graded twice. By
its `uid` a row is known in every journal: journals are merged by taking over what is not there yet.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from sockgrade.classroom.records import Grade, Override, Submission
from sockgrade.evidence.events import Evidence
from sockgrade.evidence.text import encodable
from sockgrade.intake.folder import show
from sockgrade.intake.submission import SubmissionError
from sockgrade.verdict import ProgramResult, Result

_FORMAT = 1
_SCHEMA = """
CREATE TABLE journal (seed INTEGER NOT NULL);
CREATE TABLE run (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, began TEXT NOT NULL, exercise TEXT NOT NULL, host TEXT NOT NULL,
    version TEXT NOT NULL, course TEXT NOT NULL, options TEXT NOT NULL
);
CREATE TABLE submission (
    run INTEGER NOT NULL REFERENCES run, student TEXT NOT NULL, name TEXT NOT NULL, program TEXT NOT NULL,
    path TEXT NOT NULL, submitted TEXT NOT NULL, key TEXT NOT NULL, problem TEXT NOT NULL,
    PRIMARY KEY (run, student, program)
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, run INTEGER NOT NULL REFERENCES run, key TEXT NOT NULL,
    began TEXT NOT NULL, load REAL NOT NULL, outcome TEXT NOT NULL
);
CREATE TABLE result (attempt INTEGER PRIMARY KEY REFERENCES attempt, json BLOB NOT NULL);
CREATE TABLE override (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, made TEXT NOT NULL, student TEXT NOT NULL, program TEXT NOT NULL,
    share REAL, who TEXT NOT NULL, why TEXT NOT NULL
);
CREATE INDEX attempt_key ON attempt (key);
CREATE INDEX submission_student ON submission (student, program);
"""
#: The columns of the tables, in the order in which they are written.
_RUN = ("uid", "began", "exercise", "host", "version", "course", "options")
_SUBMITTED = ("student", "name", "program", "path", "key", "problem", "submitted")
_SUBMISSION = ("run", *_SUBMITTED)
_ATTEMPT = ("uid", "run", "key", "began", "load", "outcome")
_GIVEN = ("student", "program", "share", "who", "why")
_OVERRIDE = ("uid", "made", *_GIVEN)
#: Of a row that is merged.
_UNLESS_THERE = " ON CONFLICT DO NOTHING"
#: What an attempt was that says nothing of the program.
ERROR = "error"


class Journal:
    """An open journal, which nobody else can open meanwhile. Several threads may use it.

    Raises SubmissionError for a file that is none, or that another process has open.
    """

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        """Open it, and make it if it is not there and need not be."""
        if must_exist and not path.is_file():
            raise SubmissionError(
                f"there is no journal {show(path)}: name one that `sockgrade class` has written"
            )
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
        row = _uid(), began, exercise, host, version, course, json.dumps(options)
        with self._transaction() as db:
            number = db.execute(_insert("run", _RUN), _written(row)).lastrowid
        assert number is not None
        return number

    def exercises(self) -> list[str]:
        """Those of whose programs somebody has handed in one."""
        with self._lock:
            programs = self._db.execute("SELECT DISTINCT program FROM submission").fetchall()
        return sorted({program.rpartition("/")[0] for (program,) in programs})

    @property
    def newest(self) -> str:
        """When the last run began; empty if there is none."""
        with self._lock:
            (began,) = self._db.execute("SELECT coalesce(max(began), '') FROM run").fetchone()
        return str(began)

    def note(self, run: int, submission: Submission) -> None:
        """Note what a student has handed in when a run began."""
        with self._transaction() as db:
            values = (getattr(submission, f) for f in _SUBMITTED)
            db.execute(_insert("submission", _SUBMISSION), _written((run, *values)))

    def add(self, run: int, key: str, result: Result, load: float) -> None:
        """Keep a grade of one program. It is on the disk when this returns."""
        (program,) = result.programs
        outcome = ERROR if program.failed_in_the_grader else "passed" if program.passed else "failed"
        with self._transaction() as db:
            attempt = db.execute(
                _insert("attempt", _ATTEMPT), (_uid(), run, key, result.started, load, outcome)
            ).lastrowid
            db.execute(
                "INSERT INTO result VALUES (?, ?)", (attempt, zlib.compress(result.to_json().encode()))
            )

    def give(self, made: str, override: Override) -> None:
        """Keep what somebody gives a student by hand."""
        with self._transaction() as db:
            values = (getattr(override, f) for f in _GIVEN)
            db.execute(_insert("override", _OVERRIDE), _written((_uid(), made, *values)))

    def result(self, key: str) -> ProgramResult | None:
        """The last grade of what has this key; one that failed in the grader only if there is no other."""
        with self._lock:
            row = self._db.execute(
                "SELECT json FROM attempt JOIN result ON result.attempt = attempt.id"
                " WHERE key = ? ORDER BY outcome = ?, began DESC, attempt.id DESC LIMIT 1",
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
                "SELECT key FROM submission JOIN run ON run.id = run"
                " WHERE run != ? AND student = ? AND program = ? AND key != '' ORDER BY began DESC, run DESC LIMIT 1",
                (run, student, program),
            ).fetchone()
        return row[0] if row else ""

    def history(self) -> Iterator[Grade]:
        """All that everybody has ever handed in, the latest last, and not all in memory at once.

        What several runs have found alike comes once.
        """
        columns = ", ".join(_SUBMITTED)
        order = "began, run, submission.rowid"
        with self._lock:
            rows = self._db.execute(
                f"SELECT {columns} FROM submission JOIN run ON run.id = run ORDER BY {order}"
            ).fetchall()
        latest: dict[tuple[str, ...], Submission] = {}
        for each in (Submission(*row) for row in rows):
            known = each.student, each.program, each.key, each.problem, each.submitted
            latest.pop(known, None)
            latest[known] = each
        for each in latest.values():
            yield Grade(**vars(each), result=self.result(each.key) if each.key else None)

    def students(self, program: str | None = None) -> dict[str, str]:
        """The names of those who have ever handed in something, for one program if it is named, by their keys."""
        with self._lock:
            rows = self._db.execute(
                "SELECT student, name FROM submission JOIN run ON run.id = run WHERE ?1 IS NULL OR program = ?1"
                " ORDER BY began, run",
                (program,),
            ).fetchall()
        return dict(rows)

    def overrides(self) -> list[Override]:
        """What was given by hand, and holds: the last word on each student and program."""
        with self._lock:
            rows = self._db.execute(f"SELECT {', '.join(_GIVEN)} FROM override ORDER BY made, id").fetchall()
        last = {(each.student, each.program): each for each in (Override(*row) for row in rows)}
        return [each for each in last.values() if each.share is not None]

    def merge(self, other: Journal) -> int:
        """Take over what another journal has and this one has not; how many grades that were. All of it or nothing."""
        theirs = other._db.execute
        with other._lock, self._transaction() as db:
            runs: dict[int, int] = {}
            for number, *values in theirs(f"SELECT id, {', '.join(_RUN)} FROM run").fetchall():
                db.execute(_insert("run", _RUN) + _UNLESS_THERE, values)
                (runs[number],) = db.execute("SELECT id FROM run WHERE uid = ?", values[:1]).fetchone()
            for number, *values in theirs(f"SELECT {', '.join(_SUBMISSION)} FROM submission").fetchall():
                db.execute(_insert("submission", _SUBMISSION) + _UNLESS_THERE, (runs[number], *values))
            for values in theirs(f"SELECT {', '.join(_OVERRIDE)} FROM override ORDER BY id").fetchall():
                db.execute(_insert("override", _OVERRIDE) + _UNLESS_THERE, values)
            taken_over = 0
            columns = ", ".join(_ATTEMPT)
            for uid, number, *values, content in theirs(
                f"SELECT {columns}, json FROM attempt JOIN result ON attempt = id"
            ):
                added = db.execute(_insert("attempt", _ATTEMPT) + _UNLESS_THERE, (uid, runs[number], *values))
                if added.rowcount:
                    db.execute("INSERT INTO result VALUES (?, ?)", (added.lastrowid, content))
                    taken_over += 1
        return taken_over

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _written(values: Iterable[object]) -> list[object]:
    """A row as SQLite takes it: in names of files and in what is typed may be what is no character."""
    return [encodable(value) if isinstance(value, str) else value for value in values]


def _uid() -> str:
    return secrets.token_hex(16)


def _insert(table: str, columns: Sequence[str]) -> str:
    """The statement that adds a row."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def in_brief(program: ProgramResult) -> ProgramResult:
    """A result without what was seen and printed, and without the advice, which take most of its room."""
    checks = tuple(replace(check, evidence=Evidence(), output="", hint="") for check in program.checks)
    return replace(program, checks=checks)
