"""What a program holds of the machine, and how it spends its time: /proc/<pid> (proc(5)) and pidfd_getfd(2).

What ends or is closed while somebody looks is left out. Where the kernel does not tell, as on systems other
than Linux, functions raise CheckSkipped; where the program keeps the grader from looking, CheckFailed.
"""

from __future__ import annotations

import contextlib
import os
import platform
import socket
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sockgrade.checks import CheckFailed, CheckSkipped
from sockgrade.kernel.clock import now
from sockgrade.kernel.proc import Stat, switches, threads
from sockgrade.network.tables import CLOSED
from sockgrade.process.load import processes
from sockgrade.process.syscalls import CALLS, FUTEX, Call
from sockgrade.process.watch import AT_REST
from sockgrade.sandbox import Running
from sockgrade.verdict import Kind

if TYPE_CHECKING:
    from sockgrade.process.descriptors import Descriptor

#: Of a descriptor's target in /proc/<pid>/fd: what it is called; everything else is a file.
_KINDS = {"socket:": "socket", "pipe:": "pipe", "anon_inode:": "kernel object"}
#: More descriptors than any exercise needs.
_MOST = 2**14
#: Looks that must have found a program asleep before it is said to rest.
_ASLEEP = 25
#: Where struct tcp_info (linux/tcp.h) has the field `tcpi_sacked`, which for a listening socket is its backlog.
_BACKLOG = struct.Struct("=28xI")


@contextlib.contextmanager
def _unless_gone(pid: int, tid: int) -> Iterator[None]:
    """What ends or is closed meanwhile is no error."""
    from sockgrade.process.descriptors import is_ending, is_hidden

    try:
        yield
    except PermissionError as error:
        if is_ending(pid, tid):
            return
        if is_hidden(pid):
            raise CheckFailed(
                Kind.UNOBSERVABLE,
                "The program keeps the grader from looking into it: it is not dumpable (prctl, PR_SET_DUMPABLE).",
                expected="a program that may be looked at as any other",
                received="permission denied",
            ) from None
        raise CheckSkipped(f"nobody may look into the program here ({error})") from None
    except OSError:
        pass


def _processes(running: Running) -> frozenset[int]:
    """The program's processes, and not the sandbox's."""
    if sys.platform != "linux":
        raise CheckSkipped("only Linux tells what a program holds, and how it spends its time")
    return processes(running)


def _tasks(pid: int) -> list[Stat]:
    found = []
    with _unless_gone(pid, pid):
        for tid in threads(pid):
            with _unless_gone(pid, tid):
                found.append(Stat.of(pid, tid))
    return found


def holdings(running: Running) -> Counter[str]:
    """How many processes, threads and descriptors of which kind a program has, and how many zombies.

    A process's first thread is not counted. A zombie is a child process that has ended, and for which the
    program has not called wait() yet.
    """
    held: Counter[str] = Counter()
    for pid in _processes(running):
        tasks = _tasks(pid)
        alive = sum(not task.has_ended for task in tasks)
        if alive:
            held["process"] += 1
            held["thread"] += alive - 1
        elif tasks and tasks[0].parent not in running.own_pids:
            held["zombie"] += 1
    held.update(kind for _, kind in _descriptors(running))
    return held


def _descriptors(running: Running) -> Iterator[tuple[Descriptor, str]]:
    """The descriptors of all of the program's processes, and of which kind each is."""
    from sockgrade.process.descriptors import descriptors

    number = 0
    for pid in _processes(running):
        with _unless_gone(pid, pid):
            for descriptor in descriptors(pid):
                number += 1
                if number > _MOST:
                    raise CheckFailed(
                        Kind.UNOBSERVABLE,
                        f"The program holds more than {_MOST} descriptors: nobody can look through them.",
                        expected="no more files and sockets than the exercise needs",
                        received=f"more than {_MOST} descriptors",
                    )
                with _unless_gone(pid, descriptor.tid):
                    target = descriptor.target
                    yield (
                        descriptor,
                        next((kind for prefix, kind in _KINDS.items() if target.startswith(prefix)), "file"),
                    )


class Idleness:
    """Finds out, look by look, whether a program sleeps most of its time.

    Its processor time alone does not tell: on a busy machine a program that runs in circles gets little of it.
    Nor does the time that it waits for a processor: there, one that wakes up a hundred times a second waits
    most of the time. But the one is never found asleep, and the other often.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._began = now()
        self._used_before = sum(task.seconds for task in self._tasks())
        self._used = 0.0
        self._looks = 0
        self._asleep = 0

    def look(self) -> bool | None:
        """True once it is sure that the program sleeps more than it runs."""
        tasks = self._tasks()
        if all(task.has_ended for task in tasks):
            return None  # the dead do not rest
        self._looks += 1
        self._asleep += all(task.state != "R" for task in tasks)
        self._used = sum(task.seconds for task in tasks) - self._used_before
        return True if self._asleep >= _ASLEEP and self.prevails else None

    @property
    def prevails(self) -> bool:
        """Whether it has slept more than it ran, as far as that is known."""
        return self._used / (now() - self._began) <= self._asleep / max(1, self._looks)

    def _tasks(self) -> list[Stat]:
        return [task for pid in _processes(self._running) for task in _tasks(pid)]


def sleeps_in(running: Running) -> Counter[str]:
    """The system calls in which the program's threads sleep, as `waits_in` names them, and how many in each."""
    found: Counter[str] = Counter()
    for pid in _processes(running):
        with _unless_gone(pid, pid):
            found.update(_name(_call(pid, tid)) for tid in threads(pid))
    return found


