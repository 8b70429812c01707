"""Packets of the grader's own, which pass by a program with a raw socket; and the kernel's word that it has one."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from containers import skip_without_docker

from sockgrade.sandbox import SandboxUnavailable
from sockgrade.sandbox.choose import choose
from sockgrade.verdict import ProgramResult

Verdict = Callable[..., str]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="rights are given on Linux only")

RIGHTS = 'rights = ["net_raw"]'
SNIFFER = """
import socket
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, 253)
for _ in range(2):
    packet = raw.recv(65535)
    ends = [socket.inet_ntoa(packet[at : at + 4]) for at in (12, 16)]
    print(*ends, packet[9], packet[20 : (packet[0] & 15) * 4], packet[(packet[0] & 15) * 4 :])
"""
SEES = """
def check_sees(program: Program) -> None:
    program.expect_raw_socket(253)
    program.send_packet(253, b"one", "127.0.0.5", "127.0.0.6")
    program.send_packet(253, b"", "127.0.0.7", "127.0.0.8", options=b"\\1\\1\\1\\0")
    program.expect_line("127.0.0.5 127.0.0.6 253 b'' b'one'")
    program.expect_line(r"127.0.0.7 127.0.0.8 253 b'\\x01\\x01\\x01\\x00' b''").expect_exit(0)
"""


@pytest.fixture(params=["bubblewrap", "docker"])
def sandbox(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name == "docker":
        skip_without_docker()
    try:
        choose(name)
    except SandboxUnavailable as reason:  # which names the package that is missing
        pytest.skip(str(reason))
    return name


def judged(verdict: Verdict, program: str, sandbox: str = "auto") -> str:
    said = verdict(program, SEES, role="program", more=RIGHTS, sandbox=sandbox)
    if said.startswith("skipped"):  # not everybody can bound rights everywhere
        pytest.skip(said)
    return said


def test_a_program_sees_what_passes_by(verdict: Verdict, sandbox: str) -> None:
    assert judged(verdict, SNIFFER, sandbox) == "passed"


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("input()", "failed not_listening: The program opens no raw socket: it waits for input"),
        (
            SNIFFER.replace("253)\n", "254)\n"),
            "failed wrong_socket: The program's raw socket is for protocol 254, and not for 253: it waits in recv()",
        ),
        (
            SNIFFER.replace("AF_INET", "AF_INET6"),
            "failed not_listening: The program opens no raw socket: it waits in recv()",
        ),
        (
            SNIFFER.replace("253)\n", "253)\nraw.bind(('127.0.0.1', 0))\n"),
            "failed wrong_address: The program has bound its raw socket to 127.0.0.1: packets to other addresses",
        ),
        ("raise SystemExit('too bad')", "failed ended: The program ended (exit code 1): too bad"),
    ],
)
def test_a_program_that_would_see_none_is_told(verdict: Verdict, program: str, expected: str) -> None:
    assert judged(verdict, program).startswith(expected)


def test_on_a_machines_own_network_nobody_sends_any(grade_source: Callable[..., ProgramResult]) -> None:
    checks = """
    def check_sends(program: Program) -> None:
        program.send_packet(253, b"", "127.0.0.5", "127.0.0.6")

    def check_expects(program: Program) -> None:
        program.expect_raw_socket(253)
    """
    result = grade_source("input()", checks, role="program", network="shared", sandbox="none")
    for check in result.checks:
        assert check.failure is not None
        assert str(check.outcome) == "skipped"
        assert check.failure.message.startswith("only in a private network it is sure whose packets")
