"""Every verdict comes with what was seen: transcript, packets, place, bytes, and a way to try it by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sockgrade.course import Course
from sockgrade.evidence.events import Act
from sockgrade.evidence.wording import hexdump
from sockgrade.process import spy
from sockgrade.process.transcript import Transcript
from sockgrade.report.conversation import lines
from sockgrade.verdict import CheckResult, ProgramResult

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")
needs_spy = pytest.mark.skipif(spy.program() is None, reason="py-spy is not installed")

ANSWERS = """
import socket, sys
with socket.create_server(("127.0.0.1", 7007)) as listener:
    connection, address = listener.accept()
    print("Connected by", address)
    data = connection.recv(1024)
    connection.sendall(b"answer")
    print("oh dear", file=sys.stderr)
    connection.close()
"""
CHECK = """
def check_answers(server: Server) -> None:
    server.connect().send(b"question").expect(b"answer").finish().expect_end()
    server.expect_exit(0)
"""


@pytest.fixture
def check(grade_source: Callable[..., ProgramResult]) -> Callable[..., CheckResult]:
    """Grades with a single check; its result."""

    def judge(program: str, checks: str = CHECK, **options: object) -> CheckResult:
        (result,) = grade_source(program, checks, **options).checks
        return result

    return judge


def test_the_transcript_of_a_check_that_passes_tells_what_both_did(
    check: Callable[..., CheckResult],
) -> None:
    result = check(ANSWERS)
    assert result.passed
    told = [re.sub(r"\d{4,5}", "N", line.split("ms  ")[1]) for line in lines(result.evidence)]
    of_program = {
        "program  prints: Connected by ('127.0.0.1', N)",
        "program  writes to stderr: oh dear",
        "program  closes its side (FIN)",
    }
    assert of_program <= set(told)
    # What one side does is in order; the program's lines may arrive among them.
    assert [line for line in told if line not in of_program] == [
        "kernel   the program starts",
        "kernel   the program listens on TCP 127.0.0.1:N",
        "grader   connects from 127.0.0.1:N",
        "grader   sends 8 bytes: 'question'",
        "program  sends 6 bytes: 'answer'",
        "grader   finishes: it will send nothing more (FIN)",
        "kernel   the program has ended: exit code 0",
    ]
    times = [event.seconds for event in result.evidence.events]
    assert times == sorted(times)


def test_what_was_printed_is_shown_as_it_was_printed(check: Callable[..., CheckResult]) -> None:
    said = lines(check("print('Port: ', end='', flush=True)\ninput()\n").evidence)
    assert any(line.endswith("program  prints: 'Port: '") for line in said)


def test_packets_are_on_the_clock_of_the_transcript(check: Callable[..., CheckResult]) -> None:
    evidence = check(ANSWERS).evidence
    if not evidence.packets:
        pytest.skip("packets can be seen in a private network only")
    assert [packet.flags for packet in evidence.packets[:2]] == ["SYN", "SYN ACK"]
    assert [packet.to_program for packet in evidence.packets[:2]] == [True, False]
    assert {packet.excerpt for packet in evidence.packets if packet.size} == {"'question'", "'answer'"}
    first, last = evidence.packets[0].seconds, evidence.packets[-1].seconds
    listening = next(event.seconds for event in evidence.events if event.act is Act.LISTENED)
    answered = next(event.seconds for event in evidence.events if event.act is Act.RECEIVED)
    assert 0 <= first <= last <= evidence.events[-1].seconds
    assert abs(first - listening) < 0.5
    assert evidence.packets[3].seconds <= answered


@pytest.mark.parametrize(
    ("ending", "kind", "words"),
    [
        ("connection.close()", "closed", "closed the connection too early (FIN)"),
        (
            "import struct; connection.setsockopt(1, 13, struct.pack('ii', 1, 0)); connection.close()",
            "reset",
            "broke the connection off (RST)",
        ),
        ("connection.recv(1)", "stuck", "It waits in recv() for more data"),
        ("import time; time.sleep(100)", "timeout", "seconds have passed"),
        ("while True: pass", "busy", "it runs in circles"),
        ("import sys; sys.exit(3)", "ended", "The program ended (exit code 3)"),
        ("connection.sendall(b'anders')", "wrong_data", "sent other bytes than expected"),
        ("connection.sendall(b'answers')", "too_much", "sent 1 byte too many: 's'"),
    ],
)
@linux_only
def test_every_end_of_a_conversation_has_its_own_verdict(
    check: Callable[..., CheckResult], ending: str, kind: str, words: str
) -> None:
    program = f"""
