"""The fallback for macOS, Windows and kernels that refuse: the machine's own loopback, sandbox `none`."""

from __future__ import annotations

import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable

import pytest

from sockgrade.verdict import ProgramResult

Grade = Callable[..., ProgramResult]

SERVER = """
import socket
listener = socket.create_server(("127.0.0.1", {port}), reuse_port=False)
while True:
    connection, _ = listener.accept()
    with connection:
        while data := connection.recv(1000):
            connection.sendall(data)
"""

CHECKS = """
def check_address(server: Server) -> None:
    server.expect_documented_address()

def check_echo(server: Server, payload: Payload) -> None:
    message = payload.binary(100_000)
    server.connect().send(message).expect(message).finish().expect_end()

def check_pieces(server: Server) -> None:
    server.connect().send_in_pieces([b"a", b"b"]).expect(b"ab")
"""


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def outcomes(result: ProgramResult) -> list[str]:
    return [str(check.outcome) for check in result.checks]


def test_a_server_is_graded_on_the_machines_loopback(grade_source: Grade, port: int) -> None:
    result = grade_source(SERVER.format(port=port), CHECKS, network="shared", sandbox="none", port=port)
    assert (result.network, result.sandbox) == ("shared", "none")
    assert outcomes(result) == ["passed"] * 3, result.checks


def test_a_server_that_closes_first_does_not_block_its_port(grade_source: Grade, port: int) -> None:
    """Without SO_REUSEADDR a server whose connections are in TIME_WAIT could not start for the next check."""
    program = f"""
    import socket
    listener = socket.socket()
    listener.bind(("127.0.0.1", {port}))
    listener.listen()
    while True:
        connection, _ = listener.accept()
        connection.sendall(b"bye")
        connection.close()
    """
    checks = "\n".join(
        f"def check_{n}(server: Server): server.connect().expect(b'bye').expect_end()" for n in "abc"
    )
    result = grade_source(program, checks, network="shared", sandbox="none", port=port)
    assert outcomes(result) == ["passed"] * 3, result.checks


def test_a_client_is_graded_on_the_machines_loopback(grade_source: Grade, port: int) -> None:
    program = f"""
    import socket
    with socket.create_connection(("127.0.0.1", {port})) as connection:
        connection.sendall(b"hello")
        print(connection.recv(100))
    """
    checks = """
    def check_address(client: Client) -> None:
        client.expect_documented_address()

    def check_talk(client: Client, payload: Payload) -> None:
        answer = payload.text()
        client.accept().expect(b"hello").send(answer)
        client.expect_output(answer.decode()).expect_exit(0)

    def check_absent(client: Client) -> None:
        client.without_server().expect_exit(1)
    """
    result = grade_source(program, checks, network="shared", sandbox="none", role="client", port=port)
    assert outcomes(result) == ["passed"] * 3, result.checks


def test_datagrams_on_the_machines_loopback(grade_source: Grade, port: int) -> None:
    program = f"""
    import socket
    s = socket.socket(type=socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", {port}))
    while True:
        data, sender = s.recvfrom(1000)
        s.sendto(data, sender)
    """
    check = "def check_it(server: Server): server.datagrams().send(b'x').expect(b'x')"
    result = grade_source(program, check, network="shared", sandbox="none", transport="udp", port=port)
    assert outcomes(result) == ["passed"]


def test_a_port_in_use_is_no_fault_of_the_student(grade_source: Grade) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        server = grade_source(SERVER.format(port=port), CHECKS, network="shared", sandbox="none", port=port)
        client = grade_source(
            "pass",
            "def check_it(client: Client): client.accept()",
            network="shared",
            role="client",
            port=port,
        )
    for result in (server, client):
        assert {check.outcome for check in result.checks} == {"error"}
        (message,) = {check.failure.message for check in result.checks if check.failure}
        assert (
            message == f"port {port} of this machine is in use: end the program that uses it, and grade again"
        )


def test_what_needs_packets_is_skipped_with_a_reason(grade_source: Grade, port: int) -> None:
    check = "def check_it(program: Program): program.expect_conversation(b'x', b'y')"
    result = grade_source("pass", check, network="shared", role="program", port=port)
    (only,) = result.checks
    assert only.outcome == "skipped"
    assert only.failure is not None
    assert only.failure.message == "packets can be seen in a private network only"


def test_nothing_of_linux_is_imported_in_the_fallback() -> None:
    """The modules that macOS and Windows use import nothing that Windows does not have."""
    code = """
    import sys
    for missing in ("fcntl", "termios", "resource", "pwd", "grp", "pty", "pyseccomp"):
        sys.modules[missing] = None
    import sockgrade.cli, sockgrade.grading.grade, sockgrade.grading.worker, sockgrade.grading.plugin
    assert "sockgrade.kernel.linux" not in sys.modules
    """
    # click and the standard library may import some of these themselves, on POSIX: only ours count.
    preload = "import click, rich.console, pytest, multiprocessing, psutil, docker\n"
    subprocess.run([sys.executable, "-c", preload + textwrap.dedent(code)], check=True)
