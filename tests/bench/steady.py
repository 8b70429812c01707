"""Is a grade the same every time, also on a machine whose cores are all busy?

    python tests/bench/steady.py [TIMES] [PREFIX …]

Grades TIMES times each (default 100), while every core is kept busy: the references of all programs below the
prefixes (default: the whole course), and three wrong programs of each. Two grades are equal when every check has
the same outcome, the same kind of failure and the same words. Exits with 1 if any differ.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future

from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options, cores, jobs_for_many
from sockgrade.grading.verify import Case, Kind, cases_of
from sockgrade.verdict import CheckResult, ProgramResult

#: Wrong programs of each: the first, that in the middle and the last, by their names.
WRONG = 3
SEED = 1


@contextlib.contextmanager
def busy_cores(times: int = 1) -> Iterator[None]:
    """Keep every core busy, so many times over."""
    command = [sys.executable, "-c", "while True: pass"]
    spinners = [subprocess.Popen(command) for _ in range(times * cores())]
    try:
        yield
    finally:
        for spinner in spinners:
            spinner.kill()
            spinner.wait()


def chosen(cases: list[Case]) -> list[Case]:
    """The references, and some of the wrong programs."""
    wrong = [case for case in cases if case.kind is Kind.WRONG]
    some = {round(part * (len(wrong) - 1) / (WRONG - 1)) for part in range(WRONG)} if wrong else set()
    return [case for case in cases if case.kind is Kind.REFERENCE] + [wrong[index] for index in sorted(some)]


def verdict(check: CheckResult) -> tuple[str, ...]:
    """What must be equal from one grade to the next; only the port that the kernel gave a client may differ."""
    if check.failure is None:
        return check.id, str(check.outcome)
    return (
        check.id,
        str(check.outcome),
        str(check.failure.kind),
        re.sub(r"\b\d{5}\b", "PORT", check.failure.message),
    )


def is_steady(name: str, grades: list[ProgramResult]) -> bool:
    """Whether all grades of a program are equal; says so, and what differs."""
    counts = collections.Counter(tuple(map(verdict, grade.checks)) for grade in grades)
    usual, number = counts.most_common(1)[0]
    passed = sum(outcome == "passed" for _, outcome, *_ in usual)
    equal = f"{number:4} of {len(grades)} grades equal"
    print(f"{equal}; {passed} of {len(usual)} checks passed  {name}", flush=True)
    for other in list(counts.keys() - {usual}):
        for expected, got in zip(usual, other, strict=True):
            if expected != got:
                print(f"    {counts[other]} times {got}\n      instead of {expected}", flush=True)
    return number == len(grades)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("times", nargs="?", type=int, default=100)
    parser.add_argument("prefixes", nargs="*", default=[""])
    options = parser.parse_args()

    course = Course.default()
    grader = Grader(course, Options(seed=SEED, jobs=jobs_for_many()))
    began = time.monotonic()
    asked: list[tuple[str, list[Future[ProgramResult]]]] = []
    for selection in [each for prefix in options.prefixes for each in course.select(prefix)]:
        for case in chosen(cases_of(course, selection, course.root / "tests" / "graders")):
            assert case.source is not None, f"{case.path}: {case.problems}"
            futures = [grader.submit(selection, case.source) for _ in range(options.times)]
            asked.append((f"{selection.program.id} {case.kind}/{case.path.name}", futures))
    with busy_cores():
        steady = [is_steady(name, [future.result() for future in futures]) for name, futures in asked]
    grader.close()
    number, seconds = len(asked) * options.times, time.monotonic() - began
    print(f"{number} grades of {len(asked)} programs in {seconds:.0f} s: {steady.count(False)} not steady")
    sys.exit(0 if all(steady) else 1)


if __name__ == "__main__":
    main()
