"""Whether a connection stays open because the parent process kept its copy of the socket (fork(2))."""

from __future__ import annotations

import contextlib
import os
import signal

from sockgrade.kernel import proc
from sockgrade.network.tables import Tables, TooManySockets
from sockgrade.process.load import processes
from sockgrade.sandbox import Running


def parent_keeps_connection(running: Running, tables: Tables | None) -> bool:
    """Whether a program that serves its clients in child processes has a connection open in the parent."""
    if tables is None or running.pid is None:
        return False
    with contextlib.suppress(OSError, ValueError, LookupError, TooManySockets):
        return _has_children(running, running.pid) and _holds_connection(running.pid, tables)
    return False


def _has_children(running: Running, pid: int) -> bool:
    """Whether a process has children, zombies among them, or is prepared for their end (SIGCHLD)."""
    if processes(running) - {pid}:
        return True
    status = proc.status(pid)
    return any(int(status[name], 16) >> (signal.SIGCHLD - 1) & 1 for name in ("SigIgn", "SigCgt"))


def _holds_connection(pid: int, tables: Tables) -> bool:
    connections = {f"socket:[{row.inode}]" for row in tables.open() if row.inode}
    folder = f"/proc/{pid}/fd"
    return any(os.readlink(f"{folder}/{name}") in connections for name in os.listdir(folder))
