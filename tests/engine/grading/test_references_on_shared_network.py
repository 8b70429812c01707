"""The references pass on a machine's own loopback, too, as on macOS and Windows.

The machine is a private network here, so that its fixed ports clash with nobody's.
"""

from __future__ import annotations

import os
import subprocess

import pytest
from machines import on_a_machine_of_its_own, why_not

from sockgrade.course import Course

#: (Pairs are left out there: tests/engine/grading/test_pairs.py.)
#: What core asks of these, a shared network does not show: who talks to itself is seen by its packets only, the names
#: that programs find there are the machine's own, and nobody is given a right there.
UNSEEN = {
    "netzwerkprogrammierung/server_thread/program",
    "socket_programmeren/hostnames/client",
    "netzwerkkommunikation/create_connection/client",
    "netzwerkkommunikation/name_lookup/program",
    "fsst/raw_sniffer/program",
}


@pytest.mark.skipif(bool(why_not()), reason=f"no machine of its own for the test: {why_not()}")
@pytest.mark.parametrize(
    "program", [program.id for program in Course.default().programs if program.role != "pair"]
)
def test_the_reference_passes_on_a_shared_network(program: str) -> None:
    course = Course.default()
    reference = course.references(course.program(program))[0]
    command = on_a_machine_of_its_own("-m", "sockgrade", "grade", program, str(reference))
    command += ["--network", "shared", "--sandbox", "none", "--no-record"]
    done = subprocess.run(
        command, text=True, capture_output=True, env=dict(os.environ, COLUMNS="150"), check=False
    )
    unseen = program in UNSEEN
    assert done.returncode == (3 if unseen else 0), done.stdout + done.stderr
    assert ("Not judged: " in done.stdout) == unseen
    assert "network: shared" in done.stdout
    assert "✗" not in done.stdout
