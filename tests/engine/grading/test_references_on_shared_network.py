"""The references pass on a machine's own loopback, too, as on macOS and Windows.

The machine is a private network here, so that its fixed ports clash with nobody's.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from sockgrade.course import Course
from sockgrade.network.namespaces import NetworkUnavailable, probe_private_network

IN_A_MACHINE_OF_ITS_OWN = """
import os, sys
from sockgrade.network.namespaces import enter_private_network
enter_private_network().renew("tcp", 0)
os.execv(sys.executable, [sys.executable, "-m", "sockgrade", *sys.argv[1:]])
"""


def why_not() -> str:
    try:
        probe_private_network()
    except NetworkUnavailable as why:
        return str(why)
    return ""


@pytest.mark.skipif(bool(why_not()), reason=f"no machine of its own for the test: {why_not()}")
@pytest.mark.parametrize("program", [program.id for program in Course.default().programs])
def test_the_reference_passes_on_a_shared_network(program: str) -> None:
    course = Course.default()
    reference = course.references(course.program(program))[0]
    command = [sys.executable, "-c", IN_A_MACHINE_OF_ITS_OWN, "grade", program, str(reference)]
    command += ["--network", "shared", "--sandbox", "none"]
    done = subprocess.run(
        command, text=True, capture_output=True, env=dict(os.environ, COLUMNS="150"), check=False
    )
    # Who talks to itself is seen by its packets only.
    unseen = program.endswith("/program")
    assert done.returncode == (3 if unseen else 0), done.stdout + done.stderr
    assert ("Not judged: " in done.stdout) == unseen
    assert "network: shared" in done.stdout
    assert "✗" not in done.stdout
