"""A real server in the grader's place: what a client finds there, and when it is stuck."""

from __future__ import annotations

import fcntl
import inspect
import select
import socket
import struct
import sys
import termios
import time
from collections.abc import Callable
from contextlib import closing

import pytest
from containers import skip_without_docker

from sockgrade.endpoints.peer import Host
from sockgrade.network.network import SharedNetwork
from sockgrade.verdict import ProgramResult

Verdict = Callable[..., str]

GETS = """
import socket, sys
with socket.create_connection(("127.0.0.1", 7007)) as connection:
    connection.sendall(b"GET /page.txt HTTP/1.1\\r\\nHost: lab\\r\\nConnection: close\\r\\n\\r\\n")
    answer = b""
    while piece := connection.recv(1000):
        answer += piece
sys.stdout.write(answer.decode().replace("\\r", ""))
"""
FETCHES = """
def check_fetches(client: Client, peer: Peer, payload: Payload) -> None:
    text = payload.word(40)
    peer.serve("http", files={{"page.txt": text.encode()}}){manner}
    client.expect_output("200 OK", text).expect_exit(0)
    peer.expect_note("GET /page.txt")
"""


@pytest.fixture
def free_port() -> int:
    """A port that is free, and so will it be in a moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.mark.parametrize("manner", ["", ".cut()", ".cut(9)", ".merge()"])
def test_a_client_talks_to_a_real_server(verdict: Verdict, manner: str) -> None:
    assert verdict(GETS, FETCHES.format(manner=manner), role="client") == "passed"


def test_so_it_does_on_this_machines_loopback(verdict: Verdict, free_port: int) -> None:
    program = GETS.replace("7007", str(free_port))
    elsewhere = {"role": "client", "port": free_port, "sandbox": "none", "network": "shared"}
    assert verdict(program, FETCHES.format(manner=""), **elsewhere) == "passed"


def test_so_it_does_in_a_container(verdict: Verdict) -> None:
    skip_without_docker()
    assert verdict(GETS, FETCHES.format(manner=""), role="client", sandbox="docker") == "passed"


DOWNLOADS = """
import ftplib, sys
with ftplib.FTP() as server:
    server.connect("127.0.0.1", 7007)
    server.login(*sys.argv[1:])
    for _ in range(2):
        server.retrlines("RETR folder/page.txt")
"""
DOWNLOADS_TWICE = """
def check_downloads(client: Client, peer: Peer, payload: Payload) -> None:
    text = payload.word(40)
    peer.serve("ftp", files={{"folder/page.txt": text.encode()}}{users}){manner}
    client.start({arguments}).expect_output(text, times=2).expect_exit(0)
    peer.expect_note("RETR folder/page.txt")
    assert "PASS" in peer.notes, "the password belongs to nobody"
