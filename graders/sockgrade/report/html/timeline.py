"""A check's evidence as a timeline: the rows of a sequence diagram, between two lanes, or three with a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from sockgrade.evidence.events import Act, Event, Evidence, Packet, Party
from sockgrade.evidence.text import visible, visible_lines
from sockgrade.evidence.wording import count
from sockgrade.report.conversation import has_several_connections, phrase
from sockgrade.report.folding import fold
from sockgrade.report.html.fault import Seen, is_packet, wrong
from sockgrade.verdict import CheckResult, Failure, Outcome


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


class Mark(StrEnum):
    """What is said before a row at which the check failed."""

    NONE = ""
    WRONG = "wrong"
    MISSING = "expected here"


@dataclass(frozen=True)
class Row:
    """One thing that happened, or should have; all of its text is visible."""

    seconds: float | None
    """None for what did not happen."""
    shape: Shape
    lane: Lane
    who: str
    """How a sentence about it begins; empty where it says so itself."""
    what: str
    said: tuple[str, ...] = ()
    """What was sent, or printed at one go, in lines."""
    tone: Tone = Tone.PLAIN
    channel: str = ""
    """Which connection, where there are several."""
    detail: str = ""
    """The addresses and flags of a packet."""
    mark: Mark = Mark.NONE
    hop: str = ""
    """Of three lanes, where it was: between `client` and link, between link and `server`, or at the `link`."""


@dataclass(frozen=True)
class Passage:
    """Rows that follow each other; of a long timeline some are folded."""

    rows: tuple[Row, ...]
    is_folded: bool


@dataclass(frozen=True)
class Timeline:
    """Everything that happened during a check, in order."""

    left: str
    right: str
    rows: tuple[Row, ...]
    middle: str = ""
    """The third lane, between the two others."""

    @property
    def texts(self) -> list[str]:
        """What happened, without what was said: where a reader meets abbreviations."""
        return [row.what for row in self.rows]

    @property
    def passages(self) -> list[Passage]:
        """The rows, such that the beginning, the end and what was wrong is seen at once."""
        marks = [at for at, row in enumerate(self.rows) if row.mark]
        near = {at + step for at in marks for step in range(-_AROUND, _AROUND + 1)}
        middle = range(_FIRST, len(self.rows) - _LAST)
        runs = groupby(range(len(self.rows)), key=lambda at: at in middle and at not in near)
        passages = [(is_folded, tuple(self.rows[at] for at in run)) for is_folded, run in runs]
        return [Passage(rows, is_folded and len(rows) > 1) for is_folded, rows in passages]


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
#: The networks on both sides of a link, and where what was noted of each lane stands.
_HOPS = ("client", "server")
_OF_LANES = {"client": Lane.LEFT, "link": Lane.BOTH, "server": Lane.RIGHT}
#: Seconds within which lines of output count as printed at one go.
_AT_ONE_GO = 0.01
#: Rows of a long timeline that are not folded: of its beginning and its end, and on each side of what was wrong.
_FIRST, _LAST, _AROUND = 10, 10, 2
#: Lines of what was printed at one go; all of it stands below the diagram.
_LINES = 4
#: Characters of a line, and of what was expected, which stands below the diagram as well.
_WIDTH, _EXCERPT = 240, 80


def timeline(check: CheckResult, *, alone: bool) -> Timeline:
    """The timeline of a check; `alone` for a program that talks to itself, whose lanes are its client and server.

    Packets are preferred to what the grader noted of them.
    """
    left, right = ("client", "server") if alone else (Party.GRADER.value, Party.PROGRAM.value)
    evidence = check.evidence
    failure = check.failure if check.outcome is Outcome.FAILED else None
    # A result that somebody has written may name any lane.
    events = tuple(e if e.lane in ("", *_OF_LANES) else replace(e, lane="") for e in evidence.events)
    packets = tuple(p if p.lane in ("", *_HOPS) else replace(p, lane="") for p in evidence.packets)
    if packets:
        events = tuple(event for event in events if event.act not in _ON_THE_NETWORK)
    is_linked = any(event.lane for event in events)
    if is_linked:
        left, right = "client", "server"
    ports = {lane: _telling_ports([p for p in packets if p.lane == lane]) for lane in ("", *_HOPS)}
    numbered = has_several_connections(events)
    things: tuple[Seen, ...] = (*packets, *events)
    seen = sorted(things, key=lambda thing: thing.seconds)
    suspect = _suspect(failure) if failure and is_linked else ""
    fault = wrong(failure, [thing for thing in seen if thing.lane == suspect]) if failure else None
    rows = [
        *_gap(evidence.events, evidence.events_left_out, "event"),
        *_gap(packets, evidence.packets_left_out, "packet"),
    ]
    if failure and failure.wrong_bytes and _is_before_gap(fault, evidence):
        fault = None
        rows[-1] = replace(rows[-1], mark=Mark.WRONG)
    for thing in seen:
        row = (
            _packet_row(thing, (left, right), ports[thing.lane])
            if isinstance(thing, Packet)
            else _event_row(thing, alone=alone, numbered=numbered)
        )
        rows.append(replace(row, mark=Mark.WRONG) if thing is fault else row)
    rows.sort(key=lambda row: row.seconds or 0.0)
    if rows and failure and failure.expected and not any(row.mark for row in rows):
        rows.append(_missing_row(failure, suspect or right, suspect))
    shown = tuple(replace(row, said=_bounded(row.said)) for row in _joined(rows))
    return Timeline(left, right, shown, "link" if is_linked else "")


def _suspect(failure: Failure) -> str:
    """Which of two programs a failure is about."""
    return next((role for role in _HOPS if failure.message.startswith(f"The {role} ")), "server")


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Output that follows at once, such as a traceback, or says the same again, in one row."""
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else None
        if before and _continues(before, row):
            joined[-1] = replace(before, said=before.said + row.said)
        else:
            joined.append(row)
    return joined


