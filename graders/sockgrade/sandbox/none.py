"""No sandbox: the machine's own files. For students who grade their own program, on any system."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

import psutil

from . import Launch, SandboxUnavailable
from .spawn import await_end, demoted, environment, give_to_program, limited

#: Seconds to wait for processes that were killed before it is looked again who is left.
_ROUND = 1.0


class NoSandbox:
    """Runs a program with the machine's own files, and nobody's rights if the grader is root.

    Limits are set where there is `prlimit` (Linux). A daemon that gave up both its parent and its session
    before the program ended is not found: only a sandbox holds on to it.
    """

    name = "none"

    def start(self, launch: Launch) -> Unsandboxed:
        if launch.writable is not None:
            give_to_program(launch.writable)
        limits = limited(launch.limits, count_processes=processes_are_counted_apart())
        demotion, identity = demoted(dies_with_parent=True)
        argv = [*demotion, *limits, *launch.argv]
        try:
            process = subprocess.Popen(
                argv,
                cwd=launch.folder,
                env=environment(launch.environment),
                stdin=launch.stdin,
                stdout=launch.stdout,
                stderr=launch.stderr,
                start_new_session=True,
                **identity,
            )
        except OSError as error:
            raise SandboxUnavailable(f"cannot start {launch.argv[0]}: {error.strerror}") from error
        return Unsandboxed(process)

    def folder_path(self, folder: Path) -> Path:
        return folder

    def writable_path(self, folder: Path) -> Path:
        return folder


@cache
def processes_are_counted_apart() -> bool:
    """Whether RLIMIT_NPROC counts the program's processes and few others.

    It counts a user's threads in one user namespace: nobody has few, a worker's own namespace has few, but a
    person at a desktop has thousands, and the program could not start a single thread.
    """
    if sys.platform == "win32":
        return False
    if os.geteuid() == 0:
        return True
    try:
        return Path("/proc/self/uid_map").read_text().split()[2] != str(2**32 - 1)
    except OSError:
        return False


class Unsandboxed:
    """A program started without a sandbox (`sockgrade.sandbox.Running`)."""

    own_pids: frozenset[int] = frozenset()

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._swept = False

    @property
    def root_pid(self) -> int:
        return self._process.pid

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process.poll() is None else None

    def poll(self) -> int | None:
        status = self._process.poll()
        if status is not None:
            self._sweep(set())
        return status

    def exit_descriptor(self) -> int | None:
        if sys.platform == "linux" and self._process.returncode is None:
            return os.pidfd_open(self._process.pid)
        return None

    def kill(self) -> None:
        family: set[psutil.Process] = set()
        if self._process.poll() is None:
            # Before anything dies: orphans are re-parented, and nothing would lead to them any more.
            family = _descendants({psutil.Process(self._process.pid)})
            if sys.platform != "win32":
                # The kernel does this in one step: no member of the group can fork out of it.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        self._sweep(family)

    def _sweep(self, family: set[psutil.Process]) -> None:
        """End what the program left behind: `family`, what descends from it, and its session."""
        if self._swept:
            return
        sessions = {self._process.pid}
        while True:
            sessions |= {session for process in family if (session := _session(process.pid)) is not None}
            family = {process for process in family | _members(sessions) if _is_alive(process)}
            family |= _descendants(family)
            if not family:
                break
            for process in family:
                with contextlib.suppress(psutil.Error):
                    process.kill()
            _await_end(family)
        self._swept = True


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


def _members(sessions: set[int]) -> set[psutil.Process]:
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
