"""Whether a connection stays open because the parent process kept its copy of the socket (fork(2))."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

from sockgrade.sandbox import Running
from sockgrade.tables import Tables, TooManySockets
from sockgrade.watch import processes


def parent_keeps_connection(running: Running, tables: Tables | None) -> bool:
    """Whether a program that serves its clients in child processes has a connection open in the parent."""
    if tables is None or running.pid is None:
        return False
    with contextlib.suppress(OSError, ValueError, TooManySockets):
        return _has_children(running, running.pid) and _holds_connection(running.pid, tables)
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


def _holds_connection(pid: int, tables: Tables) -> bool:
    connections = {f"socket:[{row.inode}]" for row in tables.open() if row.inode}
    folder = f"/proc/{pid}/fd"
    return any(os.readlink(f"{folder}/{name}") in connections for name in os.listdir(folder))
