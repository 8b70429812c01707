"""A course: exercises, their graders and their reference solutions, found by their place in three trees.

    exercises/fsst/echo/exercise.toml   what it is and where its programs listen or connect
    graders/fsst/echo/server.py         the checks of the program fsst/echo/server
    graders/fsst/claims.py              what the document claims of the socket API; may be missing
    reference/fsst/echo/server.py       solutions, one for each language
    course.toml                         what its teacher sets for checks; may be missing

Nothing here knows an exercise by name.
"""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from sockgrade import toml
from sockgrade.checks import PREFIX, Check, checks_of
from sockgrade.claims import Claim, claims_of
from sockgrade.kernel import signals
from sockgrade.kernel.trees import ENGINE
from sockgrade.sandbox import RIGHTS
from sockgrade.settings import NAME, Settings, is_prefix
from sockgrade.verdict import Level

ROLES = ("server", "client", "program")
#: The role of both programs of an exercise together, with a link of the grader's between them.
PAIR = "pair"
_OF_A_PAIR = ("server", "client")
#: What a program may be written in, by the ending of its file's name.
LANGUAGES = {".py": "Python", ".c": "C", ".sh": "Shell"}
TREES = ("exercises", "graders", "reference")
#: What a document claims of the socket API, beside the graders of its exercises.
_CLAIMS = "claims.py"
#: What exercise.toml says of the exercise itself.
_ABOUT = ("title", "document", "section")
#: The place of an exercise that does not say it: behind those that do.
_LAST = 1000


class CourseError(Exception):
    """A course, exercise or id that cannot be used; the message says what to do next."""


@dataclass(frozen=True)
class ProgramSpec:
    """One role of an exercise: what a student hands in as one program."""

    id: str
    role: str
    transport: Literal["tcp", "udp"]
    address: str
    """Where the document's program listens (server) or connects (client): an IP address, a host name,
    `gethostname()` for the machine's own name, or empty for all addresses."""
    port: int
    typed: tuple[str, ...]
    """The lines that `sockgrade try` types into a program of this role when it plays the student's counterpart."""
    any_port: bool
    """Whether a server may listen on another port without failing."""
    rights: tuple[str, ...]
    """What the program may do in its own network beyond what others may (`sockgrade.sandbox.RIGHTS`)."""
    arguments: tuple[str, ...]
    """Its usual command line; `{address}` and `{port}` stand for what is said above."""
    files: Mapping[str, bytes]
    """What lies beside it whenever it is started, by name."""
    exercise: Exercise = field(repr=False)

    @property
    def parts(self) -> tuple[ProgramSpec, ...]:
        """What is handed in: of a pair its server and its client, else the program itself."""
        if self.role != PAIR:
            return (self,)
        return tuple(each for role in _OF_A_PAIR for each in self.exercise.programs if each.role == role)


@dataclass(frozen=True)
class Exercise:
    """An exercise of a document."""

    id: str
    title: str
    document: str
    section: str
    order: int
    """Its place among the exercises of the document, as the text has them."""
    builds_on: tuple[str, ...]
    """The ids of exercises that come before it; a course that has taken in only some need not have them."""
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
                any_port=table.get("any_port", False),
                rights=table.get("rights", ()),
                arguments=table.get("arguments", ()),
                files=table.get("files", {}),
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


@contextlib.contextmanager
def refusal_of(path: Path) -> Iterator[None]:
    """Say of a course's file in one line why it cannot be used: CourseError."""
    try:
        yield
    except toml.TomlError as error:
        raise CourseError(str(error)) from None
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}") from None


class _Uncached(SourceFileLoader):
    """Loads a grader, and leaves no cache beside it: a course belongs to the teacher, or to root."""

    def set_data(self, *_: object, **__: object) -> None:
        """Write nothing."""


