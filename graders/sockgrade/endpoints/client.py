"""The student's program as a client: the grader is its server."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Sequence
from typing import Self, TypeVar

from sockgrade.causes.blame import aside, halted
from sockgrade.checks import CheckFailed, CheckSkipped
from sockgrade.endpoints.arguments import WrongArgument
from sockgrade.endpoints.connection import Connection
from sockgrade.endpoints.doors import Door, Incoming
from sockgrade.endpoints.link import Link
from sockgrade.endpoints.program import Program
from sockgrade.endpoints.stage import Stage
from sockgrade.evidence.clues import clue
from sockgrade.evidence.events import Act
from sockgrade.evidence.packets import Segment
from sockgrade.evidence.pieces import Piece
from sockgrade.evidence.wording import hexdump, quote, show_difference, swapped
from sockgrade.network.network import show_address
from sockgrade.process.process import Process
from sockgrade.process.transcript import Transcript
from sockgrade.process.waiting import Halted, settle, wait_for
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

_T = TypeVar("_T")

#: Seconds for a program to start and connect, on the slowest of machines.
_STARTUP = 10.0
#: Seconds for what the kernel still delivers after the program's end.
_AFTERMATH = 0.1
#: The port of name servers.
_DNS = 53


class Client(Program):
    """The student's program as a client: the grader is its server.

    The program starts with the first thing that is asked of it, and finds the grader listening where the
    document's server would.

    Example:

        def check_shows_the_answer(client: Client, payload: Payload) -> None:
            line, answer = payload.word(), payload.word()
            connection = client.accept()
            client.type(line)
            connection.expect(line.encode()).send(answer.encode())
            client.expect_output(answer)
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._listening = True
        self._addresses: list[str] = []
        """Where a check wants the grader besides the documented places."""
        self._came_to: tuple[str, int] | None = None
        """Where the last datagram came to, as far as its socket knows."""
        self._datagrams: list[Incoming] = []
        """All that have come."""
        self._strangers: set[int] = set()
        """Ports from which the grader has answered without having been asked there."""
        self._link: Link | None = None
        """What is there in the grader's place."""

    def meet_at(self, address: str) -> Self:
        """Be at this address of the machine, too: in a private network the grader is at all of them."""
        if self._stage.network.kind != "private" and not self._stage.network.has_address(address):
            raise CheckSkipped(f"this machine has no address {address}")
        self._addresses.append(address)
        return self

    def without_server(self) -> Self:
        """Start the program while nobody listens."""
        self._listening = False
        return self.run()

    def come_over(self, link: Link) -> Self:
        """Find this link, and over it a server, where the grader would be. To be said before the program starts."""
        if self._launched is not None:
            raise WrongArgument("a server comes too late: the program has started")
        self._link, self._listening = link, False
        return self

    def _open_link(self, *ports: int) -> None:
        """Let the link be where the document's server would be, and at these ports."""
        if self._link is not None:
            spec, network = self._stage.spec, self._stage.network
            addresses = [network.resolve(spec.address), "::1" if ":" in spec.address else "127.0.0.1"]
            places = [
                (address, port)
                for port in dict.fromkeys((spec.port, *ports))
                for address in dict.fromkeys(addresses)
            ]
            self._link.open(spec.transport, places)

    def _launch(self) -> Process:
        process = super()._launch()
        if self._link is not None:
            process.company = self._link.seen_from("client")
            self._link.sides["client"].joins(process)
        return process

    def _open_doors(self) -> None:
        super()._open_doors()
        for address in self._everywhere() if self._is_everywhere else ():
            self._open_door(Door(address, self._port))

    @property
    def _is_everywhere(self) -> bool:
        """Whether the grader is where the document's server would be, since the check has named no place."""
        return self._listening and not self._doors

    def _everywhere(self) -> Sequence[str]:
        """In its own network the grader answers at every address, to see which one the program takes.

        Never on the machine's: nobody outside shall reach it. IPv4 only, unless the exercise is about IPv6: a client
        that tries ::1 for "localhost" first is refused there and goes on to 127.0.0.1.
        """
        if self._stage.network.kind != "private":
            return [*self._documented_addresses(), *self._addresses]
        return ["0.0.0.0", "::"] if ":" in self._documented_addresses()[0] else ["0.0.0.0"]

    def _prepare(self) -> None:
        self._open_link()
        super()._prepare()
        self._announce()

    def _announce(self) -> None:
        for address in [*self._documented_addresses()[:1], *self._addresses] if self._is_everywhere else ():
            place = show_address(address, self._port)
            self.transcript.note(Act.AWAITED, f"{self._stage.spec.transport.upper()} {place}")

    def _move(self, stage: Stage) -> None:
        moves = stage is not self._stage
        super()._move(stage)
        if moves and self._launched is not None:
            self._close_doors()
            self._open_doors()
            self._open_link()
            self._announce()

    @property
    def _port(self) -> int:
        """Where the grader listens: at the document's port, or where the program was seen to go instead."""
        return self._stage.target[1] if self._stage.target else self._stage.spec.port

    def _documented_addresses(self) -> list[str]:
        """Where the document's server is: the machine's name and `localhost` are the same to one on all addresses."""
        spec = self._stage.spec
        address = spec.address
        server = spec.exercise.roles.get("server", {}).get("address", address)
        local = {"": ["127.0.0.1"], "::": ["::1"]}.get(server, [])
        return list(dict.fromkeys([self._stage.network.resolve(address), *local]))

    def accept(self) -> Connection:
        """The program connects."""
        return self._accepted(*self._await(self._next_connection, "connect"))

    def accept_from(self, address: str, port: int = 0) -> Connection:
        """The program connects from this IP address of its own, and from this port unless that is 0."""
        came = self._await(self._next_connection, "connect")
        connection, found = self._accepted(*came), came[1:]
        wanted = (address, port or found[1])
        if found != wanted:
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                f"The program comes from the wrong {'address' if found[0] != address else 'port'}.",
                expected=f"from {show_address(*wanted)}",
                received=f"from {show_address(*found)}",
            )
        return connection

    def _accepted(self, sock: socket.socket, address: str, port: int) -> Connection:
        self.transcript.note(Act.ACCEPTED, show_address(address, port), port=port)
        connection = Connection(sock, self._process, port)
        self._open.append(connection)
        return connection

    def accept_if_it_comes(self) -> Connection | None:
        """The same of a program that may as well not connect: None then."""
        with contextlib.suppress(CheckFailed):
            return self.accept()
        return None

    def _next_connection(self) -> tuple[socket.socket, str, int] | None:
        return next(filter(None, (listener.accept() for listener in self._listeners)), None)

    def receive(self) -> bytes:
        """The content of the next datagram that the program sends."""

        return self._await(self._next_datagram, "send a datagram")

    def _next_datagram(self) -> bytes | None:
        for listener in self._listeners:
            if datagram := listener.receive():
                self.transcript.note_data(Act.RECEIVED, datagram.data, port=datagram.source[1])
                self._came_to = listener.socket.getsockname()[:2]
                self._datagrams.append(datagram)
                return datagram.data
        return None

    def answer(self, data: bytes, *, as_stranger: bool = False) -> Self:
        """Send a datagram to where the last one that was received comes from; it may be called again.

        From the address that the program has sent it to; `as_stranger` from another port, to which it has sent nothing.
        Whether somebody still receives there UDP does not tell.
        """
        if not self._datagrams:
            raise TypeError("answer() answers a datagram: receive() one first")
        *_, asked = self._datagrams
        port = asked.source[1]
        with contextlib.suppress(OSError):  # as a broadcast address, to which nobody may send
            if as_stranger:
                port = asked.answer_from_elsewhere(data, self._stage.network)
                self._strangers.add(port)
            else:
                asked.answer(data)
        self.transcript.note_data(Act.SENT, data, port=port)
        return self

    def stop_listening(self) -> Self:
        """Close the listening socket: whoever connects from now on is refused."""
        self._close_doors()
        return self

    def _goes_to_program(self, segment: Segment) -> bool:
        return segment.source[1] in {*self._ports, *self._strangers}

    @property
    def _ports(self) -> set[int]:
        """Where somebody is whom the program may want."""
        more = self._link.more if self._link is not None else ()
        return {self._port, *more, *(door.port for door in self._doors)}

    # What the program must do

    def expect_datagram(self, data: bytes) -> Self:
        """The next datagram that the program sends has exactly this content."""
        got = self.receive()
        if got != data:
            raise self._wrong(data, got)
        return self

    def expect_datagram_containing(self, data: bytes) -> Self:
        """The next datagram that the program sends has this in it.

        For checks of what becomes of a message: whether anything stands around it is another check's affair.
        """
        got = self.receive()
        if data not in got:
            raise self._wrong(data, got)
        return self

    def _wrong(self, data: bytes, got: bytes) -> CheckFailed:
        expected, received = show_difference(data, got)
        return CheckFailed(
            Kind.WRONG_DATA,
            f"The program sent another datagram than expected.{clue(data, got, typed=self._process.typed)}",
            expected=expected,
            received=received,
            hexdump=hexdump(data, got),
        )

    def expect_attempt(self) -> Self:
        """The program tries to reach a server, whether there is one or not; what cannot be seen passes."""
        process = self._process
        if self.transcript.capture is None:
            return self
        try:
            wait_for(lambda: self._attempts() or None, process, seconds=_STARTUP, aftermath=_AFTERMATH)
        except Halted as why:
            raise self._not_coming(why, "connect", None) from None
        return self

    def expect_no_datagram(self) -> Self:
        """The program sends no further datagram until it ends or rests."""
        settle(self._process)
        surplus = self._next_datagram()
        if surplus is not None:
            raise CheckFailed(
                Kind.TOO_MUCH,
                "The program sent more datagrams than it should.",
                expected="no further datagram",
                received=f"the datagram {quote(surplus)}",
            )
        return self

    def expect_address(self, address: str) -> Self:
        """It connects, or sends its datagram, to this IPv4 address (a typed one, say), whatever the port.

        `gethostname()` stands for the address of the machine's own name.
        """
        wanted = self._stage.network.resolve(address)
        found, port = self._come() or ("", 0)
        if found != wanted:
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                "The program goes to the wrong address.",
                expected=show_address(wanted, port),
                received=show_address(found, port),
            )
        return self

    def _come(self) -> tuple[str, int] | None:
        """Let the program come; the address at which it did, None where that cannot be seen."""
        if self._stage.spec.transport == "tcp":
            return self.accept().local_address
        self.receive()
        return next(iter(self._attempts()), self._came_to)

    def expect_documented_address(self) -> Self:
        """It connects, or sends its datagram, to the address and port that the document names."""
        spec = self._stage.spec
        places = [(address, spec.port) for address in self._documented_addresses()]
        wanted = places[0]
        came = self._come()
        found = self._stage.target or came or wanted
        if found not in places:
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                f"The program goes to the wrong {'port' if found[1] != wanted[1] else 'address'}"
                f"{swapped(found[1], wanted[1])}.",
                expected=f"{spec.transport.upper()} {show_address(*wanted)}",
                received=f"{spec.transport.upper()} {show_address(*found)}",
            )
        return self

    def _attempts(self, transport: str | None = None) -> list[tuple[str, int]]:
        """Where the program has tried to go, in order; looking names up (DNS) does not count."""
        if self.transcript.capture is None:
            return []
        transport = transport or self._stage.spec.transport
        answered = {datagram.source[:2] for datagram in self._datagrams}
        targets = [t for t in self.transcript.capture.attempts(transport) if t not in answered]
        return [t for t in targets if transport == "tcp" or t[1] != _DNS]

    def _await(self, look: Callable[[], _T | None], wanted: str) -> _T:
        """Wait for the program to come; follow it once to where it goes instead."""
        try:
            return wait_for(look, self._process, seconds=_STARTUP, aftermath=_AFTERMATH)
        except Halted as why:
            elsewhere = self._elsewhere()
            if not self._follow(elsewhere):
                raise self._not_coming(why, wanted, elsewhere) from None
            return self._await(look, wanted)

    def _expect_printed(
        self, is_there: Callable[[str], bool], pieces: Sequence[Piece], times: int, example: str
    ) -> Self:
        try:
            return super()._expect_printed(is_there, pieces, times, example)
        except CheckFailed:  # perhaps because it found nobody where it went
            if not self._listening or not self._follow(self._elsewhere()):
                raise
            return super()._expect_printed(is_there, pieces, times, example)

    def _follow(self, elsewhere: tuple[str, int] | None) -> bool:
        """Start over where the program goes instead, once; False if it goes nowhere else, or has been followed."""
        if elsewhere is None or self._stage.target is not None:
            return False
        self._stage.target = elsewhere
        self._start_over()
        return True

    def _elsewhere(self) -> tuple[str, int] | None:
        """An address at which the program found nobody."""
        return next((target for target in self._attempts() if target[1] not in self._ports), None)

    def _start_over(self) -> None:
        typed, ended = self._process.typed, self._input_ended
        self.close()
        self._launched, self.transcript = None, Transcript(self._stage.tell)
        self.run()
        self._type(typed)
        if ended:
            self.end_input()

    def _not_coming(self, why: Halted, wanted: str, elsewhere: tuple[str, int] | None) -> CheckFailed:
        spec = self._stage.spec
        place = self._stage.documented_place
        if elsewhere is not None:
            return CheckFailed(
                Kind.WRONG_ADDRESS,
                f"The program goes to port {elsewhere[1]}, where nobody answers"
                f"{swapped(elsewhere[1], spec.port)}{aside(self._process)}",
                expected=place,
                received=f"{spec.transport.upper()} {show_address(*elsewhere)}",
            )
        other = "tcp" if spec.transport == "udp" else "udp"
        heads_for = [port for _, port in self._attempts(other)]
        heads_for += self._stage.network.connected(other)
        if spec.port in heads_for:
            kind = "SOCK_STREAM" if spec.transport == "tcp" else "SOCK_DGRAM"
            return CheckFailed(
                Kind.WRONG_TRANSPORT,
                f"The program uses {other.upper()} instead of {spec.transport.upper()}: "
                f"its socket must be a {kind}.",
                expected=place,
                received=f"{other.upper()} port {spec.port}",
            )
        failed = halted(why, self._process, f"{wanted} to {place}", f"that it would {wanted} to {place}")
        if why.kind is Kind.STUCK:
            return CheckFailed(Kind.NOT_CONNECTING, failed.failure.message, expected=failed.failure.expected)
        return failed
