"""Verdicts are the same on a busy machine: a program is not to blame for what keeps it waiting."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

Verdict = Callable[..., str]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")

CHECK = """
def check_answers(server: Server) -> None:
    server.connect().send(b"question").expect(b"answer")
"""


@pytest.fixture
def crowd() -> Iterator[int]:
    """A processor that others use all the time: a program on it has a seventh of it at most. Its number."""
    import fcntl

    processor = min(os.sched_getaffinity(0))
    spin = f"import os; os.sched_setaffinity(0, {{{processor}}})\nwhile True: pass"
    with open(__file__) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # pytest runs tests side by side: two crowds would be twice as many
        others = [subprocess.Popen([sys.executable, "-c", spin], start_new_session=True) for _ in range(6)]
        yield processor
        for other in others:
            other.kill()
            other.wait()


def answers_after(what: str, processor: int) -> str:
    return f"""
import os, select, socket, time
os.sched_setaffinity(0, {{{processor}}})
listener = socket.create_server(("127.0.0.1", 7007))
connection, _ = listener.accept()
connection.recv(100)
{what}
connection.sendall(b"answer")
connection.recv(1)
"""


def test_a_program_that_computes_between_its_looks_still_passes(verdict: Verdict, crowd: int) -> None:
    program = """
for _ in range(7):
    select.select([listener], [], [], 0.25); end = time.process_time() + 0.02
    while time.process_time() < end: pass
"""
    assert verdict(answers_after(program, crowd), CHECK) == "passed"


def test_a_program_that_computes_for_a_second_still_passes(verdict: Verdict, crowd: int) -> None:
    program = "end = time.process_time() + 1\nwhile time.process_time() < end: pass\n"
    assert verdict(answers_after(program, crowd), CHECK) == "passed"


def test_a_program_that_runs_in_circles_is_told_so(verdict: Verdict, crowd: int) -> None:
    assert verdict(answers_after("while True: pass", crowd), CHECK).startswith("failed busy: ")


def test_silence_lasts_as_long_by_the_clock_as_anywhere(verdict: Verdict, crowd: int) -> None:
    program = """
end = time.monotonic() + 3
while not select.select([connection], [], [], 0)[0]:
    if time.monotonic() > end: raise SystemExit("it has taken too long")
"""
    check = """
    def check_answers(server: Server) -> None:
        connection = server.connect().send(b"question")
        server.wait_in_silence(1)
        connection.send(b"the rest").expect(b"answer")
    """
    assert verdict(answers_after(program, crowd), check) == "passed"


def test_a_machine_that_stands_still_costs_no_program_its_time(verdict: Verdict) -> None:
    program = """
    import socket, time
    listener = socket.create_server(("127.0.0.1", 7007))
    connection, _ = listener.accept()
    connection.recv(100)
    while time.process_time() < 0.5: pass
    print("done", flush=True)
    connection.recv(100)
    """
    check = """
    import os, signal, time
    from sockgrade.process.waiting import wait_for

    def check_answers(server: Server) -> None:
        server.connect().send(b"question")
        process, has_run = server._process, iter([False])

        def look() -> int | None:
            if not next(has_run, True):  # program and grader, for twice the time that there is
                os.kill(process.running.pid, signal.SIGSTOP)
                time.sleep(2)  # no wait for anything: this is the standstill
                os.kill(process.running.pid, signal.SIGCONT)
            return process.output.size or None

        wait_for(look, process, seconds=1)
    """
    assert verdict(program, check) == "passed"
