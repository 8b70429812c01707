"""What checks of an exercise with two programs talk to: the server and the client, and the link between them."""

from __future__ import annotations

import contextlib
import inspect
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from types import FunctionType
from typing import Any, Self, TypeVar

from sockgrade.causes.blame import halted, has_crashed
from sockgrade.checks import CheckFailed
from sockgrade.endpoints.arguments import Strict, WrongArgument
from sockgrade.endpoints.client import Client
from sockgrade.endpoints.link import OTHER, Link, Side
from sockgrade.endpoints.manner import PLAIN, Manner
from sockgrade.endpoints.program import Program
from sockgrade.endpoints.server import Server
from sockgrade.endpoints.stage import Stage
from sockgrade.evidence.clues import clue
from sockgrade.evidence.events import Evidence
from sockgrade.evidence.wording import hexdump, quote, show_difference
from sockgrade.network.network import Bound
from sockgrade.process.process import Process
from sockgrade.process.transcript import Transcript
from sockgrade.process.waiting import Halted, wait_for
from sockgrade.verdict import Failure, Kind

#: pytest shows a failure at the line of the check, not in here.
__tracebackhide__ = True

Stages = Callable[[str, bool], Stage]
"""The stage of a role: of the student's program, or of whatever takes its place."""

_Program = TypeVar("_Program", bound=Program)
_WHO = re.compile(r"\b([Tt]he|[Aa]) program\b")


def _said_of(name: str, failure: Failure) -> Failure:
    """The same of one of two programs, which is called by its name."""
    who = rf"\1 {name}"
    return replace(
        failure,
        message=_WHO.sub(who, failure.message),
        expected=_WHO.sub(who, failure.expected),
        received=_WHO.sub(who, failure.received),
    )


@contextlib.contextmanager
def _speaking_of(name: str) -> Iterator[None]:
    try:
        yield
    except CheckFailed as failed:
        failed.failure = _said_of(name, failed.failure)
        raise


