"""The port of a program stands in exercise.toml, and in every program of the course: do they still agree?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sockgrade.course import Course, CourseError, ProgramSpec
from sockgrade.evidence.wording import count
from sockgrade.grading.verify import Case, Kind

_NUMBER = re.compile(r"(?<!\w)(?<!\d\.)\d{1,5}(?!\w|\.\d)")
#: What an ordinary user may bind.
_PORTS = range(1024, 65536)


def check_ports(course: Course, program: ProgramSpec, cases: Sequence[Case]) -> None:
    """Refuse a course whose teacher has changed a port in exercise.toml, and not in the programs: CourseError.

    Nobody knows the old port. It is the number that all programs have in common which do not have the new one, though
    they are right, or a starter; a program that is wrong on purpose may have any port.
    """
    numbers = {case.path: _numbers(case.path) for case in cases if case.source is not None}
    without = [c for c in cases if c.path in numbers and program.port not in numbers[c.path]]
    common = [numbers[case.path] for case in without if case.kind is not Kind.WRONG]
    # Powers of two are sizes of buffers.
    old = {n for n in set.intersection(*common) if n in _PORTS and n.bit_count() > 1} if common else set()
    outdated = [case.path for case in without if numbers[case.path] & old]
    if len(outdated) < 2:  # it may write its port in another way, and that number by chance
        return
    if old & _numbers(program.exercise.handout):
        outdated.append(program.exercise.handout)
    port = " or ".join(map(str, sorted(old)))
    raise CourseError(
        f"{program.exercise.folder / 'exercise.toml'}: [{program.role}] port is {program.port}, but its programs still "
        f"use {port}: write {program.port} in {_names(course, program, outdated)}"
    )


def _names(course: Course, program: ProgramSpec, paths: Sequence[Path]) -> str:
    """Files of a course in few words: each by itself, those of the tests by their folder."""
    names = Counter[str]()
    for path in paths:
        name = path.relative_to(course.root).as_posix() if path.is_relative_to(course.root) else str(path)
        folder, tests, _ = name.partition(f"{program.id}/")
        names[f"{folder}{program.id}/" if tests else name] += 1
    return ", ".join(
        f"{count(n, 'file')} of {name}" if name.endswith("/") else name for name, n in names.items()
    )


def _numbers(path: Path) -> set[int]:
    """The numbers in a program."""
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file()]
    return {int(number) for text in texts for number in _NUMBER.findall(text)}
