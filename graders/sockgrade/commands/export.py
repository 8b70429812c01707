"""`sockgrade export`: what a course platform wants of a result."""

from __future__ import annotations

import os
from pathlib import Path

from sockgrade.commands.errors import Fault, Stop
from sockgrade.commands.files import make_folder, reserve
from sockgrade.commands.grade import read_result
from sockgrade.report import platforms
from sockgrade.report.scored import Scored, Wishes


def export(name: str, result: str, folder: str, scale: float | None, visibility: str | None) -> int:
    """Write what a platform wants. Returns 0, or 3 where there are no points to be told.

    Raises Stop for a result that is none, or a visibility that the platform does not know.
    """
    known = platforms.visibilities(name)
    if visibility and visibility not in known:
        words = f"knows {', '.join(known)}" if known else "has no --visibility"
        raise Stop(f"{name} {words}")
    scored = Scored(read_result(result), Wishes(scale, visibility or "", os.environ))
    for file, content in platforms.platform(name).write(scored).items():
        where = file
        if file != platforms.STDOUT:
            path = Path(folder, file)
            make_folder(str(path.parent))
            where = str(path)
        with reserve(where) as target:
            assert target is not None
            target.write(content)
    return Fault.exit_code if scored.problem else 0
