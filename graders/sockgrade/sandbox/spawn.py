"""What both sandboxes do when they start a program: whose name it gets, which environment, which limits."""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypedDict

from sockgrade.kernel import proc
from sockgrade.sandbox import PATH, Limits

#: `nobody`, by its number: distributions agree on it, not on the name of its group.
NOBODY = 65534
#: Its bit in a set of capabilities (capabilities(7)).
_CAP_SYS_RESOURCE = 1 << 24


class Identity(TypedDict, total=False):
    """The keyword arguments of `subprocess.Popen` that say as whom the program runs."""

    user: int
    group: int
    extra_groups: list[int]


def runs_as_nobody() -> bool:
    """Whether programs run as nobody, because the grader is root."""
    return sys.platform != "win32" and os.geteuid() == 0


def demoted(*, dies_with_parent: bool) -> tuple[list[str], Identity]:
    """The beginning of a command line, and arguments of Popen, under which the rest runs as the right user.

    That is nobody if the grader is root, otherwise the grader's own user: a student's program never runs as
    root, for whom RLIMIT_NPROC and file permissions do not count. `setpriv` of util-linux replaces itself by
    the program, and can ask the kernel to kill it when the thread that started it ends (prctl(2),
    PR_SET_PDEATHSIG; asked after the change of user, which it would not survive). Where there is no setpriv,
    Popen changes the user, which is slower: it must then copy the grader's page tables (no vfork).
    """
    root = runs_as_nobody()
    options = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if root else []
    if dies_with_parent:
        options += ["--pdeathsig", "KILL"]
    setpriv = shutil.which("setpriv") if sys.platform == "linux" and options else None
    if setpriv is not None:
        return [setpriv, *options, "--"], {}
    return [], {"user": NOBODY, "group": NOBODY, "extra_groups": []} if root else {}


def program_ids() -> tuple[int, int]:
    """The user and the group that programs run as."""
    return (NOBODY, NOBODY) if runs_as_nobody() else (os.geteuid(), os.getegid())


def names() -> dict[str, bytes]:
    """The files of /etc that say which names there are, for a sandbox with a file system of its own."""
    user, group = program_ids()
    return {
        "passwd": f"root:x:0:0:root:/root:/bin/sh\nstudent:x:{user}:{group}:student:/tmp:/bin/sh\n".encode(),
        "group": f"root:x:0:\nstudent:x:{group}:\n".encode(),
        # "Not found" at once and without asking anybody, for every name that is not in /etc/hosts.
        "nsswitch.conf": b"passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n",
    }


def give_to_program(path: str | Path) -> None:
    """Let the program write to a file or folder (not to what is in it), as whoever it runs. Follows no link."""
    if runs_as_nobody():
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a program: fixed, minimal, and nothing of the grader's, where secrets are."""
    if sys.platform == "win32":
        kept = ("SYSTEMROOT", "SYSTEMDRIVE", "PATH", "PATHEXT", "TEMP", "TMP", "COMSPEC")
        fixed = {name: os.environ[name] for name in kept if name in os.environ}
    else:
        fixed = {
            "PATH": PATH,
            "HOME": "/tmp",
            "TMPDIR": "/tmp",
            "LANG": "C.UTF-8",
            "TERM": "dumb",
        }
    return {**fixed, **extra}


def limited(limits: Limits, *, count_processes: bool = True) -> list[str]:
    """The beginning of a command line under which the rest runs within `limits` (setrlimit(2)).

    `prlimit` of util-linux replaces itself by the program, so the pid stays the same. Empty where there is
    none. `count_processes` must be false where RLIMIT_NPROC would count what is not the program's.
    """
    prlimit = shutil.which("prlimit") if sys.platform == "linux" else None
    if prlimit is None:
        return []
    permitted = _permitted(limits, count_processes=count_processes)
    return [prlimit, *(f"--{name.lower()}={soft}:{hard}" for name, (soft, hard) in permitted.items()), "--"]


@cache
def may_limit() -> bool:
    """Whether the grader may do from outside what `limited` does from within (Linux).

    A process may be limited by its own user, and by root with a capability that containers often lack.
    """
    return not runs_as_nobody() or bool(int(proc.status(os.getpid())["CapEff"], 16) & _CAP_SYS_RESOURCE)


def limit(pid: int, limits: Limits) -> None:
    """Limit a process that the user of programs runs, and what it is going to start (prlimit(2), Linux).

    Raises ProcessLookupError if it is gone.
    """
    import resource

    for name, both in _permitted(limits, count_processes=True).items():
        resource.prlimit(pid, getattr(resource, f"RLIMIT_{name}"), both)


def resource_limits(limits: Limits, *, count_processes: bool) -> dict[str, tuple[int, int]]:
    """Soft and hard limits, by the name that follows RLIMIT_ (setrlimit(2))."""
    wanted = {
        "DATA": limits.data,
        "STACK": limits.stack,
        "FSIZE": limits.file_size,
        "NOFILE": limits.open_files,
        "CORE": 0,
    }
    if count_processes:
        wanted["NPROC"] = limits.processes
    both = {name: (value, value) for name, value in wanted.items()}
    if limits.cpu_seconds is not None:
        # The soft limit ends the program by SIGXCPU, which says why; the hard one by SIGKILL, which does not.
        both["CPU"] = (limits.cpu_seconds, limits.cpu_seconds + 1)
    return both


def _permitted(limits: Limits, *, count_processes: bool) -> dict[str, tuple[int, int]]:
    """The same, or the grader's own hard limit where that is lower: the kernel refuses to raise it."""
    import resource

    wanted = resource_limits(limits, count_processes=count_processes)
    hard = {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1] for name in wanted}
    return {
        name: both
        if hard[name] == resource.RLIM_INFINITY
        else (min(both[0], hard[name]), min(both[1], hard[name]))
        for name, both in wanted.items()
    }


def await_end(pidfd: int, seconds: float | None) -> None:
    """Wait until the process of this descriptor has ended, at most so many seconds."""
    if sys.platform != "win32":
        poll = select.poll()  # select.select() takes no descriptors above 1023
        poll.register(pidfd, select.POLLIN)
        poll.poll(None if seconds is None else seconds * 1000)


def signalled(status: int) -> int:
    """The shell's 128+N for "ended by signal N" as -N; every other exit status unchanged.

    A program that itself exits with 128+N cannot be told apart from one that signal N ended. Nothing may be
    decided by the difference.
    """
    try:
        return -signal.Signals(status - 128)
    except ValueError:
        return status
