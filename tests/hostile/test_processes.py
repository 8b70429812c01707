"""Attacks 37 to 51: processes, memory, files, time."""

from __future__ import annotations

import re
import textwrap
import time
from pathlib import Path

import pytest

from hostile.arena import PROGRAMS, Arena
from hostile.test_network import LISTEN, SERVE
from sockgrade.endpoints.printing import _SOURCE_LINES

_NEVER_ACCEPTED = (
    "failed never_accepted: The program does not send anything: it never accepts this connection."
)


def test_37_fork_bomb(arena: Arena) -> None:
    program = """
    while True:
        try:
            os.fork()
        except OSError:
            pass
    """
    verdict = arena.verdict(LISTEN + textwrap.dedent(program), "echo/server/echoes")
    assert verdict.startswith(_NEVER_ACCEPTED)


@pytest.mark.parametrize("parent", ["time.sleep(1000)", "raise SystemExit(0)"])
def test_38_daemon_in_a_session_of_its_own(arena: Arena, parent: str) -> None:
    """And 39: it ignores every signal that can be ignored."""
    daemon = """
    import signal
    if os.fork() == 0:
        os.setsid()
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        if os.fork() == 0:
            time.sleep(1000)
        os._exit(0)
    """
    verdict = arena.verdict(f"{LISTEN}{textwrap.dedent(daemon)}{parent}", "echo/server/echoes")
    # That it had listened before it ended is seen by whoever looks in time.
    ended = r"failed ended: The program ended (by itself|before a client could reach it) \(exit code 0\)"
    assert re.match(ended if "Exit" in parent else re.escape(_NEVER_ACCEPTED), verdict)


def test_39_ignores_every_signal(arena: Arena) -> None:
    program = """
    import signal
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    """
    assert arena.verdict(LISTEN + textwrap.dedent(program) + SERVE, "echo/server/echoes") == "passed"


def test_40_stops_itself(arena: Arena) -> None:
    verdict = arena.verdict(LISTEN + "os.kill(os.getpid(), 19)", "echo/server/echoes")
    assert verdict.startswith(f"{_NEVER_ACCEPTED} Seconds have passed")


@pytest.mark.parametrize("unit", ["threads", "processes"])
def test_41_busy_loops(arena: Arena, unit: str) -> None:
    spins = {
        "threads": "import threading\n"
        "def spin():\n    while True: pass\n"
        "for _ in range(50): threading.Thread(target=spin).start()",
        "processes": "for _ in range(50):\n    if os.fork() == 0:\n        while True: pass\nos.wait()",
    }
    verdict = arena.verdict(f"{LISTEN}{spins[unit]}", "echo/server/echoes")
    assert verdict.startswith(_NEVER_ACCEPTED)  # it runs in circles, or the deadline comes first


def test_42_takes_memory(arena: Arena) -> None:
    """Of its own no more than it may have; in files in memory no more than a file may hold."""
    output = arena.output(PROGRAMS / "42_takes_memory.py")
    assert output.splitlines() == ["heap MemoryError", "memfd EFBIG", "tmpfs ENOSPC", "shm ENOSPC"]


def test_43_makes_a_million_files(arena: Arena) -> None:
    """Nothing counts them, but the processor time that they take does."""
    program = "number = 0\nwhile number < 10**6:\n    open(f'/tmp/{number}', 'w').close()\n    number += 1"
    verdict = arena.verdict(program, "echo/server/echoes")
    assert verdict.startswith("failed not_listening: The program does not listen on any port")


def test_44_makes_a_huge_sparse_file(arena: Arena) -> None:
    program = (
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nopen('/tmp/x', 'w').truncate(2**40)"
    )
    verdict = arena.verdict(program, "echo/server/echoes")
    assert (
        verdict == "failed ended: The program ended before a client could reach it (killed by signal SIGXFSZ)"
    )


def test_45_dumps_core(arena: Arena) -> None:
    program = """
    import os
    os.chdir("/tmp")
    if (child := os.fork()) == 0:
        os.abort()
    _, status = os.waitpid(child, 0)
    print(os.WCOREDUMP(status), os.listdir("/tmp"), os.listdir("/home/student"))
    """
    assert arena.output(program) == "False [] ['program.py']\n"


