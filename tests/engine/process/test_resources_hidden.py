"""What a program holds is found wherever it keeps it; what it hides is told as its own doing."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sockgrade.checks import CheckFailed
from sockgrade.process.resources import holdings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")

Verdict = Callable[..., str]

FORGETS = """
def check_forgets_no_socket(server: Server) -> None:
    for _ in range(3):
        server.connect().send(b"text").expect(b"text").leave()
    server.expect_no_forgotten_socket()
"""
SERVER = """
import ctypes, os, socket, threading, time
{before}
listener = socket.create_server(("127.0.0.1", 7007))
kept = []
while True:
    connection, _ = listener.accept()
    while data := connection.recv(100):
        connection.sendall(data)
    {after}
"""
#: The client has gone when this comes: the first byte meets a reset, which leaves the connection CLOSED.
SPEAKS_TO_NOBODY = """
    try:
        while True: connection.send(b"bye"); time.sleep(0.01)
    except OSError: pass
"""


def test_a_socket_whose_connection_was_reset_is_forgotten_too(verdict: Verdict) -> None:
    program = SERVER.format(before="", after=f"kept.append(connection){SPEAKS_TO_NOBODY}")
    assert verdict(program, FORGETS) == (
        "failed still_open: The program does not close its side of 3 connections after the client has gone."
    )


def test_a_socket_that_is_closed_after_a_reset_is_not(verdict: Verdict) -> None:
    program = SERVER.format(before="", after=f"pass{SPEAKS_TO_NOBODY}    connection.close()")
    assert verdict(program, FORGETS) == "passed"


@pytest.mark.parametrize("sandbox", ["auto", "none"])
def test_a_program_that_is_not_dumpable_is_looked_at_all_the_same(verdict: Verdict, sandbox: str) -> None:
    hides = "ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)"
    assert (
        verdict(SERVER.format(before=hides, after="connection.close()"), FORGETS, sandbox=sandbox) == "passed"
    )
    assert verdict(
        SERVER.format(before=hides, after="kept.append(connection)"), FORGETS, sandbox=sandbox
    ) == (
        "failed still_open: The program does not close its side of 3 connections after the client has gone."
    )


@dataclass(frozen=True)
class _Somebody:
    """A program that is one process."""

    root_pid: int
    own_pids: frozenset[int] = frozenset()


def test_where_nobody_may_look_because_of_the_program_it_fails() -> None:
    """Without the rights that the grader has in a private network."""
    libc = ctypes.CDLL(None)
    ready, tells = os.pipe()
    hidden = os.fork()
    if hidden == 0:
        if os.geteuid() == 0:
            os.setuid(65534)
        libc.prctl(4, 0, 0, 0, 0)
        os.write(tells, b".")
        libc.pause()
        os._exit(0)
    os.read(ready, 1)
    looks = os.fork()
    if looks == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            holdings(_Somebody(hidden))  # type: ignore[arg-type] # it has all that is asked for
        except CheckFailed as failed:
            status = 0 if "PR_SET_DUMPABLE" in failed.failure.message else 2
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(looks, 0)[1])
    os.kill(hidden, 9)
    os.waitpid(hidden, 0)
    os.close(ready)
    os.close(tells)
    assert status == 0
