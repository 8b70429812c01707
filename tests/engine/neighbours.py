"""A machine that is busy: programs that compute without end on one of its cores."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: As many as make a program on the same core wait most of the time.
_NEIGHBOURS = 4


@contextmanager
def crowded_core() -> Iterator[int]:
    """The number of a core on which several programs compute meanwhile: for `os.sched_setaffinity`."""
    core = max(os.sched_getaffinity(0))
    compute = f"import os; os.sched_setaffinity(0, [{core}])\nwhile True: pass"
    neighbours = [subprocess.Popen([sys.executable, "-c", compute]) for _ in range(_NEIGHBOURS)]
    try:
        yield core
    finally:
        for neighbour in neighbours:
            neighbour.kill()
            neighbour.wait()
