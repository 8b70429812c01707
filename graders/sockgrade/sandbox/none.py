"""No sandbox: the machine's own files. For students who grade their own program, on any system."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sockgrade.sandbox import CommandRefused, Launch, Sandbox, SandboxUnavailable
from sockgrade.sandbox.spawn import demoted, environment, limited, runs_as_nobody

if TYPE_CHECKING:
    from sockgrade.sandbox.family import Family


#: Programs that may run as nobody at the same time: where root grades, the kernel counts their processes together.
_SHARERS = 16


#: What the system says when it can start no process at all (fork(2)).
_OF_THE_MACHINE = {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE}


class NoSandbox(Sandbox):
    """Runs a program with the machine's own files, and nobody's rights if the grader is root.

    Limits are set where there is `prlimit` (Linux). A daemon that gave up both its parent and its session
    before the program ended is not found: only a sandbox holds on to it.
    """

    name = "none"

    def start(self, launch: Launch) -> Unsandboxed:
        processes = launch.limits.processes * (_SHARERS if runs_as_nobody() else 1)
        within = replace(launch.limits, processes=processes)
        limits = limited(within, count_processes=processes_are_counted_apart())
        demotion, identity = demoted(dies_with_parent=True)
        argv = [*demotion, *limits, *launch.argv]
        try:
            process = subprocess.Popen(
                argv,
                cwd=launch.folder / launch.directory,
                env=environment(launch.environment),
                stdin=launch.stdin,
                stdout=launch.stdout,
                stderr=launch.stderr,
                start_new_session=True,
                **identity,
            )
        except OSError as error:
            if argv[0] == launch.argv[0] and error.errno not in _OF_THE_MACHINE:
                raise CommandRefused(f"{launch.argv[0]}: {error.strerror}") from error
            raise SandboxUnavailable(f"cannot start {argv[0]}: {error.strerror}") from error
        return Unsandboxed(process)

    def folder_path(self, folder: Path) -> Path:
        return folder


@cache
def processes_are_counted_apart() -> bool:
    """Whether RLIMIT_NPROC counts the program's processes and few others.

    It counts a user's threads in one user namespace: nobody has few, a worker's own namespace has few, but a
    person at a desktop has thousands, and the program could not start a single thread.
    """
    if sys.platform == "win32":
        return False
    if runs_as_nobody():
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
            from sockgrade.sandbox.family import Family

            self._sweep(Family(self._process.pid))
        return status

    def exit_descriptor(self) -> int | None:
        if sys.platform == "linux" and self._process.returncode is None:
            return os.pidfd_open(self._process.pid)
        return None

    def kill(self) -> None:
        from sockgrade.sandbox.family import Family  # psutil: not to be loaded before somebody needs it

        family = Family(self._process.pid)
        if self._process.poll() is None:
            # Before anything dies: orphans are re-parented, and nothing would lead to them any more.
            family.look_around()
            if sys.platform != "win32":
                # The kernel does this in one step: no member of the group can fork out of it.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        self._sweep(family)

    def _sweep(self, family: Family) -> None:
        """End what the program left behind."""
        if not self._swept:
            family.end()
            self._swept = True