import socket
listener = socket.create_server(("127.0.0.1", 7007))
connection, _ = listener.accept()
connection.recv(100)
{ending}
listener.accept()
"""
    failure = check(program).failure
    assert failure is not None
    assert failure.kind == kind
    assert words in failure.message


@linux_only
def test_a_connection_that_nobody_accepts_has_its_own_verdict(check: Callable[..., CheckResult]) -> None:
    program = "import socket\nlistener = socket.create_server(('127.0.0.1', 7007))\ninput()\n"
    failure = check(program).failure
    assert failure is not None
    assert failure.kind == "never_accepted"
    assert failure.message.startswith(
        "The program waits for somebody to type something before it serves anybody. "
    )
    assert "it never accepts this connection. It waits for input on its standard input" in failure.message


@linux_only
def test_a_second_client_that_is_never_accepted_is_told_what_the_program_does_instead(
    check: Callable[..., CheckResult],
) -> None:
    checks = """
    def check_serves_two(server: Server) -> None:
        first, second = server.connect(), server.connect()
        second.send(b"question").expect(b"answer")
    """
    failure = check(ANSWERS, checks).failure
    assert failure is not None
    assert failure.kind == "never_accepted"
    assert "It waits in recv() for more data on connection 1" in failure.message


def test_a_listener_that_is_closed_refuses(check: Callable[..., CheckResult]) -> None:
    program = (
        ANSWERS.replace("    connection.recv", "    listener.close()\n    connection.recv") + "\ninput()\n"
    )
    checks = """
    def check_serves_two(server: Server) -> None:
        server.connect().send(b"question").expect(b"answer").leave()
        server.connect().send(b"question")
    """
    failure = check(program, checks).failure
    assert failure is not None
    assert failure.kind == "refused"


HANGS = """
import socket, threading
def serve(connection):
    data = connection.recv(1024)
    while data:
        data = connection.recv(1024)
def main():
    with socket.create_server(("127.0.0.1", 7007)) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=[connection], daemon=True).start()
