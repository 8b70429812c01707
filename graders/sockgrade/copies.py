"""Whether a connection stays open because the parent process kept its copy of the socket (fork(2))."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path

from sockgrade.sandbox import Running
from sockgrade.tables import ESTABLISHED, TCP_CLOSE_WAIT, rows
from sockgrade.watch import processes


def parent_keeps_connection(running: Running) -> bool:
    """Whether a program that serves its clients in child processes has a connection open in the parent."""
    if sys.platform != "linux" or running.pid is None:
        return False
    with contextlib.suppress(OSError, ValueError):
        return _has_children(running, running.pid) and _holds_connection(running, running.pid)
    return False


def _has_children(running: Running, pid: int) -> bool:
    """Whether a process has children, zombies among them, or is prepared for their end (SIGCHLD)."""
    if processes(running) - {pid}:
        return True
    for line in Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines():
        name, _, mask = line.partition(":")
        if name in ("SigIgn", "SigCgt") and int(mask, 16) >> (signal.SIGCHLD - 1) & 1:
            return True
    return False


def _holds_connection(running: Running, pid: int) -> bool:
    connections = {
        f"socket:[{row.inode}]"
        for row in rows(running.tables, "tcp")
        if row.inode and row.state in (ESTABLISHED, TCP_CLOSE_WAIT)
    }
    folder = f"/proc/{pid}/fd"
    return any(os.readlink(f"{folder}/{name}") in connections for name in os.listdir(folder))
