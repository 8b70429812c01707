"""A check's evidence as a timeline: rows between two lanes, from which a diagram is drawn and a list written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sockgrade.evidence.events import Act, Event, Evidence, Packet, Party
from sockgrade.evidence.text import visible
from sockgrade.evidence.wording import count
from sockgrade.report.conversation import has_several_connections, phrase


class Lane(StrEnum):
    """Whose row it is: who sends, or who does something alone."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Shape(StrEnum):
    """How a row is drawn."""

    ARROW = "arrow"
    NOTE = "note"
    GAP = "gap"


class Tone(StrEnum):
    """What a row means for the conversation."""

    PLAIN = "plain"
    DATA = "data"
    ALARM = "alarm"


@dataclass(frozen=True)
class Row:
    """One thing that happened; all of its text is visible, and none of it is shortened."""

    seconds: float
    shape: Shape
    lane: Lane
    who: str
    what: str
    tone: Tone = Tone.PLAIN
    channel: str = ""
    """Which connection, where there are several."""
    detail: str = ""
    """The addresses and flags of a packet."""
    output: tuple[str, ...] = ()
    """Lines that the program printed at one go."""

    @property
    def words(self) -> str:
        """What happened, with the output if that is what happened."""
        if len(self.output) > 1:
            return "\n".join((f"{self.what}:", *self.output))
        return ": ".join((self.what, *filter(None, self.output)))


@dataclass(frozen=True)
class Timeline:
    """Everything that happened during a check, in order."""

    left: str
    right: str
    rows: tuple[Row, ...]


_ARROWS = {
    Act.CONNECTED: Lane.LEFT,
    Act.SENT: Lane.LEFT,
    Act.FINISHED: Lane.LEFT,
    Act.BROKE_OFF: Lane.LEFT,
    Act.CLOSED: Lane.LEFT,
    Act.RECEIVED: Lane.RIGHT,
    Act.GOT_END: Lane.RIGHT,
    Act.GOT_RESET: Lane.RIGHT,
}
#: What the packets tell already, and more exactly.
_ON_THE_NETWORK = {*_ARROWS, Act.ACCEPTED}
_DATA = {Act.SENT, Act.RECEIVED}
_OUTPUT = {Act.PRINTED, Act.COMPLAINED}
_ALARMING = {Act.BROKE_OFF, Act.GOT_RESET, Act.HALTED}
#: Seconds within which lines of output count as printed at one go.
_AT_ONE_GO = 0.01


def timeline(evidence: Evidence, *, alone: bool) -> Timeline:
    """The timeline of a check; `alone` for a program that talks to itself, whose lanes are its client and server.

    Packets are preferred to what the grader noted of them.
    """
    left, right = ("client", "server") if alone else (Party.GRADER.value, Party.PROGRAM.value)
    events = evidence.events
    rows = [
        *_gap(events, evidence.events_left_out, "event"),
        *_gap(evidence.packets, evidence.packets_left_out, "packet"),
    ]
    if evidence.packets:
        ports = _telling_ports(evidence.packets)
        rows += [_packet_row(packet, (left, right), ports) for packet in evidence.packets]
        events = tuple(event for event in events if event.act not in _ON_THE_NETWORK)
    numbered = has_several_connections(events)
    rows += [_event_row(event, alone=alone, numbered=numbered) for event in events]
    return Timeline(left, right, tuple(_joined(sorted(rows, key=lambda row: row.seconds))))


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Lines of output that follow each other at once, such as a traceback, in one row."""
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else None
        if (
            before
            and (before.output and row.output and before.what == row.what)
            and row.seconds - before.seconds < _AT_ONE_GO
        ):
            joined[-1] = replace(before, output=before.output + row.output)
        else:
            joined.append(row)
    return joined


def _gap(seen: Sequence[Event] | Sequence[Packet], left_out: int, thing: str) -> list[Row]:
    """A row that says what was left out, which is the middle."""
    if not left_out:
        return []
    seconds = seen[len(seen) // 2].seconds if seen else 0.0
    return [Row(seconds, Shape.GAP, Lane.BOTH, "", f"[… {count(left_out, thing)} left out …]")]


def _event_row(event: Event, *, alone: bool, numbered: bool) -> Row:
    lane = Lane.LEFT if event.party is Party.GRADER else Lane.RIGHT
    return Row(
        seconds=event.seconds,
        shape=Shape.ARROW if event.act in _ARROWS else Shape.NOTE,
        lane=_ARROWS.get(event.act, Lane.BOTH if alone else lane),
        who=event.party.value,
        what=phrase(replace(event, text="") if event.act in _OUTPUT else event),
        tone=_tone(data=event.act in _DATA, alarming=event.act in _ALARMING),
        channel=f"connection {event.connection}" if numbered and event.connection else "",
        output=(visible(event.text),) if event.act in _OUTPUT else (),
    )


def _packet_row(packet: Packet, lanes: tuple[str, str], ports: set[str]) -> Row:
    ends = (_port(packet.source), _port(packet.target))
    route = f"{packet.source} → {packet.target}"
    return Row(
        seconds=packet.seconds,
        shape=Shape.ARROW,
        lane=Lane.LEFT if packet.to_program else Lane.RIGHT,
        who=lanes[0] if packet.to_program else lanes[1],
        what=_packet_words(packet),
        tone=_tone(
            data=packet.size > 0 or packet.protocol == "udp",
            alarming="RST" in packet.flags or packet.protocol == "icmp",
        ),
        channel=" ".join(f"port {visible(port)}" for port in dict.fromkeys(ends) if port in ports),
        detail=visible(f"{route}, {packet.flags}" if packet.protocol == "tcp" else route),
    )


def _packet_words(packet: Packet) -> str:
    """The flags that matter, and the data."""
    flags = packet.flags.split()
    if packet.protocol != "tcp":
        words = [packet.protocol.upper(), *flags]
    else:
        # Every segment but the first acknowledges something, and PSH says nothing to a student.
        words = flags if "SYN" in flags else [flag for flag in flags if flag not in ("ACK", "PSH")]
        words = [*words, "data"] if packet.size else words or flags
    if packet.size or packet.protocol == "udp":
        words.append(f"({count(packet.size)})" + (f": {packet.excerpt}" if packet.excerpt else ""))
    return visible(" ".join(words))


def _telling_ports(packets: Sequence[Packet]) -> set[str]:
    """The ports that tell several connections apart; none where there is but one."""
    telling: set[str] = set()
    for lane in (Lane.LEFT, Lane.RIGHT):
        ports = {_port(p.source if p.to_program is (lane is Lane.LEFT) else p.target) for p in packets}
        if len(ports) > 1:
            telling |= ports
    return telling


def _port(address: str) -> str:
    return address.rpartition(":")[2]


def _tone(*, data: bool, alarming: bool) -> Tone:
    if alarming:
        return Tone.ALARM
    return Tone.DATA if data else Tone.PLAIN
