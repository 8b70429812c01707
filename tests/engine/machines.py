"""A machine of its own for a command: a private network as its loopback, so that fixed ports clash with nobody's."""

from __future__ import annotations

import sys

from sockgrade.network.namespaces import NetworkUnavailable, probe_private_network

_ENTER = """
import os, sys
from sockgrade.network.namespaces import enter_private_network
enter_private_network().renew("tcp", 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def on_a_machine_of_its_own(*arguments: str) -> list[str]:
    """The command that runs Python with these arguments there."""
    return [sys.executable, "-c", _ENTER, *arguments]


def why_not() -> str:
    """Why there is none to be had here; empty, if there is."""
    try:
        probe_private_network()
    except NetworkUnavailable as why:
        return str(why)
    return ""
