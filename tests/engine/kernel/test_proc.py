"""What /proc tells is taken apart rightly, whatever a program calls itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from sockgrade.kernel import proc

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux's /proc")

NAMELESS = """
with open("/proc/self/comm", "w") as comm:
    comm.write(") Z 1 (\\nSigCgt: 0")
print(flush=True)
input()
"""


@pytest.fixture
def pid() -> Iterator[int]:
    """A program with a name that looks like other fields, and that waits."""
    with subprocess.Popen(
        [sys.executable, "-c", NAMELESS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        yield program.pid
        program.kill()


def test_a_name_is_no_other_field(pid: int) -> None:
    stat = proc.Stat.of(pid)
    assert not stat.is_ending
    assert stat.parent != 1
    assert proc.status(pid)["SigCgt"] != "0"


def test_a_process_is_the_same_as_its_only_thread(pid: int) -> None:
    assert proc.threads(pid) == [pid]
    assert proc.Stat.of(pid).parent == proc.Stat.of(pid, pid).parent
    assert sum(proc.switches(pid, pid)) > 0
    assert pid in proc.descendants(proc.Stat.of(pid).parent)


def test_what_has_ended_says_so(pid: int) -> None:
    subprocess.run(["kill", "-9", str(pid)], check=True)
    while not proc.Stat.of(pid).has_ended:  # nobody has waited for it yet
        pass
    assert proc.Stat.of(pid).is_ending
