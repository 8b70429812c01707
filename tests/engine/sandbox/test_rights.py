"""An exercise may give its programs a right in their own network; everything else there is as elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sockgrade.course import Course
from sockgrade.grading.grade import Grader, Options
from sockgrade.sandbox import RIGHTS, SandboxUnavailable
from sockgrade.verdict import CheckResult, Kind, Outcome, ProgramResult

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="capabilities are Linux's")

IN = "exercises/doc/exercise/exercise.toml"
CHECKS = '''
def check_echoes(server: Server, payload: Payload) -> None:
    """It echoes."""
    message = payload.text()
    server.connect().send(message).expect(message).finish().expect_end()

def check_serves_the_next(server: Server, payload: Payload) -> None:
    """It serves the next one, on the same port."""
    for message in (payload.text(), payload.text()):
        server.connect().send(message).expect(message).finish().expect_end()

@robust
def check_says_it_again(server: Server, payload: Payload) -> None:
    """It says more than it does."""
    message = payload.text()
    server.connect().send(message).expect(message + b"!")
'''
ENDS = '''
def check_ends(program: Program) -> None:
    """It ends."""
    program.run().expect_exit(0)
'''
#: An echo server that prints what comes in IP packets.
SERVER = """
import socket, sys
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
with open("/proc/self/status") as status:
    print(*(line.split()[1].lstrip("0") for line in status if line.startswith("Cap")), flush=True)
listener = socket.create_server(("127.0.0.1", 7007))
while True:
    connection, _ = listener.accept()
    packet = raw.recv(65535)
    print("version", packet[0] >> 4, "protocol", packet[9], socket.inet_ntoa(packet[12:16]), flush=True)
    with connection:
        while data := connection.recv(1024):
            connection.sendall(data)
"""
WAITS = """
import socket
socket.socket(socket.AF_INET, socket.SOCK_RAW, 253).recv(100)
"""

#: Seconds that a program which may still do something has for each answer.
DEADLINE = 5.0

Grade = Callable[..., ProgramResult]


@pytest.fixture
def grade(make_course: Callable[..., Course], tmp_path: Path) -> Grade:
    """Grades a program in an exercise that gives it the right to raw sockets."""

    def run(program: str, checks: str = CHECKS, *, role: str = "server", **options: str) -> ProgramResult:
        course = make_course(checks, role=role)
        with (course.root / IN).open("a") as file:
            file.write('rights = ["net_raw"]\n')
        (tmp_path / "student.py").write_text(program)
        try:
            grader = Grader(course, Options(**options))  # type: ignore[arg-type]
        except SandboxUnavailable as why:
            pytest.skip(str(why))
        try:
            return grader.grade(tmp_path / "student.py", course.select(".")).programs[0]
        finally:
            grader.close()

    return run


@pytest.fixture(params=["bubblewrap", "docker"])
def sandbox(request: pytest.FixtureRequest) -> str:
    if request.param == "docker" and os.geteuid() != 0:
        pytest.skip("in containers only root gives rights")
    name: str = request.param
    return name


def said(check: CheckResult) -> str:
    return check.failure.message if check.failure else str(check.outcome)


def test_a_program_reads_packets_and_is_graded_as_ever(grade: Grade, sandbox: str) -> None:
    echoes, serves, again = grade(SERVER, sandbox=sandbox).checks
    assert (said(echoes), said(serves)) == ("passed", "passed")
    assert again.output.split()[:5] == [f"{1 << RIGHTS['net_raw']:x}"] * 5, "that one, and no other"
    assert "version 4 protocol 6 127.0.0.1" in again.output
    assert "It waits in recv() for more data" in said(again)
    assert again.failure is not None
    assert again.failure.kind is Kind.STUCK
    assert {packet.protocol for packet in again.evidence.packets} == {"tcp"}
    assert any(packet.flags == "SYN" for packet in again.evidence.packets)


def test_a_program_that_waits_for_a_packet_is_stuck(grade: Grade, sandbox: str) -> None:
    (check,) = grade(WAITS, ENDS, role="program", sandbox=sandbox).checks
    assert said(check).startswith("The program does not end: it waits in recv() for a packet")
    assert check.seconds < DEADLINE, "nobody waited for it"


@pytest.mark.parametrize(
    ("sandbox", "network", "why"),
    [
        ("none", "auto", "which no sandbox `none` can keep to a network of the program's own"),
        ("none", "shared", "which no sandbox `none` can keep to a network of the program's own"),
        ("bubblewrap", "shared", "which is for a private network only"),
    ],
)
def test_where_nobody_can_bound_it_checks_are_skipped(
    grade: Grade, sandbox: str, network: str, why: str
) -> None:
    result = grade(SERVER, sandbox=sandbox, network=network)
    assert not result.passed
    for check in result.checks:
        assert check.outcome is Outcome.SKIPPED
        assert check.failure is not None
        assert check.failure.kind is Kind.UNOBSERVABLE
        assert check.failure.message.startswith("the exercise's programs need CAP_NET_RAW, ")
        assert why in check.failure.message


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() == 0, reason="root gives rights in containers")
def test_nor_in_a_container_whose_programs_nobody_can_watch(grade: Grade) -> None:
    result = grade(SERVER, sandbox="docker")
    assert {check.outcome for check in result.checks} == {Outcome.SKIPPED}
    assert "only root can watch" in said(result.checks[0])
