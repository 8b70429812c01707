"""A signal at any moment: one line, exit code 130, no traceback, no hang; and what a kill leaves is swept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from small_course import GOOD, NO_STATE, write_files

from sockgrade.kernel.signals import LINE
from sockgrade.kernel.trees import ENGINE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process groups as on POSIX")


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files, which programs can enter; it must be empty in the end."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


def _start(*arguments: str | Path, cwd: Path, temporary: Path, before: str = "") -> subprocess.Popen[str]:
    """`python -m sockgrade`, at the head of a group of its own; `before` are words of a shell."""
    command = ["/bin/sh", "-c", f'{before} exec "$@"', "sh", sys.executable, "-m", "sockgrade", *arguments]
    return subprocess.Popen(
        command if before else command[4:],
        cwd=cwd,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "TMPDIR": str(temporary), **NO_STATE},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return write_files(tmp_path / "work", {"program.py": GOOD})


@pytest.mark.parametrize(
    ("name", "moments", "command"),
    [
        ("SIGINT", 60, "grade doc/word program.py --json result.json"),
        ("SIGTERM", 15, "grade doc/word program.py"),
        ("SIGHUP", 15, "grade doc/word program.py"),
        ("SIGINT", 15, "try doc/word program.py"),
        ("SIGINT", 15, "verify doc/word"),
        ("SIGINT", 10, "list"),
    ],
)
def test_a_signal_at_any_moment_ends_it_with_one_line(
    course: Path, work: Path, temporary: Path, name: str, moments: int, command: str
) -> None:
    arguments: list[str | Path] = [*command.split(), "--course", course]
    began = time.monotonic()
    whole = _start(*arguments, cwd=work, temporary=temporary)
    usual_output, _ = whole.communicate(timeout=100)
    span = time.monotonic() - began

    def interrupt(moment: int) -> tuple[float, int, str, str]:
        delay = span * moment / moments
        process = _start(*arguments, cwd=work, temporary=temporary)
        try:
            process.wait(delay)  # what is asked for is any moment, not a certain one
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.Signals[name])
        output, errors = process.communicate(timeout=30)
        return delay, process.returncode, output, errors

    with ThreadPoolExecutor(3) as pool:
        for delay, code, output, errors in pool.map(interrupt, range(moments)):
            told = (delay, code, output, errors)
            if "KeyboardInterrupt" in errors:
                # Python was still loading itself, and nothing of ours. In places it drops the interrupt and goes on.
                assert str(ENGINE) not in errors, told
            elif code == whole.returncode and len(output) >= len(usual_output) // 2:
                assert errors == "", told  # it had finished
            elif code == -signal.Signals[name]:
                assert errors == "", told  # Python itself had not begun to listen
            else:
                assert code == 130, told
                assert errors in (LINE, "") or command.startswith("try"), told
                assert errors.count("\n") <= 1, told
    _start(*arguments, cwd=work, temporary=temporary).communicate(timeout=100)
    assert list(temporary.iterdir()) == []


@pytest.fixture
def waiting(course: Path, work: Path) -> Path:
    """The course with one check, that waits for ever and says on a pipe that it does."""
    os.mkfifo(work / "running")
    check = f"def check_waits(program: Program) -> None:\n    open({str(work / 'running')!r}, 'w').close()\n"
    (course / "graders/doc/word/program.py").write_text(
        f"import threading\nfrom sockgrade import Program\n\n\n{check}    threading.Event().wait(50)\n"
    )
    return course


def test_what_a_kill_leaves_is_swept_by_the_next_run(waiting: Path, work: Path, temporary: Path) -> None:
    process = _start("grade", "doc/word", "program.py", "--course", waiting, cwd=work, temporary=temporary)
    (work / "running").read_text()
    process.kill()
    process.communicate()
    assert list(temporary.iterdir()) != []
    _start("doctor", cwd=work, temporary=temporary).communicate(timeout=100)
    assert list(temporary.iterdir()) == []


def test_a_parallel_run_is_left_alone(waiting: Path, work: Path, temporary: Path) -> None:
    process = _start("grade", "doc/word", "program.py", "--course", waiting, cwd=work, temporary=temporary)
    (work / "running").read_text()
    there = sorted(temporary.rglob("*"))
    _start("doctor", cwd=work, temporary=temporary).communicate(timeout=100)
    assert sorted(temporary.rglob("*")) == there
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=30) == ("", LINE)


def test_a_signal_that_was_ignored_before_stays_so(waiting: Path, work: Path, temporary: Path) -> None:
    """As nohup(1) asks for."""
    arguments = ("grade", "doc/word", "program.py", "--course", waiting)
    process = _start(*arguments, cwd=work, temporary=temporary, before="trap '' HUP;")
    (work / "running").read_text()
    os.killpg(process.pid, signal.SIGHUP)
    os.killpg(process.pid, signal.SIGTERM)
    assert process.communicate(timeout=30) == ("", LINE)
    assert process.returncode == 130