main()
"""


@linux_only
@needs_spy
def test_each_thread_is_told_with_its_line(check: Callable[..., CheckResult]) -> None:
    result = check(HANGS)
    assert result.failure is not None
    assert result.failure.message == (
        "The program took what was sent, and answers nothing. Its main thread waits in accept() for the next "
        "client (student.py:10, in main) and a thread waits in recv() for more data (student.py:6, in serve)."
    )
    assert result.evidence.where == (
        "student.py:10, in main: connection, _ = listener.accept()",
        "student.py:6, in serve: data = connection.recv(1024)",
    )
    assert result.evidence.events[-1].act is Act.HALTED


def test_a_crash_is_told_with_its_line_and_the_end_of_its_traceback(
    check: Callable[..., CheckResult],
) -> None:
    result = check(ANSWERS.replace('b"answer"', '"answer"'))
    assert result.failure is not None
    assert result.failure.message.startswith(
        "Sockets send and receive bytes, not text. "
        "The program crashed (exit code 1): TypeError: a bytes-like object"
    )
    assert result.failure.message.endswith("(student.py:7, in <module>)") or result.failure.message.endswith(
        "(student.py:7)"
    )
    first, *rest = result.evidence.ending.splitlines()
    assert first == "exit code 1"
    assert rest[-1].startswith("TypeError")
    assert 'File "student.py", line 7' in result.evidence.ending


def test_a_long_conversation_is_bounded_and_says_so(check: Callable[..., CheckResult]) -> None:
    checks = """
    def check_echoes(server: Server) -> None:
        connection = server.connect()
        for _ in range(200):
            connection.send(b"x").expect(b"x")
    """
    program = ANSWERS.replace(
        "    data = connection.recv(1024)\n",
        "    while data := connection.recv(9): connection.sendall(data)\n",
    )
    result = check(program, checks)
    assert result.passed
    assert len(result.evidence.events) == 120
    assert result.evidence.events_left_out > 200
    assert len(result.evidence.packets) <= 120
    assert any("events left out" in line for line in lines(result.evidence))


def test_a_flood_of_output_is_bounded() -> None:
    transcript = Transcript()
    for _ in range(100):
        transcript.note_output(Act.PRINTED, b"\n".join([b"y" * 10_000] * 100))
    assert sum(len(event.text) for event in transcript.events) < 50_000
    assert transcript.left_out > 0


@pytest.mark.parametrize(
    ("expected", "received", "caret", "digits"),
    [
        (b"\xff\0ab", b"\xff\1ab", 3, "ff 01 61 62"),
        (b"a" * 100, b"a" * 99 + b"b", 18, "61 61 61 61 61 61 62"),
        (b"\xff", b"", 0, "the end"),
    ],
)
def test_bytes_are_dumped_with_a_caret_at_the_first_difference(
    expected: bytes, received: bytes, caret: int, digits: str
) -> None:
    _, _, got, mark = hexdump(expected, received).splitlines()
    assert got.removeprefix("received  ").startswith(digits)
    assert mark.index("^^") == len("received  ") + caret


def test_short_text_is_not_dumped() -> None:
    assert hexdump(b"question", b"Question\r\n") == ""


# The evidence never changes a verdict

WITHOUT = '''
"""A pytest plugin: takes the packets, the kernel's view and the places away from the grader."""
import os
from sockgrade.process import spy
from sockgrade.process import watch
from sockgrade.endpoints.stage import Stage

if "spy" in os.environ["WITHOUT"]:
    spy.program = lambda: None
if "capture" in os.environ["WITHOUT"]:
    Stage.capture = lambda self: None
if "watch" in os.environ["WITHOUT"]:
    watch.Watch.stuck = lambda self: None
'''


def outcomes(course: Course, source: Path, without: str, tmp_path: Path) -> dict[str, str]:
    """Each check's outcome, as pytest prints it."""
    (tmp_path / "without.py").write_text(WITHOUT)
    grader = course.root / "graders/doc/exercise/server.py"
    command = [sys.executable, "-m", "pytest", "-p", "without", str(grader), "--submission", str(source)]
    process = subprocess.run(
        [*command, "-rA", "-p", "no:cacheprovider", "-c", os.devnull, f"--rootdir={course.root}"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "WITHOUT": without},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    found = re.findall(r"^(PASSED|FAILED|ERROR|SKIPPED) \S*::(check_\w+)", process.stdout, re.MULTILINE)
    assert found, process.stdout[-2000:]
    return {name: outcome for outcome, name in found}


@pytest.mark.parametrize("without", ["spy", "capture", "watch", "spy capture watch"])
def test_no_verdict_changes_without_capture_watch_or_spy(
    make_course: Callable[..., Course], tmp_path: Path, without: str
) -> None:
    course = make_course(
        CHECK
        + """
def check_answers_a_second_client(server: Server) -> None:
    server.connect().send(b"question").expect(b"answer")
    server.connect().send(b"question").expect(b"answer")

def check_greets(server: Server) -> None:
    server.connect()
    server.expect_output("Connected by")

def check_says_bye(server: Server) -> None:
    server.connect().send(b"question")
    server.expect_output("bye")
"""
    )
    source = tmp_path / "student.py"
    source.write_text(
        HANGS.replace("    while data:\n", "    connection.sendall(b'answer')\n    while data:\n")
    )
    expected = outcomes(course, source, "nothing", tmp_path)
    assert set(expected.values()) == {"PASSED", "FAILED"}
    assert outcomes(course, source, without, tmp_path) == expected
