"""`course.toml`, at a course's root: what a teacher sets for checks without touching a grader.

    [checks."fsst/echo/server/survives_a_reset"]
    points = 3
    level = "core"
    deadline = 20       # seconds
    hint = "Read chapter 4 again."

    [checks."fsst/echo/server/echoes_single_bytes"]
    left_out = true

A table is named after a check, or after everything below an id: `fsst/echo` stands for all checks of both programs,
and `.` for all of the course.
Where several say something of a check, the longest id decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sockgrade import toml
from sockgrade.checks import Check
from sockgrade.verdict import Level

NAME = "course.toml"


@dataclass(frozen=True)
class Setting:
    """What is set for a check; None for what stays as it is."""

    points: float | None = None
    level: Level | None = None
    left_out: bool = False
    deadline: float | None = None
    """Seconds, for one wait and for the whole check (`sockgrade.process.waiting`)."""
    hint: str | None = None

    def applied(self, check: Check) -> Check:
        """The check as it is set."""
        return replace(
            check,
            points=check.points if self.points is None else self.points,
            level=self.level or check.level,
            hint=check.hint if self.hint is None else self.hint,
        )


@dataclass(frozen=True)
class Settings:
    """All that the file says, by the ids that it names; nothing if there is no file."""

    path: Path
    tables: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(cls, path: Path) -> Settings:
        """Raises TomlError if the file is not as it should be, and OSError."""
        if not path.exists():
            return cls(path, {})
        keys = toml.read(path, "", toml.parse(path, path.read_bytes()), {"checks": toml.table})
        checks = keys.get("checks", {})
        tables = toml.read(path, "checks", checks, dict.fromkeys(checks, toml.table))
        return cls(path, {name: toml.read(path, f'checks."{name}"', t, _KEYS) for name, t in tables.items()})

    def of(self, identifier: str) -> Setting:
        """What is set for the check with this id."""
        keys: dict[str, Any] = {}
        for name in sorted(self.tables, key=len):
            if is_prefix(name, identifier):
                keys |= self.tables[name]
        return Setting(**keys)


def is_prefix(prefix: str, identifier: str) -> bool:
    """Whether an id lies in the subtree that a prefix names: `fsst/echo` holds `fsst/echo/server`."""
    wanted = [part for part in prefix.split("/") if part not in ("", ".")]
    return identifier.split("/")[: len(wanted)] == wanted


def _level(value: Any) -> Level:
    return Level(toml.one_of(*Level)(value))


_KEYS: Mapping[str, toml.Rule] = {
    "points": toml.number(0, 1000),
    "level": _level,
    "left_out": toml.flag,
    # No shorter than a slow machine starts a program; no longer than what stands behind every deadline permits.
    "deadline": toml.number(1, 60),
    "hint": toml.text,
}
