"""The source of a program, for whoever shows a line of it: whatever stands there, and whatever its name is."""

from __future__ import annotations

from pathlib import Path

#: Characters of a file that are read, and of a line that are kept.
_SOURCE, _LINE = 2**20, 200


def source_lines(folder: Path, name: str) -> list[str]:
    """The lines of a file in a program's folder, bounded; none if there is no such file in it."""
    try:
        path = (folder / name).resolve(strict=True)
        # A program may give its code any name: one that leads out of its folder is nobody's to read.
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return []
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            text = file.read(_SOURCE)
    except (OSError, ValueError, RuntimeError):  # a name with a NUL in it, say, or links in a circle
        return []
    return [line[:_LINE] for line in text.split("\n")]
