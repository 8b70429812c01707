"""The link between two programs in networks of their own: it takes in what one sends, and passes it on to the other.

It is what a real network may be, and never the same twice by chance: what it does depends on the seed and on what the
kernel says of the programs' queues and threads. It never waits by itself; it goes on whenever the grader waits for one
of the two (`sockgrade.process.company`).
"""

from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Sequence
from typing import Literal

from sockgrade.endpoints.doors import Door, Listener
from sockgrade.endpoints.manner import PLAIN, Manner
from sockgrade.endpoints.ways import DatagramWay, End, Way
from sockgrade.evidence.events import Act
from sockgrade.kernel.clock import now
from sockgrade.network.network import Network, family_of, show_address
from sockgrade.network.tables import Tables
from sockgrade.process.places import where_it_waits
from sockgrade.process.process import Process
from sockgrade.process.transcript import Transcript
from sockgrade.process.watch import AT_REST, SURE, Watch

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

OTHER = {"server": "client", "client": "server"}
#: Seconds of silence after which a program is at rest of which the kernel cannot say so.
_QUIET = 1.0
#: Bytes of what a program said that are kept.
_SAID = 2**22
_DATAGRAM = 2**16


class Side:
    """One of the two programs, as the link sees it."""

    def __init__(self, role: str, network: Network) -> None:
        self.role = self.name = role
        self.network = network
        self.process: Process | None = None
        self.said = bytearray()
        """What it has sent, and no check has asked for yet."""
        self.has_finished = False
        self._rest: Watch | None = None
        self._sure: Watch | None = None
        self._seen: set[int] = set()

    @property
    def tables(self) -> Tables | None:
        """The sockets of its network, as far as one may look."""
        return self.process.tables if self.process else None

    def joins(self, process: Process) -> None:
        """It has been started."""
        self.process = process
        self.moves()

    def moves(self) -> None:
        """It has been given something, or has done something: what was known of its rest says nothing any more."""
        if self.process is not None:
            running, tables = self.process.running, self.process.tables
            self._rest, self._sure = Watch(running, tables, AT_REST), Watch(running, tables, SURE)
        self._seen.clear()

    def look(self) -> None:
        """Take notice of its rest, and of what it has printed."""
        if self.process is not None and not self.process.has_ended:
            for looks, watch in ((AT_REST, self._rest), (SURE, self._sure)):
                if watch is not None and watch.stuck() is not None:
                    self._seen.add(looks)
            self.process.pump()

    def rests(self, looks: int) -> bool:
        """Whether it sleeps, has done so at as many looks, and does nothing by itself; so does one that has ended."""
        if self.process is None or self.process.has_ended:
            return True
        watch = self._rest if looks == AT_REST else self._sure
        return looks in self._seen and watch is not None and watch.still_stuck()

    def where_it_hangs(self) -> str:
        """In words; empty if it does not."""
        if self.process is None:
            return ""
        if self.process.has_ended:
            return f"{self.name} has ended"
        threads = self._sure.stuck_threads() if self._sure else None
        if not threads:
            return ""
        words = where_it_waits(tuple(threads), self.process)
        return f"{self.name}{words[2:] if words.startswith('it ') else f': {words}'}"


