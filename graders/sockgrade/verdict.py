"""What a grade says: plain data, written as JSON and read back, with no opinion on how it is shown.

The JSON form is the schema `sockgrade/result/v1`; `docs` for it are in the README. Reports
(`sockgrade.report`) render a `Result`, and compute nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self, TypeVar

from sockgrade.evidence.events import Act, Event, Evidence, Excerpt, Packet
from sockgrade.evidence.text import as_json, visible, without_commands

SCHEMA = "sockgrade/result/v1"
#: Of a number in a result: a seed has 20 at most, and a sign.
_DIGITS = 21
#: Characters of a reason that quotes a document.
_QUOTED = 200


class Level(StrEnum):
    """How much a check matters: a submission passes when all of core passes; every level scores points."""

    CORE = "core"
    """What the document's own program does."""
    OUTPUT = "output"
    """The messages that the document's program prints."""
    ROBUST = "robust"
    """What TCP and UDP demand beyond the listing."""

    def covers(self, other: Level) -> bool:
        """Whether a failure at the other level counts, if this is the last level at which failures do."""
        levels = list(Level)
        return levels.index(other) <= levels.index(self)


class Outcome(StrEnum):
    """How one check went."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    """The grader's own fault, or the machine's: never charged to the student."""
    SKIPPED = "skipped"
    """The machine cannot observe what the check asks for, or it was not run; the failure's message says why."""


class Kind(StrEnum):
    """Why a check did not pass. Each is a different verdict, with different words."""

    WRONG_DATA = "wrong_data"
    TOO_MUCH = "too_much"
    CLOSED = "closed"
    """A FIN where data was expected."""
    RESET = "reset"
    """A RST where data or a FIN was expected."""
    REFUSED = "refused"
    """A RST in answer to a SYN: nobody listens."""
    UNREACHABLE = "unreachable"
    """ICMP says that nobody receives the datagram."""
    NEVER_ACCEPTED = "never_accepted"
    """The connection stands, but the program never called accept() for it."""
    STUCK = "stuck"
    """The kernel says that the program can make no progress by itself."""
    BUSY = "busy"
    """It used up a second of processor time, and was not done."""
    TIMEOUT = "timeout"
    """Silence: nothing happened within the deadline, and the program could still do something."""
    ENDED = "ended"
    """The program was gone."""
    NOT_LISTENING = "not_listening"
    WRONG_ADDRESS = "wrong_address"
    WRONG_TRANSPORT = "wrong_transport"
    NOT_CONNECTING = "not_connecting"
    WRONG_OUTPUT = "wrong_output"
    WRONG_EXIT = "wrong_exit"
    WRONG_SOCKET = "wrong_socket"
    """A socket is not set up as it should be: it blocks, or lets too few clients wait."""
    WRONG_TECHNIQUE = "wrong_technique"
    """It works in another way than the exercise asks for, as the kernel shows: other threads, processes or calls."""
    NO_FILE = "no_file"
    """The program did not write a file that it should."""
    WRONG_FILE = "wrong_file"
    """There is something else in a file than there should be, or a file where none should be."""
    STILL_OPEN = "still_open"
    STILL_RUNNING = "still_running"
    BUILD = "build"
    NOT_HANDED_IN = "not_handed_in"
    ASSERTION = "assertion"
    """A plain assert in a check."""
    GRADER = "grader"
    """With outcome error: what went wrong in the grader."""
    UNOBSERVABLE = "unobservable"
    """With outcome skipped: what this machine cannot see; with outcome failed: what the program hides."""
    NOT_RUN = "not_run"
    """With outcome skipped: nobody asked for it any more, since another check had failed."""


@dataclass(frozen=True)
class Failure:
    """Why a check did not pass, in words for the student."""

    kind: Kind
    message: str
    """One or two sentences: what happened."""
    expected: str = ""
    received: str = ""
    hexdump: str = ""
    """Both of them around their first difference, where they are bytes that do not read as text or are long."""
    hint: str | None = None
    """What to do about this cause, in place of the check's hint; empty if that would lead astray."""
    wrong_bytes: int = 0
    """How many bytes came from the first wrong one on, of those that the program sent last; 0 if that is not known."""