def test_46_daemon_keeps_the_output_open(arena: Arena) -> None:
    """A program has ended when it has ended."""
    program = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)"
    assert arena.verdict(program, "echo/program/ends") == "passed"


def test_47_floods_its_output(arena: Arena) -> None:
    program = "import os\nfor _ in range(2**14): os.write(1, b'x' * 2**16)\nprint('the end')"
    check = arena.attack(program, "echo/program/says_hello")
    assert check.failure is not None
    assert check.failure.message.startswith(("The program has not printed 'hello'", "The program ended"))
    assert len(check.output) < 70_000
    assert "bytes left out" in check.output


def test_47_floods_its_output_while_it_serves(arena: Arena) -> None:
    program = """
    import threading
    def flood(descriptor):
        while True:
            os.write(descriptor, b"y\\n" * 2**15)
            time.sleep(0.001)
    for descriptor in (1, 2):
        threading.Thread(target=flood, args=[descriptor], daemon=True).start()
    """
    assert arena.verdict(LISTEN + textwrap.dedent(program) + SERVE, "echo/server/goes_on") == "passed"


def test_48_reads_its_input_for_ever(arena: Arena) -> None:
    verdict = arena.verdict("import sys\nwhile True: sys.stdin.read(1)", "echo/server/echoes")
    assert verdict.startswith(
        "failed not_listening: The program waits for somebody to type something before it serves anybody."
    )


@pytest.mark.parametrize(
    "timer",
    [
        "__import__('ctypes').CDLL(None).timerfd_create(1, 0)",
        "signal.signal(signal.SIGALRM, print); signal.setitimer(signal.ITIMER_REAL, 1000)",
        "connection.settimeout(1000)",
    ],
    ids=["timerfd", "itimer", "timeout"],
)
def test_49_hides_behind_a_timer(arena: Arena, timer: str) -> None:
    """The kernel's view does not call it stuck, and the deadline decides."""
    program = (
        f"import signal\nconnection, _ = listener.accept()\n{timer}\nconnection.recv(99)\nconnection.recv(99)"
    )
    verdict = arena.verdict(LISTEN + program, "echo/server/echoes")
    assert verdict.startswith("failed timeout: The program does not send anything: seconds have passed")


def test_50_setuid_programs_give_no_rights(arena: Arena) -> None:
    """Namespaces and mounts: see the tests of the sandbox."""
    program = """
    import os, subprocess
    for command in (["su", "-c", "id"], ["mount", "-t", "tmpfs", "x", "/tmp"], ["chsh"], ["unshare", "-Ur", "id"]):
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        print(done.returncode != 0, "uid=0" in done.stdout)
    """
    assert arena.output(program).splitlines() == ["True False"] * 4


def test_51_names_threads_and_processes_like_the_kernel_speaks(arena: Arena) -> None:
    verdict = arena.verdict(PROGRAMS / "51_names.py", "echo/server/echoes")
    assert verdict.startswith("failed stuck: The program took what was sent, and answers nothing.")
    assert "in recv() for more data (server.py:" in verdict


def test_a_program_names_a_file_of_the_machine_as_its_own(arena: Arena) -> None:
    """compile() takes any name; the grader quotes the line at which a program hangs."""
    program = """
    connection, _ = listener.accept()
    connection.recv(99)
    exec(compile("connection.recv(99)", "/home/student/../../../../../../etc/passwd", "exec"))
    """
    check = arena.attack(LISTEN + textwrap.dedent(program), "echo/server/echoes")
    first = Path("/etc/passwd").read_text().splitlines()[0]
    assert first not in str(check)
    assert "passwd:1" not in str(check)


@pytest.mark.parametrize(
    "text", ["1" * 65000, '1", line ' * 8000, "\n    " * 13000], ids=["digits", "parts", "lines"]
)
def test_no_output_is_slow_to_match(text: str) -> None:
    """Like the beginning of a traceback: every look at a program's output takes linear time."""
    began = time.process_time()
    _SOURCE_LINES.sub("", f' File "", line {text}')
    assert time.process_time() - began < 0.2
