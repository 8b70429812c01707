"""A course: exercises, their graders and their reference solutions, found by their place in three trees.

    exercises/fsst/echo/exercise.toml   what it is and where its programs listen or connect
    graders/fsst/echo/server.py         the checks of the program fsst/echo/server
    reference/fsst/echo/server.py       solutions, one for each language

Nothing here knows an exercise by name.
"""

from __future__ import annotations

import contextlib
import difflib
import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from sockgrade import toml
from sockgrade.checks import Check, checks_of
from sockgrade.kernel.trees import ENGINE

ROLES = ("server", "client", "program")
#: What a program may be written in, by the ending of its file's name.
LANGUAGES = {".py": "Python", ".c": "C"}
TREES = ("exercises", "graders", "reference")


#: What exercise.toml says of the exercise itself.
_ABOUT = ("title", "document", "section")
#: Labels of letters, digits and hyphens (RFC 1123, 2.1), the last of them no number: that would be an address.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)*(?!\d+\Z){_LABEL}")


class CourseError(Exception):
    """A course, exercise or id that cannot be used; the message says what to do next."""


@dataclass(frozen=True)
class ProgramSpec:
    """One role of an exercise: what a student hands in as one program."""

    id: str
    role: str
    transport: Literal["tcp", "udp"]
    address: str
    """Where the document's program listens (server) or connects (client): an IPv4 address, a host name,
    `gethostname()` for the machine's own name, or empty for all addresses."""
    port: int
    typed: tuple[str, ...]
    """The lines that `sockgrade try` types into a program of this role when it plays the student's counterpart."""
    exercise: Exercise = field(repr=False)


@dataclass(frozen=True)
class Exercise:
    """An exercise of a document."""

    id: str
    title: str
    document: str
    section: str
    folder: Path
    roles: dict[str, dict[str, Any]] = field(repr=False)

    @cached_property
    def programs(self) -> tuple[ProgramSpec, ...]:
        return tuple(
            ProgramSpec(
                id=f"{self.id}/{role}",
                role=role,
                transport=table.get("transport", "tcp"),
                address=table.get("address", ""),
                port=table["port"],
                typed=table.get("typed", ()),
                exercise=self,
            )
            for role, table in self.roles.items()
        )

    @property
    def handout(self) -> Path:
        return self.folder / "README.md"

    @property
    def starter(self) -> Path:
        return self.folder / "starter"


@dataclass(frozen=True)
class Selection:
    """A program, and those of its checks that were asked for."""

    program: ProgramSpec
    checks: tuple[Check, ...]


class _Uncached(SourceFileLoader):
    """Loads a grader, and leaves no cache beside it: a course belongs to the teacher, or to root."""

    def set_data(self, *_: object, **__: object) -> None:
        """Write nothing."""


