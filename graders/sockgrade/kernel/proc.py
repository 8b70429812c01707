"""What /proc tells of processes and their threads (proc(5)): Linux only.

All functions raise OSError, FileNotFoundError or ProcessLookupError of what is gone.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

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
        folder = f"/proc/{pid}" if tid is None else f"/proc/{pid}/task/{tid}"
        text = Path(f"{folder}/stat").read_text(errors="replace")
        # The name in parentheses may contain anything, parentheses too: what follows begins after the last one.
        return cls(text.rpartition(")")[2].split())

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
    folder = f"/proc/{pid}" if tid is None else f"/proc/{pid}/task/{tid}"
    lines = Path(f"{folder}/status").read_text(errors="replace").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def descendants(root: int) -> frozenset[int]:
    """A process and all processes below it; what ends meanwhile may be among them."""
    found, queue = {root}, [root]
    while queue:
        pid = queue.pop()
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for tid in threads(pid):
                children = {int(c) for c in Path(f"/proc/{pid}/task/{tid}/children").read_text().split()}
                queue += children - found
                found |= children
    return frozenset(found)