def _called_by_name(kind: type[_Program]) -> type[_Program]:
    """Let whatever a class finds wrong be said of the program's `name`."""

    def speaking(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def spoken(self: Any, *arguments: Any, **named: Any) -> Any:
            with _speaking_of(self.name):
                return method(self, *arguments, **named)

        return spoken

    for name, member in inspect.getmembers_static(kind):
        if isinstance(member, FunctionType) and not name.startswith("_"):
            setattr(kind, name, speaking(member))
    return kind


@_called_by_name
class PairedServer(Server):
    """The server of a pair: its client comes over the link."""

    def __init__(self, stage: Stage, link: Link) -> None:
        super().__init__(stage)
        self._link = link

    @property
    def name(self) -> str:
        """What it is called."""
        return self._link.sides["server"].name

    def _launch(self) -> Process:
        process = super()._launch()
        process.company = self._link.seen_from("server")
        self._link.sides["server"].joins(process)
        self._link.target = None
        return process

    def _find_place(self) -> Bound:
        with _speaking_of(self.name):
            self._place = super()._find_place()
        self._link.target = self._door
        return self._place

    def restart(self) -> Self:
        super().restart()
        assert self.place
        return self


@_called_by_name
class PairedClient(Client):
    """The client of a pair: it finds the link where its server would be."""

    def __init__(self, stage: Stage, link: Link, server: PairedServer) -> None:
        super().__init__(stage)
        self._server = server
        self._side = link.sides["client"]
        self.come_over(link)

    @property
    def name(self) -> str:
        """What it is called."""
        return self._side.name

    def _open_link(self, *ports: int) -> None:
        """A server is there before its client comes."""
        if self._server.place:
            super()._open_link(self._server.place.port, *ports)


class Pair(Strict):
    """Both programs of an exercise, the server and the client, each in a network of its own, and the link between them.

    They start with the first thing that is asked of them, the server first. `pair.client` and `pair.server` can be
    typed into, and asked for what they print and how they end, as in every other check; what one sends comes to the
    other over the link, in the manner that the check wants. A program that is both is started twice, or a netcat takes
    the place of one of the two.

    Example:

        def check_understand_single_bytes(pair: Pair, payload: Payload) -> None:
            line = payload.word()
            pair.cut()
            pair.client.type(line).expect_output(line)
            pair.expect_request(line.encode()).expect_reply(line.encode())
    """

    def __init__(self, stages: Stages, seeded: random.Random, references: Sequence[str] = ()) -> None:
        """`references` are the roles in which something else takes the place of the student's program."""
        self._stages = stages
        self._seed = seeded.getstate()
        self._seeded = seeded
        self._references = frozenset(references)
        self._set_up()

    def _set_up(self) -> None:
        stages = {role: self._stages(role, role not in self._references) for role in OTHER}
        self.transcript = Transcript(stages["server"].tell)
        server, client = (Side(role, stage.network) for role, stage in stages.items())
        self._link = Link(server, client, self.transcript, self._seeded)
        self.server = PairedServer(stages["server"], self._link)
        """The server, as in any other check."""
        self.client = PairedClient(stages["client"], self._link, self.server)
        """The client, as in any other check."""
        self.transcript.lane = "link"
        for role, program in zip(OTHER, self._programs, strict=True):
            program.transcript.lane = role
            # One clock for all.
            program.transcript.began, program.transcript.began_at = (
                self.transcript.began,
                self.transcript.began_at,
            )

    @property
    def _programs(self) -> tuple[PairedServer, PairedClient]:
        return self.server, self.client

    def _program(self, role: str) -> PairedServer | PairedClient:
        return self.server if role == "server" else self.client

    def _name(self, role: str) -> str:
        return self._link.sides[role].name

    @property
    def _transport(self) -> str:
        return self.server.stage.spec.transport

    # Who takes part

    def with_reference_server(self) -> Self:
        """The student's client, and the reference in the place of the server; to be said first."""
        return self._with_reference("server")

    def with_reference_client(self) -> Self:
        """The student's server, and the reference in the place of the client; to be said first."""
        return self._with_reference("client")

    def _with_reference(self, role: str) -> Self:
        if not self.has_references:
            raise WrongArgument(f"a program that is both has no reference {role}: Pair.with_netcat_{role}()")
        return self._with_another(role)

    def _with_another(self, role: str) -> Self:
        if any(side.process for side in self._link.sides.values()):
            raise WrongArgument(
                f"who takes the place of the {role} is said too late: the programs have started"
            )
        self._references |= {role}
        self._set_up()
        return self

    def with_netcat_server(self, variant: str) -> Self:
        """The student's program connects, and a real netcat listens; to be said first.

        For a program that is server and client in one. `variant` is as for `Program.with_netcat`.
        """
        return self._with_netcat("server", variant, "-l", "-p", str(self.stage.spec.port))

    def with_netcat_client(self, variant: str) -> Self:
        """The student's program listens, and a real netcat connects; as `with_netcat_server`."""
        spec = self.stage.spec
        return self._with_netcat("client", variant, self.stage.network.resolve(spec.address), str(spec.port))

    def _with_netcat(self, role: str, variant: str, *arguments: str) -> Self:
        if self.has_references:
            raise WrongArgument("a netcat takes the place of a program that is server and client in one")
        self._with_another(role)
        self._link.sides[role].name = "netcat"
        netcat = self._program(role).with_netcat(variant)
        netcat._setup = replace(netcat._setup, arguments=arguments)
        return self

    @property
    def has_references(self) -> bool:
        """Whether the reference can take the place of one of the two: not of a program that is server and client."""
        return self.server.stage.spec.id != self.client.stage.spec.id

    @property
    def references(self) -> frozenset[str]:
        """The roles in which something else takes the place of the student's program: the reference, or a netcat."""
        return self._references

    def with_reference(self, role: str) -> Pair:
        """The same pair, not started yet, with the reference in this role."""
        seeded = random.Random()
        seeded.setstate(self._seed)
        return Pair(self._stages, seeded, [role])

    # What the link does

    def pass_on(self) -> Self:
        """Pass everything on as it comes, as in the beginning."""
        return self._in_manner(PLAIN)

    def cut(self, largest: int = 1, toward: str = "") -> Self:
        """Cut the stream into pieces of 1 to `largest` bytes, by the seed; for TCP.

        Each goes out when the program has read the one before, so that no two can ever be read together; that takes
        some milliseconds a piece. `toward` is the program that gets it so, "server" or "client"; both, if it is left
        out.
        """
        return self._in_manner(Manner(largest=largest), toward, "tcp")

    def merge(self, toward: str = "") -> Self:
        """Hold back what comes until its sender rests, and pass all of it on at once; `toward` as for `cut`."""
        manner = self._in_manner
        for role in self._roles(toward):
            manner(Manner(waits_for=(OTHER[role],)), role)
        return self

    def hold(self, toward: str = "") -> Self:
        """Hold back what comes until both programs rest, as a slow network does; `toward` as for `cut`."""
        return self._in_manner(Manner(waits_for=("server", "client")), toward)

    def lose(self, *numbers: int, toward: str = "server") -> Self:
        """Lose these datagrams, counted from 1 from now on; for UDP."""
        return self._in_manner(Manner(lost=frozenset(numbers)), toward, "udp")

    def double(self, toward: str = "") -> Self:
        """Let every datagram arrive twice; for UDP. `toward` as for `cut`."""
        return self._in_manner(Manner(copies=2), toward, "udp")

    def swap(self, toward: str = "") -> Self:
        """Of two datagrams let the second arrive first; for UDP. One that stays alone arrives when both rest."""
        return self._in_manner(Manner(swaps=True), toward, "udp")

    def _in_manner(self, manner: Manner, toward: str = "", transport: str = "") -> Self:
        if transport and transport != self._transport:
            raise WrongArgument(f"that is for {transport}, and this exercise is about {self._transport}")
        self._link.set_manner(manner, self._roles(toward))
        return self

    def _roles(self, toward: str) -> Sequence[str]:
        if toward not in ("", *OTHER):
            raise WrongArgument(f'toward is "server" or "client", and not {toward!r}')
        return (toward,) if toward else tuple(OTHER)

    def run(self) -> Self:
        """Start both programs, if they have not been started."""
        self.client.run()
        return self

    def converse(self, *lines: str) -> Self:
        """Type these lines into the client, and let both go on until it has ended, or nothing happens by itself.

        Without any, those that exercise.toml has for the client (`typed`).
        """
        for line in lines or self.client.stage.spec.typed:
            self.client.type(line)
        for role in ("client", "server"):
            with contextlib.suppress(Halted):
                wait_for(lambda: None, self.run()._process(role), is_awaited=False)
        return self

    # What the programs must do

    def expect_request(self, data: bytes) -> Self:
        """The client sends something in which these bytes stand."""
        return self._expect("client", data)

    def expect_reply(self, data: bytes) -> Self:
        """The server sends something in which these bytes stand."""
        return self._expect("server", data)

    def _expect(self, role: str, data: bytes) -> Self:
        process, said = self.run()._process(role), self._link.sides[role].said

        def look() -> bool | None:
            return True if data in said else None

        with _speaking_of(self._name(role)):
            try:
                wait_for(look, process, aftermath=1.0)
            except Halted as why:
                raise self._not_said(role, data, bytes(said), why) from None
        del said[: said.index(data) + len(data)]
        return self

    def _not_said(self, role: str, data: bytes, got: bytes, why: Halted) -> CheckFailed:
        if got and not data.startswith(got):
            expected, received = show_difference(data, got)
            return CheckFailed(
                Kind.WRONG_DATA,
                f"The {self._name(role)} sent other bytes than expected.{clue(data, got)}",
                expected=expected,
                received=received,
                hexdump=hexdump(data, got),
            )
        wanted = f"send {'the rest' if got else 'anything'} to the {self._name(OTHER[role])}"
        return halted(why, self._process(role), wanted, quote(data), quote(got) if got else "nothing")

    def expect_end(self) -> Self:
        """The conversation comes to its end: both programs have closed their sides (FIN), and nobody broke it off."""
        for role in ("client", "server"):
            process = self.run()._process(role)
            with _speaking_of(self._name(role)):
                try:
                    wait_for(lambda: True if self._link.has_closed(role) else None, process, aftermath=1.0)  # noqa: B023
                except Halted as why:
                    raise CheckFailed(
                        Kind.STILL_OPEN,
                        halted(why, process, "close the connection", "").failure.message,
                        expected="the end of the stream (FIN) from both programs",
                        received=f"none from the {self._name(role)}",
                    ) from None
            if self._link.broken_off:
                breaker = self._name(self._link.broken_off)
                raise CheckFailed(
                    Kind.RESET,
                    f"The {breaker} broke the connection off (RST). That happens when it closes a "
                    "socket without having read everything.",
                    expected="the end of the stream (FIN) from both programs",
                    received=f"a reset (RST) from the {breaker}",
                )
        return self

    def expect_running(self, role: str) -> Self:
        """The server, or the client, is still there when both have come to rest."""
        process = self.run()._process(role)
        with contextlib.suppress(Halted):
            wait_for(lambda: None, process)
        if process.exit_status is not None:
            how = "crashed" if has_crashed(process) else "ended"
            raise CheckFailed(
                Kind.ENDED,
                f"The {self._name(role)} has {how}.",
                expected=f"a {self._name(role)} that goes on",
                received=f"the end of the {self._name(role)}",
            )
        return self

    def _process(self, role: str) -> Process:
        process = self._link.sides[role].process
        assert process is not None
        return process

    # What the grader asks (as of a `Program`)

    @property
    def output(self) -> str:
        """What both have printed so far."""
        return "".join(program.output for program in self._programs)

    @property
    def stage(self) -> Stage:
        """Where the server is launched."""
        return self.server.stage

    def evidence(self) -> Evidence:
        """What has been seen so far, in three lanes."""
        seen = {role: program.evidence() for role, program in zip(OTHER, self._programs, strict=True)}
        events = [event for evidence in seen.values() for event in evidence.events] + [
            *self.transcript.events
        ]
        packets = [replace(p, lane=role) for role, evidence in seen.items() for p in evidence.packets]
        endings = {role: evidence.ending for role, evidence in seen.items() if evidence.ending}
        return Evidence(
            events=tuple(sorted(events, key=lambda event: event.seconds)),
            events_left_out=sum(e.events_left_out for e in seen.values()) + self.transcript.left_out,
            packets=tuple(sorted(packets, key=lambda packet: packet.seconds)),
            packets_left_out=sum(evidence.packets_left_out for evidence in seen.values()),
            where=tuple(where for evidence in seen.values() for where in evidence.where),
            ending="\n".join(f"{role}: {ending}" for role, ending in endings.items()),
        )

    @property
    def waited(self) -> float:
        """Seconds of the longest wait for something that came."""
        return max(program.waited for program in self._programs)

    def explain(self, failure: Failure) -> Failure:
        """The same verdict with its cause, as the program tells it that is to blame.

        What another guest of the server finds, by `server.connect()`, is said of the server.
        """
        return self._told(_said_of(self._name("server"), failure), Program.explain)

    def say_what_is_known(self, failure: Failure) -> Failure:
        """The same verdict with what was seen of it, where no cause is known."""
        return self._told(failure, Program.say_what_is_known)

    def _told(self, failure: Failure, tell: Callable[[Program, Failure], Failure]) -> Failure:
        for role in self._suspects(failure):
            told = tell(self._program(role), failure)
            if told is not failure:
                return _said_of(self._name(role), told)
        return failure

    def _suspects(self, failure: Failure) -> list[str]:
        """Whose fault it may be: first whoever has crashed, then whom the verdict is about.

        From a connection that the other broke off one may well crash.
        """
        processes = {role: self._link.sides[role].process for role in OTHER}
        crashed = [role for role, process in processes.items() if process and has_crashed(process)]
        named = [role for role in OTHER if failure.message.startswith(f"The {self._name(role)}")]
        return named if failure.kind is Kind.RESET else list(dict.fromkeys([*crashed, *named]))

    def conclude(self) -> None:
        """A check ends: nothing came beyond what was expected. Raises CheckFailed."""
        for program in self._programs:
            program.conclude()

    def close(self, pcap: Path | None = None) -> None:
        """End both programs and the link; the packets of each network go into a file of its own."""
        self._link.close()
        for role, program in zip(OTHER, self._programs, strict=True):
            program.close(pcap.with_suffix(f".{role}.pcap") if pcap else None)
