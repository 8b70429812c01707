"""A grade as a whole: workers that die, processes that must not be left, results that can be replayed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from containers import assert_no_strays, skip_without_docker

from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options
from sockgrade.grading.job import Message, Started
from sockgrade.sandbox import SandboxUnavailable
from sockgrade.verdict import ProgramResult

Grade = Callable[..., ProgramResult]

ECHO = """
import socket
listener = socket.create_server(("127.0.0.1", 7007))
while True:
    connection, _ = listener.accept()
    connection.sendall(connection.recv(1000))
"""

needs_private_network = pytest.mark.skipif(
    sys.platform != "linux" or os.environ.get("SOCKGRADE_NETWORK") == "shared",
    reason="wants a private network",
)


def test_a_grader_that_this_machine_cannot_have_leaves_no_process(
    make_course: Callable[..., Course], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = {child.pid for child in psutil.Process().children()}
    with pytest.raises(SandboxUnavailable):
        Grader(make_course(""), Options(sandbox="bubblewrap"))
    assert {child.pid for child in psutil.Process().children()} == before


def test_a_worker_that_dies_loses_only_the_check_it_was_in(grade_source: Grade) -> None:
    checks = """
    import os

    def check_a(server: Server) -> None:
        server.connect().send(b"a").expect(b"a")

    def check_b(server: Server) -> None:
        os._exit(9)

    def check_c(server: Server) -> None:
        server.connect().send(b"c").expect(b"c")
    """
    result = grade_source(ECHO, checks)
    assert [str(check.outcome) for check in result.checks] == ["passed", "error", "passed"]
    failure = result.checks[1].failure
    assert failure is not None
    assert failure.message == "the worker process died"


def test_the_seed_replays_the_payloads(grade_source: Grade) -> None:
    checks = """
    def check_a(server: Server, payload: Payload) -> None:
        server.connect().send(b"x").expect(payload.text())

    def check_b(server: Server, payload: Payload) -> None:
        server.connect().send(b"x").expect(payload.text())
    """

    def words(seed: int) -> list[str]:
        return [c.failure.expected for c in grade_source(ECHO, checks, seed=seed).checks if c.failure]

    assert words(5) == words(5)
    assert len({*words(5), *words(6)}) == 4


def test_the_seed_decides_the_order_of_the_checks(make_course: Callable[..., Course], tmp_path: Path) -> None:
    """A program cannot count on it; whoever reads the result finds the usual one."""
    names = "abcdefgh"
    course = make_course(
        "".join(f"def check_{name}(program: Program) -> None: pass\n" for name in names), role="program"
    )
    source = tmp_path / "program.py"
    source.touch()

    def order(seed: int) -> str:
        begun = []

        def listener(_: str, message: Message) -> None:
            if isinstance(message, Started):
                begun.append(message.id[-1])

        grader = Grader(course, Options(seed=seed, jobs=1))
        result = grader.grade(source, course.select("."), listener)
        grader.close()
        assert "".join(check.id[-1] for check in result.programs[0].checks) == names
        return "".join(begun)

    orders = [order(seed) for seed in (1, 1, 2)]
    assert [sorted(each) for each in orders] == [list(names)] * 3
    assert orders[0] == orders[1] != orders[2]
    assert names not in orders


def test_the_report_says_what_ran(grade_source: Grade) -> None:
    result = grade_source(ECHO, "def check_a(server: Server) -> None: server.connect()", seed=3)
    assert result.passed
    assert result.source == "student.py"
    assert len(result.sha256) == 64
    assert "python3 (3." in result.interpreter
    assert result.seed == 3
    assert (result.document, result.section) == ("A document", "1.2 Echo")


def test_failed_checks_keep_the_programs_output(grade_source: Grade) -> None:
    program = "print('about to fail'); raise SystemExit('sorry')"
    (check,) = grade_source(program, "def check_a(server: Server) -> None: server.connect()").checks
    assert check.output == "about to fail\nsorry\n"


def test_siblings_of_the_program_come_along(make_course: Callable[..., Course], tmp_path: Path) -> None:
    course = make_course("def check_a(server: Server) -> None: server.connect().send(b'x').expect(b'x')")
    folder = tmp_path / "work"
    (folder / "helpers").mkdir(parents=True)
    (folder / "helpers" / "echo.py").write_text(ECHO)
    (folder / "server.py").write_text("import helpers.echo")
    grader = Grader(course, Options())
    assert grader.grade(folder, course.select(".")).exit_code == 0
    grader.close()
    assert sorted(p.name for p in folder.rglob("*")) == ["echo.py", "helpers", "server.py"]


def test_a_c_program_that_does_not_compile_is_told_why(grade_source: Grade) -> None:
    check = "def check_a(server: Server) -> None: server.connect()"
    result = grade_source(
        "int main(void) { return 0 }", check + "\n" + check.replace("_a", "_b"), suffix=".c"
    )
    for check_result in result.checks:
        assert check_result.failure is not None
        assert check_result.failure.kind == "build"
        assert check_result.failure.message.startswith(
            "student.c does not compile: student.c:1:26: error: expected"
        )


def _processes_with(mark: str) -> list[psutil.Process]:
    """Running processes that have `mark` in their command line, except those of the test itself."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        if process.info["status"] != psutil.STATUS_ZOMBIE and mark in " ".join(process.info["cmdline"] or []):
            found.append(process)
    return found


