"""What checks talk to once a program is connected: a TCP connection.

Everything the operating system may answer, a FIN, a RST, a refusal, silence, is turned into a verdict here
(for UDP in `sockgrade.datagrams`) and nowhere else.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
from collections.abc import Callable, Iterable
from typing import Self

from sockgrade.checks import CheckFailed
from sockgrade.network import unread_by_peer
from sockgrade.process import Process, describe_exit
from sockgrade.verdict import Kind
from sockgrade.waiting import DEADLINE, Halted, settle, wait_for
from sockgrade.wording import count, name, quote, show_difference

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

_CHUNK = 256 * 1024
#: Bytes beyond what a check expects after which a program counts as one that sends without end.
_SURPLUS = 4 * 2**20
#: The same, for one that was still sending when it was given up: how far it came depends on the machine.
_FLOOD = 64 * 2**10
_EXCERPT = 60
#: Seconds for what the kernel still delivers after the program's end.
_AFTERMATH = 1.0


def last_words(process: Process) -> str:
    """The last line a program wrote to stderr, for a program that ended; with what it ended with."""
    status = process.exit_status
    how = "" if status is None else f" ({describe_exit(status)})"
    lines = [line for line in process.errors.text.splitlines() if line.strip()]
    return f"{how}: {lines[-1].strip()[:200]}" if lines else how


def halted(
    why: Halted, process: Process, wanted: str, expected: str, received: str = "nothing"
) -> CheckFailed:
    """The verdict on a wait that came to nothing; `wanted` completes the sentence "The program does not …"."""
    message = {
        Kind.ENDED: f"The program ended{last_words(process)}",
        Kind.STUCK: f"The program does not {wanted}, and never will: {why.reason}.{_trouble(process)}",
    }.get(why.kind, f"The program does not {wanted}: {why.reason}.")
    return CheckFailed(why.kind, message, expected=expected, received=received)


def _trouble(process: Process) -> str:
    """What went wrong in a program that goes on: in a thread, say, whose traceback ended nothing but itself."""
    errors = process.errors.text
    lines = [line for line in errors.splitlines() if line.strip()]
    return f" It reported {lines[-1].strip()[:200]}" if "Traceback (most recent call last)" in errors else ""


class Connection:
    """One TCP connection between the grader and the program.

    Methods return the connection, so that a conversation reads as one sentence.
    """

    def __init__(self, sock: socket.socket, process: Process) -> None:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = sock
        self._process = process
        self._buffer = bytearray()
        self._end: Kind | None = None
        """CLOSED after a FIN, RESET after a RST."""

    @property
    def local_address(self) -> tuple[str, int]:
        """The grader's own end, as (IP address, port)."""
        address, port = self._socket.getsockname()[:2]
        return address.removeprefix("::ffff:"), port

    # What the grader does

    def send(self, data: bytes) -> Self:
        """Send bytes; what the program sends meanwhile is kept for the next `expect`."""
        rest = memoryview(data)

        def look() -> bool | None:
            nonlocal rest
            self._fill(limit=len(data) + _SURPLUS)
            try:
                while rest and self._end is not Kind.RESET:
                    rest = rest[self._socket.send(rest) :]
            except BlockingIOError:
                return None
            except (BrokenPipeError, ConnectionResetError):
                self._end = Kind.RESET
            return True

        if look() is None:
            sent = count(len(data))
            self._wait(look, f"take in the {sent} that were sent to it", f"a program that reads {sent}")
        return self

    def send_in_pieces(self, pieces: Iterable[bytes]) -> Self:
        """Send each piece in a segment of its own.

        The next piece goes out when the program has read the one before, so that no two can ever be read
        together, however slow the machine is. A program that does not read them one by one gets them all
        the same.
        """
        for piece in pieces:
            self.send(piece)
            self._wait_until_read()
        return self

    def _wait_until_read(self) -> None:
        """Wait until the peer has read what was sent, as far as this platform can tell."""
        peer_has_read = _unread_by_peer(self._socket)
        if peer_has_read is None:
            return
        with contextlib.suppress(Halted):
            wait_for(peer_has_read, self._process, sockets=[self._socket], seconds=DEADLINE)

    def finish(self) -> Self:
        """Say that nothing more will be sent (half-close, a FIN); the program can still answer."""
        with contextlib.suppress(OSError):  # the program may have closed first
            self._socket.shutdown(socket.SHUT_WR)
        return self

    def finish_in_turn(self) -> Self:
        """Say that nothing more will be sent, once the program has said so; leave one alone that goes on.

        That is how an echo server ends: a client may close at once when it has its answer, or finish its side
        (shutdown) and read to the end of the stream.
        """

        def look() -> bool | None:
            self._fill(limit=_SURPLUS)
            return True if self._end else None

        with contextlib.suppress(Halted):
            wait_for(look, self._process, sockets=[self._socket])
            self.finish()
        return self

    def finish_with(self, data: bytes) -> Self:
        """Send a few last bytes and finish: on Linux they and the FIN travel in one segment, and arrive together."""
        with contextlib.suppress(OSError, AttributeError):  # TCP_CORK holds them back until the FIN (tcp(7))
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        return self.send(data).finish()

    def reset(self) -> None:
        """Break the connection off with a RST, as a client does that crashes; the program comes to rest from it."""
        self.break_off()
        settle(self._process)

    def break_off(self) -> None:
        """The same, without waiting for the program: for one that is stopped."""
        # l_onoff and l_linger are ints, on Windows unsigned shorts (socket(7), SO_LINGER).
        linger = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._socket.close()

    def leave(self) -> None:
        """Go as a well-behaved client does that has got its answer: finish, take what is still sent, close.

        A client that closes while bytes are under way to it breaks the connection off without wanting to
        (RFC 1122, 4.2.2.13), which no check for correct programs may do.
        """

        def look() -> bool | None:
            self._fill(limit=16 * _SURPLUS)
            return True if self._end else None

        self.finish()
        with contextlib.suppress(Halted):
            wait_for(look, self._process, sockets=[self._socket], seconds=_AFTERMATH)
        self.close()

    def close(self) -> None:
        """Close the connection as a well-behaved client does.

        When the program closed first, a reset spares its port the minute in TIME_WAIT (RFC 9293, 3.6.1), in
        which a server without SO_REUSEADDR could not start again on a shared network.
        """
        if self._end is None:
            with contextlib.suppress(CheckFailed, OSError):  # it sends without end; it is closed already
                self._fill(limit=_SURPLUS)
        if self._end is not None:
            self.break_off()
        else:
            self._socket.close()

    # What the program must do

    def expect(self, data: bytes) -> Self:
        """The program sends exactly these bytes, in segments of any size."""

        def look() -> bool | None:
            self._fill(limit=len(data) + _SURPLUS)
            enough = len(self._buffer) >= len(data)
            wrong = not data.startswith(bytes(self._buffer[: len(data)]))
            return True if enough or wrong or self._end else None

        # No word of the payload in the message: it is what a report calls the same fault by.
        self._wait(look, lambda: "send the rest" if self._buffer else "send anything", name(data))
        if bytes(self._buffer) != data:
            raise self._wrong(data)
        self._buffer.clear()
        return self

    def expect_only(self, data: bytes) -> Self:
        """The same, and nothing after it, however the program divides it into messages."""
        settle(self._process)
        return self.expect(data)

    def expect_answer(self, length: int = 1) -> Self:
        """The program answers with anything at all; for checks that ask not what, but whether and when.

        `length` is how many bytes the answer has at least.
        """
        if length > 1:
            answer = f"an answer of {count(length)}"
            return self._expect_anything(f"send {answer}", answer, length)
        return self._expect_anything("answer", "an answer")

    def expect_nothing(self) -> Self:
        """The program sends this client nothing (more) before it comes to rest."""
        settle(self._process)
        self._fill(limit=_SURPLUS)
        if self._buffer:
            raise CheckFailed(
                Kind.TOO_MUCH,
                f"The program sent {count(len(self._buffer))} to a client for which nothing was meant.",
                expected="nothing for this client",
                received=quote(bytes(self._buffer)),
            )
        return self

    def expect_message(self) -> Self:
        """The same for a program that speaks first: it sends anything at all."""
        return self._expect_anything("send a message", "a message")

    def _expect_anything(self, wanted: str, expected: str, length: int = 1) -> Self:
        def look() -> bool | None:
            self._fill(limit=length + _SURPLUS)
            return True if len(self._buffer) >= length or self._end else None

        self._wait(look, wanted, expected)
        if len(self._buffer) < length:
            raise self._cut_off(expected)
        self._buffer.clear()
        return self

    def receive_until(self, end: bytes, what: str) -> bytes:
        """Everything up to and including `end`; `what` names it for the student ("a line")."""

        def look() -> bool | None:
            self._fill(limit=_SURPLUS)
            return True if end in self._buffer or self._end else None

        self._wait(look, f"send {what}", what)
        if end not in self._buffer:
            raise self._cut_off(f"{what} that ends with {quote(end)}")
        length = self._buffer.index(end) + len(end)
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

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
        taken = bytes(self._buffer)
        self._buffer.clear()
        return taken

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
            raise self._cut_off("the end of the stream (FIN)")
        taken = bytes(self._buffer)
        self._buffer.clear()
        return taken

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
        """The program gives the connection up, with FIN or RST, whatever it sent before."""
        self._wait_for_end()
        self._buffer.clear()
        return self

    # How it is found out

    def _hear_out(self) -> None:
        def look() -> bool | None:
            self._fill(limit=_SURPLUS)
            return True if self._end else None

        self._wait(look, "send a message", "a message")

    def _wait_for_end(self) -> None:
        def look() -> bool | None:
            self._fill(limit=16 * _SURPLUS)
            return True if self._end else None

        self._wait(look, "close the connection", "the end of the connection", Kind.STILL_OPEN)

    def _fill(self, limit: int) -> None:
        """Read what has arrived."""
        try:
            while self._end is None:
                data = self._socket.recv(_CHUNK)
                self._buffer += data
                if not data:
                    self._end = Kind.CLOSED
                elif len(self._buffer) > limit:
                    raise self._without_end()
        except BlockingIOError:
            pass
        except (ConnectionResetError, ConnectionAbortedError, BrokenPipeError):
            self._end = Kind.RESET

    def _wait(
        self,
        look: Callable[[], bool | None],
        wanted: str | Callable[[], str],
        expected: str,
        kind: Kind | None = None,
    ) -> None:
        """Wait; `kind` is the verdict on a program that is there and does not do what is wanted."""
        sockets = [] if self._end else [self._socket]
        try:
            wait_for(look, self._process, sockets=sockets, aftermath=_AFTERMATH)
        except Halted as why:
            received = name(bytes(self._buffer)) if self._buffer else "nothing"
            missing = wanted if isinstance(wanted, str) else wanted()
            failed = halted(why, self._process, missing, expected, received)
            if kind is None or why.kind is Kind.ENDED:
                raise failed from None
            raise CheckFailed(kind, failed.failure.message, expected=expected, received=received) from None

    def _without_end(self) -> CheckFailed:
        return CheckFailed(
            Kind.TOO_MUCH,
            "The program sends without end. Does it notice that the client has finished (recv returns b'')?",
            received=f"{quote(bytes(self._buffer[:_EXCERPT]))} and much more",
        )

    def _wrong(self, data: bytes) -> CheckFailed:
        """The verdict on bytes that are not the expected ones, once the program has come to rest."""
        limit = len(data) + _SURPLUS
        settle(self._process, [] if self._end else [self._socket], meanwhile=lambda: self._fill(limit))
        if len(self._buffer) > len(data) + _FLOOD:
            raise self._without_end()
        got = bytes(self._buffer)
        if data.startswith(got):
            return self._cut_off(name(data))
        expected, received = show_difference(data, got)
        if got.startswith(data):
            surplus = got[len(data) :]
            return CheckFailed(
                Kind.TOO_MUCH,
                f"The program sent {count(len(surplus))} too many: {quote(surplus)} after the expected bytes.",
                expected=expected,
                received=received,
            )
        return CheckFailed(
            Kind.WRONG_DATA,
            "The program sent other bytes than expected.",
            expected=expected,
            received=received,
        )

    def _cut_off(self, expected: str) -> CheckFailed:
        """The verdict on a connection that ended too early."""
        settle(self._process)
        received = f"{name(bytes(self._buffer))}, then " if self._buffer else ""
        status = self._process.exit_status
        if status not in (None, 0):
            return CheckFailed(
                Kind.ENDED,
                f"The program crashed{last_words(self._process)}",
                expected=expected,
                received=f"{received}the end of the program",
            )
        if self._end is Kind.RESET and status == 0:
            # It was still in the queue of the listening socket, or was not read to its end.
            return CheckFailed(
                Kind.ENDED,
                f"The program ended{last_words(self._process)}, and with it the connection.",
                expected=expected,
                received=f"{received}the end of the program",
            )
        if self._end is Kind.RESET:
            return CheckFailed(
                Kind.RESET,
                "The program broke the connection off (RST). "
                "That happens when it closes a socket without having read everything.",
                expected=expected,
                received=f"{received}a reset (RST)",
            )
        return CheckFailed(
            Kind.CLOSED,
            "The program closed the connection too early (FIN).",
            expected=expected,
            received=f"{received}the end of the stream (FIN)",
        )


def _unread_by_peer(sock: socket.socket) -> Callable[[], bool | None] | None:
    """A look that says True once the peer has read all that was sent; None where that cannot be known."""
    if sys.platform != "linux":
        return None
    from sockgrade import linux

    def look() -> bool | None:
        try:
            if linux.unacknowledged(sock):
                return None
            return True if unread_by_peer(sock) == 0 else None
        except OSError:  # the connection was reset: nobody will read it any more
            return True

    return look
