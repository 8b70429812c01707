"""Python's search for garbage: it takes a tenth of a short command's time, and there is hardly any to be found."""

from __future__ import annotations

import gc

#: New objects after which Python looks for garbage among them; usually 700.
_OBJECTS = 100_000


def collect_rarely() -> None:
    """Let this process, and what it forks, look for garbage rarely."""
    gc.set_threshold(_OBJECTS)