@dataclass(frozen=True)
class CheckResult:
    """The verdict of one check on one program."""

    id: str
    sentence: str
    hint: str
    """The check's own; what the student is told is `advice`."""
    level: Level
    points: float
    """What it is worth; a check scores all of it or nothing."""
    outcome: Outcome
    seconds: float = 0.0
    failure: Failure | None = None
    output: str = ""
    """What the program printed during the check (stdout and stderr), bounded; kept for failures."""
    evidence: Evidence = field(default_factory=Evidence)
    source: tuple[str, ...] = ()
    """Where it is written what the check demands."""
    waited: float = 0.0
    """Seconds of the longest wait for something that came from the program, where they were many."""

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED

    @property
    def is_judged(self) -> bool:
        """Whether it counts for the program or against it; what this machine cannot see, and errors, do neither."""
        return self.outcome in (Outcome.PASSED, Outcome.FAILED)

    @property
    def was_run(self) -> bool:
        return self.failure is None or self.failure.kind is not Kind.NOT_RUN

    @property
    def advice(self) -> str:
        """What to do next: what the cause of the failure asks for, or else the check's hint."""
        if self.failure is None:
            return self.hint
        if self.failure.hint is None:  # of a program that never ran, no check has anything to say
            return "" if self.failure.kind in (Kind.BUILD, Kind.NOT_HANDED_IN) else self.hint
        return self.failure.hint


@dataclass(frozen=True)
class ProgramResult:
    """The verdict on one program (one role of an exercise)."""

    id: str
    title: str
    document: str
    section: str
    source: str
    """The file's name as it was handed in; empty if there was none."""
    checks: tuple[CheckResult, ...]
    sha256: str = ""
    """Of the whole snapshot (names and contents) that was graded."""
    sandbox: str = ""
    network: str = ""
    """`private` or `shared`: the machine's own loopback."""
    interpreter: str = ""
    """Which interpreter or compiler ran the program, with its version."""
    seed: int = 0
    """Replays the payloads: `--seed`."""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    fail_on: Level = Level.CORE
    """The last level at which a failure counts."""
    file: str = ""
    """Where the student has it: from the root of the git work tree, or else as it was given; empty for a pair."""

    @property
    def passed(self) -> bool:
        """All checks that count have passed: one that could not be judged has not."""
        return all(c.passed for c in self.checks if self.counts(c))

    @property
    def failed_in_the_grader(self) -> bool:
        return any(c.outcome is Outcome.ERROR for c in self.checks)

    @property
    def not_judged(self) -> bool:
        """Nobody can say whether it passes: the grader failed, or this machine cannot observe a check that counts."""
        return self.failed_in_the_grader or bool(self.unseen)

    @property
    def unseen(self) -> list[CheckResult]:
        """The checks on which the verdict depends, and which this machine cannot observe."""
        counting = [c for c in self.checks if self.counts(c)]
        if any(c.outcome is Outcome.FAILED for c in counting):
            return []
        return [c for c in counting if c.outcome is Outcome.SKIPPED and c.was_run]

    def counts(self, check: CheckResult) -> bool:
        """Whether the program passes only if this check does; where none such was asked for, each of the others."""
        return self.fail_on.covers(check.level) or not any(self.fail_on.covers(c.level) for c in self.checks)

    def score(self, level: Level | None = None) -> tuple[float, float]:
        """(points scored, points possible), of one level or of all; skipped checks and errors count in neither."""
        return score(self.checks, level)


