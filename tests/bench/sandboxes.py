"""What a container costs a check: fsst/echo/server, graded in bubblewrap and in docker.

    tests/docker python tests/bench/sandboxes.py [TIMES]

Prints the medians, and by how much a check takes longer in docker: the difference of the grades, without the start of
the command, shared out among the checks.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from sockgrade.course import Course

_PROGRAM = "fsst/echo/server"
_CHECK = f"{_PROGRAM}/echoes_a_message"


def seconds(identifier: str, sandbox: str, jobs: int) -> float:
    """How long one grade takes."""
    command = [sys.executable, "-m", "sockgrade", "grade", identifier, "reference/fsst/echo/server.py"]
    began = time.monotonic()
    subprocess.run(
        [*command, "--no-record", "--sandbox", sandbox, "--jobs", str(jobs)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - began


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    (selection,) = Course.default().select(_PROGRAM)
    checks = len(selection.checks)
    for jobs in (1, 2):
        further = {}
        for sandbox in ("bubblewrap", "docker"):
            one = statistics.median(seconds(_CHECK, sandbox, jobs) for _ in range(times))
            every = statistics.median(seconds(_PROGRAM, sandbox, jobs) for _ in range(times))
            further[sandbox] = (every - one) / (checks - 1)
            print(f"{sandbox:11} jobs {jobs}: one check {one:.2f} s, {checks} checks {every:.2f} s")
        print(f"a check takes {further['docker'] - further['bubblewrap']:.3f} s longer in docker")


if __name__ == "__main__":
    main()