class Link:
    """Two programs are connected by it: the client finds it where its server would be."""

    def __init__(self, server: Side, client: Side, transcript: Transcript, seeded: random.Random) -> None:
        self.sides = {"server": server, "client": client}
        self.transcript = transcript
        self.seeded = seeded
        self.target: tuple[str, int] | None = None
        """Where clients reach the server."""
        self.more: Sequence[int] = ()
        """Further ports of the server's: each is there for the client under the same number."""
        self._transport: Literal["tcp", "udp"] = "tcp"
        self._manners = dict.fromkeys(self.sides, PLAIN)
        self._listeners: list[Listener] = []
        self._ways: list[Way] = []
        self._datagrams: dict[str, DatagramWay] = {}
        self._visitors: dict[tuple[socket.socket, tuple[str, int]], socket.socket] = {}
        """By the door and the address that a client's datagrams came through and from: who brings them on."""
        self._moved = 0
        self._latest = now()

    # What a check says

    def set_manner(self, manner: Manner, roles: Sequence[str]) -> None:
        """Pass on in this manner from now on what goes to these programs."""
        for role in roles:
            way = self._datagrams.get(role)
            self._manners[role] = manner.after(way.number if way else 0)

    def manner(self, role: str) -> Manner:
        """How that is passed on which goes to a program."""
        return self._manners[role]

    def open(self, transport: Literal["tcp", "udp"], places: Sequence[tuple[str, int]]) -> None:
        """Be where the client looks for its server. Raises OSError."""
        self.close_doors()
        self._transport = transport
        client = self.sides["client"]
        more = [(address, port) for address in dict(places) for port in self.more]
        for address, port in (*places, *more):
            self._listeners.append(Door(address, port).open(client.network, transport, takes_little=False))
        if transport == "udp":
            self._datagrams = {
                role: DatagramWay(self, self.sides[OTHER[role]], self.sides[role]) for role in self.sides
            }
        named = " and ".join(show_address(*place) for place in places)
        self.transcript.note(Act.AWAITED, f"{transport.upper()} {named}")

    def say(self, text: str, size: int = 0) -> None:
        """Note what the link does."""
        self.transcript.note(Act.LINKED, text, data=bytes(size))

    def has_closed(self, role: str) -> bool:
        """Whether a program has ended every stream that it has begun, and there was one; or all has been broken off."""
        own = [way for way in self._ways if way.comes_from == role]
        return bool(own) and all(way.is_over for way in own)

    @property
    def broken_off(self) -> str:
        """Who has broken a connection off; empty if nobody has."""
        return next((way.comes_from for way in self._ways if way.is_broken_off), "")

    # What it does

    def seen_from(self, role: str) -> Beside:
        """What goes on beside one of the two programs."""
        return Beside(self, self.sides[OTHER[role]])

    def go_on(self) -> int:
        """Take in and pass on whatever can be; how much has been so far."""
        before = self._moved
        for side in self.sides.values():  # before their sockets, so that nothing falls between
            side.look()
        self._let_in()
        self._moved += sum(way.take_in() for way in self._ways)
        self._moved += sum(way.pass_on() for way in self._all_ways)
        if self._moved != before:
            self._latest = now()
        return self._moved

    def rests(self, roles: Sequence[str]) -> bool:
        """Whether these programs have come to rest; of whom the kernel cannot say it, a silence does."""
        return all(self.sides[role].rests(AT_REST) for role in roles) or now() - self._latest > _QUIET

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to be passed on that could be."""
        return not any(way.is_loaded for way in self._all_ways)

    @property
    def _all_ways(self) -> list[Way | DatagramWay]:
        return [*self._ways, *self._datagrams.values()]

    def _let_in(self) -> None:
        if self.target is None:
            return
        for listener in self._listeners:
            if self._transport == "udp":
                self._take_datagrams(listener.socket)
            elif arrived := listener.accept():
                self._connect(*arrived)

    def _connect(self, incoming: socket.socket, address: str, port: int) -> None:
        """A client has come: bring it to the server."""
        assert self.target is not None
        self._moved += 1
        outgoing = self.sides["server"].network.socket(family_of(self.target[0]), socket.SOCK_STREAM)
        for sock in (incoming, outgoing):
            sock.setblocking(False)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        came_to = incoming.getsockname()[1]
        outgoing.connect_ex((self.target[0], came_to) if came_to in self.more else self.target)
        self.say(f"brings a client ({show_address(address, port)}) to the server")
        ends = End(incoming, self.sides["client"]), End(outgoing, self.sides["server"])
        self._ways += [Way(self, *ends), Way(self, *reversed(ends))]
        for side in self.sides.values():
            side.moves()

    def _take_datagrams(self, door: socket.socket) -> None:
        """What the client sends, and what the server answers."""
        with contextlib.suppress(OSError):
            while True:
                data, source = door.recvfrom(_DATAGRAM)
                visitor = self._visitor(door, source[:2])
                self._moved += 1
                self._datagrams["server"].take(data, visitor, self.target)
        for (here, client), visitor in list(self._visitors.items()):
            with contextlib.suppress(OSError):
                while here is door:
                    data, _ = visitor.recvfrom(_DATAGRAM)
                    self._moved += 1
                    self._datagrams["client"].take(data, door, client)

    def _visitor(self, door: socket.socket, client: tuple[str, int]) -> socket.socket:
        """A socket of its own for each of the client's, so that the server can tell them apart."""
        assert self.target is not None
        if (door, client) not in self._visitors:
            network = self.sides["server"].network
            visitor = network.socket(family_of(self.target[0]), socket.SOCK_DGRAM)
            visitor.setblocking(False)
            self._visitors[door, client] = visitor
        return self._visitors[door, client]

    def remember(self, side: Side, data: bytes) -> None:
        """A program has sent this."""
        side.said += data
        del side.said[:-_SAID]
        side.moves()

    def close_doors(self) -> None:
        """Be there for no further client."""
        for listener in self._listeners:
            listener.close()
        self._listeners.clear()

    def close(self) -> None:
        """End it all."""
        self.close_doors()
        for way in self._ways:
            way.close()
        for visitor in self._visitors.values():
            visitor.close()


class Beside:
    """What goes on beside one of the two programs (`sockgrade.process.company.Company`)."""

    def __init__(self, link: Link, other: Side) -> None:
        self._link = link
        self._other = other

    def go_on(self) -> int:
        return self._link.go_on()

    def is_at_rest(self) -> bool:
        return self._link.is_idle and self._other.rests(SURE)

    def where_it_hangs(self) -> str:
        return self._other.where_it_hangs()
