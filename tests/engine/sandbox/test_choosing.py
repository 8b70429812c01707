"""Which sandbox and interpreter are taken, and what they cost the grader."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sandbox.programs import Start, linux_only

from sockgrade.sandbox import SandboxUnavailable
from sockgrade.sandbox.choose import Chosen, choose
from sockgrade.sandbox.none import NoSandbox


def test_auto_takes_bubblewrap_where_it_works(bubblewrapped: Chosen) -> None:
    chosen = choose("auto")
    assert (chosen.sandbox.name, chosen.notes) == (bubblewrapped.sandbox.name, ())


def test_without_bubblewrap(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(SandboxUnavailable, match="bubblewrap"):
        choose("bubblewrap")
    chosen = choose("auto")
    assert isinstance(chosen.sandbox, NoSandbox)
    assert len(chosen.notes) == 1
    assert "UNSANDBOXED" in chosen.notes[0]


def test_unknown_sandbox() -> None:
    with pytest.raises(SandboxUnavailable, match="choose auto"):
        choose("jail")


@pytest.mark.parametrize("python", ["/bin/cat", "/bin/true", "/no/such/python"])
def test_what_is_not_python(chosen: Chosen, python: str) -> None:
    with pytest.raises(SandboxUnavailable, match=python):
        choose(chosen.sandbox.name, python)


def test_interpreter_outside_usr(on_this_machine: Chosen, start: Start) -> None:
    """A virtual environment: its own folder must be readable, and its packages are found."""
    environment = start.folder / "venv"
    subprocess.run([on_this_machine.python.path, "-m", "venv", "--without-pip", environment], check=True)
    mine = choose(on_this_machine.sandbox.name, str(environment / "bin" / "python"))
    assert mine.python.version == on_this_machine.python.version
    assert start.result(mine, "import json, sys; print(json.dumps(sys.prefix))") == str(environment)


@linux_only
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root has a Python that others cannot run"
)
def test_interpreter_that_only_root_can_run(on_this_machine: Chosen, start: Start) -> None:
    environment = start.folder / "venv"
    subprocess.run([on_this_machine.python.path, "-m", "venv", "--without-pip", environment], check=True)
    environment.chmod(0o700)
    with pytest.raises(SandboxUnavailable, match="no Python runs"):
        choose(on_this_machine.sandbox.name, str(environment / "bin" / "python"))


# Cost


@linux_only
def test_launch_is_cheap(
    on_this_machine: Chosen, start: Start, record_property: Callable[[str, object], None]
) -> None:
    bare, sandboxed = [], []
    for _ in range(10):
        began = time.perf_counter()
        subprocess.run(["/bin/true"], check=True)
        bare.append(time.perf_counter() - began)
        began = time.perf_counter()
        assert start(on_this_machine, ["/bin/true"]).wait() == 0
        sandboxed.append(time.perf_counter() - began)
    cost = statistics.median(sandboxed) - statistics.median(bare)
    record_property("launch_milliseconds", round(cost * 1000, 1))
    # Some 8 ms on an idle machine; the least of ten, so that a loaded one does not fail this.
    assert min(sandboxed) < 0.1


def _own_descriptors() -> int:
    """How many there are; without the connections to its daemon that Docker's client keeps, one for each URL."""
    daemon = os.environ.get("DOCKER_HOST", "").removeprefix("unix://")
    found = os.listdir("/proc/self/fd")
    for descriptor in [name for name in found if os.path.lexists(f"/proc/self/fd/{name}")]:
        if os.readlink(f"/proc/self/fd/{descriptor}").startswith("socket:"):
            with socket.socket(fileno=os.dup(int(descriptor))) as sock, suppress(OSError):
                if sock.getpeername() == daemon:
                    found.remove(descriptor)
    return len(found)


@linux_only
def test_nothing_is_left_of_the_graders(chosen: Chosen, start: Start) -> None:
    start(chosen, "").wait()  # where each start has a network of its own, it takes the place of this one's
    tests = 2 + (chosen.sandbox.name == "docker")  # the test's own two pipes, and the folder of a container
    for end_first in (True, False):
        before = _own_descriptors()
        program = start(chosen, "input()")
        if end_first:
            os.write(program.stdin, b"\n")
            assert program.wait() == 0
        program.running.kill()
        assert _own_descriptors() == before + tests
    with pytest.raises(ChildProcessError):
        os.waitpid(program.running.root_pid, os.WNOHANG)
