"""Ctrl-C while a rehearsal ends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

#: What is left to wait for the rehearsal is signalled after that has given up its sockets, and before it ends.
_ENDS_AMID_SIGNALS = """
import os, signal
from sockgrade.rehearsal.keyboard import Interrupts

interrupts = Interrupts()
interrupts.step_aside()
os.close(interrupts.fileno())
os.kill(os.getppid(), signal.SIGINT)
os._exit(7)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork() nobody is left to wait")
def test_a_signal_while_it_ends_is_not_complained_about() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _ENDS_AMID_SIGNALS], capture_output=True, text=True, timeout=50
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (7, "", "")
