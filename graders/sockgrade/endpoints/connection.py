"""What checks talk to once a program is connected: a TCP connection, and the verdicts on what comes from it.

(For UDP: `sockgrade.endpoints.datagrams`.)
"""

from __future__ import annotations

import contextlib
from typing import Self

from sockgrade.causes.blame import has_crashed, the_end
from sockgrade.checks import CheckFailed
from sockgrade.endpoints.wire import SURPLUS, Wire
from sockgrade.evidence.clues import clue, too_many
from sockgrade.evidence.wording import count, first_difference, hexdump, name, quote, show_difference
from sockgrade.process.waiting import Halted, settle, wait_for
from sockgrade.process.watch import AT_REST
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Seconds that a program may pause within a message.
_PAUSE = 1.0
#: Bytes too many from a program that was still sending when it was given up: how many, depends on the machine.
_FLOOD = 64 * 2**10
#: Bytes that a slow reader takes at a time.
_SIP = 16 * 2**10
#: Bytes that travel in one segment, and are read by one recv(), if that has room for them.
_SEGMENT = 2**14
#: What is said of a connection that the program gives up.
CLOSED_EARLY = "The program closed the connection too early (FIN)."
BROKEN_OFF = (
    "The program broke the connection off (RST). "
    "That happens when it closes a socket without having read everything."
)


