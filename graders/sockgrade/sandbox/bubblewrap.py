"""Bubblewrap: the system's files read-only, a private /tmp, and nothing else of the machine. Linux only.

The program sees its own processes only, has no capabilities, and may use only the system calls that
`seccomp` leaves it. It inherits the network of the worker, which is private already.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from . import HOME, Launch, SandboxUnavailable
from .seccomp import filter_program
from .spawn import NOBODY, environment, give_to_program, identity, limited, signalled

#: Where the folder that the program may write to appears.
BUILD = Path("/build")

_NAMESPACES = (
    *("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-cgroup-try"),
    *("--disable-userns", "--die-with-parent", "--new-session"),
)

#: What of /etc libc and the loader read and which says nothing about the machine. /etc/hosts is the worker's,
#: so that names mean to the program what they mean to the grader.
_ETC = (
    *("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "timezone", "hosts", "host.conf"),
    *("services", "protocols", "alternatives"),
)

#: "Not found" at once and without asking anybody, for every name that is not in /etc/hosts.
_NSSWITCH = "passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n"

#: Seconds in which bubblewrap's outer process follows the inner one before it is killed as well.
_PATIENCE = 5.0


class Bubblewrap:
    """Runs a program in a sandbox of its own, made by bwrap(1)."""

    name = "bubblewrap"

    def __init__(self) -> None:
        """Raises SandboxUnavailable if bubblewrap or libseccomp is not installed."""
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxUnavailable("bubblewrap is not installed: sudo apt install bubblewrap")
        self._program = program
        self._filter = filter_program()

    def start(self, launch: Launch) -> Contained:
        if launch.writable is not None:
            give_to_program(launch.writable)
        limits = limited(launch.limits)
        if not limits:
            raise SandboxUnavailable("prlimit is not installed: sudo apt install util-linux")
        reading, writing = os.pipe()
        try:
            with contextlib.ExitStack() as ours:
                ours.callback(os.close, writing)
                user, files = _users(), list[tuple[str, bytes]]()
                files += [("--seccomp", self._filter)]
                descriptors = {name: _holding(data, ours) for name, data in user.items()}
                seccomp = _holding(self._filter, ours)
                argv = [
                    self._program,
                    *_system(launch.limits.scratch),
                    *_etc(descriptors),
                    *_folders(launch),
                    *("--remount-ro", "/", "--remount-ro", "/dev"),
                    *("--seccomp", str(seccomp), "--json-status-fd", str(writing), "--"),
                    *limits,
                    *launch.argv,
                ]
                process = subprocess.Popen(
                    argv,
                    cwd="/",
                    # Not the grader's environment and --clearenv: pid 1 would still show it (/proc/1/environ).
                    env=environment(launch.environment),
                    stdin=launch.stdin,
                    stdout=launch.stdout,
                    stderr=launch.stderr,
                    pass_fds=(*descriptors.values(), seccomp, writing),
                    **identity(),
                )
            return Contained(process, reading)
        except BaseException:
            os.close(reading)
            raise