def _load(identifier: str, path: Path) -> ModuleType:
    """A module of a course. Raises CourseError."""
    loader = _Uncached(identifier.replace("/", "."), str(path))
    module = ModuleType(loader.name)
    module.__file__ = str(path)
    try:
        loader.exec_module(module)
    except Exception as error:  # a teacher's module may raise anything: tell it in one line
        if signals.lies_behind(error):
            raise KeyboardInterrupt from error
        raise CourseError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
    return module


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
    def is_default(self) -> bool:
        """Whether this is the course that comes with sockgrade."""
        with contextlib.suppress(CourseError):
            return self.root == Course.default().root
        return False

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises: document by document, in the order of its text."""
        found = [self._exercise(path) for path in (self.root / "exercises").glob("*/*/exercise.toml")]
        return tuple(sorted(found, key=lambda e: (e.folder.parent.name, e.order, e.id)))

    def _exercise(self, path: Path) -> Exercise:
        folder = path.parent
        rules = {**dict.fromkeys(_ABOUT, toml.line), **dict.fromkeys((*ROLES, PAIR), toml.table), **_PLACE}
        with refusal_of(path):
            keys = toml.read(path, "", toml.parse(path, path.read_bytes()), rules)
            roles = {role: toml.read(path, role, keys[role], _PROGRAM) for role in ROLES if role in keys}
            if keys.get(PAIR):
                raise toml.TomlError(
                    f"{path}: [{PAIR}] has no keys: what it needs stands in [server] and [client]"
                )
        for key in _ABOUT:
            if key not in keys:
                raise CourseError(f'{path}: it lacks {key}: add a line such as {key} = "…"')
        if not roles:
            raise CourseError(f"{path}: it lacks a table [server], [client] or [program] with a port")
        for role, table in roles.items():
            if "port" not in table:
                raise CourseError(f"{path}: [{role}] lacks port: add a line such as port = 50007")
        if PAIR in keys:
            if not all(role in roles for role in _OF_A_PAIR):
                raise CourseError(f"{path}: a [{PAIR}] is made of a [server] and a [client]")
            roles[PAIR] = {key: value for key, value in roles["server"].items() if key in _SHARED}
        return Exercise(
            id=f"{folder.parent.name}/{folder.name}",
            **{key: keys[key] for key in _ABOUT},
            order=keys.get("order", _LAST),
            builds_on=keys.get("builds_on", ()),
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
                    ids = [check.id for check in self.written_checks(program)]
                    yield from (identifier for identifier in ids if not self.settings.of(identifier).left_out)

    @cached_property
    def settings(self) -> Settings:
        """What the course's teacher has set for checks. Raises CourseError."""
        path = self.root / NAME
        with refusal_of(path):
            settings = Settings.read(path)
        for identifier in settings.tables:
            if not any(is_prefix(identifier, p.id) or is_prefix(p.id, identifier) for p in self.programs):
                raise self._not_set(identifier)
        return settings

    def _not_set(self, identifier: str) -> CourseError:
        return CourseError(f"{self.root / NAME}: {self._unknown(identifier, list(self._ids(identifier)))}")

    def _unknown(self, identifier: str, known: Sequence[str]) -> CourseError:
        known = list(dict.fromkeys(known))
        if not known:
            return CourseError(
                f"{self.root} has no exercise: that is a folder exercises/…/…/ with an exercise.toml"
            )
        last = {name.rpartition("/")[2]: name for name in reversed(known)}
        near = difflib.get_close_matches(identifier, known, n=3, cutoff=0.5)
        near += [last[n] for n in difflib.get_close_matches(identifier.rpartition("/")[2], last, n=3)]
        nearest = list(dict.fromkeys(near))[:3]
        advice = (
            f"did you mean {' or '.join(nearest)}?" if nearest else "`sockgrade list` shows what there is."
        )
        what = "check" if any(is_prefix(program.id, identifier) for program in self.programs) else "exercise"
        return CourseError(f"there is no {what} {identifier!r}: {advice}")

    def grader(self, program: ProgramSpec) -> Path:
        """The file with the program's checks."""
        return self.root / "graders" / f"{program.id}.py"

    def written_checks(self, program: ProgramSpec) -> list[Check]:
        """The program's checks as they stand in its grader, also those that the course leaves out."""
        checks = checks_of(self._module(program), program.id)
        if not checks:
            raise CourseError(
                f"{self.grader(program)} has no check: that is a function whose name begins with {PREFIX}"
            )
        return checks

    def checks(self, program: ProgramSpec) -> list[Check]:
        """The program's checks as the course has set them, in the order in which they run."""
        written = self.written_checks(program)
        for identifier in self.settings.tables:
            if is_prefix(program.id, identifier) and not any(is_prefix(identifier, c.id) for c in written):
                raise self._not_set(identifier)
        settings = [(check, self.settings.of(check.id)) for check in written]
        checks = [setting.applied(check) for check, setting in settings if not setting.left_out]
        core = [check for check in checks if check.level is Level.CORE]
        if not core and any(check.level is Level.CORE for check in written):
            raise CourseError(
                f"{self.root / NAME}: {program.id} has no check of core any more, and every program would pass"
            )
        return sorted(checks, key=lambda check: list(Level).index(check.level))

    def claims(self, prefix: str) -> list[Claim]:
        """What documents claim of the socket API: of the whole course (`.`), a document, or one claim by its id.

        Raises CourseError if nobody has written down any.
        """
        modules = sorted((self.root / "graders").glob(f"*/{_CLAIMS}"))
        claims = [
            claim for path in modules for claim in claims_of(_load(path.parent.name, path), path.parent.name)
        ]
        found = [claim for claim in claims if is_prefix(prefix, claim.id)]
        if not claims:
            raise CourseError(f"{self.root} has no claims: they stand in graders/DOCUMENT/{_CLAIMS}")
        if not found:
            known = [*dict.fromkeys(claim.document for claim in claims), *(claim.id for claim in claims)]
            raise CourseError(f"there are no claims {toml.quoted(prefix)}{toml.near(prefix, known)}")
        return found

    def claims_module(self, document: str) -> Path:
        """The file with the claims of a document."""
        return self.root / "graders" / document / _CLAIMS

    def _module(self, program: ProgramSpec) -> ModuleType:
        path = self.grader(program)
        if not path.is_file():
            raise CourseError(f"{program.id} has no grader: {path} is missing")
        return _load(program.id, path)

    def references(self, program: ProgramSpec) -> list[Path]:
        """The solutions of a program, one for each language; of a pair, its server's."""
        return self._sources(self.root / "reference" / program.exercise.id, program)

    def starters(self, program: ProgramSpec) -> list[Path]:
        """The files that a student starts from."""
        return self._sources(program.exercise.starter, program)

    def _sources(self, folder: Path, program: ProgramSpec) -> list[Path]:
        candidates = [folder / f"{program.parts[0].role}{suffix}" for suffix in LANGUAGES]
        return [path for path in candidates if path.is_file()]


#: What a pair has of its server.
_SHARED = ("transport", "address", "port")
#: What exercise.toml says of the exercise's place among others.
_PLACE: Mapping[str, toml.Rule] = {"order": toml.whole(1, _LAST), "builds_on": toml.lines}
#: What exercise.toml says of a program.
_PROGRAM: Mapping[str, toml.Rule] = {
    "port": toml.whole(1, 65535),
    "address": toml.address,
    "transport": toml.one_of("tcp", "udp"),
    "typed": toml.lines,
    "any_port": toml.flag,
    "rights": toml.some_of(*RIGHTS),
    "arguments": toml.words("address", "port"),
    "files": toml.files,
}
