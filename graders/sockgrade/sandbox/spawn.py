"""What both sandboxes do when they start a program: whose name it gets, which environment, which limits."""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from . import Limits

#: `nobody`, by its number: distributions agree on it, not on the name of its group.
NOBODY = 65534


class Identity(TypedDict, total=False):
    """The keyword arguments of `subprocess.Popen` that say as whom the program runs."""

    user: int
    group: int
    extra_groups: list[int]


def demoted(*, dies_with_parent: bool) -> tuple[list[str], Identity]:
    """The beginning of a command line, and arguments of Popen, under which the rest runs as the right user.

    That is nobody if the grader is root, otherwise the grader's own user: a student's program never runs as
    root, for whom RLIMIT_NPROC and file permissions do not count. `setpriv` of util-linux replaces itself by
    the program, and can ask the kernel to kill it when the thread that started it ends (prctl(2),
    PR_SET_PDEATHSIG; asked after the change of user, which it would not survive). Where there is no setpriv,
    Popen changes the user, which is slower: it must then copy the grader's page tables (no vfork).
    """
    root = sys.platform != "win32" and os.geteuid() == 0
    options = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if root else []
    if dies_with_parent:
        options += ["--pdeathsig", "KILL"]
    setpriv = shutil.which("setpriv") if sys.platform == "linux" and options else None
    if setpriv is not None:
        return [setpriv, *options, "--"], {}
    return [], {"user": NOBODY, "group": NOBODY, "extra_groups": []} if root else {}


def give_to_program(path: Path) -> None:
    """Let the program write to a file or folder (not to what is in it), as whoever it runs. Follows no link."""
    if sys.platform != "win32" and os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a program: fixed, minimal, and nothing of the grader's, where secrets are."""
    if sys.platform == "win32":
        kept = ("SYSTEMROOT", "SYSTEMDRIVE", "PATH", "PATHEXT", "TEMP", "TMP", "COMSPEC")
        fixed = {name: os.environ[name] for name in kept if name in os.environ}
    else:
        fixed = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
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
    if sys.platform == "win32" or prlimit is None:
        return []
    import resource

    wanted = [
        ("data", resource.RLIMIT_DATA, limits.data),
        ("stack", resource.RLIMIT_STACK, limits.stack),
        ("fsize", resource.RLIMIT_FSIZE, limits.file_size),
        ("nofile", resource.RLIMIT_NOFILE, limits.open_files),
    ]
    if count_processes:
        wanted.append(("nproc", resource.RLIMIT_NPROC, limits.processes))
    options = [f"--{name}={_permitted(which, value)}" for name, which, value in wanted]
    options.append("--core=0")
    if limits.cpu_seconds is not None:
        soft = _permitted(resource.RLIMIT_CPU, limits.cpu_seconds)
        hard = _permitted(resource.RLIMIT_CPU, limits.cpu_seconds + 1)
        # The soft limit ends the program by SIGXCPU, which says why; the hard one by SIGKILL, which does not.
        options.append(f"--cpu={soft}:{hard}")
    return [prlimit, *options, "--"]


def _permitted(which: int, value: int) -> int:
    """`value`, or the grader's own hard limit where that is lower: prlimit refuses to raise it."""
    if sys.platform == "win32":
        return value
    import resource

    hard = resource.getrlimit(which)[1]
    return value if hard == resource.RLIM_INFINITY else min(value, hard)


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
