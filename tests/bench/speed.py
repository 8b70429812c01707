"""How fast is a grade? Prints medians and ratios, all measured in one run.

    python tests/bench/speed.py [ROUNDS]

1. Grading fsst/echo with its reference, in the machine's best sandbox and in none, against merely launching the
   same programs as often until they listen (or connect) and killing them: bare, and in that sandbox.
2. What the engine costs outside of the checks: the wall time of the command less the time of its checks.
3. Grading a server that reads until the end of the stream before it answers, and one that never accepts, against
   grading the correct one.
4. Ten checks of those servers, against the same ten written the usual way (tests/bench/usual.py).

Of grading and launching also the processor time, of all that runs: a whole class is bound by that.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil

from sockgrade.course import Course
from sockgrade.network.namespaces import enter_private_network
from sockgrade.network.network import PrivateNetwork
from sockgrade.process.process import Process
from sockgrade.sandbox import Sandbox
from sockgrade.sandbox.choose import choose
from sockgrade.sandbox.room import Contents
from sockgrade.verdict import Result

PORT = 61111
PYTHON = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
COMMAND = [sys.executable, "-m", "sockgrade", "grade"]
USUAL = [sys.executable, str(Path(__file__).with_name("usual.py"))]
SERVER = "fsst/echo/server"
NEVER_ACCEPTS = """
import socket

listener = socket.create_server(("127.0.0.1", 61111))
input("Press Enter to let the clients in")
"""
#: A grader of the ten checks that tests/bench/usual.py has, too.
TEN_CHECKS = """
from sockgrade.behaviours.echo_server import (
    check_answers_after_a_half_close,
    check_closes_when_the_client_has_finished,
    check_echoes_a_long_message,
    check_echoes_a_message,
    check_echoes_binary_data,
    check_echoes_blanks_and_line_ends,
    check_echoes_message_after_message,
    check_echoes_single_bytes,
)
from sockgrade.behaviours.server_for_many import check_serves_client_after_client, check_survives_a_reset
"""

#: What is printed as a ratio of what, and what is asked of it: of the time, and of the processor time.
RATIOS = (
    ("grade fsst/echo", "launch bare", "at most 1.6", ""),
    ("grade fsst/echo", "launch in the sandbox", "at most 1.15", "at most 1.3"),
    ("grade fsst/echo, --sandbox none", "launch bare", "", ""),
    ("the engine outside of the checks", "import pytest", "at most 1.67", ""),
    ("grade a stuck one", "grade the server", "at most 2", ""),
    ("grade one that never accepts", "grade the server", "at most 2", ""),
    ("ten usual checks of the stuck one", "ten checks of the stuck one", "at least 20", ""),
    ("ten usual checks", "ten checks", "", ""),
)


class Cost(NamedTuple):
    """What something takes."""

    seconds: float
    processor: float = 0.0
    """Seconds of processor time, of all that ran on this machine meanwhile; 0 if it was not measured.

    Workers are in nobody's account, since nobody waits for them: getrusage(2) does not know them.
    """


Measure = Callable[[], Cost]
Verdicts = dict[str, str]
"""Outcomes by the names of the checks."""


def busy() -> float:
    """Seconds for which this machine's processors have worked so far (proc_stat(5))."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system + times.irq + times.softirq)


def timed(action: Callable[..., object], *arguments: object, **options: object) -> Measure:
    """Measures what a call takes."""

    def measure() -> Cost:
        began, worked = time.perf_counter(), busy()
        action(*arguments, **options)
        return Cost(time.perf_counter() - began, busy() - worked)

    return measure


def medians(rounds: int, measures: Mapping[str, Measure]) -> dict[str, Cost]:
    """The medians of each; they take turns, so that a busy minute of the machine meets all of them."""
    measured: dict[str, list[Cost]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            measured[name].append(measure())
    return {name: Cost(*map(statistics.median, zip(*costs, strict=True))) for name, costs in measured.items()}


# grading


def prepare(course: Course, folder: Path) -> None:
    """Make the folders `right` and `wrong` with programs, and `ten`, a course of ten checks."""
    folder.chmod(0o755)
    shutil.copytree(
        course.root / "reference/fsst/echo", folder / "right", ignore=shutil.ignore_patterns("*.c")
    )
    shutil.copytree(course.root / f"tests/graders/{SERVER}/wrong", folder / "wrong")
    (folder / "wrong/never_accepts.py").write_text(NEVER_ACCEPTS)
    for tree in ("exercises", "graders", "reference"):
        shutil.copytree(course.root / tree / "fsst/echo", folder / "ten" / tree / "fsst/echo")
    (folder / f"ten/graders/{SERVER}.py").write_text(TEN_CHECKS)


def grade(identifier: str, path: Path, *options: str | Path, passes: bool = True) -> Result:
    """Grade, and be sure that it passes or not."""
    command = [*COMMAND, identifier, path, "--json", "-", "--no-record", *options]
    process = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
    )
    assert process.returncode == (0 if passes else 1), command
    return Result.from_json(process.stdout)


