"""Which of the files in a folder is the program: decided by their names, and only where one alone can be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sockgrade.course import LANGUAGES, ProgramSpec
from sockgrade.intake import notebook, recipe
from sockgrade.intake.folder import Folder, show

_SCRIPT = ".sh"
#: Names, without their endings, of a program among its helpers.
_MAIN = ("main", "__main__")


class Candidates(Exception):
    """More than one file could be the program."""

    def __init__(self, files: Sequence[File]) -> None:
        super().__init__()
        self.files = files


@dataclass(frozen=True)
class File:
    """A file that was found."""

    parts: tuple[str, ...]
    """Its name, after those of the folders that lead to it."""

    @property
    def path(self) -> Path:
        return Path(*self.parts)

    @property
    def stem(self) -> str:
        return self.path.stem.lower()

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()

    @property
    def depth(self) -> int:
        return len(self.parts)

    @property
    def is_test(self) -> bool:
        return self.stem.startswith("test") or self.stem.endswith(("_test", "_tests"))


class Search:
    """The files of a folder, and what among them is a program. Methods raise SubmissionError."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.files = [File(found.parts) for found in folder.walk()]

    def program(self, spec: ProgramSpec, *, alone: bool) -> File | None:
        """The file of a program; raises Candidates where more than one can be meant.

        In this order: `server.py`, or a sockgrade.toml that speaks of the server; a name with `server` in it; a
        program in a folder `server`; and, if it may be `alone`, the only program that there is. What lies higher comes
        first. A script of the shell is a program where no other can be meant, since it may only start or test that;
        a notebook where there is no other but scripts.
        """
        notebooks = [file for file in self.files if file.suffix == notebook.SUFFIX]
        programs = [file for file in self.files if file.suffix in LANGUAGES]
        others = [file for file in programs if file.suffix != _SCRIPT]
        for files in (others, notebooks, programs) if notebooks else (programs,):
            for choose in (self._by_name, self._by_folder, *([self._alone] if alone else [])):
                if found := choose(files, spec):
                    return found
        return None

    def _by_name(self, files: Sequence[File], spec: ProgramSpec) -> File | None:
        named = [file for file in files if spec.role in file.stem and file.stem != spec.role]
        named = _no_scripts([file for file in named if not file.is_test] or named)
        usual = _no_scripts([file for file in files if file.stem == spec.role])
        for depth, level in _levels(self.files):
            recipes = [
                file for file in level if file.path.name == recipe.NAME and self._speaks_of(spec, file)
            ]
            spoken_for = {file.path.parent for file in recipes}
            exact = [file for file in usual if file.depth == depth and file.path.parent not in spoken_for]
            if found := recipes + exact:
                # Who names a file for what it does may have a helper of the usual name further down.
                higher = [file for file in named if file.depth < depth and not file.is_test]
                return _only(_no_scripts(higher + found))
        return _only(_highest(named))

    def _speaks_of(self, spec: ProgramSpec, file: File) -> bool:
        with self._folder.below(*file.parts[:-1]) as folder:
            return spec.role in recipe.recipes_of(folder)

    def _by_folder(self, files: Sequence[File], spec: ProgramSpec) -> File | None:
        inside = _highest(
            _no_scripts([file for file in files if spec.role in [name.lower() for name in file.parts[-2:-1]]])
        )
        return _only([file for file in inside if file.stem in _MAIN] or inside)

    def _alone(self, files: Sequence[File], spec: ProgramSpec) -> File | None:
        others = [program.role for program in spec.exercise.programs if program.role != spec.role]
        files = _no_scripts([file for file in files if not any(role in file.stem for role in others)])
        files = _highest(files)
        return _only([file for file in files if file.stem in _MAIN] or files)


def _levels(files: Sequence[File]) -> Iterator[tuple[int, list[File]]]:
    """The files by how deep they lie."""
    depth: Callable[[File], int] = lambda file: file.depth  # noqa: E731 - for both
    for level, group in groupby(sorted(files, key=depth), key=depth):
        yield level, list(group)


def _highest(files: Sequence[File]) -> list[File]:
    """Those that no other lies above."""
    return next((level for _, level in _levels(files)), [])


def _no_scripts(files: list[File]) -> list[File]:
    """Those that are no scripts of the shell, if there are any."""
    return [file for file in files if file.suffix != _SCRIPT] or files


def _only(files: Sequence[File]) -> File | None:
    if len(files) > 1:
        raise Candidates(files)
    return files[0] if files else None


# What else was handed in

_RUST = 'build = "rustc -O -o {role} {file}", run = "./{role}"'
_CPP = 'build = "g++ -O2 -pthread -o {role} {file}", run = "./{role}"'
#: Other languages, by the ending of a file's name, and how programs in them are built and run.
_LANGUAGES = {
    ".cpp": ("C++", _CPP),
    ".cc": ("C++", _CPP),
    ".cxx": ("C++", _CPP),
    ".java": ("Java", 'run = "java {file}"'),
    ".js": ("JavaScript", 'run = "node {file}"'),
    ".mjs": ("JavaScript", 'run = "node {file}"'),
    ".ts": ("TypeScript", 'run = "node {file}"'),
    ".go": ("Go", 'build = "go build -o {role} {file}", run = "./{role}"'),
    ".rs": ("Rust", _RUST),
    ".cs": ("C#", 'build = "dotnet build -o out", run = "dotnet out/{role}.dll"'),
    ".kt": (
        "Kotlin",
        'build = "kotlinc {file} -include-runtime -d {role}.jar", run = "java -jar {role}.jar"',
    ),
    ".rb": ("Ruby", 'run = "ruby {file}"'),
    ".php": ("PHP", 'run = "php {file}"'),
    ".pl": ("Perl", 'run = "perl {file}"'),
    ".lua": ("Lua", 'run = "lua {file}"'),
}
_TEXTS = (".txt", ".text", ".md", ".doc", ".docx", ".bak", ".odt", ".rtf", "")


def other_language(name: Path, role: str) -> str:
    """What to do about a file in a language that needs to be told how it runs; empty if it is in none."""
    language, how = _LANGUAGES.get(name.suffix.lower(), ("", ""))
    if not language:
        return ""
    example = how.format(role=role, file=show(Path(name.name)))
    return f"is {language}: say how it runs in a file {recipe.NAME} beside it, with the line {role} = {{ {example} }}"


def renamed(name: Path) -> str:
    """The name that a program should have had; empty if it cannot be guessed."""
    if name.suffix.lower() not in _TEXTS:
        return ""
    stem = name.with_suffix("").name
    return stem if Path(stem).suffix.lower() in LANGUAGES else f"{stem}.py"