def _continues(before: Row, row: Row) -> bool:
    same = (before.what, before.hop) == (row.what, row.hop)
    if row.shape is not Shape.NOTE or not (before.said and row.said) or not same:
        return False
    at_one_go = (row.seconds or 0.0) - (before.seconds or 0.0) < _AT_ONE_GO
    return at_one_go or before.said[-1] == row.said[0]


def _bounded(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(visible_lines("\n".join(fold(said)), most=_LINES, width=_WIDTH, last=True)) if said else ()


def _missing_row(failure: Failure, who: str, hop: str) -> Row:
    """What was expected of the program, and did not come."""
    words = visible_lines(failure.expected, most=1, width=_EXCERPT)[0]
    return Row(
        seconds=None,
        shape=Shape.ARROW if is_packet(failure) else Shape.NOTE,
        lane=Lane.LEFT if hop == "client" else Lane.RIGHT,
        who=f"from the {who}:",
        what="",
        said=(words,),
        mark=Mark.MISSING,
        hop=hop,
    )


def _gap(seen: Sequence[Event] | Sequence[Packet], left_out: int, thing: str) -> list[Row]:
    """A row that says what was left out, which is the middle."""
    if not left_out:
        return []
    seconds = seen[len(seen) // 2].seconds if seen else 0.0
    return [Row(seconds, Shape.GAP, Lane.BOTH, "", f"[… {count(left_out, thing)} left out …]")]


def _is_before_gap(thing: Seen | None, evidence: Evidence) -> bool:
    """Whether whoever counts bytes from the end comes to a thing only over what was left out."""
    things: Sequence[Seen] = evidence.packets or evidence.events
    left_out = evidence.packets_left_out if evidence.packets else evidence.events_left_out
    return left_out > 0 and any(thing is each for each in things[: len(things) // 2])


def _event_row(event: Event, *, alone: bool, numbered: bool) -> Row:
    lane = Lane.LEFT if event.party is Party.GRADER else Lane.RIGHT
    if event.lane:
        lane = _OF_LANES[event.lane]
    return Row(
        seconds=event.seconds,
        shape=Shape.ARROW if event.act in _ARROWS else Shape.NOTE,
        lane=_ARROWS.get(event.act, Lane.BOTH if alone else lane),
        who="" if event.party is Party.KERNEL or event.lane == "link" else _actor(event),
        what=phrase(replace(event, text="") if event.act in _OUTPUT | _DATA else event),
        said=(visible(event.text),) if event.act in _OUTPUT | _DATA else (),
        tone=_tone(data=event.act in _DATA, alarming=event.act in _ALARMING),
        channel=f"connection {event.connection}" if numbered and event.connection else "",
        hop=event.lane,
    )


def _actor(event: Event) -> str:
    """Who did it, in words."""
    return f"the {event.lane if event.lane and event.party is Party.PROGRAM else event.party}"


def _packet_row(packet: Packet, lanes: tuple[str, str], ports: set[str]) -> Row:
    ends = (_port(packet.source), _port(packet.target))
    # In the client's network it is the client that is on the left.
    goes_right = packet.to_program is (packet.lane != "client")
    sender = lanes[0] if goes_right else lanes[1]
    if packet.lane and packet.to_program:
        sender = "link"
    route = f"{packet.source} → {packet.target}"
    return Row(
        seconds=packet.seconds,
        shape=Shape.ARROW,
        lane=Lane.LEFT if goes_right else Lane.RIGHT,
        who=f"from the {sender}:",
        what=_packet_words(packet),
        said=(visible(packet.excerpt),) if packet.excerpt else (),
        tone=_tone(
            data=packet.size > 0 or packet.protocol == "udp",
            alarming="RST" in packet.flags or packet.protocol == "icmp",
        ),
        channel=" ".join(f"port {visible(port)}" for port in dict.fromkeys(ends) if port in ports),
        detail=visible(f"{route}, {packet.flags}" if packet.protocol == "tcp" else route),
        hop=packet.lane,
    )


def _packet_words(packet: Packet) -> str:
    """The flags that matter, and how much data."""
    flags = packet.flags.split()
    if packet.protocol != "tcp":
        words = [packet.protocol.upper(), *flags]
    else:
        # Every segment but the first acknowledges something, and PSH says nothing to a student.
        words = flags if "SYN" in flags else [flag for flag in flags if flag not in ("ACK", "PSH")]
        words = [*words, "data"] if packet.size else words or flags
    if packet.size or packet.protocol == "udp":
        words.append(f"({count(packet.size)})")
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
