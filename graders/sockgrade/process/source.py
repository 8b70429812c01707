"""The source of a program, for whoever looks at it: whatever stands there, and whatever its name is."""

from __future__ import annotations

from pathlib import Path

#: Characters of a file that are read, and of a line that are kept.
_SOURCE, _LINE = 2**20, 200


def source_lines(folder: Path, name: str) -> list[str]:
    """The lines of a file in a program's folder, bounded; none if there is no such file in it."""
    text = source_text(folder, name)
    return [line[:_LINE] for line in text.split("\n")] if text else []


def source_text(folder: Path, name: str) -> str:
    """All of it, or as much of it as is looked at; empty if there is no such file."""
    try:
        path = (folder / name).resolve(strict=True)
        # A program may give its code any name: one that leads out of its folder is nobody's to read.
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return ""
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.read(_SOURCE)
    except (OSError, ValueError, RuntimeError):  # a name with a NUL in it, say, or links in a circle
        return ""
