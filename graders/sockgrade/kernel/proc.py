"""What /proc tells of processes and their threads (proc(5)): Linux only.

Everything here raises OSError, FileNotFoundError or ProcessLookupError if it is gone, and of a kernel that says
something else ValueError or LookupError.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass

#: A flag of /proc/PID/stat (linux/sched.h).
_PF_EXITING = 0x4


@dataclass(frozen=True)
class Stat:
    """A line of /proc/PID/stat, of a process or of one of its threads (proc_pid_stat(5))."""

    fields: list[str]
    """Those from the state on."""

    @classmethod
    def of(cls, pid: int, tid: int | None = None) -> Stat:
        """The line of a process, or of a thread."""
        # The name in parentheses may contain anything, parentheses too: what follows begins after the last one.
        return cls(_read("stat", pid, tid).rpartition(")")[2].split())

    @property
    def state(self) -> str:
        """One letter: R for running, S for asleep, T for stopped, Z and X for ended."""
        return self.fields[0]

    @property
    def parent(self) -> int:
        """The process that started this one."""
        return int(self.fields[1])

    @property
    def has_ended(self) -> bool:
        """Whether nothing but the entry is left."""
        return self.state in "ZX"

    @property
    def is_ending(self) -> bool:
        """Whether it has ended, or is about to."""
        return self.has_ended or bool(int(self.fields[6]) & _PF_EXITING)

    @property
    def seconds(self) -> float:
        """The processor time that it has used (utime, stime)."""
        return _seconds(self.fields[11:13])

    @property
    def seconds_with_children(self) -> float:
        """The same, and that of the children for which it has waited (cutime, cstime)."""
        return _seconds(self.fields[11:15])


def _seconds(ticks: list[str]) -> float:
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def threads(pid: int) -> list[int]:
    """The threads of a process, in the order of their numbers; the first has the number of the process."""
    return sorted(map(int, os.listdir(f"/proc/{pid}/task")))


def status(pid: int, tid: int | None = None) -> dict[str, str]:
    """The lines of /proc/PID/status, by their names (proc_pid_status(5))."""
    lines = _read("status", pid, tid).splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def switches(pid: int, tid: int) -> tuple[int, int]:
    """How often a thread has left its processor, by itself and not: the same only while it has not run in between.

    It stands in the same file, and is asked for too often to take all of that apart.
    """
    counts = _read("status", pid, tid).partition("\nvoluntary_ctxt_switches:")[2]
    voluntary, _, involuntary, *_ = counts.split(maxsplit=3)
    return int(voluntary), int(involuntary)


def starved(pid: int, tid: int) -> float:
    """Seconds in which a thread was ready to run, and no processor was free for it; 0 where the kernel does not count.

    The source is /proc/PID/task/TID/schedstat (sched-stats in the kernel's documentation).
    """
    try:
        return int(_read("schedstat", pid, tid).split()[1]) / 1e9
    except FileNotFoundError:  # a kernel without CONFIG_SCHED_INFO
        return 0.0


def syscall(pid: int, tid: int) -> list[str]:
    """The words of /proc/PID/task/TID/syscall (proc_pid_syscall(5)): the call's number, its arguments, two pointers."""
    return _read("syscall", pid, tid).split()


def _read(name: str, pid: int, tid: int | None) -> str:
    folder = f"/proc/{pid}" if tid is None else f"/proc/{pid}/task/{tid}"
    with open(f"{folder}/{name}", errors="replace") as file:  # asked for too often to build a Path first
        return file.read()


def descendants(root: int) -> frozenset[int]:
    """A process and all processes below it; what ends meanwhile may be among them."""
    found, queue = {root}, [root]
    while queue:
        pid = queue.pop()
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for tid in threads(pid):
                children = {int(child) for child in _read("children", pid, tid).split()}
                queue += children - found
                found |= children
    return frozenset(found)
