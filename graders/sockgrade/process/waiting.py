"""The one place where the grader waits.

Every wait, for readiness, bytes, an end of stream, output or an exit, ends in one of four ways: what was
waited for is there; the program has ended; the kernel says that it can make no progress by itself; or the
deadline has passed. Which of them it was is part of the verdict.
"""

from __future__ import annotations

import contextlib
import select
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from socket import socket
from typing import TypeVar

from sockgrade.checks import told
from sockgrade.evidence.events import Act
from sockgrade.evidence.wording import ALONGSIDE
from sockgrade.kernel.clock import earliest_second, latest_second, now, pause
from sockgrade.process.load import Load, processes
from sockgrade.process.places import Thread, where_it_is, where_it_waits
from sockgrade.process.process import Process
from sockgrade.process.watch import AT_REST, SURE, Watch, is_stopped
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Seconds. Generous, because only a wrong program, or one that the kernel's view cannot judge, uses it up.
DEADLINE = 5.0
#: Seconds from the beginning of a check. Only a program that keeps every single wait waiting uses them up.
_CHECK_DEADLINE = 60.0
#: Seconds of processor time. No exercise asks for computing.
_PATIENCE = 1.5
#: Seconds. After the program's end the kernel still delivers what it had sent.
_AFTERMATH = 1.0
#: Seconds between two looks, at first.
_SLICE = 0.002
#: Seconds in which a clock shows another second, unless somebody turns it back.
_TICK = 2.0

_T = TypeVar("_T")


class Halted(Exception):
    """What was waited for will not come. `kind` is ENDED, STUCK, BUSY or TIMEOUT."""

    def __init__(self, kind: Kind, process: Process, explain: Callable[[], str] = lambda: "") -> None:
        super().__init__(kind)
        self.kind = kind
        self._process = process
        self._explain = explain

    @cached_property
    def reason(self) -> str:
        """In words, for all but ENDED: where the program hangs, or what it does instead.

        To be asked at once, while it still hangs; and only for a verdict, since it takes some milliseconds.
        """
        reason = told(self._explain, "nobody can say where it hangs")
        self._process.transcript.note(Act.HALTED, reason)
        return reason


def wait_for(
    look: Callable[[], _T | None],
    process: Process,
    *,
    sockets: Sequence[socket] = (),
    seconds: float = DEADLINE,
    aftermath: float = 0.0,
    looks: int = SURE,
    patience: float = _PATIENCE,
    progress: Callable[[], int] = lambda: 0,
    is_awaited: bool = True,
) -> _T:
    """Wait until `look` gives something, and return it; raise Halted when it will not any more.

    `sockets` are the grader's own, on which the event may arrive. `seconds` is the deadline, unless the whole check's
    comes first, or its teacher has set that; `aftermath` is how long to go on after the program's end; `looks` how
    often it must be seen asleep to count as stuck.
    A program that computes without end is given up when it has used `patience` seconds of processor time: on
    a busy machine that takes as long as it must. And what it is kept waiting there is added to its deadline.
    `progress` counts something that comes bit by bit, such as bytes: whenever there is more of it, the wait begins
    anew, and only the whole check's deadline stays. `is_awaited`: whether anything is; where time shall pass instead, a
    program that only looks for clients now and then is not stuck (`sockgrade.process.watch`), and nothing is in vain.
    """
    point = (process.transcript.conversation, seconds, process.deadline)
    if is_awaited:
        seconds, patience = process.patience.limits(point, seconds, patience)
    began = now()
    deadline, lasted = _deadline(seconds, process)
    watch = Watch(process.running, process.tables, looks, may_look_again=is_awaited)
    load = Load(process.running)
    made, printed = _progress(process, progress), process.output.size
    ended: float | None = None  # when that was seen
    while True:
        load.turn()
        # The order matters: the program's state is read before what it did, so that nothing falls between.
        if ended is None and process.has_ended:
            ended = now()
        threads = watch.stuck() if ended is None else None
        process.pump()
        if (found := look()) is not None:
            if is_awaited:
                process.transcript.has_waited(now() - began)
            return found
        if (more := _progress(process, progress)) != made:
            process.transcript.has_waited(now() - began)
            began, made, threads = now(), more, None
            deadline, lasted = _deadline(seconds, process)
            watch = Watch(process.running, process.tables, looks, may_look_again=is_awaited)
            load = Load(process.running)
        if printed != process.output.size:
            printed, threads = process.output.size, None
            watch.has_moved()
        if ended is not None and process.exit_status is not None:  # which is noted, after all that it did
            if now() >= min(deadline, ended + aftermath):
                raise Halted(Kind.ENDED, process)
        elif threads is not None and _is_left_alone(process) and watch.still_stuck():
            raise Halted(Kind.STUCK, process, partial(_where_it_hangs, tuple(threads), process))
        elif load.used() > patience:
            process.patience.note(point)
            raise Halted(Kind.BUSY, process, partial(_what_it_computes, process))
        elif now() >= deadline and now() >= deadline + load.kept():
            if is_awaited:
                process.patience.note(point)
            raise Halted(Kind.TIMEOUT, process, partial(_how_it_lasted, lasted, process))
        _doze(process, sockets, pause(_SLICE, now() - began), has_ended=ended is not None)


