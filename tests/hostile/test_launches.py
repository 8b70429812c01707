"""Attacks 43, 74 and 83: what a launch may use, what it knows of other launches, and that none outlives the grader."""

from __future__ import annotations

import itertools
import json
import os
import platform
import signal
import socket
import subprocess
from pathlib import Path

import psutil
import pytest
from small_course import SOCKGRADE, write_files

from hostile.arena import HERE, PROGRAMS, Arena, adopt_orphans
from hostile.test_fakes import outputs
from sockgrade.sandbox import HOME, Limits, SandboxUnavailable
from sockgrade.sandbox.choose import choose

#: Seconds; nothing here takes a tenth of it on a loaded machine.
_PATIENCE = 60.0
#: File systems that a launch has for itself, in a container too.
_OWN = (str(HOME), "/tmp", "/dev/shm")


def test_43_fills_its_own_folder(arena: Arena) -> None:
    """With bytes, and with files; the machine's own stay what they are."""
    program = """
    import errno, os
    written = 0
    def fill():
        global written
        for number in range(10**6):
            with open(f"large{number}", "wb", buffering=0) as file:
                for _ in range(32):
                    written += file.write(bytes(2**20))
    def litter():
        for number in range(10**6):
            os.mkdir(f"{number}")
    for attempt in (fill, litter):
        try:
            attempt()
        except OSError as error:
            print(errno.errorcode[error.errno])
    print(written // 2**20, len(os.listdir()))
    """
    *errors, amounts = arena.output(program).splitlines()
    assert errors == ["ENOSPC"] * 2
    size, files = map(int, amounts.split())
    limits = Limits()
    if arena.sandbox == "docker":  # as large as a build may need
        assert size == 2**9 - 1  # the rest of a MiB, the program itself, is not counted
        assert 2**15 - 10 < files < 2**15
    else:
        assert size == limits.scratch // 2**20
        assert limits.scratch_files - 10 < files < limits.scratch_files + 10


def test_74_knows_the_launch(arena: Arena) -> None:
    """By names, mounts, owners, the cache of files: all of it is the same; and nothing is older than the launch."""
    graded = arena.grade(PROGRAMS / "74_tells_launches_apart.py", "echo/program")
    seen = [json.loads(output) for output in outputs(graded)]
    for launch in seen:
        told, made = launch["told"], launch["made"]
        assert told["cache"] == {
            "own": [True, True],
            "fadvise": None,
            "RWF_NOWAIT": "ENOTSUP",
            "cachestat": "ENOSYS",
        }
        assert told["mounts"][str(HOME)][0] == "/"
        assert str(HERE.parent.parent) not in str(launch)
        if arena.sandbox == "docker":
            # What is the container's has a random name, and is as old as it: it was made meanwhile, as a spare.
            told["mounts"] = {place: told["mounts"][place] for place in _OWN}
            told["commands"].pop(0)
            told["streams"].pop(1)
            # How many processes Docker has needed to begin, which differs from run to run.
            del told["status"], told["names"][4]
            launch["made"] = {path: time for path, time in made.items() if path == "program.py"}
        assert told == seen[0]["told"]
        assert "program.py" in launch["made"]  # of a path in its own folder a student is shown the rest
    seen.sort(key=lambda launch: launch["now"])
    for earlier, later in itertools.pairwise(seen):
        assert {name: time for name, time in later["made"].items() if time <= earlier["now"]} == {}


_REWRITES = """
import os, socket, time
said = "rewritten"
try:
    place = int(open("/proc/1/syscall").read().split()[-1], 16)
    # prctl(PR_SET_PDEATHSIG, 0), and then pause() for ever
    code = bytes.fromhex("b89d000000" "bf01000000" "31f6" "0f05" "b822000000" "0f05" "ebf7")
    os.pwrite(os.open("/proc/1/mem", os.O_RDWR), code, place)
    if os.fork() == 0:
        if os.fork() == 0:
            time.sleep(0.1)  # an orphan that ends: pid 1 returns from wait(), and comes to the code
        os._exit(0)
    os.wait()
    while not open("/proc/1/syscall").read().startswith("34 "):
        time.sleep(0.01)
except OSError as error:
    said = error.strerror
with socket.create_connection(("127.0.0.1", {port})) as outside:
    outside.sendall(said.encode())
    outside.recv(1)
"""
_COURSE = {
    "reference/doc/it/program.py": "",
    "exercises/doc/it/exercise.toml": "title = 'It'\ndocument = 'A'\nsection = '1'\n[program]\nport = {free}\n",
    "graders/doc/it/program.py": "from sockgrade import Program\n"
    "def check_ends(program: Program) -> None: program.run().expect_exit(0)\n",
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the attack is in machine code of x86-64")
def test_83_rewrites_the_sandboxes_first_process(tmp_path: Path) -> None:
    """On the machine's own network, too, it ends with the grader."""
    try:
        choose("bubblewrap")
    except SandboxUnavailable as reason:
        pytest.skip(str(reason))
    adopt_orphans()
    before = set(psutil.Process().children(recursive=True))
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
        other.close()
        listener.settimeout(_PATIENCE)
        course = write_files(
            tmp_path / "course", {n: text.replace("{free}", str(free)) for n, text in _COURSE.items()}
        )
        program = tmp_path / "program.py"
        program.write_text(_REWRITES.replace("{port}", str(listener.getsockname()[1])))
        options: list[str | Path] = ["--course", course, "--sandbox", "bubblewrap", "--network", "shared"]
        command = [SOCKGRADE, "grade", "doc/it", program, *options]
        grader = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(_PATIENCE)
            said = connection.recv(100).decode()
            assert said in ("rewritten", "Permission denied"), said
            grader.kill()
            grader.wait()
            try:
                assert connection.recv(1) == b""  # the program has ended
                left = set(psutil.Process().children(recursive=True)) - before
                gone, alive = psutil.wait_procs(left, timeout=_PATIENCE)
                assert alive == [], (said, gone)
            finally:
                for process in set(psutil.Process().children(recursive=True)) - before:
                    os.kill(process.pid, signal.SIGKILL)
