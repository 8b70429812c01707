"""The student's program as a server: the grader is its client."""

from __future__ import annotations

import contextlib
import errno
import socket
import sys
from collections.abc import Sequence
from typing import Self

from sockgrade.causes.blame import last_words, the_end
from sockgrade.checks import CheckFailed, CheckSkipped, GraderFault
from sockgrade.endpoints.connection import Connection
from sockgrade.endpoints.datagrams import Datagrams
from sockgrade.endpoints.program import Program
from sockgrade.endpoints.reach import EXHAUSTED, reach
from sockgrade.endpoints.stage import Stage
from sockgrade.endpoints.wire import SMALL
from sockgrade.evidence.events import Act
from sockgrade.evidence.packets import Segment
from sockgrade.evidence.wording import swapped
from sockgrade.kernel.clock import now
from sockgrade.network.network import Bound, family_of, show_address
from sockgrade.process.resources import Idleness, backlog, is_listening, reset_connections, sockets
from sockgrade.process.waiting import Halted, settle, wait_for
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Seconds for a program to start, on the slowest of machines.
_STARTUP = 10.0
#: Seconds to wait for the right address once the program listens at another, and longer while it works more than it
#: sleeps: it may be on its way there, and how long that takes depends on the machine.
_STRAY = 1.0