def outside_of_checks(path: Path) -> Cost:
    """Seconds of a grade that no check takes. One worker: its checks do not overlap, and their times add up."""
    began = time.perf_counter()
    (program,) = grade(SERVER, path, "--jobs", "1").programs
    return Cost(time.perf_counter() - began - sum(check.seconds for check in program.checks))


# launching


Start = Callable[[Path], Callable[[], object]]
"""Starts a program; what it returns ends it."""


def start_bare(program: Path) -> Callable[[], object]:
    """Nothing but the interpreter."""
    process = subprocess.Popen(
        [PYTHON, str(program)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def end() -> None:
        process.kill()
        process.communicate()

    return end


def start_in(sandbox: Sandbox) -> Start:
    """As a grade starts it."""

    def start(program: Path) -> Callable[[], object]:
        folder = program.parent
        return Process(
            sandbox, [PYTHON, program.name], Contents(folder).room(sandbox, {}), folder=folder
        ).kill

    return start


def launch_server(network: PrivateNetwork, start: Start, program: Path) -> None:
    """Start the server, wait until it listens, end it."""
    network.renew("tcp", PORT)
    end = start(program)
    while not network.tables.listening(PORT):
        time.sleep(0.001)
    end()


def launch_client(network: PrivateNetwork, start: Start, program: Path) -> None:
    """Start the client, wait until it connects, end it."""
    network.renew("tcp", PORT)
    with socket.create_server(("127.0.0.1", PORT)) as listener:
        end = start(program)
        listener.accept()[0].close()
        end()


def launch_all(network: PrivateNetwork, start: Start, folder: Path, servers: int, clients: int) -> None:
    for _ in range(servers):
        launch_server(network, start, folder / "server.py")
    for _ in range(clients):
        launch_client(network, start, folder / "client.py")


# the usual way


def usual(program: Path) -> Verdicts:
    """The ten checks as they are usually written; the port must be free."""
    process = subprocess.run([*USUAL, program, PYTHON], stdout=subprocess.PIPE, text=True, check=True)
    return {name: verdict for verdict, name in map(str.split, process.stdout.splitlines())}


def verdicts(result: Result) -> Verdicts:
    (program,) = result.programs
    return {check.id.rpartition("/")[2]: str(check.outcome) for check in program.checks}


# all of it


def measure(course: Course, folder: Path, rounds: int) -> dict[str, Cost]:
    """What everything takes."""
    right, wrong = folder / "right", folder / "wrong"
    correct, stuck = right / "server.py", wrong / "answers_at_the_end_of_the_stream.py"
    ten = ("--course", folder / "ten")
    found = verdicts(grade(SERVER, stuck, *ten, passes=False))  # once for the caches, too
    took = medians(
        rounds,
        {
            "grade fsst/echo": timed(grade, "fsst/echo", right),
            "grade fsst/echo, --sandbox none": timed(grade, "fsst/echo", right, "--sandbox", "none"),
            "the engine outside of the checks": partial(outside_of_checks, correct),
            "import pytest": timed(subprocess.run, [sys.executable, "-c", "import pytest"], check=True),
            "grade the server": timed(grade, SERVER, correct),
            "grade a stuck one": timed(grade, SERVER, stuck, passes=False),
            "grade one that never accepts": timed(grade, SERVER, wrong / "never_accepts.py", passes=False),
            "ten checks": timed(grade, SERVER, correct, *ten),
            "ten checks of the stuck one": timed(grade, SERVER, stuck, *ten, passes=False),
        },
    )

    # Each check launches its program once, and "starts again at once" a second time.
    servers, clients = (len(course.checks(course.program(f"fsst/echo/{r}"))) for r in ("server", "client"))
    network = enter_private_network()  # for good: nothing can be graded any more
    everything = right, servers + 1, clients
    took |= medians(
        rounds,
        {
            "launch bare": timed(launch_all, network, start_bare, *everything),
            "launch in the sandbox": timed(
                launch_all, network, start_in(choose("auto").sandbox), *everything
            ),
            "ten usual checks": timed(usual, correct),
        },
    )
    began = time.perf_counter()  # once: nearly all of it is time-outs, and does not vary
    assert usual(stuck) == found, "the ten checks are not the same"
    took["ten usual checks of the stuck one"] = Cost(time.perf_counter() - began)
    return took


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    course = Course.default()
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        prepare(course, Path(name))
        load = os.getloadavg()[0]
        took = measure(course, Path(name), rounds)
    print(f"medians of {rounds} rounds; load average {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    print(f"{'':36} {'time':>9} {'processor':>11}")
    for what, cost in took.items():
        processor = f"  {cost.processor:7.3f} s" if cost.processor else ""
        print(f"{what:36} {cost.seconds:7.3f} s{processor}")
    print()
    for what, base, of_time, of_processor in RATIOS:
        show_ratio(took[what].seconds / took[base].seconds, f"{what} : {base}", of_time)
        if of_processor:
            ratio = took[what].processor / took[base].processor
            show_ratio(ratio, f"{what} : {base}, processor time", of_processor)


def show_ratio(ratio: float, what: str, asked: str) -> None:
    print(f"{ratio:6.2f}  {what}{asked and f'  ({asked})'}")


if __name__ == "__main__":
    main()
