"""What a check may send past a program that reads IP packets, and how it knows that the program is there to see it."""

from __future__ import annotations

import socket
from typing import Self

from sockgrade.causes.blame import the_end
from sockgrade.checks import CheckFailed, CheckSkipped
from sockgrade.endpoints.housekeeping import Housekeeping
from sockgrade.endpoints.stage import Stage
from sockgrade.evidence.events import Act
from sockgrade.evidence.wording import quote
from sockgrade.network.tables import Row
from sockgrade.process.transcript import Transcript
from sockgrade.process.waiting import Halted, settle, wait_for
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Seconds for a program to start, on the slowest of machines.
_STARTUP = 10.0
#: Where a socket is that is not bound.
_EVERYWHERE = "0.0.0.0"


class Packets(Housekeeping):
    """What a check may do with IP packets: the part of `Program` for programs with a raw socket (raw(7)).

    In a private network only: on a machine's own, packets would come that nobody has sent for the check.
    """

    _stage: Stage
    transcript: Transcript

    def expect_raw_socket(self, protocol: int) -> Self:
        """The program has a raw socket for all packets of this protocol of IPv4, and has come to rest.

        What is sent from now on, the kernel keeps for it until it reads.
        """
        process, tables = self._process, self._stage.network.tables
        self._expect_private_network()
        others: set[int] = set()

        def raw_sockets() -> list[Row]:
            return [row for row in tables.raw() if ":" not in row.address]

        def look() -> bool | None:
            found = {row.port for row in raw_sockets()}
            others.update(found)
            return True if protocol in found else None

        expected = f"socket(AF_INET, SOCK_RAW, {protocol})"
        try:
            wait_for(look, process, seconds=_STARTUP)
        except Halted as why:
            if why.kind is Kind.ENDED:
                end = "the end of the program"
                raise CheckFailed(Kind.ENDED, the_end(process), expected=expected, received=end) from None
            if others:
                numbers = " and ".join(map(str, sorted(others)))
                raise CheckFailed(
                    Kind.WRONG_SOCKET,
                    f"The program's raw socket is for protocol {numbers}, and not for {protocol}: {why.reason}.",
                    expected=expected,
                    received=f"a raw socket for protocol {numbers}",
                ) from None
            raise CheckFailed(
                Kind.NOT_LISTENING,
                f"The program opens no raw socket: {why.reason}.",
                expected=expected,
                received="no raw socket of IPv4",
            ) from None
        settle(process)
        places = [row.address for row in raw_sockets() if row.port == protocol]
        if places and _EVERYWHERE not in places:
            raise CheckFailed(
                Kind.WRONG_ADDRESS,
                f"The program has bound its raw socket to {places[0]}: packets to other addresses do not come there.",
                expected="a raw socket that is bound to no address",
                received=f"a raw socket that is bound to {places[0]}",
            )
        return self

    def send_packet(
        self, protocol: int, data: bytes, source: str, target: str, *, options: bytes = b""
    ) -> Self:
        """Send an IPv4 packet from one address of the program's network to another, whoever is there.

        `data` is all that stands behind the IP header, such as a UDP header with a text; `options` are those of IP
        (RFC 791, 3.1), a multiple of four bytes.

        Example:

            def check_shows_a_packet(program: Program) -> None:
                here, there = "127.0.0.5", "127.0.0.6"
                program.start("253").expect_raw_socket(253)
                program.send_packet(253, b"hello", here, there)
                program.expect_output(here)
        """
        self._expect_private_network()
        behind = f" options {options.hex()}" if options else ""
        place = f"protocol {protocol} from {source} to {target}{behind}"
        self.transcript.note(Act.PASSED, f"{place}: {quote(data)}", data=data)
        # Closed at once: it gets such packets, too, and must not be taken for the program's.
        with self._stage.network.socket(socket.AF_INET, socket.SOCK_RAW, protocol) as sender:
            if options:
                sender.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, options)
            sender.bind((source, 0))
            sender.sendto(data, (target, 0))
        return self

    def _expect_private_network(self) -> None:
        if self._stage.network.kind != "private":
            raise CheckSkipped("only in a private network it is sure whose packets a program sees")
