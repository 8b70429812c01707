"""A program without a sandbox and everything that it started: found through parents and sessions, and ended."""

from __future__ import annotations

import contextlib
import os
import sys

import psutil

from sockgrade.sandbox.spawn import await_end

#: Seconds to wait for processes that were killed before it is looked again who is left.
_ROUND = 1.0


class Family:
    """The processes that descend from a program, or are in its session."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._members: set[psutil.Process] = set()

    def look_around(self) -> None:
        """Find the descendants, while the program is there to lead to them."""
        with contextlib.suppress(psutil.Error):
            self._members |= _descendants({psutil.Process(self._pid)})

    def end(self) -> None:
        """End all of them, and return when they are gone."""
        sessions = {self._pid}
        while True:
            sessions |= {s for process in self._members if (s := _session(process.pid)) is not None}
            self._members = {p for p in self._members | _in_sessions(sessions) if _is_alive(p)}
            self._members |= _descendants(self._members)
            if not self._members:
                return
            for process in self._members:
                with contextlib.suppress(psutil.Error):
                    process.kill()
            _await_end(self._members)


def _descendants(family: set[psutil.Process]) -> set[psutil.Process]:
    found: set[psutil.Process] = set()
    for process in family:
        with contextlib.suppress(psutil.Error):
            found.update(process.children(recursive=True))
    return found


def _await_end(family: set[psutil.Process]) -> None:
    if sys.platform != "linux":
        psutil.wait_procs(family, timeout=_ROUND)
        return
    for process in family:
        # psutil would wait until init has taken notice of the end of an orphan, which can take a second.
        with contextlib.suppress(ProcessLookupError):
            descriptor = os.pidfd_open(process.pid)
            await_end(descriptor, _ROUND)
            os.close(descriptor)
        # Orphans become the grader's where it is pid 1 of its namespace.
        with contextlib.suppress(ChildProcessError):
            os.waitpid(process.pid, os.WNOHANG)


def _session(pid: int) -> int | None:
    if sys.platform == "win32":
        return None
    # The grader's own session is not the program's, even if the program's pid has been given to someone else.
    with contextlib.suppress(OSError):
        session = os.getsid(pid)
        return session if session != os.getsid(0) else None
    return None


def _in_sessions(sessions: set[int]) -> set[psutil.Process]:
    found: set[psutil.Process] = set()
    if sys.platform != "win32":
        for pid in psutil.pids():
            if _session(pid) in sessions:
                with contextlib.suppress(psutil.Error):
                    found.add(psutil.Process(pid))
    return found


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