"""


@pytest.mark.parametrize("manner", ["", ".cut()", ".merge()"])
def test_a_server_has_further_ports(verdict: Verdict, manner: str) -> None:
    pytest.importorskip("pyftpdlib")
    check = DOWNLOADS_TWICE.format(users="", manner=manner, arguments="")
    assert verdict(DOWNLOADS, check, role="client") == "passed"


def test_so_it_does_on_this_machines_loopback_too(verdict: Verdict, free_port: int) -> None:
    pytest.importorskip("pyftpdlib")
    elsewhere = {"role": "client", "port": free_port, "sandbox": "none", "network": "shared"}
    check = DOWNLOADS_TWICE.format(users="", manner="", arguments="")
    assert verdict(DOWNLOADS.replace("7007", str(free_port)), check, **elsewhere) == "passed"


def test_so_it_does_in_a_container_too(verdict: Verdict) -> None:
    pytest.importorskip("pyftpdlib")
    skip_without_docker()
    check = DOWNLOADS_TWICE.format(users="", manner="", arguments="")
    assert verdict(DOWNLOADS, check, role="client", sandbox="docker") == "passed"


@pytest.mark.parametrize(("password", "outcome"), [("secret", "passed"), ("other", "failed")])
def test_a_server_knows_who_may_come(verdict: Verdict, password: str, outcome: str) -> None:
    pytest.importorskip("pyftpdlib")
    check = DOWNLOADS_TWICE.format(
        users=", users={'eva': 'secret'}", manner="", arguments=f"'eva', {password!r}"
    )
    assert verdict(DOWNLOADS, check, role="client").startswith(outcome)


def test_who_waits_for_more_than_the_server_says_is_stuck(verdict: Verdict) -> None:
    check = FETCHES.format(manner="").replace("files=", "keeps_connections=True, files=")
    began = time.monotonic()
    told = verdict(GETS.replace("Connection: close\\r\\n", ""), check, role="client")
    assert told.startswith("failed wrong_output: The program has not printed")
    assert "it waits in recv() for more data" in told
    assert time.monotonic() - began < 4, "nothing waits for a program that cannot go on"


def test_who_asks_without_end_does_not_fill_the_log(verdict: Verdict) -> None:
    asks = GETS.replace(
        "connection.sendall(", "connection.sendall(3000 * b'GET /page.txt HTTP/1.1\\r\\n\\r\\n' + "
    )
    check = """
    def check_the_log(client: Client, peer: Peer) -> None:
        peer.serve("http", keeps_connections=True, files={"page.txt": b"x"})
        client.expect_exit(0)
        assert len(peer.notes) == 1000
    """
    assert verdict(asks, check, role="client") == "passed"


def test_what_was_not_asked_for_is_missed_in_the_log(verdict: Verdict) -> None:
    check = FETCHES.format(manner="").replace("GET /page.txt", "GET /other.txt")
    told = verdict(GETS, check, role="client")
    assert "'GET /other.txt' is not in the server's log" in told


def test_a_server_is_another_in_each_check(grade_source: Callable[..., ProgramResult]) -> None:
    check = FETCHES.format(manner="")
    nothing_there = """
    def check_finds_nothing(client: Client, peer: Peer) -> None:
        peer.serve("http")
        client.expect_output("404")
    """
    result = grade_source(GETS, check + inspect.cleandoc(nothing_there), role="client")
    assert [str(each.outcome) for each in result.checks] == ["passed", "passed"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("peer.cut()", "Peer.serve() must be said first"),
        ("peer.serve('http').serve('http')", "the server is there already"),
        ("client.run(); peer.serve('http')", "comes too late"),
        ("peer.serve('gopher')", "there is no server of a protocol 'gopher'"),
        ("peer.serve('http', files=client)", "a server cannot have Client"),
    ],
)
def test_what_a_check_says_wrongly_is_its_own_fault(verdict: Verdict, said: str, why: str) -> None:
    check = f"""
    def check_wrongly(client: Client, peer: Peer) -> None:
        {said}
    """
    told = verdict(GETS, check, role="client")
    assert told.startswith("error")
    assert why in told


MAILS = """
import smtplib
with smtplib.SMTP("127.0.0.1", 7007) as server:
    for _ in range({times}):
        server.sendmail("a@example.org", "b@example.org", "Subject: Hello\\n\\n.dot")
"""
TAKES = """
def check_takes(client: Client, peer: Peer) -> None:
    peer.serve("smtp"{more})
    taken = peer.expect_taken("a mail")
    content = "Subject: Hello\\r\\n\\r\\n.dot\\r\\n"
    assert taken == {{"sender": "a@example.org", "recipients": ["b@example.org"], "content": content}}
    peer.expect_note("QUIT")
"""


def test_what_a_server_has_taken_is_told(verdict: Verdict) -> None:
    pytest.importorskip("aiosmtpd")
    assert verdict(MAILS.format(times=1), TAKES.format(more=""), role="client") == "passed"


@pytest.mark.parametrize(
    ("times", "more", "why"),
    [
        (0, "", "ended by itself (exit code 0), and has not brought a mail to the server"),
        (2, "", "The server has taken a mail 2 times"),
        (1, ", refuses={'DATA': '554 No'}", "The program crashed"),
    ],
)
def test_what_a_server_has_not_taken_once_is_missed(
    verdict: Verdict, times: int, more: str, why: str
) -> None:
    pytest.importorskip("aiosmtpd")
    assert why in verdict(MAILS.format(times=times), TAKES.format(more=more), role="client")


@pytest.mark.skipif(sys.platform != "linux", reason="says how much is in a pipe as Linux does")
def test_a_server_that_is_ended_in_the_midst_of_what_it_says_is_followed_by_another() -> None:
    pytest.importorskip("aiosmtpd")
    host = Host("smtp", SharedNetwork())
    with closing(host):
        first, pipe = host.begin({}), host.descriptor
        with socket.create_connection(("127.0.0.1", first.port)) as connection:
            for line in (b"HELO lab", b"MAIL FROM:<a@example.org>", b"RCPT TO:<b@example.org>", b"DATA"):
                connection.sendall(line + b"\r\n")
                connection.recv(1000)
            connection.sendall(10_000 * (80 * b"x" + b"\r\n") + b".\r\n")
            deadline = time.monotonic() + 50
            # It tells of the mail until the pipe is full: a page may be lost to shorter lines before.
            while struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0] < 2**16 - 2**12:
                assert time.monotonic() < deadline
                select.select([], [], [], 0.01)  # nothing depends on how often it is looked
            host.end()
        assert host.begin({}).pid != first.pid
