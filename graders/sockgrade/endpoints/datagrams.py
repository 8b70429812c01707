"""What checks of UDP servers talk to: an exchange of datagrams."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Self

from sockgrade.causes.blame import halted
from sockgrade.checks import CheckFailed
from sockgrade.endpoints.arguments import Strict
from sockgrade.evidence.clues import clue
from sockgrade.evidence.events import Act
from sockgrade.evidence.wording import hexdump, quote, show_difference
from sockgrade.network.network import show_address
from sockgrade.process.process import Process
from sockgrade.process.waiting import Halted, settle, stopped, wait_for
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Seconds for what the kernel still delivers after the program's end.
_AFTERMATH = 1.0
#: Seconds to let a program come to rest before the next datagram.
_REST = 0.25
#: Socket options that Python 3.11 does not name (ip(7), ipv6(7)).
_IP_RECVERR, _IPV6_RECVERR = 11, 25


class Datagrams(Strict):
    """The grader's end of a UDP exchange with the program: it comes from `Server.datagrams()`.

    Example:

        def check_answers_once(server: Server, payload: Payload) -> None:
            message = payload.text()
            server.datagrams().send(message).expect(message).expect_nothing_more()
    """

    def __init__(
        self,
        sock: socket.socket,
        peer: tuple[str, int],
        process: Process,
        unreachable: Callable[[OSError], Exception],
    ) -> None:
        """`unreachable` makes the verdict of an error that keeps datagrams from being sent to the program."""
        sock.setblocking(False)
        if sys.platform == "linux":
            # Without being connected, so that an answer from a wrong port is seen, the socket is still told
            # when nobody receives.
            if sock.family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, _IPV6_RECVERR, 1)
            else:
                sock.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)
        self._socket = sock
        self._peer = peer
        self._process = process
        self._unreachable = unreachable
        self._before: bytes | None = None
        """What was expected, and came, the time before."""

    @property
    def local_address(self) -> tuple[str, int]:
        """The grader's own end, as (IP address, port)."""
        address, port = self._socket.getsockname()[:2]
        return address, port

    # What the grader does

    def send(self, *datagrams: bytes) -> Self:
        """Send datagrams once the program rests; if there are several, they are all there when it looks.

        Nobody repeats a datagram that is lost. A program which opens its socket anew for each, or which the last one
        is just crashing, shall not be judged by who is faster; nor one that takes several for one.
        """
        settle(self._process, seconds=_REST)
        with self._at_once(datagrams):
            refused = [data for data in datagrams if not self._deliver(data)]
        for data in refused:
            settle(self._process)
            if self._process.exit_status is None and not self._deliver(data):
                raise CheckFailed(
                    Kind.UNREACHABLE,
                    f"Nobody receives this datagram on port {self._peer[1]}: the program still runs, "
                    "but has closed its socket, or connected it to somebody else.",
                    expected="a server that goes on receiving",
                    received="port unreachable (ICMP)",
                )
        return self

    def _at_once(self, datagrams: Sequence[bytes]) -> contextlib.AbstractContextManager[None]:
        """Keep the program from looking before the last of several is there, where the kernel tells when it stops."""
        together = len(datagrams) > 1 and sys.platform == "linux"
        return stopped(self._process) if together else contextlib.nullcontext()

    def wait_until_received(self) -> Self:
        """Let the program receive all that waits for it, as long as it goes on receiving.

        Returns at once where the kernel does not tell.
        """
        tables, port = self._process.tables, self._peer[1]
        if sys.platform != "linux" or tables is None:
            return self

        def unread() -> int:
            return sum(row.unread for row in tables.receiving(port) if row.port == port)

        with contextlib.suppress(Halted):  # what has become of it is the next question
            wait_for(lambda: None if unread() else True, self._process, progress=unread)
        return self

    def _deliver(self, data: bytes) -> bool:
        """Send a datagram; False if the answer is that nobody receives it.

        Within a machine that answer is there when sendto() returns.
        """
        self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)  # forget what became of the one before
        self._process.transcript.note_data(Act.SENT, data, port=self.local_address[1])
        try:
            self._socket.sendto(data, self._peer)
        except OSError as error:
            raise self._unreachable(error) from None
        return self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0

    # What the program must do

    def expect(self, data: bytes) -> Self:
        """The program answers with a datagram of exactly this content, from the address that was asked."""
        got = self._answer(data)
        if got != data:
            raise self._wrong(data, got)
        self._before = data
        return self

    def expect_in_any_order(self, *datagrams: bytes) -> Self:
        """The same for several: one datagram for each, in whatever order, of which UDP promises none."""
        missing = list(datagrams)
        while missing:
            got = self._answer(missing[0])
            if got not in missing:
                raise self._wrong(missing[0], got)
            missing.remove(got)
        return self

    def _answer(self, data: bytes) -> bytes:
        """The next datagram, which should be this one."""
        try:
            got, source = wait_for(self._receive, self._process, sockets=[self._socket], aftermath=_AFTERMATH)
        except Halted as why:
            raise halted(why, self._process, "answer the datagram", f"the datagram {quote(data)}") from None
        if source != self._peer:
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                "The program answered from another socket than the one that was asked: "
                "a client takes that for a stranger's datagram.",
                expected=f"an answer from {show_address(*self._peer)}",
                received=f"{quote(got)} from {show_address(*source)}",
            )
        return got

    def _wrong(self, data: bytes, got: bytes) -> CheckFailed:
        expected, received = show_difference(data, got)
        again = " It is the answer of the time before, once more." if got == self._before else ""
        return CheckFailed(
            Kind.WRONG_DATA,
            f"The program answered with another datagram than expected.{again or clue(data, got)}",
            expected=expected,
            received=received,
            hexdump=hexdump(data, got),
        )

    def expect_nothing_more(self) -> Self:
        """The program sends no further datagram to this exchange before it rests."""
        settle(self._process)
        surplus = self._receive()
        if surplus is not None:
            raise CheckFailed(
                Kind.TOO_MUCH,
                "The program sent more datagrams than it should.",
                expected="no further datagram",
                received=f"the datagram {quote(surplus[0])}",
            )
        return self

    def _receive(self) -> tuple[bytes, tuple[str, int]] | None:
        """A datagram that has arrived, and where it comes from."""
        try:
            data, source = self._socket.recvfrom(65536)
        except OSError:
            return None  # nothing has come; a refusal is told by the program's end or by send()
        self._process.transcript.note_data(Act.RECEIVED, data, port=self.local_address[1])
        return data, source[:2]

    def close(self) -> None:
        """Close the socket; the program is not told."""
        self._socket.close()