class Connection(Wire):
    """One TCP connection between the grader and the program.

    Methods return the connection, so that a conversation reads as one sentence. It comes from `Server.connect()` or
    `Client.accept()`.

    Example:

        def check_answers_after_a_half_close(server: Server) -> None:
            server.connect().finish_with(b"hello").expect(b"hello").expect_end()
    """

    _is_exact = False
    _before = b""
    """What was expected, and came, the time before."""

    # What the program must do

    def expect(self, data: bytes) -> Self:
        """The program sends exactly these bytes, in segments of any size."""

        def look() -> bool | None:
            self._fill(limit=len(data) + SURPLUS)
            enough = len(self._buffer) >= len(data)
            wrong = not data.startswith(bytes(self._buffer[: len(data)]))
            return True if enough or wrong or self._end else None

        # No word of the payload in the message: it is what a report calls the same fault by.
        self._wait(look, lambda: "send the rest" if self._buffer else "send anything", name(data))
        if bytes(self._buffer) != data:
            raise self._wrong(data)
        self._before = data
        self._buffer.clear()
        self._is_exact = True
        return self

    def expect_nothing_more(self) -> None:
        """When a check ends: nothing came after the bytes that were expected last.

        The program has come to rest.
        """
        self._fill(limit=SURPLUS)
        if self._buffer:
            raise CheckFailed(
                Kind.TOO_MUCH,
                f"The program sent {too_many(bytes(self._buffer))}.",
                expected="nothing after that",
                received=quote(bytes(self._buffer)),
            )

    @property
    def is_exact(self) -> bool:
        """Whether exact bytes were the last that was expected here."""
        return self._is_exact and self._is_open

    def _taken(self) -> bytes:
        """What has come, to be judged by somebody else."""
        taken = bytes(self._buffer)
        self._buffer.clear()
        return taken

    def expect_containing(self, text: bytes) -> Self:
        """The program sends something in which this text stands, in whatever letters and among whatever else.

        For checks that ask whether and when it answers, and whom: exact bytes are another check's affair.
        """
        self.receive_containing(text)
        return self

    def receive_containing(self, text: bytes) -> bytes:
        """Everything that has come, once the program has sent something in which this text stands."""

        def look() -> bool | None:
            self._fill(limit=len(text) + SURPLUS)
            return True if text.lower() in self._buffer.lower() or self._end else None

        self._is_exact = False
        try:
            self._wait(look, "answer", name(text))
        except CheckFailed:
            if text.startswith(self._buffer):  # nothing, or a beginning: it is all about the rest
                raise
        if text.lower() not in self._buffer.lower():
            raise self._wrong(text) if self._buffer else self._cut_off(name(text))
        return self._taken()

    def receive_anything(self, usual: bytes) -> bytes:
        """What the program sends before it waits for an answer, in one piece or several: if all goes well, `usual`.

        For checks that leave it to others what is sent.
        """

        def something() -> bool | None:
            self._fill(limit=len(usual) + SURPLUS)
            return True if self._buffer or self._end else None

        def everything() -> bool | None:
            self._fill(limit=len(usual) + SURPLUS)
            return True if self._buffer == usual or self._end else None

        self._is_exact = False
        self._wait(something, "send a message", "a message")
        if not self._buffer:
            raise self._cut_off("a message")
        with contextlib.suppress(Halted):
            wait_for(everything, self._process, seconds=_PAUSE, looks=AT_REST, is_awaited=False)
        return self._taken()

    def expect_nothing(self) -> Self:
        """The program sends this client nothing (more) before it comes to rest."""
        settle(self._process)
        self._fill(limit=SURPLUS)
        if self._buffer:
            raise CheckFailed(
                Kind.TOO_MUCH,
                f"The program sent {count(len(self._buffer))} to a client for which nothing was meant.",
                expected="nothing for this client",
                received=quote(bytes(self._buffer)),
            )
        return self

    def receive_exactly(self, number: int) -> bytes:
        """So many bytes, as soon as the program has sent them; what comes behind them is left for later."""
        self._is_exact = False

        def look() -> bool | None:
            self._fill(limit=number + SURPLUS)
            return True if len(self._buffer) >= number or self._end else None

        self._wait(look, lambda: "send the rest" if self._buffer else "send anything", count(number))
        if len(self._buffer) < number:
            raise self._cut_off(count(number), number)
        taken = bytes(self._buffer[:number])
        del self._buffer[:number]
        return taken

    def receive_slowly(self, number: int) -> bytes:
        """So many bytes, taken a little at a time, and the next when the program has come to rest in between."""
        self._is_exact = False
        taken = self._taken()

        def look() -> bool | None:
            self._sip(min(_SIP, number - len(taken)))
            return True if self._buffer or self._end else None

        while len(taken) < number and not self._end:
            self._wait(look, "send the rest" if taken else "send anything", count(number))
            taken += self._taken()
            settle(self._process)
        if len(taken) < number:
            self._buffer += taken
            raise self._cut_off(count(number), number)
        return taken

    def receive_until(self, end: bytes, what: str) -> bytes:
        """Everything up to and including `end`; `what` names it for the student ("a line")."""
        self._is_exact = False

        def look() -> bool | None:
            self._fill(limit=SURPLUS)
            return True if end in self._buffer or self._end else None

        self._wait(look, f"send {what}", what)
        if end not in self._buffer:
            raise self._cut_off(f"{what} that ends with {quote(end)}")
        length = self._buffer.index(end) + len(end)
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    def receive_line_if_it_comes(self) -> bytes:
        """The next line, with its end; nothing if the program says no more, or has ended the stream.

        For whoever answers line by line, as servers of many protocols do, until there is nothing to be answered.
        """
        with contextlib.suppress(CheckFailed):
            return self.receive_until(b"\n", "a line")
        return b""

    def receive_message(self) -> bytes:
        """What the program sends of its own accord, until it closes the connection or has come to rest.

        For checks that ask what is said, and leave it to others whether the connection is closed after it.
        """

        try:
            self._hear_out()
        except CheckFailed:
            if not self._buffer:
                raise
        if not self._buffer:
            raise self._cut_off("a message")
        return self._taken()

    def expect_silence(self) -> Self:
        """The program sends nothing at all, until it closes the connection or has come to rest."""
        with contextlib.suppress(CheckFailed):
            self._hear_out()
        if self._buffer:
            raise CheckFailed(
                Kind.TOO_MUCH,
                "The program sends something that nobody asked for.",
                expected="nothing",
                received=quote(bytes(self._buffer)),
            )
        return self

    def receive_all(self) -> bytes:
        """Everything until the program ends the stream with a FIN."""
        self._wait_for_end()
        if self._end is Kind.RESET:
            raise self._cut_off("the end of the stream (FIN)", at_its_end=True)
        return self._taken()

    def expect_end(self) -> Self:
        """The program sends nothing more and closes the connection (FIN)."""
        rest = self.receive_all()
        if rest:
            raise CheckFailed(
                Kind.TOO_MUCH,
                f"The program sent {count(len(rest))} more than it should.",
                expected="nothing more, and the end of the connection",
                received=quote(rest),
            )
        return self

    def expect_closed(self) -> Self:
        """The program closes the connection (FIN), whatever it sent before."""
        self.receive_all()
        return self

    def expect_given_up(self) -> Self:
        """The program ends the connection, in whatever way, by a FIN or a RST, and whatever it sent before."""
        self._wait_for_end()
        return self

    # How it is found out

    def _hear_out(self) -> None:
        def look() -> bool | None:
            self._fill(limit=SURPLUS)
            return True if self._end else None

        self._wait(look, "send a message", "a message")

    def _wait_for_end(self) -> None:
        def look() -> bool | None:
            self._fill(limit=16 * SURPLUS)
            return True if self._end else None

        self._wait(look, "close the connection", "the end of the connection", Kind.STILL_OPEN)

    def _wrong(self, data: bytes) -> CheckFailed:
        """The verdict on bytes that are not the expected ones, once the program has come to rest."""
        limit = len(data) + SURPLUS
        settle(self._process, [] if self._end else [self._socket], meanwhile=lambda: self._fill(limit))
        if len(self._buffer) > len(data) + _FLOOD:
            raise self._without_end()
        got = bytes(self._buffer)
        if data.startswith(got):
            return self._cut_off(name(data), len(data))
        expected, received = show_difference(data, got)
        how = clue(data, got, before=self._before, typed=self._process.typed)
        if got.startswith(data):
            return CheckFailed(
                Kind.TOO_MUCH,
                f"The program sent {too_many(got[len(data) :])}.",
                expected=expected,
                received=received,
                wrong_bytes=len(got) - len(data),
            )
        return CheckFailed(
            Kind.WRONG_DATA,
            f"The program sent other bytes than expected.{how}",
            expected=expected,
            received=received,
            hexdump=hexdump(data, got),
            wrong_bytes=len(got) - first_difference(data, got),
        )

    def _cut_off(self, expected: str, length: int = 0, *, at_its_end: bool = False) -> CheckFailed:
        """The verdict on a connection that ended too early; or, `at_its_end`, in another way than it should.

        `length` is how many bytes should have come, if known.
        """
        settle(self._process)
        got, status = bytes(self._buffer), self._process.exit_status
        if status not in (None, 0) or (self._end is Kind.RESET and status == 0 and not at_its_end):
            # What ended with its client was still in a queue, or was not read to its end.
            kind, message, end = Kind.ENDED, the_end(self._process), "the end of the program"
        elif self._end is Kind.RESET:
            kind, message, end = Kind.RESET, BROKEN_OFF, "a reset (RST)"
        else:
            kind, message, end = Kind.CLOSED, CLOSED_EARLY, "the end of the stream (FIN)"
        if got and length and not has_crashed(self._process):
            message = f"The program sent only {_part(len(got), length)}. {message}"
        return CheckFailed(
            kind, message, expected=expected, received=f"{name(got)}, then {end}" if got else end
        )


def _part(number: int, length: int) -> str:
    """How much came; of a long message that depends on the machine."""
    return f"the first {number} of {count(length)}" if length <= _SEGMENT else f"a part of {count(length)}"
