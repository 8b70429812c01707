"""How a check may expect a program to end: by itself, with which exit code, and with which words."""

from __future__ import annotations

import time
from typing import Self

from sockgrade.causes.blame import has_crashed, last_words, the_end, unsaid
from sockgrade.causes.tracebacks import TRACEBACK
from sockgrade.checks import CheckFailed
from sockgrade.endpoints.housekeeping import Housekeeping
from sockgrade.evidence.packets import Segment
from sockgrade.evidence.wording import SAYS_WHY, quote
from sockgrade.kernel.clock import now
from sockgrade.process.process import Process, describe_exit
from sockgrade.process.resources import Sleep
from sockgrade.process.waiting import Halted, wait_for
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Seconds in which even a program that has to wait for a processor gives up.
_STARVED = 20.0
#: Seconds for which nobody sleeps between closing a connection and the program's end.
_LISTENS_ON = 0.5


class Ending(Housekeeping):
    """What a check may ask of a program's end: the part of `Program` that waits for it."""

    def expect_exit(self, code: int = 0) -> Self:
        """The program ends by itself, with this exit code."""
        status = self._wait_for_exit()
        if status != code:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                the_end(self._process),
                expected=f"exit code {code}",
                received=describe_exit(status),
            )
        return self

    def expect_failure(self, code: int | None = None) -> Self:
        """The program ends by itself, says why on stderr, in words instead of a traceback, with an exit code not 0.

        With `code`, it is this one.
        """
        status = self._wait_for_exit()
        wanted = "an exit code that is not 0" if code is None else f"exit code {code}"
        expected = f"{SAYS_WHY}, and {wanted}"
        if has_crashed(self._process):
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"The program crashed{last_words(self._process)}",
                expected=expected,
                received="a traceback" if status >= 0 else describe_exit(status),
            )
        if fault := unsaid(self._process):
            streams = {"stdout": self._process.printed, "stderr": self._process.errors}
            said = [f"{name}: {quote(s.text.strip().encode())}" for name, s in streams.items()]
            raise CheckFailed(
                Kind.WRONG_EXIT,
                fault,
                expected=expected,
                received=f"{describe_exit(status)}; {'; '.join(said)}",
            )
        if code is not None and status != code:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"The program says what went wrong, and ends with another exit code than {code}.",
                expected=expected,
                received=describe_exit(status),
            )
        return self

    def expect_usage_error(self) -> Self:
        """The program ends by itself with exit code 2, says on stderr how it is used, and prints nothing else."""
        self.expect_failure(2)
        if printed := self._process.printed.text.strip():
            raise CheckFailed(
                Kind.WRONG_OUTPUT,
                "The program prints something on stdout although it was started wrongly.",
                expected=f"{SAYS_WHY}, and nothing on stdout",
                received=quote(printed.encode()),
            )
        return self

    def expect_giving_up(self, at_least: float, at_most: float, code: int | None = None) -> Self:
        """The program hears nothing more, gives up after so many seconds of it, and says so as in `expect_failure`.

        The silence begins with the last byte that went either way, or else with the attempt to connect. It ends when
        the program closes its connection, or else ends: the kernel tells when that was, however busy the machine is.
        Nor is a program too late that waits for a processor: only one that still sleeps after `at_most` seconds.
        """
        process = self._process
        (earliest, began), sleep = _last_said(process), Sleep(process.running)
        expected = f"the end of the program, after {at_least:g} to {at_most:g} seconds of silence"
        seconds = at_most + _STARVED

        def look() -> bool | None:
            if process.exit_status is not None:
                return True
            return False if sleep.look() and now() - began > at_most else None

        try:
            # One that looks at its clock without a pause needs the processor all the time.
            has_ended = wait_for(look, process, seconds=seconds, patience=seconds, is_awaited=False)
        except Halted as why:
            raise CheckFailed(
                Kind.STILL_RUNNING,
                f"The program does not give up although nothing comes: {why.reason}.",
                expected=expected,
                received="a program that still waits",
            ) from None
        if not has_ended:
            raise CheckFailed(
                Kind.STILL_RUNNING,
                "The program waits too long although nothing comes.",
                expected=expected,
                received=f"a program that still waits after {at_most:g} seconds",
            )
        silence = _gave_up(process, began, sleep.seen or began) - earliest
        self.expect_failure(code)
        if silence < at_least:
            raise CheckFailed(
                Kind.ENDED,
                "The program gives up too soon.",
                expected=expected,
                received=f"its end after {silence:.1f} seconds",
            )
        return self

    def expect_stop(self) -> Self:
        """After an interrupt the program ends, in whatever way."""
        self._wait_for_exit()
        return self

    def expect_clean_stop(self, after: str = "Ctrl-C") -> Self:
        """After an interrupt, or what `after` names, the program ends without a traceback; any exit code will do."""
        self._wait_for_exit()
        if TRACEBACK in self._process.errors.text:
            raise CheckFailed(
                Kind.WRONG_EXIT,
                f"{after} ends the program with a traceback.",
                expected="an end without a traceback",
                received=f"a traceback{last_words(self._process)}",
            )
        return self

    def _wait_for_exit(self) -> int:
        process = self._process
        try:
            return wait_for(lambda: process.exit_status, process)
        except Halted as why:
            raise CheckFailed(
                Kind.STILL_RUNNING,
                f"The program does not end: {why.reason}.",
                expected="the end of the program",
                received="a program that still runs",
            ) from None


def _last_said(process: Process) -> tuple[float, float]:
    """When something was said last, or else when the program tried to connect: the earliest and the latest moment.

    Packets tell exactly. Where none are seen, it was after the program's start, and before now.
    """
    segments = _segments(process)
    times = [when for when, each in segments if each.payload][-1:]
    times += [when for when, each in segments if each.opens][:1]
    return (times[0], times[0]) if times else (process.transcript.began, now())


def _gave_up(process: Process, began: float, asleep: float) -> float:
    """When a program that has ended closed its connection; or now, if that was not the end of its waiting.

    That it was `asleep` long after says so: it had shut its side down (shutdown(2)), and listened on.
    """
    ends = [
        when for when, each in _segments(process) if when > began and {"FIN", "RST"} & {*each.flags.split()}
    ]
    return ends[0] if ends and asleep < ends[0] + _LISTENS_ON else now()


def _segments(process: Process) -> list[tuple[float, Segment]]:
    """What went over TCP so far, and when on the clock of deadlines."""
    capture = process.transcript.capture
    offset = time.time() - now()
    return (
        [(each.seconds - offset, each) for each in capture.poll() if each.protocol == "tcp"]
        if capture
        else []
    )