class Sleep:
    """Finds out, look by look, whether a program sleeps: no thread of it has run between some looks, or could.

    Where the kernel does not tell, nobody says that it does not.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._last: dict[tuple[int, int], tuple[int, int]] | None = None
        self._equal = 0
        self.seen: float | None = None
        """When it was seen asleep for the last time."""

    def look(self) -> bool:
        """Whether it is seen asleep, and was each of the last times."""
        if sys.platform != "linux":
            return True
        asleep: dict[tuple[int, int], tuple[int, int]] | None = {}
        for pid in _processes(self._running):
            with _unless_gone(pid, pid):
                for tid in threads(pid):
                    with _unless_gone(pid, tid):
                        if asleep is not None and Stat.of(pid, tid).state == "S":
                            asleep[pid, tid] = switches(pid, tid)
                        else:
                            asleep = None
        self._equal = self._equal + 1 if asleep and asleep == self._last else 0
        self._last = asleep
        if self._equal < AT_REST:
            return False
        self.seen = now()
        return True


def waits_in(running: Running) -> str:
    """The name of the system call in which the program's first thread sleeps (proc_pid_syscall(5)); empty if in none.

    Of those in which a program can wait for ever, or for long, such as `poll`: also where this one has a time limit.
    """
    if running.pid is None:
        return ""
    return _name(_call(running.pid, running.pid))


def _name(call: Call | None) -> str:
    return call.name.removesuffix("()") if call else ""


def helpers(running: Running) -> dict[tuple[int, int], tuple[int, int]]:
    """The threads that wait for work, at a lock, as in a pool; and how often each has run (see `proc.switches`).

    A process's first thread is none of them.
    """
    found = {}
    for pid in _processes(running):
        with _unless_gone(pid, pid):
            for tid in threads(pid)[1:]:
                with _unless_gone(pid, tid):
                    if _call(pid, tid) is FUTEX:
                        found[pid, tid] = switches(pid, tid)
    return found


def _call(pid: int, tid: int) -> Call | None:
    """The system call in which a thread sleeps; None of one that runs, or waits for something else."""
    if sys.platform != "linux" or platform.machine() not in CALLS:
        raise CheckSkipped("nobody tells here in which system call a program waits")
    with contextlib.suppress(OSError, ValueError):
        number = Path(f"/proc/{pid}/task/{tid}/syscall").read_text().split()[0]
        return CALLS[platform.machine()].get(int(number))  # "running", of one that does not sleep
    return None


def sockets(running: Running) -> Iterator[socket.socket]:
    """The program's TCP and UDP sockets: duplicates, to be asked while they are the iterator's last."""
    for descriptor, kind in _descriptors(running):
        if kind == "socket":
            with (
                _unless_gone(descriptor.pid, descriptor.tid),
                socket.socket(fileno=descriptor.duplicate()) as theirs,
            ):
                if theirs.family in (socket.AF_INET, socket.AF_INET6):
                    yield theirs


def reset_connections(running: Running, port: int) -> int:
    """How many sockets on a port the program holds whose connection has been reset, and is in no table any more."""
    return len({os.fstat(theirs.fileno()).st_ino for theirs in sockets(running) if _is_reset(theirs, port)})


def _is_reset(sock: socket.socket, port: int) -> bool:
    return _is_closed(sock) and sock.getsockname()[1] == port


def _is_closed(sock: socket.socket) -> bool:
    """Whether a TCP socket neither takes clients nor is connected."""
    if sock.type != socket.SOCK_STREAM:
        return False
    return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == CLOSED  # tcpi_state


def is_listening(sock: socket.socket) -> bool:
    """Whether a socket is there for accept() (SO_ACCEPTCONN, socket(7))."""
    return bool(sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def is_only_bound(sock: socket.socket) -> bool:
    """Whether a TCP socket has a port, but was never told to take clients: listen() is missing."""
    return _is_closed(sock) and sock.getsockname()[1] != 0


def backlog(listener: socket.socket) -> int:
    """The number that listen() was given, as the kernel limits it (listen(2)); it lets one client more wait."""
    info = listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _BACKLOG.size)
    return int(_BACKLOG.unpack(info)[0])
