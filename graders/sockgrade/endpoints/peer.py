"""A real server on the other side of a student's client, in a network of its own, and the link between the two."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Self

from sockgrade.causes.blame import halted, has_crashed, the_end
from sockgrade.checks import CheckFailed, CheckSkipped, GraderFault
from sockgrade.endpoints.arguments import Strict, WrongArgument
from sockgrade.endpoints.client import Client
from sockgrade.endpoints.link import Link, Side
from sockgrade.endpoints.manner import Manner
from sockgrade.evidence.events import Act
from sockgrade.evidence.wording import quote
from sockgrade.kernel import proc
from sockgrade.kernel.clock import now
from sockgrade.kernel.trees import ENGINE
from sockgrade.network.network import Network, SharedNetwork
from sockgrade.network.tables import Tables
from sockgrade.process.waiting import Halted, settle, wait_for
from sockgrade.sandbox.spawn import program_ids
from sockgrade.verdict import Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

#: Seconds for a server to be there, with all that it imports, on the slowest of machines.
_STARTUP = 60.0
_CHUNK, _CHUNKS = 2**16, 32
#: Lines of the server's log that are kept.
_LINES = 1000


def _as_text(data: object) -> str:
    """bytes as JSON can have them: each is the character of the same number."""
    if isinstance(data, bytes):
        return data.decode("latin-1")
    raise WrongArgument(f"a server cannot have {type(data).__name__}: {data!r:.60}")


@dataclass(frozen=True)
class Begun:
    """A server that listens."""

    pid: int
    port: int
    software: str
    more: Sequence[int]
    """Further ports that it may listen at."""


class Host:
    """The process in which the servers of one protocol run (`sockgrade.peers.host`), one for each check."""

    def __init__(self, protocol: str, network: Network) -> None:
        """`network` is the one in which they are. Raises WrongArgument for a protocol that is not there."""
        if find_spec(f"sockgrade.peers.{protocol}") is None:
            raise WrongArgument(f"there is no server of a protocol {protocol!r}: see sockgrade/peers/")
        self.network = network
        self._protocol = protocol
        network.enter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sockgrade.peers.host", protocol, *map(str, program_ids())],
            env={**os.environ, "PYTHONPATH": str(ENGINE.parent)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._heard = b""
        self._missing = ""
        """The package that the server lacks."""

    def begin(self, content: Mapping[str, Any]) -> Begun:
        """Begin a server with this content. Raises CheckSkipped if it is not installed, and GraderFault."""
        if self._missing:
            raise self._not_installed()
        self._tell(json.dumps(content, default=_as_text))
        deadline = now() + _STARTUP
        while now() < deadline:
            for said in self.hear(deadline - now()):
                if "missing" in said:
                    self._missing = said["missing"]
                    raise self._not_installed()
                if "port" in said:
                    return Begun(**said)
        raise GraderFault(f"the {self._protocol} server did not begin to listen")

    def _not_installed(self) -> CheckSkipped:
        return CheckSkipped(
            f"a real server is needed, and its package {self._missing} is missing: "
            "pip install 'sockgrade[protocols]'"
        )

    def end(self) -> None:
        """End the server, if there is one."""
        self._tell("")

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):  # whoever waits for an answer is told so
            self._process.stdin.write(f"{line}\n".encode())
            self._process.stdin.flush()

    @property
    def descriptor(self) -> int:
        """What becomes readable when the server says something."""
        assert self._process.stdout
        return self._process.stdout.fileno()

    def hear(self, seconds: float = 0.0) -> list[dict[str, Any]]:
        """What the server has said, once it says something; at most so long it is waited for. Raises GraderFault."""
        for _ in range(_CHUNKS):  # who makes it talk without end does not keep the grader
            if not select.select([self.descriptor], [], [], seconds)[0]:
                break
            said = os.read(self.descriptor, _CHUNK)
            if not said:
                raise GraderFault(f"the {self._protocol} server has ended with {self._process.wait()}")
            self._heard += said
            seconds = 0.0  # all the rest that it has said by now
        *lines, self._heard = self._heard.split(b"\n")
        heard = []
        for line in lines:
            with contextlib.suppress(ValueError):  # of a server that was ended in the midst of it
                heard.append(json.loads(line))
        return heard

    def close(self) -> None:
        """End it all."""
        self._process.communicate()


class Hosts:
    """The hosts of a session, each begun when it is needed first."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}

    def of(self, protocol: str, beside: Network) -> Host:
        """The host of a protocol, in another network than this one, where there are several."""
        if protocol not in self._hosts:
            try:
                network = beside.apart()
                network.renew("tcp", 0)
            except (CheckSkipped, PermissionError):
                # There is none, or programs have theirs in containers and nobody but root may make one out here.
                network = SharedNetwork()
            self._hosts[protocol] = Host(protocol, network)
        return self._hosts[protocol]

    def close(self) -> None:
        """End them all."""
        for host in self._hosts.values():
            host.close()