def _progress(process: Process, progress: Callable[[], int]) -> int:
    """How much has come and gone of what is counted; with what its company has done, which does it now."""
    return progress() + process.taken + (process.company.go_on() if process.company else 0)


def _is_left_alone(process: Process) -> bool:
    return process.company is None or process.company.is_at_rest()


def _where_it_hangs(threads: Sequence[Thread], process: Process) -> str:
    others = process.company.where_it_hangs() if process.company else ""
    return f"{where_it_waits(threads, process)}{others and f'{ALONGSIDE}{others}'}"


def _deadline(seconds: float, process: Process) -> tuple[float, str]:
    """When a wait ends that begins now, and what is said then."""
    whole = process.deadline or _CHECK_DEADLINE
    deadline, end = now() + seconds, process.transcript.began + whole
    # Whoever sets a check's deadline gives the program all of that time for any of its answers.
    if deadline > end or (process.deadline and seconds >= DEADLINE):
        return end, f"{whole:g} second{' has' if whole == 1 else 's have'} passed since the check began"
    return deadline, "seconds have passed"  # how many, depends on how often it was in vain


def _what_it_computes(process: Process) -> str:
    return f"it runs in circles{_place(process)}, and uses the processor all the time"


def _how_it_lasted(lasted: str, process: Process) -> str:
    place = _place(process)
    return f"{lasted}{place and f', and it is{place}'}"


def _place(process: Process) -> str:
    return where_it_is(process, processes(process.running))


def settle(
    process: Process,
    sockets: Sequence[socket] = (),
    seconds: float = _AFTERMATH,
    meanwhile: Callable[[], None] = lambda: None,
) -> None:
    """Let the program come to rest: until it has ended or waits for the grader, so that a verdict is final.

    A program that crashes closes its connections some milliseconds before it is gone; whoever judged by the
    first of these would give two verdicts on one fault. `meanwhile` takes in what it still sends.
    """
    try:
        wait_for(meanwhile, process, sockets=sockets, seconds=seconds, looks=AT_REST)
    except Halted:
        pass


@contextlib.contextmanager
def stopped(process: Process) -> Iterator[None]:
    """Keep the program from doing anything meanwhile (SIGSTOP). Only Linux says when it has stopped."""
    process.stop()
    with contextlib.suppress(Halted):
        wait_for(lambda: is_stopped(process.running) or None, process)
    try:
        yield
    finally:
        process.go_on()


def tick(process: Process) -> None:
    """Let the program come to rest, and then the clock on the wall show another second."""
    settle(process)
    second, began = latest_second(), now()
    while earliest_second() <= second and process.exit_status is None and now() < began + _TICK:
        process.pump()
        _doze(process, (), pause(_SLICE, now() - began), has_ended=False)


def _doze(process: Process, sockets: Sequence[socket], seconds: float, *, has_ended: bool) -> None:
    """Sleep until something may have happened, at most so long."""
    readable: list[int | socket] = [*sockets]
    if not has_ended:
        readable += process.descriptors()
    if readable:
        select.select(readable, process.thirst(), [], seconds)
    else:  # no verdict depends on it: whoever waits looks again; select() of nothing is an error on Windows
        time.sleep(seconds)
