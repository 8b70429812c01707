"""Attacks 14 to 19: the grader's own processes, and its channel to the program."""

from __future__ import annotations

import json
import textwrap

from hostile.arena import PROGRAMS, Arena

SERVE = """
import socket
with socket.create_server(("127.0.0.1", 7007)) as listener:
    while True:
        connection, _ = listener.accept()
        with connection:
            while data := connection.recv(65536):
                connection.sendall(data)
"""


def test_14_looks_into_the_grader(arena: Arena) -> None:
    """The only process that a program finds is the sandbox's first: it has no more rights than the program, or, as
    the helper in a container, is somebody else's."""
    found = json.loads(arena.output(PROGRAMS / "14_looks_into_others.py"))
    assert list(found) == ["1"]
    if arena.sandbox == "docker":
        assert found["1"].pop("capabilities") > 0
        assert found["1"] == {
            "ptrace": -1,
            "process_vm_readv": -1,
            "pidfd_getfd": -1,
            "descriptors": "Permission denied",
            "filtered": True,
        }
        return
    assert found["1"] == {
        "ptrace": -1,
        "process_vm_readv": -1,
        "pidfd_getfd": -1,
        "descriptors": ["/0", "anon_inode", "pipe"],  # the first is the program's terminal
        "capabilities": 0,
        "filtered": True,
    }


def test_15_stops_and_kills_every_process(arena: Arena) -> None:
    program = """
    import os, signal
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in (-1, 0, *range(1, 40000)):
            try:
                if pid not in (0, os.getpid()):
                    os.kill(pid, number)
            except OSError:
                pass
    """
    assert arena.verdict(textwrap.dedent(program) + SERVE, "echo/server/echoes") == "passed"


def test_16_closes_every_descriptor(arena: Arena) -> None:
    program = "import os\nos.closerange(0, 2**20)\n" + SERVE
    assert arena.verdict(program, "echo/server/echoes") == "passed"


def test_17_looks_for_somebody_to_speak_to(arena: Arena) -> None:
    """And 18, sends descriptors: there is no helper, or none that takes another connection than the one it has.

    What the grader makes of a helper that sends many descriptors, or wrong ones, is in test_docker.py.
    """
    seen = json.loads(arena.output(PROGRAMS / "17_looks_for_sockets.py"))
    assert seen["reached"] == []
    assert seen["sockets"] == []
    if arena.sandbox != "docker":
        assert seen["names"] == []


def test_19_fakes_its_exit_status(arena: Arena) -> None:
    """What a program ends with passes nothing that it has not done."""
    for end in ("os._exit(0)", "os.kill(os.getpid(), 9)", "os._exit(137)"):
        program = f"import os, socket\nlistener = socket.create_server(('', 7007))\nlistener.accept()\n{end}"
        assert arena.verdict(program, "echo/server/echoes").startswith(("failed ended", "failed closed"))
