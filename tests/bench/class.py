"""How fast is a whole class graded, and is it the same on a busy machine? Prints figures and ratios.

    python tests/bench/class.py [ROUNDS [MANY]]

A made class of fsst/echo/server: its right and wrong programs, ROUNDS times (1) and MANY times (14), each with
a remark of its own, so that none has been graded before, and shuffled by a seed.

1. Few and many submissions: time and processor time of each, how much of the cores is in use, and the memory of the
   command itself.
2. As many as few times the reference, against merely launching it as often in the same sandbox: processor time.
3. The few once more, with every core kept busy four times over: how many verdicts differ. Exits with 1 if any.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import psutil
from speed import SERVER, busy, launch_server, show_ratio, start_in
from steady import busy_cores

from sockgrade.course import Course
from sockgrade.grading.grade import cores
from sockgrade.network.namespaces import enter_private_network
from sockgrade.sandbox.choose import choose

SEED = 4711
BUSY = 4
MEGABYTE = 10**6


class Graded(NamedTuple):
    """What grading a class took."""

    submissions: int
    seconds: float
    processor: float
    """Seconds of processor time, of all that ran meanwhile."""
    memory: list[int]
    """Bytes of the command's own process, as each grade was told."""
    verdicts: dict[str, str]
    """By student."""

    @property
    def seconds_each(self) -> float:
        return self.seconds / self.submissions

    @property
    def processor_each(self) -> float:
        return self.processor / self.submissions

    def show(self) -> None:
        print(f"{self.submissions} submissions")
        print(f"{self.seconds_each:8.3f} s for each, {self.processor_each:.3f} s of processor time")
        print(f"{self.processor / self.seconds / cores():8.2f} of {cores()} cores in use (at least 0.9)")
        early, most = self.memory[len(self.memory) // 10] / MEGABYTE, max(self.memory) / MEGABYTE
        print(f"{most:8.0f} MB of memory at most (below 200), {early:.0f} MB after a tenth", flush=True)


def programs(course: Course) -> list[Path]:
    """The programs that are right or wrong on purpose."""
    tests = course.root / "tests/graders" / SERVER
    found = [entry for kind in ("right", "wrong") for entry in sorted((tests / kind).iterdir())]
    return [entry for entry in found if entry.suffix in (".py", ".c")]


def make_class(folder: Path, originals: Sequence[Path], rounds: int) -> Path:
    """A folder with the work of a student for each program, so many times."""
    chosen = [*originals] * rounds
    random.Random(SEED).shuffle(chosen)
    folder.mkdir()
    for number, original in enumerate(chosen):
        remark = f"\n{'//' if original.suffix == '.c' else '#'} {folder.name} {number}\n"
        (folder / f"student_{number:04d}{original.suffix}").write_text(original.read_text() + remark)
    return folder


def grade(folder: Path, journal: str) -> Graded:
    """Grade a class into a new journal."""
    command: list[str | Path] = [sys.executable, "-m", "sockgrade", "class", SERVER, folder, "--csv", "-"]
    size, memory = len(list(folder.iterdir())), []
    began, worked = time.perf_counter(), busy()
    with subprocess.Popen(
        [*command, "--journal", folder.with_name(f"{journal}.journal")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for _ in islice(process.stderr, size):  # a line for each grade
            memory.append(psutil.Process(process.pid).memory_info().rss)
        table, _ = process.communicate()
    took = time.perf_counter() - began, busy() - worked
    assert process.returncode == 0, process.returncode
    rows = csv.DictReader(io.StringIO(table[table.index("student,id,") :]))
    verdicts = {
        row["id"]: f"{row['verdict']}, {row['points']} of {row['of']}" for row in rows if row["verdict"]
    }
    assert len(verdicts) == size, len(verdicts)
    return Graded(size, *took, memory, verdicts)


def launched(times: int, program: Path) -> float:
    """Seconds of processor time of one launch, in a network that is this process's from now on."""
    network, start = enter_private_network(), start_in(choose("auto").sandbox)
    worked = busy()
    for _ in range(times):
        launch_server(network, start, program)
    return (busy() - worked) / times


def main() -> None:
    rounds, more = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((1, 1), (2, 14)))
    course = Course.default()
    originals = programs(course)
    reference = course.root / "reference/fsst/echo/server.py"
    with tempfile.TemporaryDirectory(prefix="class-") as name:
        place = Path(name)
        place.chmod(0o755)  # what is launched is launched as somebody else
        few = grade(make_class(place / "few", originals, rounds), "quiet")
        few.show()
        many = grade(make_class(place / "many", originals, more), "many")
        many.show()
        show_ratio(many.seconds_each / few.seconds_each, "of the time for each of few", "within 5 %")
        show_ratio(many.processor_each / few.processor_each, "of the processor time for each", "within 5 %")
        with busy_cores(BUSY):
            again = grade(place / "few", "busy")
        differing = [who for who, verdict in few.verdicts.items() if again.verdicts[who] != verdict]
        print(
            f"{len(differing)} of {len(few.verdicts)} verdicts differ, all cores busy {BUSY} times over {differing}"
        )
        same = grade(make_class(place / "same", [reference], len(few.verdicts)), "same")
        # Each check launches its program once, and "starts again at once" a second time.
        launches = len(course.checks(course.program(SERVER))) + 1
        (place / "launched").mkdir()
        shutil.copy(reference, place / "launched")
        cost = launches * launched(10 * launches, place / "launched/server.py")
        show_ratio(
            same.processor_each / cost, "processor time of a reference : of its launches", "at most 1.3"
        )
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
