"""The kernel's view of a program: can it still make progress without the grader?

A program is *stuck* when every thread of every one of its processes sleeps inside a blocking system call
that has no time limit, and none of them has run between looks some milliseconds apart. The source is
/proc/<pid>/task/<tid>/{stat,syscall,status} (proc_pid_syscall(5)), readable as the same user.

It is never claimed on a doubt: when a thread runs, is stopped, unreadable, in a timed wait or in a call that
is not listed here, or when a timer can wake it. Then the ordinary deadline decides.

One timed wait counts all the same: a thread that looks again and again whether a client has come, and at no other
socket (socketserver's serve_forever(), accept() with a time-out). It owes nobody an answer: whoever sleeps before
an answer, or counts the seconds of a silence, does not do so at the door for *new* clients. What looks at a
connection, at a datagram socket, at many things at once (epoll(7), behind which an event loop has its timers), or
merely sleeps, may well be counting, and is left to the deadline. So is one that prints, forks, computes or sends
anything between its looks; and the claim takes several looks of the program's, more than a second long.
"""

from __future__ import annotations

import contextlib
import platform
import signal
import socket
import struct
import sys
from dataclasses import replace
from pathlib import Path

from sockgrade.checks import CheckFailed
from sockgrade.kernel import proc
from sockgrade.kernel.clock import now, pause
from sockgrade.network.tables import Row, Tables
from sockgrade.process.load import processes, processor_time
from sockgrade.process.places import Thread
from sockgrade.process.syscalls import CALLS, Call
from sockgrade.sandbox import Running

#: Seconds between two looks, at first.
_INTERVAL = 0.004
#: Seconds before the first look, where a verdict depends on it.
_HEAD_START = 0.015
#: Equal looks that make sure of a verdict; and that show that a program has come to rest, for the time being.
SURE = 7
AT_REST = 3
#: More looks than any wait has time for: whether the program sleeps is not the question there.
NEVER = 10**6
#: How often, and how many seconds long, a program must have looked for clients in vain.
_VAIN_LOOKS = 3
_VAIN = 1.5
#: How much of that time it may have used of a processor; and, since on a busy machine that time is long, how many
#: seconds a look: the second number is how far off the kernel's count may be, of utime and stime.
_BETWEEN = 0.1
_A_LOOK, _COUNTED = 0.001, 0.02
#: More threads or descriptors than this are not looked through: the deadline decides.
_MAX_THREADS = 512
_MAX_DESCRIPTORS = 2048


class _Unknown(Exception):
    """The kernel's view gives no answer."""


class _Runs(_Unknown):
    """A thread runs."""


