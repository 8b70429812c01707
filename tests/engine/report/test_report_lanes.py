"""The diagram of a pair: three lanes, and on which side of the link each thing was."""

from __future__ import annotations

from dataclasses import replace

from results import check

from sockgrade.evidence.events import Act, Event, Evidence, Packet
from sockgrade.report.conversation import lines
from sockgrade.report.html.timeline import Lane, Mark, Shape, timeline
from sockgrade.verdict import Outcome

_EVENTS = (
    Event(0.0, Act.STARTED, lane="server"),
    Event(0.1, Act.TYPED, "'a\\n'", 2, lane="client"),
    Event(0.25, Act.LINKED, "passes 1 byte on to the server: 'a'", 1, lane="link"),
    Event(0.6, Act.PRINTED, "b", lane="client"),
)
_PACKETS = (
    Packet(0.2, "tcp", "127.0.0.1:40000", "127.0.0.1:7007", False, "PSH ACK", 1, "'a'", lane="client"),
    Packet(0.3, "tcp", "127.0.0.1:50000", "127.0.0.1:7007", True, "PSH ACK", 1, "'a'", lane="server"),
    Packet(0.4, "tcp", "127.0.0.1:7007", "127.0.0.1:50000", False, "PSH ACK", 1, "'b'", lane="server"),
    Packet(0.5, "tcp", "127.0.0.1:7007", "127.0.0.1:40000", True, "PSH ACK", 1, "'b'", lane="client"),
)
_EVIDENCE = Evidence(events=_EVENTS, packets=_PACKETS)


def test_what_happened_stands_on_its_side_of_the_link() -> None:
    shown = timeline(replace(check("it"), evidence=_EVIDENCE), alone=False)
    assert (shown.left, shown.middle, shown.right) == ("client", "link", "server")
    arrows = [(row.hop, row.lane, row.who) for row in shown.rows if row.shape is Shape.ARROW]
    assert arrows == [
        ("client", Lane.LEFT, "from the client:"),
        ("server", Lane.LEFT, "from the link:"),
        ("server", Lane.RIGHT, "from the server:"),
        ("client", Lane.RIGHT, "from the link:"),
    ]
    notes = [(row.hop, row.lane) for row in shown.rows if row.shape is Shape.NOTE]
    assert notes == [
        ("server", Lane.RIGHT),
        ("client", Lane.LEFT),
        ("link", Lane.BOTH),
        ("client", Lane.LEFT),
    ]


def test_the_packet_that_was_wrong_is_that_of_the_program_that_is_blamed() -> None:
    for role in ("server", "client"):
        failed = check(
            "it", Outcome.FAILED, message=f"The {role} sent other bytes.", expected="'a'", received="'b'"
        )
        failed = replace(failed, evidence=_EVIDENCE)
        (wrong,) = [row for row in timeline(failed, alone=False).rows if row.mark is Mark.WRONG]
        assert (wrong.hop, wrong.who) == (role, f"from the {role}:")


def test_the_transcript_names_the_lanes() -> None:
    assert [line.split("ms")[1].split()[0] for line in lines(_EVIDENCE)] == [
        "server",
        "client",
        "link",
        "client",
    ]
    assert "the server starts" in lines(_EVIDENCE)[0]
