"""Is a grade the same every time, also on a machine whose cores are all busy?

    python tests/bench/steady.py [TIMES] [--program fsst/echo/server]

Grades four programs TIMES times each (default 100) while every core is kept busy: the reference, one that
answers wrongly, one that never answers and one that crashes. Two grades are equal when every check has the
same outcome, the same kind of failure and the same words. Exits with 1 if any differ.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options
from sockgrade.intake.submission import Source
from sockgrade.verdict import ProgramResult

#: What becomes of the reference server when its answer is replaced.
FAULTS = {
    "answers wrongly": "connection.sendall(data + b'!')",
    "never answers": "pass",
    "crashes": "raise RuntimeError('crashed on purpose')",
}
ANSWER = "connection.sendall(data)"
SEED = 1


@contextlib.contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core busy."""
    command = [sys.executable, "-c", "while True: pass"]
    spinners = [subprocess.Popen(command) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for spinner in spinners:
            spinner.kill()
            spinner.wait()


def signature(result: ProgramResult) -> tuple[tuple[str, str, str, str], ...]:
    """What must be equal from one grade to the next; only the port that the kernel gave a client may differ."""
    return tuple(
        (
            check.id,
            str(check.outcome),
            str(check.failure.kind) if check.failure else "",
            re.sub(r"\b\d{5}\b", "PORT", check.failure.message) if check.failure else "",
        )
        for check in result.checks
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("times", nargs="?", type=int, default=100)
    parser.add_argument("--program", default="fsst/echo/server", help="an echo server of the course")
    options = parser.parse_args()

    course = Course.default()
    (selection,) = course.select(options.program)
    reference = course.references(selection.program)[0]
    folder = Path(tempfile.mkdtemp(prefix="steady-"))
    sources = {"reference": reference}
    text = reference.read_text()
    assert ANSWER in text, f"{reference} does not answer with {ANSWER}"
    for name, fault in FAULTS.items():
        sources[name] = folder / f"{name.replace(' ', '_')}.py"
        sources[name].write_text(text.replace(ANSWER, fault))

    grader = Grader(course, Options(seed=SEED))
    steady = True
    with busy_cores(), ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, path in sources.items():
            began = time.monotonic()
            grades = pool.map(
                lambda _, path=path: grader.program(selection, Source(path, None)), range(options.times)
            )
            counts = collections.Counter(map(signature, grades))
            seconds = (time.monotonic() - began) / options.times
            usual, number = counts.most_common(1)[0]
            passed = sum(outcome == "passed" for _, outcome, _, _ in usual)
            print(
                f"{name:16} {number:4} of {options.times} grades equal; {passed} of {len(usual)} checks passed; "
                f"{seconds:.2f} s a grade"
            )
            for other in list(counts)[1:]:
                steady = False
                for expected, got in zip(usual, other, strict=True):
                    if expected != got:
                        print(f"    {counts[other]} times {got}\n      instead of {expected}")
    grader.close()
    sys.exit(0 if steady else 1)


if __name__ == "__main__":
    main()
