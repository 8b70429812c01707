"""What a program's processes hold open (proc_pid_fd(5)), whatever a program does against being looked at.

- A thread may have a table of descriptors of its own (CLONE_FILES, clone(2)), and the first thread may have ended
  (pthread_exit(3)), after which its table looks empty: each table is read of a thread that lives.
- A process that is not dumpable (PR_SET_DUMPABLE, prctl(2)) belongs to root. Where the grader has CAP_SYS_PTRACE
  in the process's user namespace, as in a private network, it may list and duplicate its descriptors all the same.

Linux only.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass

from sockgrade.kernel import linux, proc

#: A thread may end while it is asked: so often is another one.
_TRIES = 100


@dataclass(frozen=True)
class Descriptor:
    """A descriptor of another process."""

    pid: int
    tid: int
    """A thread that has it."""
    number: int

    @property
    def target(self) -> str:
        """What it stands for, such as `socket:[4711]`. Raises OSError, FileNotFoundError if it has been closed."""
        try:
            return os.readlink(f"/proc/{self.pid}/task/{self.tid}/fd/{self.number}")
        except PermissionError:
            mine = self.duplicate()
            try:
                return os.readlink(f"/proc/self/fd/{mine}")
            finally:
                os.close(mine)

    def duplicate(self) -> int:
        """The same for this process, which closes it. Raises OSError."""
        return linux.pidfd_getfd(self.pid, self.tid, self.number)


def descriptors(pid: int) -> list[Descriptor]:
    """All descriptors of a process; none if it has ended. Raises OSError: PermissionError if nobody may look."""
    found: list[Descriptor] = []
    for _ in range(_TRIES):
        holders = _holders(pid)
        found = [Descriptor(pid, tid, number) for tid in holders for number in _numbers(pid, tid)]
        if not any(is_ending(pid, tid) for tid in holders):  # whoever was asked for them has had them
            break
    return found


def _numbers(pid: int, tid: int) -> list[int]:
    try:
        return [int(name) for name in os.listdir(f"/proc/{pid}/task/{tid}/fdinfo")]
    except OSError:
        if is_ending(pid, tid):
            return []
        raise


def _holders(pid: int) -> list[int]:
    """A living thread for each table of descriptors."""
    holders: list[int] = []
    for tid in proc.threads(pid):
        is_known = any(linux.have_same_descriptors(tid, holder) for holder in holders)
        if not is_known and not is_ending(pid, tid):
            holders.append(tid)
    return holders


def is_ending(pid: int, tid: int) -> bool:
    """Whether a thread has ended or is about to: it then belongs to root, and says little to anybody else."""
    try:
        return proc.Stat.of(pid, tid).is_ending
    except OSError:
        return True


def is_hidden(pid: int) -> bool:
    """Whether a process that may not be looked at has seen to that itself: its files do not belong to its user.

    (proc(5): they belong to root when it is not dumpable.)
    """
    with contextlib.suppress(OSError, LookupError):
        return os.stat(f"/proc/{pid}/fd").st_uid != int(proc.status(pid)["Uid"].split()[1])
    return False
