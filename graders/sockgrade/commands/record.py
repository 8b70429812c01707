"""What has been passed so far: a small file among the user's own state, from which `sockgrade list` tells what is next.

Nothing depends on it. Where it cannot be read or written, as in a container without a home, there is none.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import platformdirs

from sockgrade.commands.errors import Stop
from sockgrade.commands.files import make_folder, reserve
from sockgrade.course import Course, Exercise
from sockgrade.verdict import Level, ProgramResult, Result

_SCHEMA = "sockgrade/record/v1"
#: The course that comes with sockgrade, which may move with it; others are known by their folders.
_OWN = "sockgrade"
#: Bytes: a whole course's record has some thousand.
_MOST = 1_000_000


class Standing(StrEnum):
    """How far somebody has come with a program."""

    PASSED = "passed"
    """It has passed all of core once."""
    TRIED = "tried"
    """It has been graded, and never passed."""


def standings(course: Course) -> dict[str, Standing]:
    """How far the user has come with the course's programs, by their ids; empty if nothing is known."""
    return _read().get(_name_of(course), {})


def note(course: Course, result: Result) -> None:
    """Remember what came of a submission. What has been passed once stays so."""
    courses = _read()
    known = courses.get(_name_of(course), {})
    graded = {program.id: _standing(course, program) for program in result.programs if program.source}
    new = {i: s for i, s in graded.items() if s is not None and known.get(i) is not Standing.PASSED}
    if not new.items() <= known.items():
        _write({**courses, _name_of(course): {**known, **new}})


def next_exercise(course: Course, known: Mapping[str, Standing]) -> Exercise | None:
    """The first exercise that is not passed and builds on nothing that is not; None if all are passed.

    Of the document in which the most has been graded, if there is one left.
    """
    passed = {exercise.id for exercise in course.exercises if is_passed(exercise, known)}
    left = {exercise.id for exercise in course.exercises} - passed
    ready = [e for e in course.exercises if e.id in left and left.isdisjoint(e.builds_on)]
    begun = [program.partition("/")[0] for program in known]
    return max(ready, key=lambda e: begun.count(e.id.partition("/")[0]), default=None)


def is_passed(exercise: Exercise, known: Mapping[str, Standing]) -> bool:
    """Whether each program that is to be written has passed; the pair of them is no further program."""
    written = {part.id for program in exercise.programs for part in program.parts}
    return all(known.get(identifier) is Standing.PASSED for identifier in written)


def _standing(course: Course, program: ProgramResult) -> Standing | None:
    """What a result says of a whole program; None where only some checks were asked for, or nobody could judge it."""
    core = {check.id for check in course.checks(course.program(program.id)) if check.level is Level.CORE}
    graded = [check for check in program.checks if check.id in core]
    if len(graded) < len(core) or program.not_judged:
        return None
    return Standing.PASSED if all(check.passed for check in graded) else Standing.TRIED


def _name_of(course: Course) -> str:
    """Under which the course's record stands."""
    return _OWN if course.is_default else str(course.root)


def _file() -> Path:
    return platformdirs.user_state_path("sockgrade", appauthor=False) / "record.json"


def _read() -> dict[str, dict[str, Standing]]:
    """All courses' records; none of a file that somebody else has written, or that is damaged."""
    try:
        with _file().open("rb") as file:
            content = json.loads(file.read(_MOST))
        if content["schema"] != _SCHEMA:
            return {}
        return {
            str(course): {str(program): Standing(standing) for program, standing in programs.items()}
            for course, programs in content["courses"].items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _write(courses: Mapping[str, Mapping[str, Standing]]) -> None:
    """Write the file anew, without courses that are gone."""
    courses = {name: known for name, known in courses.items() if name == _OWN or Path(name).is_dir()}
    file = _file()
    with contextlib.suppress(Stop):  # a home that cannot be written, or none: then there is no record
        make_folder(str(file.parent))
        with reserve(str(file)) as target:
            assert target is not None
            target.write(json.dumps({"schema": _SCHEMA, "courses": courses}, indent=1))