@dataclass(frozen=True)
class Result:
    """The verdict on a submission: one or more programs."""

    submission: str
    programs: tuple[ProgramResult, ...]
    version: str
    """Of sockgrade."""
    started: str
    """ISO 8601, UTC."""
    refusal: str = ""
    """Why nothing was graded, in one line, which may quote hostile names; there are no programs then."""

    @property
    def exit_code(self) -> int:
        """0: all checks that count passed; 1: not; 2: nothing could be graded; 3: a program could not be judged."""
        if self.refusal:
            return 2
        if any(program.not_judged for program in self.programs):
            return 3
        return 0 if all(program.passed for program in self.programs) else 1

    def score(self, level: Level | None = None) -> tuple[float, float]:
        return score([check for program in self.programs for check in program.checks], level)

    def to_json(self) -> str:
        """The result as JSON, schema `sockgrade/result/v1`; ASCII only, and without commands to CI services."""
        document = {"schema": SCHEMA, "exit_code": self.exit_code, **dataclasses.asdict(self)}
        return without_commands(json.dumps(document, indent=2) + "\n", as_json)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a result back. Raises ValueError, with one line, when it is none."""
        try:
            document = json.loads(text, parse_int=_integer, parse_float=_real, parse_constant=_no_number)
            return cls._read(document)
        except json.JSONDecodeError as error:
            raise ValueError(f"not JSON: {error}") from None
        except RecursionError:
            raise ValueError("not a result: it is nested too deeply") from None
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            reason = visible(f"{type(error).__name__}: {error}"[:_QUOTED])
            raise ValueError(f"not a whole result: {reason}") from None

    @classmethod
    def _read(cls, document: Any) -> Self:
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            raise ValueError(f'"schema" is not "{SCHEMA}"')
        return cls(
            submission=str(document["submission"]),
            programs=tuple(_program(p) for p in document["programs"]),
            version=str(document["version"]),
            started=str(document["started"]),
            refusal=_typed(str, document.get("refusal", ""), "refusal"),
        )


def _integer(digits: str) -> int:
    """A number of JSON as a result has them: none is beyond a seed, and what is shows nothing but trouble."""
    # Not converted before they are counted: Python refuses thousands of them, and takes its time for hundreds.
    if len(digits) > _DIGITS:
        raise ValueError(f"it has a number of {len(digits)} digits")
    return int(digits)


def _real(digits: str) -> float:
    number = float(digits)
    if not abs(number) < 10.0**_DIGITS:
        raise ValueError("it has a number that is too large")
    return number


def _no_number(name: str) -> float:
    raise ValueError(f"it has {name} in the place of a number")


def score(checks: Iterable[CheckResult], level: Level | None = None) -> tuple[float, float]:
    """(points scored, points possible) of the checks of one level, or of all."""
    counted = [c for c in checks if (level is None or c.level is level) and c.is_judged]
    return sum(c.points for c in counted if c.passed), sum(c.points for c in counted)


def _program(document: Mapping[str, Any]) -> ProgramResult:
    values = dict(document)
    values["checks"] = tuple(_check(check) for check in values["checks"])
    values["notes"] = tuple(_typed(str, note) for note in values.get("notes", ()))
    values["fail_on"] = Level(values.get("fail_on", Level.CORE))
    return _make(ProgramResult, values)


def _check(document: Mapping[str, Any]) -> CheckResult:
    values = dict(document)
    values["level"] = Level(values["level"])
    values["outcome"] = Outcome(values["outcome"])
    values["source"] = tuple(_typed(str, text) for text in values.get("source", ()))
    if values.get("failure") is not None:
        failure = dict(values["failure"])
        failure["kind"] = Kind(failure["kind"])
        values["failure"] = _make(Failure, failure)
    values["evidence"] = _evidence(values.get("evidence", {}))
    return _make(CheckResult, values)


def _evidence(document: Mapping[str, Any]) -> Evidence:
    values = dict(document)
    values["events"] = tuple(
        _make(Event, {**event, "act": Act(event["act"])}) for event in values.get("events", ())
    )
    values["packets"] = tuple(_make(Packet, packet) for packet in values.get("packets", ()))
    for name in ("where", "by_hand"):
        values[name] = _lines(values.get(name, ()))
    if values.get("excerpt") is not None:
        excerpt = dict(values["excerpt"])
        values["excerpt"] = _make(Excerpt, {**excerpt, "lines": _lines(excerpt["lines"])})
    return _make(Evidence, values)


def _lines(document: Iterable[Any]) -> tuple[str, ...]:
    return tuple(_typed(str, line) for line in document)


_R = TypeVar("_R", ProgramResult, CheckResult, Failure, Evidence, Excerpt, Event, Packet)
_PLAIN: Mapping[str, type | tuple[type, ...]] = {
    "str": str,
    "str | None": (str, type(None)),
    "int": int,
    "float": (int, float),
    "bool": bool,
}


def _make(kind: type[_R], values: Mapping[str, Any]) -> _R:
    """Make a part of a result; a field of another type than it should have is a TypeError."""
    made = kind(**values)
    for part in dataclasses.fields(made):
        if isinstance(part.type, str) and part.type in _PLAIN:
            _typed(_PLAIN[part.type], getattr(made, part.name), part.name)
    return made


def _typed(kind: type | tuple[type, ...], value: Any, name: str = "an entry") -> Any:
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise TypeError(f"{name} is {value!r:.40}")
    return value
