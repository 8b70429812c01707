"""Where the student has what was graded: a report names files by it, and a CI service shows their lines there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sockgrade.evidence.events import Excerpt
from sockgrade.intake.submission import Source, SubmissionError, is_archive, show
from sockgrade.process.source import source_lines
from sockgrade.verdict import CheckResult, ProgramResult


def work_tree(path: Path) -> Path | None:
    """The top of the git work tree in which a file or folder is, if it is in one."""
    path = _real(path)
    return next((folder for folder in (path, *path.parents) if (folder / ".git").exists()), None)


class Whereabouts:
    """Tells where the files of a submission are."""

    def __init__(self, paths: Sequence[Path], root: Path | None = None) -> None:
        """`paths` are what was handed in; `root` is the folder from which files are told.

        By default that is the top of the git work tree around the first; what lies elsewhere is told as it was
        given. Raises SubmissionError for what is not below a root that was asked for.
        """
        self._paths = paths
        self._root = root if root is not None else work_tree(paths[0])
        if root is not None and (strange := [path for path in paths if not _is_below(path, root)]):
            raise SubmissionError(f"{show(strange[0])} is not below {show(root)}: name another --root")

    def added(self, program: ProgramResult, source: Source | None) -> ProgramResult:
        """The result of grading this source, with the places of its files."""
        if source is None:
            return program
        parts = [source, *([source.partner] if source.partner else [])]
        # Which of two is at fault, a check itself must say.
        file = self._told(self._original(source)) if len(parts) == 1 else ""
        tops = [top for part in parts for top in self._tops(part)]
        return replace(
            program, file=file, checks=tuple(self._placed(check, tops) for check in program.checks)
        )

    def _placed(self, check: CheckResult, tops: Sequence[Path]) -> CheckResult:
        excerpt = check.evidence.excerpt
        if excerpt is None:
            return check
        # What was unpacked, made or renamed is not there, or it is another file: then nothing is told of it.
        found = next((top / excerpt.file for top in tops if _stands_in(top, excerpt)), None)
        if found is None:
            return check
        placed = replace(excerpt, path=self._told(found))
        return replace(check, evidence=replace(check.evidence, excerpt=placed))

    def _original(self, source: Source) -> Path:
        """The file that the student knows as this program: an archive, for what is in one."""
        if len(self._paths) > 1:
            return next(path for path in self._paths if path.name == source.main.name)
        (path,) = self._paths
        return path if is_archive(path) else source.main

    def _tops(self, source: Source) -> Iterator[Path]:
        """The folder in which the files of a program lie, if it is the student's own."""
        original = self._original(source)
        if not is_archive(original):
            yield source.folder if source.folder and len(self._paths) == 1 else original.parent

    def _told(self, path: Path) -> str:
        if self._root is None or not _is_below(path, self._root):
            return path.as_posix()
        return _real(path).relative_to(self._root.resolve()).as_posix()


def _real(path: Path) -> Path:
    """The path without links on the way, and with the name of the file itself."""
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()


def _is_below(path: Path, root: Path) -> bool:
    return _real(path).is_relative_to(root.resolve())


def _stands_in(top: Path, excerpt: Excerpt) -> bool:
    """Whether what was graded stands at the same place of the student's file."""
    lines = source_lines(top, excerpt.file)
    return tuple(lines[excerpt.first - 1 : excerpt.first - 1 + len(excerpt.lines)]) == excerpt.lines
