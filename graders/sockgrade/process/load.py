"""What a program has of the machine during one wait: the processor time that it uses, and the time it is kept waiting.

No program is to blame for what others do to the machine, or for a machine that stands still, as virtual ones do now and
then. So a deadline is put off by the time in which a program, or its sandbox, was ready to run and no processor was
free for it, or waited for a disk; and by that in which nobody ran, and the grader itself neither.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping

from sockgrade.kernel import proc
from sockgrade.kernel.clock import now
from sockgrade.sandbox import Running

#: Seconds between two readings: each costs a look at all threads.
_READING = 0.1
#: Seconds between two turns of a wait after which the machine has stood still. Turns come fifty times a second.
_STANDSTILL = 1.0
#: Seconds that a deadline is put off at most: who keeps a program from running may be its own crowd.
_MADE_GOOD = 30.0


class Load:
    """Watches what one program has of the machine, during one wait."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._turned = self._read = now()
        self._stood = self._blocked = 0.0
        self._used_before: float | None = None
        self._starved_before: dict[int, float] = {}

    def turn(self) -> None:
        """Another turn of the wait begins."""
        lasted, self._turned = now() - self._turned, now()
        if lasted > _STANDSTILL:
            self._stood += lasted

    def used(self) -> float:
        """Seconds of processor time that the program has used in this wait; 0 where that is not known, or not yet."""
        if sys.platform != "linux" or (since := now() - self._read) < _READING:
            return 0.0
        self._read = now()
        stats = _stats(self._running)
        used = _total(self._running, stats)
        if self._used_before is None:
            self._used_before, self._starved_before = used, self._starved()
        if any(stat.state == "D" for stat in stats.values()):
            self._blocked += since
        return used - self._used_before

    def kept(self) -> float:
        """Seconds, at most half a minute, in which something else than itself kept the program from going on."""
        self.turn()  # the machine may have stood still in this one
        return min(self._stood + self._blocked + self._kept_by_others(), _MADE_GOOD)

    def _kept_by_others(self) -> float:
        """Of the program's threads that which waited longest for a processor; and the sandbox, which goes before it."""
        if self._used_before is None:
            return 0.0
        seconds = {tid: s - self._starved_before.get(tid, 0.0) for tid, s in self._starved().items()}
        of_sandbox = [seconds.pop(pid, 0.0) for pid in self._running.own_pids]
        return sum(of_sandbox) + max(seconds.values(), default=0.0)

    def _starved(self) -> dict[int, float]:
        """Of each thread, the seconds that it has waited for a processor since it began."""
        found: dict[int, float] = {}
        for pid in proc.descendants(self._running.root_pid):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                found |= {tid: proc.starved(pid, tid) for tid in proc.threads(pid)}
        return found


def processes(running: Running) -> frozenset[int]:
    """The program's processes, and not the sandbox's; zombies among them."""
    return proc.descendants(running.root_pid) - running.own_pids


def processor_time(running: Running) -> float:
    """Seconds, of all that belong to a program: its processes, and the children for which they have waited."""
    return _total(running, _stats(running))


def _stats(running: Running) -> dict[int, proc.Stat]:
    """What the kernel says of each process, the sandbox's among them."""
    found: dict[int, proc.Stat] = {}
    for pid in proc.descendants(running.root_pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found[pid] = proc.Stat.of(pid)
    return found


def _total(running: Running, stats: Mapping[int, proc.Stat]) -> float:
    return sum(stat.seconds_with_children for pid, stat in stats.items() if pid not in running.own_pids)
