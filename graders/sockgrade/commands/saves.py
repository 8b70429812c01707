"""Notices when a submission is saved, in whichever way an editor does that; with the library watchfiles."""

from __future__ import annotations

from collections.abc import Iterator, Set
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
    """A folder, and which of the files in it are a submission's."""

    root: Path
    only: Path | None
    """The submission, if it is a single file: the folder is watched, since editors put a new file in its place."""
    reports: Set[Path]
    """What sockgrade itself writes."""

    @classmethod
    def of(cls, submission: Path, reports: Set[Path]) -> Watched:
        """What to watch for a file or folder that is handed in."""
        path = submission.resolve()
        return cls(path, None, reports) if path.is_dir() else cls(path.parent, path, reports)

    def saves(self) -> Iterator[Set[FileChange]]:
        """The changes of each save, from now on; what is saved before the next one is asked for comes as one.

        Raises Stop, at any time, where the folder cannot be watched.
        """
        if not self.root.is_dir():
            return iter(())  # the grade that follows says so
        looks = self._looks()
        next(looks)  # the first one begins the watch
        return filter(None, looks)

    def _looks(self) -> Iterator[Set[FileChange]]:
        """What has changed between one look and the next: nothing, mostly."""
        try:
            yield from watch(
                self.root,
                watch_filter=self.is_part,
                recursive=self.only is None,
                ignore_permission_denied=True,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
            )
        except (OSError, RuntimeError) as error:
            # More folders than the kernel watches for one user, or a file whose name is no text.
            raise Stop(f"{self.root} cannot be watched: {error}") from None

    def is_part(self, change: Change, name: str) -> bool:
        """Whether a file is part of what is graded (or the folder itself: without it there is nothing to watch)."""
        path = Path(name)
        if path == self.root:
            return True
        if self.only is not None:
            return path == self.only
        if self.reports & {path, *path.parents}:
            return False
        inside = path.relative_to(self.root)
        aside = any(part.startswith((".", "#")) or part in _ENVIRONMENTS for part in inside.parts)
        return not aside and _JUNK(change, str(inside))

    def is_gone(self, changes: Set[FileChange]) -> bool:
        """Whether the folder was deleted or moved away: another of the same name is not watched."""
        return (Change.deleted, str(self.root)) in changes
