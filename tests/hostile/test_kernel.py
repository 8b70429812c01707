"""Attacks 79 and 80: what a program does against being looked at by way of the kernel."""

from __future__ import annotations

import os
import shutil
import textwrap

import pytest

from hostile.arena import PROGRAMS, Arena

KEEPS = """
kept = []
while True:
    connection, _ = listener.accept()
    kept.append(connection)
    while data := connection.recv(65536):
        connection.sendall(data)
"""
LISTEN = 'import ctypes, os, socket, time\nlistener = socket.create_server(("127.0.0.1", 7007))\n'

_GROWS = "failed still_open: The program has more and more sockets"
_FORGETS = (
    "failed still_open: The program does not close its side of 3 connections after the client has gone."
)


def test_79_is_not_dumpable(arena: Arena) -> None:
    program = LISTEN + "ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\n" + KEEPS
    if arena.sandbox == "docker" and os.geteuid() != 0:
        # An ordinary user has no rights in a container that go beyond the program's: it fails for hiding.
        hidden = "failed unobservable: The program keeps the grader from looking into it: it is not dumpable"
        assert arena.verdict(program, "echo/server/forgets_no_socket").startswith(hidden)
        return
    assert arena.verdict(program, "echo/server/forgets_no_socket") == _FORGETS
    assert arena.verdict(program, "echo/server/does_not_grow").startswith(_GROWS)


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler here")
@pytest.mark.parametrize("way", ["ends_its_main_thread", "keeps_them_in_a_thread"])
def test_79_holds_sockets_where_its_first_thread_has_none(arena: Arena, way: str) -> None:
    assert arena.verdict(PROGRAMS / f"79_{way}.c", "echo/server/does_not_grow").startswith(_GROWS)


def test_80_fills_the_tables_of_the_kernel(arena: Arena) -> None:
    """More sockets than anybody looks through, and all of them before the one that serves."""
    program = """
    import os, socket, time
    begun, ready = os.pipe()
    for _ in range(2):
        if os.fork() == 0:
            kept = [socket.create_server(("127.0.0.1", 0)) for _ in range(2500)]
            os.write(ready, b".")
            while True: time.sleep(100)
    for _ in range(2): os.read(begun, 1)
    listener = socket.create_server(("127.0.0.1", 7007))
    """
    program = textwrap.dedent(program) + KEEPS
    said = arena.verdict(program, "echo/server/forgets_no_socket")
    assert said.endswith(_FORGETS.removeprefix("failed still_open: "))


def test_80_holds_more_descriptors_than_anybody_looks_through(arena: Arena) -> None:
    program = """
    import os
    for _ in range(5):
        if os.fork() == 0:
            while os.dup(0) < 4000: pass
            import time; time.sleep(1000)
    """
    serve = """
while True:
    connection, _ = listener.accept()
    with connection:
        while data := connection.recv(65536):
            connection.sendall(data)
"""
    verdict = arena.verdict(textwrap.dedent(program) + LISTEN + serve, "echo/server/does_not_grow")
    assert verdict == (
        "failed unobservable: The program holds more than 16384 descriptors: nobody can look through them."
    )