class Course:
    """A folder with the trees exercises/, graders/ and reference/."""

    def __init__(self, root: Path) -> None:
        missing = [tree for tree in TREES if not (root / tree).is_dir()]
        if missing:
            raise CourseError(
                f"{root} is not a course: it has no folder {missing[0]}/ "
                "(a course has exercises/, graders/ and reference/)"
            )
        self.root = root.resolve()

    @classmethod
    def default(cls) -> Course:
        """The course that comes with sockgrade: beside the package in a wheel, the repository's root otherwise."""
        inside = ENGINE / "course"
        return cls(inside if inside.is_dir() else ENGINE.parents[1])

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises, in the order of their ids."""
        found = sorted((self.root / "exercises").glob("*/*/exercise.toml"))
        return tuple(self._exercise(path) for path in found)

    def _exercise(self, path: Path) -> Exercise:
        folder = path.parent
        rules = {**dict.fromkeys(_ABOUT, toml.line), **dict.fromkeys(ROLES, toml.table)}
        try:
            keys = toml.read(path, "", toml.parse(path, path.read_bytes()), rules)
            roles = {role: toml.read(path, role, keys[role], _PROGRAM) for role in ROLES if role in keys}
        except toml.TomlError as error:
            raise CourseError(str(error)) from None
        except OSError as error:
            raise CourseError(f"{path} cannot be read: {error.strerror}") from None
        for key in _ABOUT:
            if key not in keys:
                raise CourseError(f'{path}: it lacks {key}: add a line such as {key} = "…"')
        if not roles:
            raise CourseError(f"{path}: it lacks a table [server], [client] or [program] with a port")
        for role, table in roles.items():
            if "port" not in table:
                raise CourseError(f"{path}: [{role}] lacks port: add a line such as port = 50007")
        return Exercise(
            id=f"{folder.parent.name}/{folder.name}",
            **{key: keys[key] for key in _ABOUT},
            folder=folder,
            roles=roles,
        )

    @cached_property
    def programs(self) -> tuple[ProgramSpec, ...]:
        return tuple(program for exercise in self.exercises for program in exercise.programs)

    def program(self, identifier: str) -> ProgramSpec:
        """The program with exactly this id, such as `fsst/echo/server`."""
        for program in self.programs:
            if program.id == identifier:
                return program
        raise self._unknown(identifier, [p.id for p in self.programs])

    def exercise(self, identifier: str) -> Exercise:
        """The exercise with this id; the id of one of its programs serves as well."""
        for exercise in self.exercises:
            if is_prefix(exercise.id, identifier):
                return exercise
        raise self._unknown(identifier, [e.id for e in self.exercises])

    def select(self, prefix: str) -> list[Selection]:
        """Everything under an id prefix: a document, an exercise, a program or a check. `.` selects all."""
        selections = []
        for program in self.programs:
            if is_prefix(prefix, program.id):
                selections.append(Selection(program, tuple(self.checks(program))))
            elif is_prefix(program.id, prefix):
                checks = tuple(check for check in self.checks(program) if is_prefix(prefix, check.id))
                if checks:
                    selections.append(Selection(program, checks))
        if not selections:
            raise self._unknown(prefix, list(self._ids(prefix)))
        return selections

    def _ids(self, near: str) -> Iterator[str]:
        for exercise in self.exercises:
            yield exercise.id.partition("/")[0]
            yield exercise.id
            for program in exercise.programs:
                yield program.id
                if near.startswith(program.id + "/"):
                    yield from (check.id for check in self.checks(program))

    def _unknown(self, identifier: str, known: Sequence[str]) -> CourseError:
        known = list(dict.fromkeys(known))
        last = {name.rpartition("/")[2]: name for name in reversed(known)}
        near = difflib.get_close_matches(identifier, known, n=3, cutoff=0.5)
        near += [last[n] for n in difflib.get_close_matches(identifier.rpartition("/")[2], last, n=3)]
        nearest = list(dict.fromkeys(near))[:3]
        advice = (
            f"did you mean {' or '.join(nearest)}?" if nearest else "`sockgrade list` shows what there is."
        )
        return CourseError(f"there is no exercise {identifier!r}: {advice}")

    def grader(self, program: ProgramSpec) -> Path:
        """The file with the program's checks."""
        return self.root / "graders" / f"{program.id}.py"

    def checks(self, program: ProgramSpec) -> list[Check]:
        """The program's checks, in the order in which they run."""
        return checks_of(self._module(program), program.id)

    def _module(self, program: ProgramSpec) -> ModuleType:
        path = self.grader(program)
        if not path.is_file():
            raise CourseError(f"{program.id} has no grader: {path} is missing")
        loader = _Uncached(program.id.replace("/", "."), str(path))
        module = ModuleType(loader.name)
        module.__file__ = str(path)
        try:
            loader.exec_module(module)
        except Exception as error:  # a teacher's module may raise anything: tell it in one line
            raise CourseError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
        return module

    def references(self, program: ProgramSpec) -> list[Path]:
        """The solutions of a program, one for each language."""
        return self._sources(self.root / "reference" / program.exercise.id, program)

    def starters(self, program: ProgramSpec) -> list[Path]:
        """The files that a student starts from."""
        return self._sources(program.exercise.starter, program)

    def _sources(self, folder: Path, program: ProgramSpec) -> list[Path]:
        candidates = [folder / f"{program.role}{suffix}" for suffix in LANGUAGES]
        return [path for path in candidates if path.is_file()]


def _address(value: Any) -> str:
    """What a program may listen at or connect to (`ProgramSpec.address`)."""
    if value in ("", "gethostname()"):
        return str(value)
    if isinstance(value, str):
        if _HOST_NAME.fullmatch(value):
            return value
        with contextlib.suppress(ValueError):
            return str(ipaddress.IPv4Address(value))
    raise ValueError('must be an IPv4 address, a host name, "gethostname()", or "" for all addresses')


#: What exercise.toml says of a program.
_PROGRAM: Mapping[str, toml.Rule] = {
    "port": toml.whole(1, 65535),
    "address": _address,
    "transport": toml.one_of("tcp", "udp"),
    "typed": toml.lines,
}


def is_prefix(prefix: str, identifier: str) -> bool:
    """Whether an id lies in the subtree that a prefix names: `fsst/echo` holds `fsst/echo/server`."""
    wanted = [part for part in prefix.split("/") if part not in ("", ".")]
    return identifier.split("/")[: len(wanted)] == wanted
