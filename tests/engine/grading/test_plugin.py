"""A grader is an ordinary pytest module, for whoever writes checks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sockgrade.course import Course

CHECKS = '''
def check_answers(server: Server, payload: Payload) -> None:
    """It answers."""
    message = payload.text()
    server.connect().send(message).expect(message)

@robust
def check_never(server: Server) -> None:
    """It answers what nobody asked for."""
    server.connect().send(b"question").expect(b"answer")
'''

ASKS_ANOTHER_QUESTION = """
import pytest
from sockgrade.behaviours.exchange import Exchange
from sockgrade.behaviours.server_for_many import check_serves_client_after_client

@pytest.fixture
def exchange():
    return lambda payload: Exchange(b"question", lambda connection: connection.expect(b"answer"))
"""

ECHO = """
import socket
listener = socket.create_server(("127.0.0.1", 7007))
while True:
    connection, _ = listener.accept()
    connection.sendall(connection.recv(1000))
"""


@pytest.fixture
def run_pytest(
    make_course: Callable[..., Course], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command pytest on the grader of a small course, with more arguments."""
    grader = make_course(CHECKS).root / "graders/doc/exercise/server.py"
    program = tmp_path / "student.py"
    program.write_text(ECHO)

    def run(*arguments: str, submission: bool = True) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", str(grader), "-p", "no:cacheprovider", *arguments]
        if submission:
            command += ["--submission", str(program)]
        return subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, check=False)

    return run


Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_a_failure_is_shown_at_the_line_of_the_check(run_pytest: Run) -> None:
    done = run_pytest()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 failed, 1 passed" in done.stdout
    assert "sockgrade: network" in done.stdout
    assert (
        '>       server.connect().send(b"question").expect(b"answer")'
        not in done.stdout.partition("FAILURES")[0]
    )
    assert "The program sent other bytes than expected." in done.stdout
    assert "connection.py" not in done.stdout


def test_options_of_pytest_work(run_pytest: Run) -> None:
    assert "1 passed, 1 deselected" in run_pytest("-k", "answers").stdout
    assert "1 passed, 1 deselected" in run_pytest("-x", "--deselect", "::check_never", "-k", "answers").stdout


def test_the_same_seed_is_printed_and_taken(run_pytest: Run) -> None:
    assert "replay with --seed 42" in run_pytest("--seed", "42").stdout


def test_a_grader_says_what_its_server_is_asked(run_pytest: Run, tmp_path: Path) -> None:
    (tmp_path / "course/graders/doc/exercise/server.py").write_text(ASKS_ANOTHER_QUESTION)
    assert "expected: 'answer'" in run_pytest().stdout


def test_without_a_submission_the_plugin_does_nothing(run_pytest: Run) -> None:
    done = run_pytest(submission=False)
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "sockgrade: network" not in done.stdout


def test_the_debugger_is_reached_in_the_private_network(run_pytest: Run) -> None:
    done = run_pytest("--pdb", "-k", "never")
    assert "entering PDB" in done.stdout


def test_what_the_course_sets_holds_here_too(run_pytest: Run, tmp_path: Path) -> None:
    settings = tmp_path / "course/course.toml"
    settings.write_text(
        '[checks."doc/exercise/server/never"]\nlevel = "core"\n'
        '[checks."doc/exercise/server/answers"]\nlevel = "robust"\n'
    )
    said = run_pytest("-v").stdout
    assert said.index("::check_never") < said.index("::check_answers")
    settings.write_text('[checks."doc/exercise/server/never"]\nleft_out = true\n')
    assert "1 passed, 1 deselected" in run_pytest().stdout
    settings.write_text("[chekcs]\n")
    refused = run_pytest()
    assert refused.returncode == pytest.ExitCode.USAGE_ERROR
    assert "did you mean checks?" in refused.stderr
    assert "Traceback" not in refused.stdout + refused.stderr
