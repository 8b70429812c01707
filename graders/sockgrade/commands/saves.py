"""Notices when a submission is saved, in whichever way an editor does that; with the library watchfiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch
from watchfiles.main import FileChange

from sockgrade.commands.errors import Stop

#: Milliseconds between two looks.
_LOOK = 50
#: Folders whose files are no part of a submission, beside those of which watchfiles knows it.
_ENVIRONMENTS = {"venv", "env"}
_JUNK = DefaultFilter()


@dataclass(frozen=True)
class Watched:
    """Folders, and which of the files in them are a submission's."""

    roots: Sequence[Path]
    only: Set[Path]
    """The submission, if it is files: their folders are watched, since editors put a new file in an old one's place."""
    reports: Set[Path]
    """What sockgrade itself writes."""

    @classmethod
    def of(cls, submission: Path, reports: Set[Path], others: Sequence[Path] = ()) -> Watched:
        """What to watch for a folder or for files that are handed in."""
        paths = [path.resolve() for path in (submission, *others)]
        if len(paths) == 1 and paths[0].is_dir():
            return cls(paths, frozenset(), reports)
        return cls(list(dict.fromkeys(path.parent for path in paths)), frozenset(paths), reports)

    def saves(self) -> Iterator[Set[FileChange]]:
        """The changes of each save, from now on; what is saved before the next one is asked for comes as one.

        Raises Stop, at any time, where the folder cannot be watched.
        """
        if not all(root.is_dir() for root in self.roots):
            return iter(())  # the grade that follows says so
        looks = self._looks()
        next(looks)  # the first one begins the watch
        return filter(None, looks)

    def _looks(self) -> Iterator[Set[FileChange]]:
        """What has changed between one look and the next: nothing, mostly."""
        try:
            yield from watch(
                *self.roots,
                watch_filter=self.is_part,
                recursive=not self.only,
                ignore_permission_denied=True,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
            )
        except (OSError, RuntimeError) as error:
            # More folders than the kernel watches for one user, or a file whose name is no text.
            raise Stop(f"{self.roots[0]} cannot be watched: {error}") from None

    def is_part(self, change: Change, name: str) -> bool:
        """Whether a file is part of what is graded (or the folder itself: without it there is nothing to watch)."""
        path = Path(name)
        if path in self.roots:
            return True
        if self.only:
            return path in self.only
        if self.reports & {path, *path.parents}:
            return False
        inside = path.relative_to(self.roots[0])
        aside = any(part.startswith((".", "#")) or part in _ENVIRONMENTS for part in inside.parts)
        return not aside and _JUNK(change, str(inside))

    def gone(self, changes: Set[FileChange]) -> Path | None:
        """A folder that was deleted or moved away: another of the same name is not watched."""
        return next((root for root in self.roots if (Change.deleted, str(root)) in changes), None)
