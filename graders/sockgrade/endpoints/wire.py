"""The grader's end of a TCP connection.

What the operating system may answer, a FIN, a RST, silence, is noticed here and nowhere else;
`sockgrade.endpoints.connection` judges it.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
from collections.abc import Callable, Iterable
from typing import Self

from sockgrade.causes.blame import halted
from sockgrade.checks import CheckFailed, CheckSkipped
from sockgrade.endpoints.arguments import Strict
from sockgrade.evidence.events import Act
from sockgrade.evidence.wording import beginning, capital, count, name, quote
from sockgrade.network.tables import Tables
from sockgrade.process.process import Process
from sockgrade.process.resources import sockets
from sockgrade.process.waiting import DEADLINE, Halted, settle, wait_for
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

_CHUNK = 256 * 1024
#: Bytes beyond what a check expects after which a program counts as one that sends without end.
SURPLUS = 4 * 2**20
#: Bytes that a program may send in one check, over all connections together: what the grader keeps is bounded.
_MOST = 128 * 2**20
_EXCERPT = 60
#: Bytes of what was sent last that are kept.
_SAID = 256
#: Bytes of a buffer that is soon full.
SMALL = 16 * 2**10
#: The kernel makes of it the least that it grants (socket(7)): a third of a buffer may be free, and nobody is woken.
_LEAST = 1
_PIECE = 64 * 2**10
#: Looks, over more than the 200 ms after which the kernel knocks at a window that is closed (RFC 9293, 3.8.6.1).
_FULL = 80
#: Seconds for what the kernel still delivers after the program's end.
_AFTERMATH = 1.0


class Wire(Strict):
    """The grader's end of a TCP connection: what it does there, and what has arrived.

    Methods return the connection, so that a conversation reads as one sentence.
    """

    def __init__(
        self, sock: socket.socket, process: Process, client_port: int, *, was_reset: bool = False
    ) -> None:
        """`client_port` is the port of that end which connected: it tells one connection from another.

        `was_reset` says of a socket that it has reported a RST already, which it does once.
        """
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = sock
        self._process = process
        self._buffer = bytearray()
        self._end: Kind | None = None
        """CLOSED after a FIN, RESET after a RST."""
        self._has_finished = False
        """Whether the grader has: what the program sends from then on, nobody has asked for."""
        self._moved = 0
        """Bytes that have come and gone."""
        self._port = client_port
        self._was_reset = was_reset
        self._said = b""
        self._is_missed = False

    @property
    def local_address(self) -> tuple[str, int]:
        """The grader's own end, as (IP address, port)."""
        address, port = self._socket.getsockname()[:2]
        return address.removeprefix("::ffff:"), port

    # What the grader does

    def send(self, data: bytes) -> Self:
        """Send bytes; what the program sends meanwhile is kept for the next `expect`."""
        rest = memoryview(data)
        self._said = data[:_SAID]
        self._process.transcript.note_data(Act.SENT, data, port=self._port)

        def look() -> bool | None:
            nonlocal rest
            self._fill(limit=len(data) + SURPLUS)
            try:
                while rest and self._end is not Kind.RESET:
                    sent = self._socket.send(rest)
                    rest = rest[sent:]
                    self._moved += sent
            except BlockingIOError:
                return None
            except OSError:
                self._ended(Kind.RESET)
            return True

        if look() is None:
            number = count(len(data))
            self._wait(look, f"take in the {number} that were sent to it", f"a program that reads {number}")
        return self

    def send_without_reading(self, data: bytes) -> bytes:
        """Send as much of this as the program takes while nobody reads what it answers; that much is returned.

        Piece by piece and through small buffers, so that no more is under way than it must be; and until it is full
        for good: some time after it seemed so, the kernel moves what waits closer together, and takes 20 KB more.
        """
        # A socket is accepted a moment before the program has it as a descriptor.
        with contextlib.suppress(Halted, CheckSkipped):
            wait_for(self._narrow_their_end, self._process)
        has_read = unread_by_peer(self._socket, self._process.tables) or (lambda: True)
        sent = 0

        def push() -> bool | None:
            nonlocal sent
            with contextlib.suppress(BlockingIOError):
                while sent < len(data) and has_read():
                    sent += self._socket.send(data[sent : sent + _PIECE])
            return True if sent == len(data) else None

        with contextlib.suppress(Halted, ConnectionError):
            wait_for(push, self._process, progress=lambda: sent, looks=_FULL)
        self._process.transcript.note_data(Act.SENT, data[:sent], port=self._port)
        return data[:sent]

    def _narrow_their_end(self) -> bool | None:
        """Give the program's end a small buffer to send from, as soon as it has one."""
        found = None
        for theirs in sockets(self._process.running):
            with contextlib.suppress(OSError):
                if theirs.getpeername()[1] == self._port:
                    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _LEAST)
                    found = True
        return found

    def wait_until_accepted(self) -> Self:
        """Leave the queue of the listening socket, or find out that the program calls no accept() by itself."""
        with contextlib.suppress(Halted):
            wait_for(lambda: None if self._was_never_accepted() else True, self._process)
        return self

    # What it may still be asked when the verdict has been reached (`sockgrade.causes.cause.Line`)

    @property
    def is_missed(self) -> bool:
        """Whether something was waited for here in vain."""
        return self._is_missed

    @property
    def port(self) -> int:
        """The client's."""
        return self._port

    @property
    def is_taken(self) -> bool:
        """Whether the program has read all that was sent, as far as the kernel tells."""
        has_read = unread_by_peer(self._socket, self._process.tables) if self._is_open else None
        return has_read is not None and bool(has_read())

    @property
    def got(self) -> bytes:
        """What has come, and nobody has taken yet."""
        return bytes(self._buffer)

    @property
    def said(self) -> bytes:
        """What was sent last, or its beginning."""
        return self._said

    def ask(self, data: bytes) -> bytes:
        """What comes when the program gets this; nothing where it cannot be asked any more."""
        return self._answer(lambda: self._socket.send(data))

    def end(self) -> bytes:
        """What comes when the stream to the program ends."""
        return self._answer(lambda: self._socket.shutdown(socket.SHUT_WR))

    def _answer(self, act: Callable[[], object]) -> bytes:
        self._buffer.clear()
        if self._end or self._has_finished or not self._is_open:
            return b""
        with contextlib.suppress(OSError, CheckFailed):
            act()
            settle(self._process, [self._socket], meanwhile=lambda: self._fill(SURPLUS))
        return self.got

    def send_in_pieces(self, pieces: Iterable[bytes]) -> Self:
        """Send each piece in a segment of its own.

        The next piece goes out when the program has read the one before, so that no two can ever be read
        together, however slow the machine is. A program that does not read them one by one gets them all
        the same.
        """
        peer_has_read = unread_by_peer(self._socket, self._process.tables)
        for piece in pieces:
            self.send(piece)
            if peer_has_read is not None:
                try:
                    wait_for(peer_has_read, self._process, sockets=[self._socket], seconds=DEADLINE)
                except Halted:  # nor will it read the next one by itself
                    peer_has_read = None
        return self

    def finish(self) -> Self:
        """Say that nothing more will be sent (half-close, a FIN); the program can still answer."""
        self._note(Act.FINISHED)
        self._has_finished = True
        with contextlib.suppress(OSError):  # the program may have closed first
            self._socket.shutdown(socket.SHUT_WR)
        return self

    def finish_in_turn(self) -> Self:
        """Say that nothing more will be sent, once the program has said so; leave one alone that goes on.

        That is how an echo server ends: a client may close at once when it has its answer, or finish its side
        (shutdown) and read to the end of the stream.
        """

        def look() -> bool | None:
            self._fill(limit=SURPLUS)
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
        """Break the connection off with a RST without waiting for the program: for one that is stopped."""
        self._note(Act.BROKE_OFF)
        self._abort()

    def _abort(self) -> None:
        # l_onoff and l_linger are ints, on Windows unsigned shorts (socket(7), SO_LINGER).
        linger = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._close()

    def leave(self) -> None:
        """Go as a well-behaved client does that has got its answer: finish, take what is still sent, close.

        A client that closes while bytes are under way to it breaks the connection off without wanting to
        (RFC 1122, 4.2.2.13), which no check for correct programs may do.
        """

        def look() -> bool | None:
            self._fill(limit=16 * SURPLUS)
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
                self._fill(limit=SURPLUS)
        self._note(Act.CLOSED)
        if self._end is not None:
            self._abort()
        else:
            self._close()

    def _close(self) -> None:
        self._socket.close()
        self._buffer.clear()

    @property
    def _is_open(self) -> bool:
        return self._socket.fileno() >= 0

    # How it is found out

    def _fill(self, limit: int) -> None:
        """Read what has arrived."""
        while self._sip(_CHUNK):
            if len(self._buffer) > limit or self._process.transcript.received > _MOST:
                raise self._without_end()

    def _sip(self, most: int) -> bool:
        """Read at most so many bytes of what has arrived; whether there were any."""
        if self._end is not None:
            return False
        try:
            data = self._socket.recv(most)
        except BlockingIOError:
            return False
        except OSError:  # a reset, or whatever else a program brings a connection to
            self._ended(Kind.RESET)
            return False
        self._buffer += data
        self._moved += len(data)
        if data:
            self._process.transcript.note_data(Act.RECEIVED, data, port=self._port)
        else:
            self._ended(Kind.RESET if self._was_reset else Kind.CLOSED)
        return bool(data)

    def _ended(self, end: Kind) -> None:
        self._end = end
        self._note(Act.GOT_END if end is Kind.CLOSED else Act.GOT_RESET)

    def _note(self, act: Act) -> None:
        self._process.transcript.note(act, port=self._port)

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
            wait_for(look, self._process, sockets=sockets, aftermath=_AFTERMATH, progress=lambda: self._moved)
        except Halted as why:
            self._is_missed = True
            received = name(bytes(self._buffer)) if self._buffer else "nothing"
            missing = wanted if isinstance(wanted, str) else wanted()
            if why.kind is not Kind.ENDED and self._was_never_accepted():
                raise CheckFailed(
                    Kind.NEVER_ACCEPTED,
                    f"The program does not {missing}: it never accepts this connection. {capital(why.reason)}.",
                    expected=expected,
                    received="a connection that waits in the queue of the listening socket",
                ) from None
            failed = halted(why, self._process, missing, expected, received)
            if kind is None or why.kind is Kind.ENDED:
                raise failed from None
            raise CheckFailed(kind, failed.failure.message, expected=expected, received=received) from None

    def _was_never_accepted(self) -> bool:
        tables = self._process.tables
        if sys.platform != "linux" or self._end is not None or tables is None:
            return False
        with contextlib.suppress(OSError):
            return not tables.is_accepted(self._socket)
        return False

    def _without_end(self) -> CheckFailed:
        why = " Does it notice that the client has finished (recv returns b'')?" if self._has_finished else ""
        return CheckFailed(
            Kind.TOO_MUCH,
            f"The program sends without end.{why}",
            received=f"{quote(beginning(bytes(self._buffer), _EXCERPT))} and much more",
        )


def unread_by_peer(sock: socket.socket, tables: Tables | None) -> Callable[[], bool | None] | None:
    """A look that says True once the peer has read all that was sent; None where that cannot be known."""
    if sys.platform != "linux" or tables is None:
        return None
    from sockgrade.kernel import linux

    def look() -> bool | None:
        try:
            if linux.unacknowledged(sock):
                return None
            return True if tables.unread_by_peer(sock) == 0 else None
        except OSError:  # the connection was reset: nobody will read it any more
            return True

    return look