class Server(Program):
    """The student's program as a server: it is running, and the grader is its client.

    Example:

        def check_echoes_a_message(server: Server, payload: Payload) -> None:
            message = payload.text()
            server.connect().send(message).expect(message)
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._place: Bound | None = None

    @property
    def place(self) -> Bound:
        """Where it listens; waits until it does."""
        if self._place is None:
            self._place = self._find_place()
            self.transcript.note(Act.LISTENED, str(self._place))
        return self._place

    @property
    def _door(self) -> tuple[str, int]:
        """Where clients reach it: an address and a port. By IPv6, if it takes that and the exercise is about it."""
        place = self.place
        if place.address == "::" and ":" in self._stage.spec.address:
            return self._stage.network.resolve(self._stage.spec.address), place.port
        return place.reachable_at

    def _find_place(self) -> Bound:
        spec, process = self._stage.spec, self._process
        strays: list[Bound] = []
        # After a restart the grader's own UDP sockets are in the kernel's table as well.
        mine = {("udp", e.local_address[1]) for e in self._open if isinstance(e, Datagrams)}

        def look() -> Bound | None:
            found = self._stage.network.bound(process.running.root_pid, spec.port)
            strays[:] = [b for b in found if (b.transport, b.port) not in mine]
            rightful = [b for b in strays if b.transport == spec.transport]
            for bound in rightful:
                if self._is_documented(bound) or bound == self._stage.place:
                    return bound
            return None

        def stray() -> Bound | None:
            return look() or next((b for b in strays if b.transport == spec.transport), None)

        def look_until_it_rests() -> Bound | None:
            bound, rests = look(), idleness is None or idleness.look()
            if bound is None and rests and now() - began >= _STRAY:
                raise Halted(Kind.TIMEOUT, process, lambda: "it has come to rest")
            return bound

        try:
            wait_for(stray, process, seconds=_STARTUP)
            began, idleness = now(), Idleness(process.running) if sys.platform == "linux" else None
            return wait_for(look_until_it_rests, process, seconds=_STARTUP)
        except Halted as why:
            elsewhere = sorted(
                (b for b in strays if b.transport == spec.transport), key=lambda b: b.port != spec.port
            )
            if elsewhere:
                self._stage.place = elsewhere[0]
                return elsewhere[0]
            raise self._not_listening(why, strays) from None

    def _is_documented(self, bound: Bound) -> bool:
        """Whether clients find the program there, on the document's port.

        Where the document says all addresses, the machine's own name will do, too: what it stands for depends
        on the machine (127.0.1.1 on Debian).
        """
        spec = self._stage.spec
        if bound.port != spec.port:
            return False
        if bound.serves(self._stage.network.resolve(spec.address)):
            return True
        if spec.address == "localhost" and bound.serves("::1"):  # the other address of that name
            return True
        with contextlib.suppress(GraderFault):  # a machine whose name does not resolve
            return spec.address == "" and bound.serves(self._stage.network.resolve("gethostname()"))
        return False

    def _not_listening(self, why: Halted, strays: Sequence[Bound]) -> CheckFailed:
        spec, process = self._stage.spec, self._process
        wanted = f"a server that listens on {spec.transport.upper()} port {spec.port}"
        if strays:
            right, wrong = ("SOCK_STREAM", "UDP") if spec.transport == "tcp" else ("SOCK_DGRAM", "TCP")
            return CheckFailed(
                Kind.WRONG_TRANSPORT,
                f"The program uses {wrong} instead of {spec.transport.upper()}: its socket must be a {right}.",
                expected=wanted,
                received=f"a socket on {strays[0]}",
            )
        if why.kind is Kind.ENDED:
            # It may have listened until then: between two looks, nobody knows.
            return CheckFailed(
                Kind.ENDED,
                f"The program ended before a client could reach it{last_words(process)}",
                expected=wanted,
                received="the end of the program",
            )
        verb, lacks = ("listen", "listening") if spec.transport == "tcp" else ("receive", "bound")
        return CheckFailed(
            Kind.NOT_LISTENING,
            f"The program does not {verb} on any port: {why.reason}.",
            expected=wanted,
            received=f"no {lacks} socket",
        )

    # What the grader does

    def connect(self, source: str = "", *, takes_little: bool = False) -> Connection:
        """Connect as a client, to wherever the program listens.

        One that `takes_little` has a small buffer, and is full soon while it does not read (socket(7), SO_RCVBUF).

        `source` is the address to come from, such as 127.0.0.2; a server with an IPv6 socket is visited
        from ::1 all the same.
        """
        door = self._door
        client = self._socket(socket.SOCK_STREAM, "" if ":" in door[0] else source)
        if takes_little:  # before it connects: what it has said to take it must take
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        try:
            was_reset = reach(client, door, self._process)
        except OSError as error:
            client.close()
            self.transcript.note(Act.REFUSED, error.strerror or "no answer")
            raise self._no_connection(error, show_address(*door)) from None
        here, port = client.getsockname()[:2]
        self.transcript.note(Act.CONNECTED, show_address(here, port), port=port)
        connection = Connection(client, self._process, port, was_reset=was_reset)
        self._open.append(connection)
        return connection

    def _no_connection(self, error: OSError, address: str) -> CheckFailed | GraderFault:
        process = self._process
        settle(process)
        expected = f"a server that accepts connections on {address}"
        if process.exit_status is not None:
            return CheckFailed(
                Kind.ENDED,
                the_end(process),
                expected=expected,
                received="the end of the program",
            )
        if error.errno == errno.ECONNREFUSED:
            return CheckFailed(
                Kind.REFUSED,
                "The program accepts no further connection: its listening socket is closed.",
                expected=expected,
                received="connection refused",
            )
        if isinstance(error, TimeoutError):
            return CheckFailed(
                Kind.TIMEOUT,
                "The program accepts no connection: its queue of waiting clients is full.",
                expected=expected,
                received="no answer to the attempt to connect",
            )
        return self._unreachable(error)

    def datagrams(self, source: str = "") -> Datagrams:
        """A UDP socket to talk to the program from, with a port of its own; `source` as for `connect`."""
        here, port = self._door
        sock = self._socket(socket.SOCK_DGRAM, here if ":" in here else source or here)
        exchange = Datagrams(sock, (here, port), self._process, self._unreachable)
        self._open.append(exchange)
        return exchange

    def _socket(self, kind: socket.SocketKind, source: str) -> socket.socket:
        """A socket of the program's address family, bound to an address of this machine if one is given."""
        if source and source != self._door[0] and not self._stage.network.has_address(source):
            raise CheckSkipped(f"this machine has no address {source}")
        sock = self._stage.network.socket(family_of(self._door[0]), kind)
        try:
            if source:
                sock.bind((source, 0))
        except OSError as error:
            sock.close()
            raise self._unreachable(error) from None
        return sock

    def _unreachable(self, error: OSError) -> CheckFailed | GraderFault:
        """The verdict where no packet can go to the program: it decides where it listens."""
        place, door, network = self.place, self._door, self._stage.network
        if error.errno in EXHAUSTED:
            return GraderFault(f"cannot open another socket: {error.strerror}")
        if not network.has_address(door[0]):
            return CheckFailed(
                Kind.UNREACHABLE,
                f"Nobody can reach the program: {place.address} is not an address of this machine.",
                expected=self._stage.documented_place,
                received=str(place),
            )
        if error.errno in (errno.EADDRNOTAVAIL, errno.EADDRINUSE) and network.kind == "private":
            return CheckFailed(  # nobody else could have taken them
                Kind.UNREACHABLE,
                "The program has taken all ports of its network: none is left for a client.",
                expected=f"a server on port {self._stage.spec.port}, and no other sockets",
                received="a socket on every port",
            )
        return CheckFailed(
            Kind.UNREACHABLE,
            f"Nobody can reach the program at {show_address(*door)}: {error.strerror}.",
            expected=self._stage.documented_place,
            received=str(place),
        )

    def connect_and_break_off(self, data: bytes = b"") -> Self:
        """Connect, and reset the connection before the program gets to see it: it is stopped meanwhile.

        With `data`, the client has sent that and finished (FIN) before: what the program answers meets the reset.
        """
        process = self._process
        assert self.place
        settle(process)
        with self._stopped():
            connection = self.connect()
            if data:
                connection.send(data).finish()
            connection.break_off()
        settle(process)
        return self

    def _goes_to_program(self, segment: Segment) -> bool:
        return segment.target[1] == (self._place.port if self._place else self._stage.spec.port)

    def restart(self) -> Self:
        self._place = None
        return super().restart()

    def _move(self, stage: Stage) -> None:
        self._place = None
        super()._move(stage)

    # What the program must do

    def expect_documented_address(self) -> Self:
        """It listens on the port, and can be reached at the address, that the document names."""
        spec, place = self._stage.spec, self.place
        if not place.takes_ipv4 and ":" not in spec.address:
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                "The program takes clients that come by IPv6 only: it has set IPV6_V6ONLY.",
                expected=self._stage.documented_place,
                received=f"{place}, with IPv6 only",
            )
        if not self._is_documented(place):
            what = "port" if place.port != spec.port else "address"
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                f"The program listens at the wrong {what}{swapped(place.port, spec.port)}.",
                expected=self._stage.documented_place,
                received=str(place),
            )
        return self

    def expect_all_addresses(self) -> Self:
        """It can be reached from other machines: it is bound to all addresses."""
        place = self.place
        if not place.is_everywhere:
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                "Only programs on the same machine can reach the server.",
                expected=f"{place.transport.upper()} 0.0.0.0:{self._stage.spec.port}, which bind(('', PORT)) gives",
                received=str(place),
            )
        return self

    def expect_no_forgotten_socket(self) -> Self:
        """Every connection that its client has ended is closed by the server too."""
        port = self.place.port

        def look() -> bool | None:
            return True if self._forgotten(port) == 0 else None

        try:
            wait_for(look, self._process)
        except NotImplementedError as why:
            raise CheckSkipped(str(why)) from None
        except Halted:
            number = self._forgotten(port)
            raise CheckFailed(
                Kind.STILL_OPEN,
                f"The program does not close its side of {number} connection{'s' if number > 1 else ''} "
                "after the client has gone.",
                expected="a close() for every socket that accept() gave",
                received=f"{number} that {'are' if number > 1 else 'is'} still open on its side",
            ) from None
        return self

    def _forgotten(self, port: int) -> int:
        """How many connections their clients have ended and the program has not.

        Those in CLOSE_WAIT; and those on which it has sent something after that, which meets a reset.
        """
        running = self._process.running
        return self._stage.network.open_after_end(port) + reset_connections(running, port)

    def expect_backlog(self, at_least: int) -> Self:
        """So many clients may wait to be accepted: the number that listen() was given, if the system permits it."""
        port = self.place.port
        most = min(
            (
                backlog(theirs)
                for theirs in sockets(self._process.running)
                if is_listening(theirs) and theirs.getsockname()[1] == port
            ),
            default=0,
        )
        if most < at_least:
            raise CheckFailed(
                Kind.WRONG_SOCKET,
                "The program lets too few clients wait until it accepts them.",
                expected=f"listen({at_least}), or more",
                received=f"listen({most})",
            )
        return self