def _wait(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Wait for something that must come to pass; the answer is False only when it did not."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.02)
    return True


@needs_private_network
@pytest.mark.parametrize("sandbox", ["none", "auto", "docker"])
@pytest.mark.parametrize("victim", ["sockgrade", "worker"])
def test_nothing_outlives_a_killed_grader(
    make_course: Callable[..., Course], tmp_path: Path, sandbox: str, victim: str
) -> None:
    """kill -9, and a program with a daemon that gave up its parent and its session."""
    if sandbox == "docker":
        skip_without_docker()
    mark = f"stray-{os.getpid()}-{sandbox}-{victim}-{time.monotonic_ns()}"
    program = tmp_path / "student.py"
    program.write_text(
        textwrap.dedent(f"""
        import os, socket, sys, time
        listener = socket.create_server(("127.0.0.1", 7007))
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(1000)", "{mark}"])
            os._exit(0)
        connection, _ = listener.accept()
        time.sleep(1000)
        """)
    )
    course = make_course("def check_a(server: Server) -> None: server.connect().expect(b'never')")
    command = [sys.executable, "-m", "sockgrade", "grade", ".", str(program), "--course", str(course.root)]
    grading = subprocess.Popen([*command, "--sandbox", sandbox], stdout=subprocess.DEVNULL)
    try:
        assert _wait(lambda: len(_processes_with(mark)) == 1), "the daemon has not started"
        if victim == "sockgrade":
            grading.kill()
        else:
            _worker_of(grading.pid).send_signal(signal.SIGKILL)
        assert _wait(lambda: not _processes_with(mark)), "the daemon has outlived its grader"
        if sandbox == "docker":
            assert_no_strays()
    finally:
        grading.kill()
        grading.wait()


def _worker_of(pid: int) -> psutil.Process:
    """The innermost of the grader's own processes: the one that started the student's program."""
    children = psutil.Process(pid).children(recursive=True)
    alive = [c for c in children if c.status() != psutil.STATUS_ZOMBIE]
    ours = [c for c in alive if "sockgrade.grading.nursery" in " ".join(c.cmdline())]
    return max(ours, key=lambda c: len(c.parents()))


def test_a_grader_in_the_background_can_interrupt_programs(
    make_course: Callable[..., Course], tmp_path: Path
) -> None:
    """A shell starts background jobs with SIGINT ignored, which children inherit."""
    program = tmp_path / "student.py"
    program.write_text(ECHO)
    check = (
        "def check_a(server: Server) -> None:\n    server.connect()\n    server.interrupt().expect_exit(-2)"
    )
    course = make_course(check)
    command = [sys.executable, "-m", "sockgrade", "grade", ".", str(program), "--course", str(course.root)]
    done = subprocess.run(
        ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *command], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()
