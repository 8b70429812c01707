"""How programs end in the sandboxes, by themselves and when they are ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sandbox.programs import Start, linux_only

from sockgrade.sandbox import Limits, SandboxUnavailable
from sockgrade.sandbox.choose import Chosen
from sockgrade.sandbox.none import processes_are_counted_apart
from sockgrade.sandbox.spawn import signalled


@pytest.mark.parametrize("status", [0, 1, 42, 255])
def test_exit_status(chosen: Chosen, start: Start, status: int) -> None:
    assert start(chosen, f"raise SystemExit({status})").wait() == status


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL", "SIGSEGV", "SIGABRT"])
def test_signal(chosen: Chosen, start: Start, name: str) -> None:
    program = start(chosen, f"import os, signal; os.kill(os.getpid(), signal.{name})")
    assert program.wait() == -signal.Signals[name]


def test_only_signals_are_translated() -> None:
    assert [signalled(status) for status in (0, 1, 127, 128, 130, 137, 255)] == [0, 1, 127, 128, -2, -9, 255]


def test_poll_is_none_while_it_runs(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "print(flush=True); input()")
    program.read_line()
    assert program.running.poll() is None
    os.write(program.stdin, b"\n")
    assert program.wait() == 0


def test_program_that_is_not_there(chosen: Chosen, start: Start) -> None:
    program = start(chosen, ["/usr/bin/no-such-program"])
    assert program.wait() in (126, 127)
    assert "no-such-program" in program.read_all()


def test_folder_that_is_not_there(bubblewrapped: Chosen, start: Start) -> None:
    """The sandbox failed, not the program: that is never reported as the program's exit."""
    with pytest.raises(SandboxUnavailable, match="no such folder"):
        start(bubblewrapped, ["/bin/true"], folder=Path("/tmp/no such folder")).wait()


@linux_only
def test_pid_is_the_program(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "import os; print(os.getpid(), flush=True); input()")
    inside = program.read_line()
    pid = program.running.pid
    assert pid is not None
    status = Path(f"/proc/{pid}/status").read_text()
    assert next(line for line in status.splitlines() if line.startswith("NSpid")).split()[-1] == inside
    assert pid not in program.running.own_pids
    assert b"program.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
    program.running.kill()
    assert program.running.pid is None


@linux_only
def test_interrupt(chosen: Chosen, start: Start) -> None:
    program = start(
        chosen,
        """
        import signal
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            print(flush=True)
            input()
        except KeyboardInterrupt:
            raise SystemExit(7)
        """,
    )
    program.read_line()
    assert program.running.pid is not None
    os.kill(program.running.pid, signal.SIGINT)
    assert program.wait() == 7


# What kill() ends


def test_kill(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "print(flush=True); input()")
    program.read_line()
    program.running.kill()
    program.running.kill()
    assert program.running.poll() == -signal.SIGKILL
    assert program.read_all() == ""


def test_kill_at_once(chosen: Chosen, start: Start) -> None:
    """Also while the sandbox is still being made."""
    for _ in range(10):
        program = start(chosen, "input()")
        program.running.kill()
        assert program.running.poll() == -signal.SIGKILL


def test_kill_after_the_end(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "raise SystemExit(3)")
    assert program.wait() == 3
    program.running.kill()
    assert program.running.poll() == 3


FAMILY = """
import os, signal, sys, time
print(flush=True)
for make in (lambda: None, os.setsid, os.setpgrp):
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        make()
        if os.fork() == 0:
            print("grandchild", flush=True)
        signal.pause()
"""


def test_kill_ends_children_in_other_sessions(chosen: Chosen, start: Start) -> None:
    program = start(chosen, FAMILY + "signal.pause()")
    for expected in ["", "grandchild", "grandchild", "grandchild"]:
        assert program.read_line() == expected
    program.running.kill()
    # The end of the stream: nobody is left who has the other end.
    assert program.read_all() == ""


def test_children_end_with_the_program(chosen: Chosen, start: Start) -> None:
    program = start(
        chosen,
        """
        import os, signal
        if os.fork() == 0:
            print("child", flush=True)
            signal.pause()
        input()
        """,
    )
    assert program.read_line() == "child"
    os.write(program.stdin, b"\n")
    assert program.wait() == 0
    assert program.read_all() == ""


DAEMON = """
import os, signal
reading, writing = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print("daemon", flush=True)
        os.write(writing, b"!")
        signal.pause()
    os._exit(0)
os.wait()
os.read(reading, 1)
"""


@pytest.mark.parametrize("rest", ["input()", "raise SystemExit(5)"])
def test_daemon_is_ended(contained: Chosen, start: Start, rest: str) -> None:
    program = start(contained, DAEMON + rest)
    assert program.read_line() == "daemon"
    if rest != "input()":
        assert program.wait() == 5
    program.running.kill()
    assert program.read_all() == ""


BOMB = """
import os
told = False
while True:
    try:
        if os.fork() == 0:
            told = True
    except OSError:
        if not told:
            print("full", flush=True)
            told = True
"""


def test_fork_bomb(chosen: Chosen, start: Start) -> None:
    if chosen.sandbox.name == "none" and not processes_are_counted_apart():
        pytest.skip(
            "without a sandbox, the kernel would count this user's other processes, too: no limit is set"
        )
    program = start(chosen, BOMB, limits=Limits(processes=40))
    assert program.read_line() == "full"
    program.running.kill()
    assert program.read_all() == ""


@linux_only
def test_program_dies_with_the_grader(chosen: Chosen, folder: Path) -> None:
    grader = f"""
import sys
from pathlib import Path
from sockgrade.sandbox import Launch
from sockgrade.sandbox.choose import choose
argv = [{str(chosen.python.path)!r}, "-c", "print('started', flush=True); input()"]
sandbox = choose({chosen.sandbox.name!r}).sandbox
with sandbox.room(Path({str(folder)!r}), 2**20, 100) as room:
    running = sandbox.start(Launch(argv, room, 0, 1, 2))
    sys.stdin.read()
"""
    # The program must not end because its input does: the test keeps both ends of it.
    their_stdin, our_stdin = os.pipe()
    process = subprocess.Popen([sys.executable, "-c", grader], stdin=their_stdin, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        process.kill()
        assert process.stdout.read() == b""
    os.close(their_stdin)
    os.close(our_stdin)