class Watch:
    """Watches one program during one wait."""

    def __init__(
        self, running: Running, tables: Tables | None, looks: int = SURE, *, may_look_again: bool = True
    ) -> None:
        """`may_look_again`: whether a program that only looks for clients now and then is stuck, too."""
        self._running = running
        self._tables = tables
        self._looks = looks
        self._calls = CALLS.get(platform.machine()) if sys.platform == "linux" else None
        self._may_look_again = may_look_again
        self._last: frozenset[Thread] | None = None
        self._first: frozenset[Thread] = frozenset()
        self._began = 0.0
        self._equal = 0
        self._before: tuple[list[Row], frozenset[int], float] | None = None
        # Most waits end well, and soon: not looking at first leaves the processor to the program.
        self._since = now()
        self._next_look = self._since + (_HEAD_START if looks == SURE else 0.0)

    def stuck(self) -> frozenset[Thread] | None:
        """The threads of a program that is stuck; None if it is not, or if that is not known (yet)."""
        if self._calls is None or (moment := now()) < self._next_look:
            return None
        self._next_look = moment + pause(_INTERVAL, moment - self._since)
        try:
            threads = self._look()
            if _steady(threads) != self._last:
                self._begin(threads)
                return None
            self._equal += 1
            if self._equal < self._looks or self._is_anything_under_way():
                return None
            if any(thread.looks_again for thread in threads) and not self._looks_in_vain(threads):
                return None
            for pid in {thread.pid for thread in threads}:
                _check_no_timers(pid)
            for thread in threads:
                _check_no_alarm(thread)
                _check_no_socket_timeout(thread)
        except _Runs:
            if not any(thread.looks_again for thread in self._last or ()):
                self._last = None
            return None
        except (_Unknown, CheckFailed, OSError, ValueError, LookupError):
            self._last = None
            return None
        return threads

    def _begin(self, threads: frozenset[Thread]) -> None:
        """The program has moved: what was seen before says nothing any more."""
        self._first, self._last, self._began = threads, _steady(threads), now()
        self._equal, self._before = 1, None

    def has_moved(self) -> None:
        """Something else than its threads says that the program has."""
        self._last = None

    def _looks_in_vain(self, threads: frozenset[Thread]) -> bool:
        """Whether it has looked for clients for long, and done nothing else meanwhile."""
        if self._looks < SURE:  # whether it is at rest for the time being
            return True
        if self._before is None:
            self._before = self._traces()
        began = {thread.tid: thread.runs for thread in self._first}
        in_vain = min(thread.runs - began[thread.tid] for thread in threads if thread.looks_again)
        lasted = now() - self._began
        if in_vain < _VAIN_LOOKS or lasted < _VAIN:
            return False
        *before, used_before = self._before
        *traces, used = self._traces()
        if traces != before or used - used_before > min(_BETWEEN * lasted, _A_LOOK * in_vain + _COUNTED):
            raise _Unknown
        return True

    def _traces(self) -> tuple[list[Row], frozenset[int], float]:
        """What changes when a program does something: its connections, its processes, its processor time."""
        connections = [] if self._tables is None else self._tables.connected("tcp")
        return connections, proc.descendants(self._running.root_pid), processor_time(self._running)

    def still_stuck(self) -> bool:
        """Whether a program that was found stuck has not moved since: what the grader did meanwhile did not help."""
        try:
            return _steady(self._look()) == self._last and not self._is_anything_under_way()
        except (_Unknown, OSError, ValueError, LookupError):
            return False

    def stuck_threads(self) -> frozenset[Thread]:
        """Those of a program that was found stuck, as they were seen last."""
        return self._last or frozenset()

    def _is_anything_under_way(self) -> bool:
        return self._tables is not None and self._tables.is_anything_under_way()

    def _look(self) -> frozenset[Thread]:
        threads: list[Thread] = []
        for pid in processes(self._running):
            for tid in proc.threads(pid):
                thread = self._thread(pid, tid)
                if thread is not None:
                    threads.append(thread)
                if len(threads) > _MAX_THREADS:
                    raise _Unknown
        if not threads:
            raise _Unknown
        return frozenset(threads)

    def _thread(self, pid: int, tid: int) -> Thread | None:
        """A sleeping thread; None for one that has ended; _Unknown for one that can go on."""
        stat = proc.Stat.of(pid, tid)
        if stat.has_ended:
            return None
        if stat.state == "R":
            raise _Runs
        if stat.state != "S":
            raise _Unknown
        number, *rest = proc.syscall(pid, tid)
        call = None if self._calls is None else self._calls.get(int(number))
        arguments = [int(argument, 16) for argument in rest[:6]]
        if call is None:
            raise _Unknown
        looks_again = not call.untimed(arguments)
        if looks_again:
            call = self._looking(call, pid, tid, arguments)
        descriptor = arguments[0] if call.on_descriptor else None
        return Thread(pid, tid, call, descriptor, proc.switches(pid, tid), looks_again)

    def _looking(self, call: Call, pid: int, tid: int, arguments: list[int]) -> Call:
        """The timed wait of a thread that looks for clients; _Unknown for any other."""
        from sockgrade.process.polling import looks_for_clients

        if not self._may_look_again or not looks_for_clients(call.name, pid, tid, arguments):
            raise _Unknown
        return replace(call, purpose="for the next client, again and again")


def _steady(threads: frozenset[Thread]) -> frozenset[Thread]:
    """What does not change while a program sleeps, or only looks for clients now and then."""
    return frozenset(replace(thread, switches=()) if thread.looks_again else thread for thread in threads)


def is_stopped(running: Running) -> bool:
    """Whether every thread of the program's first process has been stopped by a signal."""
    if running.pid is None:
        return False
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return all(proc.Stat.of(running.pid, tid).state == "T" for tid in proc.threads(running.pid))
    return False


def _check_no_timers(pid: int) -> None:
    """Raise _Unknown if a timer could wake a process that sleeps."""
    from sockgrade.process.descriptors import descriptors

    with contextlib.suppress(FileNotFoundError):  # a kernel without CONFIG_CHECKPOINT_RESTORE
        if Path(f"/proc/{pid}/timers").read_text():
            raise _Unknown
    held = descriptors(pid)
    if len(held) > _MAX_DESCRIPTORS:
        raise _Unknown
    for descriptor in held:
        with contextlib.suppress(FileNotFoundError):
            if descriptor.target in ("anon_inode:[timerfd]", "anon_inode:[io_uring]"):
                raise _Unknown


def _check_no_alarm(thread: Thread) -> None:
    """Raise _Unknown if a thread may wait for SIGALRM.

    setitimer(2) and alarm(2) cannot be seen; somebody who uses them handles or blocks that signal.
    """
    status = proc.status(thread.pid, thread.tid)
    if any(int(status[name], 16) >> (signal.SIGALRM - 1) & 1 for name in ("SigCgt", "SigBlk")):
        raise _Unknown


def _check_no_socket_timeout(thread: Thread) -> None:
    """Raise _Unknown if the socket on which a thread waits has a time-out (SO_RCVTIMEO, SO_SNDTIMEO, socket(7)).

    And for a thread that writes elsewhere: the grader itself may be about to empty that pipe or terminal.
    """
    from sockgrade.process.descriptors import Descriptor

    if thread.descriptor is None:
        return
    descriptor = Descriptor(thread.pid, thread.tid, thread.descriptor)
    if not descriptor.target.startswith("socket:"):
        if thread.call.sends:
            raise _Unknown
        return
    option = socket.SO_SNDTIMEO if thread.call.sends else socket.SO_RCVTIMEO
    with socket.socket(fileno=descriptor.duplicate()) as theirs:
        timeout = theirs.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("ll"))
        if any(struct.unpack("ll", timeout)):
            raise _Unknown
