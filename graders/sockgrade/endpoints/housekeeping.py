"""What checks may ask of a program beyond its answers: that it rests, keeps nothing, and does not block."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Self

from sockgrade.causes.blame import the_end
from sockgrade.checks import CheckFailed
from sockgrade.endpoints.arguments import Strict
from sockgrade.evidence.wording import capital, count
from sockgrade.kernel.clock import now
from sockgrade.process.process import Process
from sockgrade.process.resources import (
    Idleness,
    helpers,
    holdings,
    is_listening,
    sleeps_in,
    sockets,
    waits_in,
)
from sockgrade.process.waiting import DEADLINE, Halted, settle, wait_for
from sockgrade.process.watch import AT_REST, SURE
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Clients that come to see what is kept of them; and how many are enough of a program that is slow.
_MANY, _ENOUGH = 200, 6
#: Seconds after which a program is slow, and after which no more is learned of it.
_SLOW, _TOO_SLOW = 3.0, 20.0
#: Seconds in which a program shows whether it rests, on a machine however busy.
_STARVED = 20.0
#: Of what a program keeps: its name in the plural, and what to do about it.
_KEPT = {
    "socket": ("sockets", "close() each socket when it is not needed any more"),
    "pipe": ("pipes", "close each pipe when it is not needed any more"),
    "file": ("open files", "close each file when it is not needed any more"),
    "kernel object": ("selectors or timers", "close each of them when it is not needed any more"),
    "thread": ("threads", "let each thread end when its work is done"),
    "process": ("child processes", "let each child process end when its work is done"),
    "zombie": ("child processes that have ended (zombies)", "call wait() for each of them"),
}
_RUNNING = {"thread", "process", "zombie"}
#: System calls that tell of any number of sockets when there is something to do.
_WATCHING = ("poll", "select", "epoll_wait")


class Housekeeping(Strict, ABC):
    """What a check may ask of any program: the part of `Program` that looks into its processes.

    Where the kernel does not tell, as on systems other than Linux, all of it raises CheckSkipped.
    """

    @property
    @abstractmethod
    def _process(self) -> Process: ...

    def expect_rest(self) -> Self:
        """The program sleeps while it waits; whoever wakes up now and then to look around sleeps, too."""
        process = self._process
        idleness = Idleness(process.running)
        try:
            wait_for(idleness.look, process, seconds=_STARVED, looks=AT_REST)
        except Halted as why:
            self._expect_alive(why, "a program that waits")
            rests = why.kind is Kind.STUCK or (why.kind is Kind.TIMEOUT and idleness.prevails)
            if not rests:
                raise CheckFailed(
                    Kind.BUSY,
                    f"The program does not rest although there is nothing to do: {why.reason}.",
                    expected="a program that sleeps in a blocking call until something happens",
                    received="a program that never sleeps",
                ) from None
        return self

    def expect_no_growth(self, serve: Callable[[], object], clients: int = 1, name: str = "client") -> Self:
        """The program has no more descriptors, threads and processes after 200 clients than after 100.

        `serve` lets one client come and go, or as many as `clients` says; `name` is what they are called. A few
        more are all right, as in a pool of threads that fills up: what counts is what it keeps of every other
        client, or of each.
        """
        process = self._process
        readings: list[Counter[str]] = []
        began = now()
        while len(readings) * clients < _MANY:
            serve()
            readings.append(holdings(process.running))
            enough = len(readings) >= 2 and len(readings) * clients >= _ENOUGH
            # Threads alone may be a pool that fills up: it takes all clients to tell.
            pool = set(_grown(readings, clients)) == {"thread"}
            if enough and now() - began > (_TOO_SLOW if pool else _SLOW):
                break

        def look() -> bool | None:
            readings[-1] = holdings(process.running)
            return None if _grown(readings, clients) else True

        try:
            # Threads and processes may take their time to end.
            wait_for(look, process)
        except Halted as why:
            self._expect_alive(why, "a program that goes on serving")
            after = f"{_later(readings) * clients} more {name}s"
            raise _growing(_grown(readings, clients), after, why) from None
        return self

    def expect_no_zombies(self, at_most: int = 0) -> Self:
        """The program has called wait() for its child processes that have ended, or for all but `at_most`.

        Whoever clears up when the next client comes always leaves one behind. A child process that is about to
        end is no zombie yet: a program passes only once it has come to rest.
        """
        process = self._process
        idleness = Idleness(process.running)
        held: Counter[str] = Counter()

        def look() -> bool | None:
            nonlocal held
            held = holdings(process.running)
            return idleness.look() if held["zombie"] <= at_most else None

        try:
            wait_for(look, process)
        except Halted as why:
            self._expect_alive(why, "a program that goes on")
            if held["zombie"] > at_most:
                raise CheckFailed(
                    Kind.STILL_RUNNING,
                    "The program does not call wait() for its child processes.",
                    expected="a wait() for each child process that has ended",
                    received=_show(held, "zombie"),
                ) from None
        return self

    def expect_non_blocking(self) -> Self:
        """Every socket on which the program talks is non-blocking (O_NONBLOCK, socket(7)), and there is one.

        In Python a socket with a time-out is non-blocking as well: settimeout() waits by itself.
        """
        process = self._process
        was_blocking = False

        def look() -> bool | None:
            nonlocal was_blocking
            blocking = [os.get_blocking(s.fileno()) for s in sockets(process.running) if not is_listening(s)]
            was_blocking = any(blocking) if blocking else was_blocking
            return True if blocking and not any(blocking) else None

        try:
            wait_for(look, process)
        except Halted as why:
            if not was_blocking:  # otherwise it makes no difference whether it has given up meanwhile
                self._expect_alive(why, "a program that talks on a non-blocking socket")
            raise CheckFailed(
                Kind.WRONG_SOCKET,
                "The program talks on a socket that blocks.",
                expected="a non-blocking socket (O_NONBLOCK), which setblocking(False) makes of it",
                received="a blocking socket",
            ) from None
        return self

    def expect_one_thread(self) -> Self:
        """The program is one process in which one thread works, whatever it does at the same time.

        A thread that only waits for work, at a lock, does not count: asyncio keeps one that has looked up a name.
        """
        process = self._process
        held: Counter[str] = Counter()
        idle: dict[tuple[int, int], tuple[int, int]] = {}
        equal = 0

        def look() -> bool | None:
            nonlocal held, idle, equal
            held, before, idle = holdings(process.running), idle, helpers(process.running)
            # Between two steps of its work a thread may wait for a lock, too (in Python, the GIL): but not for long.
            equal = equal + 1 if idle == before else 0
            is_one = held["process"] == 1 and held["thread"] == len(idle)
            return True if is_one and equal >= SURE else None

        try:
            wait_for(look, process)
        except Halted as why:
            self._expect_alive(why, "a program that goes on")
            raise CheckFailed(
                Kind.WRONG_TECHNIQUE,
                f"The program uses more than one thread or process. {capital(why.reason)}.",
                expected="one process with one thread, as the kernel shows it",
                received=_show_workers(held, len(idle)),
            ) from None
        return self

    def expect_processes(self, at_least: int) -> Self:
        """The program has so many processes that live, itself among them, or will have soon."""
        held: Counter[str] = Counter()

        def look() -> bool | None:
            nonlocal held
            held = holdings(self._process.running)
            return True if held["process"] >= at_least else None

        try:
            wait_for(look, self._process)
        except Halted as why:
            self._expect_alive(why, f"{at_least} processes")
            raise CheckFailed(
                Kind.WRONG_TECHNIQUE,
                "The program has fewer processes than the exercise asks for.",
                expected=f"{at_least} processes at least, as the kernel shows them",
                received=_show_workers(held),
            ) from None
        return self

    def expect_threads(self, at_least: int) -> Self:
        """A process of the program has so many threads that live, its first among them, or will have soon."""
        process = self._process
        held: Counter[str] = Counter()

        def look() -> bool | None:
            nonlocal held
            held = holdings(process.running)
            return True if held["thread"] + 1 >= at_least else None

        try:
            wait_for(look, process)
        except Halted as why:
            self._expect_alive(why, f"{at_least} threads")
            raise CheckFailed(
                Kind.WRONG_TECHNIQUE,
                f"The program has fewer threads than the exercise asks for. {capital(why.reason)}.",
                expected=f"{at_least} threads at least, as the kernel shows them",
                received=_show_workers(held),
            ) from None
        return self

    def expect_watch_for_clients(self) -> Self:
        """Some thread of the program watches its sockets in poll(), select() or epoll_wait(), and none is in accept().

        Whichever thread: socketserver's serve_forever() may well have one of its own.
        """
        process = self._process
        found: Counter[str] = Counter()

        def look() -> bool | None:
            nonlocal found
            found = sleeps_in(process.running)
            return True if any(found[call] for call in _WATCHING) and not found["accept"] else None

        settle(process)
        try:
            wait_for(look, process)
        except Halted as why:
            self._expect_alive(why, "a program that waits for clients")
            raise CheckFailed(
                Kind.WRONG_TECHNIQUE,
                f"The program does not watch the socket that listens: {why.reason}.",
                expected="a program that waits in poll() or select() until somebody comes, and then calls accept()",
                received="a program that waits in accept()" if found["accept"] else "a program that does not",
            ) from None
        return self

    def expect_waiting_in(self, *calls: str, seconds: float = DEADLINE) -> Self:
        """The program comes to rest, its first thread in one of these system calls: "accept", "poll", "epoll_wait".

        Or does within `seconds` after that: fewer of them for a program that will give up, and shall be caught before.
        """
        process, found = self._process, ""

        def look() -> bool | None:
            nonlocal found
            found = waits_in(process.running)
            return True if found in calls else None

        settle(process)  # on its way there it may have been in any of them
        try:
            wait_for(look, process, seconds=seconds)
        except Halted as why:
            self._expect_alive(why, "a program that waits")
            raise CheckFailed(
                Kind.WRONG_TECHNIQUE,
                f"The program waits in another system call than the exercise asks for: {why.reason}.",
                expected=f"a program that waits in {' or '.join(f'{call}()' for call in calls)}",
                received=f"a program that waits in {found}()" if found else "a program that does not wait",
            ) from None
        return self

    def _expect_alive(self, why: Halted, expected: str) -> None:
        if why.kind is Kind.ENDED:
            end = "the end of the program"
            raise CheckFailed(Kind.ENDED, the_end(self._process), expected=expected, received=end) from None


def _later(readings: Sequence[Counter[str]]) -> int:
    """How many readings make up the later half."""
    return (len(readings) + 1) // 2


def _grown(readings: Sequence[Counter[str]], clients: int) -> Counter[str]:
    """What the program has more of since half of the readings, for every other client or for each."""
    later = _later(readings)
    more = readings[-1] - readings[-1 - later] if later < len(readings) else Counter[str]()
    return Counter({thing: number for thing, number in more.items() if 2 * number >= later * clients})


def _growing(grown: Counter[str], after: str, why: Halted) -> CheckFailed:
    # The descriptors of a process are gone when it has ended.
    things = ["process"] if grown["process"] else [thing for thing in _KEPT if grown[thing]]
    plurals = " and ".join(_KEPT[thing][0] for thing in things)
    remedies = ", and ".join(_KEPT[thing][1] for thing in things)
    kept = " and ".join(_show(grown, thing) for thing in things)
    # How many clients came depends on the machine: the message shall not.
    return CheckFailed(
        Kind.STILL_RUNNING if set(things) <= _RUNNING else Kind.STILL_OPEN,
        f"The program has more and more {plurals}: {remedies}.",
        expected=f"as many descriptors, threads and processes as before {after}",
        received=f"{kept} more; {why.reason}",
    )


def _show_workers(held: Counter[str], idle: int = 0) -> str:
    workers = count(held["process"] + held["thread"] - idle, "thread")
    return f"{count(held['process'], 'process', 'processes')} with {workers}"


def _show(held: Counter[str], thing: str) -> str:
    return f"{held[thing]} {_KEPT[thing][0] if held[thing] != 1 else thing}"
