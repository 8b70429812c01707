"""Where a program hangs, in words: the call, what it waits for, and for Python the line."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sockgrade.evidence.text import visible
from sockgrade.kernel import proc
from sockgrade.process import syscalls
from sockgrade.process.process import Process
from sockgrade.process.source import source_lines
from sockgrade.process.spy import Frame, frames

#: Where a program is that reads its keyboard.
ON_INPUT = "for input on its standard input"
#: What comes to sockets that have no stream.
_MESSAGES = {int(socket.SOCK_DGRAM): "for a datagram", int(socket.SOCK_RAW): "for a packet"}
#: Places that a sentence names; a program with more threads than that has them in few places.
_MOST = 3
#: Seconds of processor time: a thread that has used so many computes.
_COMPUTES = 0.5


@dataclass(frozen=True)
class Thread:
    """A sleeping thread, and the system call that it sleeps in."""

    pid: int
    tid: int
    call: syscalls.Call
    descriptor: int | None
    switches: tuple[int, ...]
    """How often it has run: what changes when it moves."""
    looks_again: bool = False
    """Whether it only looks, for a limited time, whether a client has come, and will look again."""

    @property
    def runs(self) -> int:
        return sum(self.switches)

    @property
    def is_main(self) -> bool:
        return self.tid == self.pid


@dataclass(frozen=True)
class _Place:
    """What a thread waits for, and where: threads of which both are equal are told of together."""

    wait: str
    connection: str
    frame: Frame | None

    def __str__(self) -> str:
        wait = f"{self.wait}{self.connection}"
        return wait if self.frame is None else f"{wait} ({self.frame})"


def where_it_waits(threads: Sequence[Thread], process: Process) -> str:
    """The words for a program that is stuck; its lines go into the transcript."""
    threads = sorted(threads, key=lambda thread: (thread.pid, thread.tid))
    lines = _lines_of({thread.pid for thread in threads}, process)
    ends = [_socket_of(thread) for thread in threads]
    process.transcript.waits = frozenset(
        (thread.call.name, port) for thread, (_, port) in zip(threads, ends, strict=True)
    )
    places = [_place(thread, end, lines, process) for thread, end in zip(threads, ends, strict=True)]
    groups = _grouped(threads, places)
    # Workers that wait for work say nothing about what is missing.
    told = {place: group for place, group in groups.items() if not _is_idle(group)} or groups
    _keep(process, [place.frame for place in told])
    first = threads[0].pid
    single = len(threads) == 1
    parts = [
        f"{'it' if single else _subject(group, first)} {'wait' if len(group) > 1 else 'waits'} {place}"
        for place, group in list(told.items())[:_MOST]
    ]
    return " and ".join(parts)


def _grouped(threads: Sequence[Thread], places: Sequence[_Place]) -> dict[_Place, list[Thread]]:
    """Threads by place; several that wait on a connection each are told of together, without their connections."""
    crowds = Counter(replace(place, connection="") for place in places)
    groups: dict[_Place, list[Thread]] = {}
    for thread, place in zip(threads, places, strict=True):
        everywhere = replace(place, connection="")
        groups.setdefault(everywhere if crowds[everywhere] > 1 else place, []).append(thread)
    return groups


def _is_idle(group: Sequence[Thread]) -> bool:
    return all(thread.call is syscalls.FUTEX and not thread.is_main for thread in group)


def where_it_is(process: Process, pids: Iterable[int]) -> str:
    """` at server.py:14, in work`, for a program with these processes that goes on; empty where nobody can tell."""
    active = _active(pids)
    lines = _lines_of({pid for pid, _ in active[:_MOST]}, process)
    places = [lines.get((pid, _own_id(pid, tid))) for pid, tid in active]
    found = list(dict.fromkeys(place for place in places if place is not None))[:_MOST]
    _keep(process, found)
    return f" at {' and '.join(map(str, found))}" if found else ""


def _active(pids: Iterable[int]) -> list[tuple[int, int]]:
    """The threads that compute, as (pid, thread id): those that used most of the processor; all, if none does."""
    used: dict[tuple[int, int], float] = {}
    for pid in sorted(pids):
        with contextlib.suppress(OSError, ValueError):
            for tid in proc.threads(pid):
                used[pid, tid] = proc.Stat.of(pid, tid).seconds
    most = max(used.values(), default=0.0)
    return [thread for thread, seconds in used.items() if most < _COMPUTES or seconds >= most / 4]


def _subject(group: Sequence[Thread], first: int) -> str:
    if len(group) > 1:
        return f"{len(group)} {'threads' if len({thread.pid for thread in group}) == 1 else 'processes'}"
    thread = group[0]
    if thread.pid != first:
        command, own = _command(thread.pid), _command(first)
        return f"a child process ({command})" if command != own else "a child process"
    return "its main thread" if thread.is_main else "a thread"


def _command(pid: int) -> str:
    """What a process runs, in a word that it may have chosen itself; empty if it is gone."""
    with contextlib.suppress(OSError, LookupError):
        return visible(proc.status(pid)["Name"])
    return ""


def _place(
    thread: Thread, end: tuple[int, int], lines: dict[tuple[int, int], Frame], process: Process
) -> _Place:
    call, purpose, connection = thread.call, thread.call.purpose, ""
    frame = lines.get((thread.pid, _own_id(thread.pid, thread.tid)))
    if call is syscalls.FUTEX:
        return _Place(purpose, "", frame)
    if thread.descriptor == 0 and call is syscalls.READ:
        return _Place(ON_INPUT, "", frame)
    if call.on_descriptor and call.name != "accept()":
        kind, port = end
        purpose = _MESSAGES.get(kind, purpose)
        number = process.transcript.connection(port)
        connection = f" on connection {number}" if number else ""
    return _Place(f"in {call.name} {purpose}", connection, frame)


def _socket_of(thread: Thread) -> tuple[int, int]:
    """The kind of the socket on which a thread waits, and its peer's port; zeros for what is none."""
    if sys.platform == "linux" and thread.descriptor is not None:
        from sockgrade.kernel import linux

        with (
            contextlib.suppress(OSError),
            socket.socket(fileno=linux.pidfd_getfd(thread.pid, thread.tid, thread.descriptor)) as theirs,
        ):
            kind = theirs.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE)
            peer = None
            with contextlib.suppress(OSError):
                peer = theirs.getpeername()
            return kind, peer[1] if isinstance(peer, tuple) else 0
    return 0, 0


def _lines_of(pids: set[int], process: Process) -> dict[tuple[int, int], Frame]:
    """The lines of all threads, by pid as the grader sees it and thread id as the program does."""
    return {(pid, tid): frame for pid in pids for tid, frame in frames(pid, process.seen_folder).items()}


def _own_id(pid: int, tid: int) -> int:
    """A thread's id as the program itself sees it, in its own pid namespace (proc_pid_status(5), NSpid)."""
    with contextlib.suppress(OSError, LookupError):
        return int(proc.status(pid, tid)["NSpid"].split()[-1])
    return tid


def _keep(process: Process, found: Sequence[Frame | None]) -> None:
    """Remember the lines, with what stands there, for whoever shows the evidence."""
    for frame in found:
        if frame is not None:
            process.transcript.where.append(f"{frame}: {_source_line(process.folder, frame)}")


def _source_line(folder: Path, frame: Frame) -> str:
    lines = source_lines(folder, frame.file)
    return lines[frame.line - 1].strip() if 0 < frame.line <= len(lines) else ""
