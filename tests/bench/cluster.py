"""Are two workers of a cluster twice as fast as one?

    python tests/bench/cluster.py [STUDENTS]

Grades a class of STUDENTS (default 40), whose servers are the reference of fsst/echo and its wrong and right programs,
with a Dask scheduler on this machine: by one worker, and by two, each of which has a single core. Prints the seconds
and their ratio, which should be 1.8 at least. Needs two cores, and nothing else on them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from sockgrade.course import Course

EXERCISE = "fsst/echo/server"
#: Of a worker with one core: as many as `sockgrade class` grades at once there.
THREADS = 4


def write_class(folder: Path, students: int) -> None:
    """Servers that differ from each other in their first line, so that each of them is graded."""
    course = Course.default()
    tests = course.root / "tests/graders" / EXERCISE
    programs = [course.root / "reference" / f"{EXERCISE}.py", *sorted(tests.glob("*/*.py"))]
    for number, program in enumerate(islice(cycle(programs), students)):
        target = folder / f"student_{number:03d}" / "server.py"
        target.parent.mkdir(parents=True)
        target.write_text(f"# {number}\n{program.read_text()}")


@contextmanager
def running(ready: str, *command: str) -> Iterator[str]:
    """A process of Dask's that has said where it is ready; the address."""
    with subprocess.Popen([sys.executable, "-m", *command], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield next(found[1] for line in process.stderr if (found := re.search(rf"{ready}: +(\S+)", line)))
        finally:
            process.kill()


@contextmanager
def worker(scheduler: str, core: int, folder: Path) -> Iterator[str]:
    """A worker that has one core: what it starts has inherited that."""
    options = ["--nthreads", str(THREADS), "--no-nanny", "--dashboard-address", "127.0.0.1:0"]
    command = ["distributed.cli.dask_worker", scheduler, *options, "--local-directory", str(folder)]
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        with running("Registered to", *command) as address:
            os.sched_setaffinity(0, cores)
            yield address
    finally:
        os.sched_setaffinity(0, cores)


def seconds(folder: Path, scheduler: str, journal: Path) -> float:
    """How long it takes to grade the class."""
    command = [sys.executable, "-m", "sockgrade", "class", EXERCISE, str(folder), "--journal", str(journal)]
    began = time.monotonic()
    subprocess.run([*command, f"--engine=dask={scheduler}"], check=True, capture_output=True)
    return time.monotonic() - began


def main() -> None:
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    first, second, *_ = sorted(os.sched_getaffinity(0))
    where = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_class(folder / "class", students)
        with (
            running("Scheduler at", "distributed.cli.dask_scheduler", *where) as scheduler,
            worker(scheduler, first, folder),
        ):
            alone = seconds(folder / "class", scheduler, folder / "one")
            with worker(scheduler, second, folder):
                together = seconds(folder / "class", scheduler, folder / "two")
    print(f"{students} students: one worker {alone:.1f} s, two workers {together:.1f} s")
    print(f"two workers are {alone / together:.2f} times as fast")


if __name__ == "__main__":
    main()