class _ServerSide(Side):
    """The server, as the link sees it: it is at rest when nothing is under way to it, and all of its threads sleep."""

    def __init__(self, host: Host, client: Client) -> None:
        super().__init__("server", host.network)
        self.log: list[str] = []
        """The lines that it has written, or the first of many."""
        self.taken: list[Any] = []
        """What it has taken from the client."""
        self._host, self._client = host, client
        self._pid = 0
        self._asleep: frozenset[tuple[int, tuple[int, int]]] = frozenset()
        self._equal = 0

    @property
    def tables(self) -> Tables:
        return self.network.tables

    def begins(self, content: Mapping[str, Any]) -> Begun:
        """It shall begin."""
        begun = self._host.begin(content)
        self._pid = begun.pid
        return begun

    def moves(self) -> None:
        self._equal = 0

    def look(self) -> None:
        for said in self._host.hear():
            if "taken" in said:
                self.taken.append(said["taken"])
            else:
                if len(self.log) < _LINES:
                    self.log.append(said["note"])
                self._client.transcript.note(Act.LINKED, f"the server notes: {said['note']}")
            self.moves()
        asleep = self._threads()
        self._equal = self._equal + 1 if asleep and asleep == self._asleep else 0
        self._asleep = asleep

    def _threads(self) -> frozenset[tuple[int, tuple[int, int]]]:
        """Its threads, and how often each has run; nothing if one runs, or nobody can say."""
        with contextlib.suppress(OSError, ValueError, LookupError):
            threads = proc.threads(self._pid)
            stats = [proc.Stat.of(self._pid, tid) for tid in threads]
            # One that has ended, whatever has brought it down, wakes nobody up either.
            if all(stat.state == "S" or stat.has_ended for stat in stats):
                return frozenset((tid, proc.switches(self._pid, tid)) for tid in threads)
        return frozenset()

    def rests(self, looks: int) -> bool:
        return self._equal >= looks and not self.network.tables.is_anything_under_way()

    def where_it_hangs(self) -> str:
        return ""


class Peer(Strict):
    """A real server, which answers the student's client in the grader's place; the grader passes on what both say.

    It is there before the client starts, at the address and port of the exercise. What it is to have is its protocol's
    affair: see the modules in `sockgrade.peers`.

    Example:

        def check_fetches_a_page(client: Client, peer: Peer) -> None:
            peer.serve("http", files={"page.txt": b"hello"})
            client.expect_output("hello")
            peer.expect_note("GET /page.txt")
    """

    def __init__(self, client: Client, hosts: Hosts, seeded: random.Random) -> None:
        self._client, self._hosts, self._seeded = client, hosts, seeded
        self._host: Host | None = None
        self._link: Link | None = None

    def serve(self, protocol: str, **content: object) -> Self:
        """Begin a server of this protocol with this content; to be said first. bytes in it are taken as they are.

        Raises GraderFault if it does not begin.
        """
        if self._link is not None:
            raise WrongArgument("Peer.serve() can be said once: the server is there already")
        network = self._client.stage.network
        self._host = self._hosts.of(protocol, network)
        side = _ServerSide(self._host, self._client)
        self._link = Link(side, Side("client", network), self._client.transcript, self._seeded)
        begun = side.begins(content)
        self._link.target = ("127.0.0.1", begun.port)
        if network.kind == "private":  # else the client reaches them without the link
            self._link.more = begun.more
        self._link.say(f"has a real server behind it: {begun.software}")
        self._client.come_over(self._link)
        return self

    def again(self, client: Client) -> Peer:
        """The same for another run of the client."""
        return Peer(client, self._hosts, self._seeded)

    # What the link does

    def cut(self, largest: int = 1) -> Self:
        """Cut what the server sends into pieces of 1 to `largest` bytes, as `Pair.cut` does."""
        return self._in_manner(Manner(largest=largest))

    def merge(self) -> Self:
        """Hold back what the server sends until it rests, and pass all of it on at once."""
        return self._in_manner(Manner(waits_for=("server",)))

    def _in_manner(self, manner: Manner) -> Self:
        self._linked.set_manner(manner, ["client"])
        return self

    @property
    def _linked(self) -> Link:
        if self._link is None:
            raise WrongArgument("Peer.serve() must be said first: there is no server yet")
        return self._link

    # What the client must have done

    @property
    def notes(self) -> list[str]:
        """The lines of the server's log so far."""
        return self._server.log

    @property
    def _server(self) -> _ServerSide:
        side = self._linked.sides["server"]
        assert isinstance(side, _ServerSide)
        return side

    def expect_taken(self, what: str) -> Any:
        """What the server has taken from the client, as its protocol's module tells it: this once, and never again.

        `what` names it for the student ("a mail"). To be said when the client must be done.
        """
        process = self._client.run()._process
        try:
            wait_for(lambda: self._server.taken or None, process, aftermath=1.0)
        except Halted as why:
            expected = f"{what} that the server takes"
            if why.kind is Kind.ENDED and not has_crashed(process):
                message = f"{the_end(process)}, and has not brought {what} to the server."
                raise CheckFailed(Kind.ENDED, message, expected=expected, received="nothing") from None
            raise halted(why, process, f"get {what} to the server", expected) from None
        settle(process)
        if (number := len(self._server.taken)) > 1:
            raise CheckFailed(
                Kind.TOO_MUCH,
                f"The server has taken {what} {number} times.",
                expected=f"{what}, once",
                received=f"{number} times",
            )
        return self._server.taken[0]

    def expect_note(self, text: str) -> Self:
        """The server writes a line into its log in which this text stands."""
        process = self._client.run()._process

        def look() -> bool | None:
            return True if any(text in line for line in self.notes) else None

        try:
            wait_for(look, process, aftermath=1.0)
        except Halted as why:
            missing = quote(text.encode())
            if has_crashed(process):
                raise halted(why, process, f"get as far as {missing}", missing, self._noted()) from None
            raise CheckFailed(
                Kind.WRONG_DATA,
                f"The program has not asked the server for what it should: {missing} is not in the server's log.",
                expected=f"{missing} in the server's log",
                received=self._noted(),
            ) from None
        return self

    def _noted(self) -> str:
        return (
            "; ".join(quote(line.encode()) for line in self.notes)
            if self.notes
            else "nothing in the server's log"
        )

    def close(self) -> None:
        """End the server and the link."""
        if self._link is not None:
            self._link.close()
        if self._host is not None:
            self._host.end()
