"""The netcats of a system: several at once can be installed, and a program finds one of them as `nc`."""

from __future__ import annotations

import contextlib
from pathlib import Path

#: By what they are called in checks: the command of each, which Debian has in a package of its own.
NETCATS = {"openbsd": "nc.openbsd", "traditional": "nc.traditional", "ncat": "ncat"}
PACKAGES = {"openbsd": "netcat-openbsd", "traditional": "netcat-traditional", "ncat": "ncat"}
#: What scripts call their netcat.
_NAMES = ("nc", "netcat", "ncat")


def stand_in(netcat: str, folder: Path) -> Path:
    """A folder to be searched first, below `folder`, in which this netcat (a path) has all the names."""
    place = folder / f"commands-{Path(netcat).name}"
    place.mkdir(exist_ok=True)
    for name in _NAMES:
        with contextlib.suppress(FileExistsError):  # another worker's check has made it
            (place / name).symlink_to(netcat)
    return place
