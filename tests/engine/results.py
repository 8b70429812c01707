"""Results made by hand, for tests of the reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sockgrade.evidence.events import Act, Event, Evidence, Excerpt, Packet
from sockgrade.verdict import CheckResult, Failure, Kind, Level, Outcome, ProgramResult, Result

#: What a hostile program may print: NUL, terminal sequences, bidi, zero width, lone surrogates.
HOSTILE = (
    "\x00\x1b[2J\x1b]0;title\x07\u202eabc\u200b\ud800\ufffe\uffff\ufdd0\x85\x9b\U0001ffff]]><b>&\r\u2028end"
)


def check(
    name: str,
    outcome: Outcome = Outcome.PASSED,
    *,
    level: Level = Level.CORE,
    points: float = 1,
    message: str = "It did not.",
    kind: Kind = Kind.WRONG_DATA,
    expected: str = "",
    received: str = "",
    output: str = "",
) -> CheckResult:
    """A check's result; with a failure unless it passed."""
    failure = None if outcome is Outcome.PASSED else Failure(kind, message, expected, received)
    return CheckResult(
        id=f"doc/word/server/{name}",
        sentence=f"The server {name.replace('_', ' ')}.",
        hint=f"Mend what keeps it from: {name}.",
        level=level,
        points=points,
        outcome=outcome,
        seconds=0.12345,
        failure=failure,
        output=output,
    )


def program(*checks: CheckResult) -> ProgramResult:
    """A program's result."""
    return ProgramResult(
        id="doc/word/server",
        title="Words",
        document="A document",
        section="1.2 Words",
        source="server.py",
        checks=checks,
        sha256="ab" * 32,
        sandbox="bubblewrap",
        network="private",
        interpreter="/usr/bin/python3 (3.11.2)",
        seed=4711,
        seconds=1.5,
    )


def result(*programs: ProgramResult) -> Result:
    """A whole result."""
    return Result("handed_in", programs, "0.1.0", "2026-11-21T03:45:55+00:00")


def refused() -> Result:
    """A result where nothing could be graded, of a submission with a hostile name."""
    return replace(result(), refusal=f"there is no file or folder {HOSTILE}")


def every_outcome() -> Result:
    """One program with every outcome and every level."""
    return result(
        program(
            check("answers"),
            check("sends_back", Outcome.FAILED, expected="'a'", received="'b'", output="one\ntwo\n"),
            replace(
                check("sends_more", Outcome.FAILED, expected="'aa'", received="'b'"),
                evidence=replace(
                    conversation(), excerpt=Excerpt("server.py", 2, 1, ("import socket", "sock.listen()"))
                ),
            ),
            check(
                "prints",
                Outcome.SKIPPED,
                level=Level.OUTPUT,
                kind=Kind.UNOBSERVABLE,
                message="Not seen here.",
            ),
            check(
                "survives", Outcome.ERROR, level=Level.ROBUST, kind=Kind.GRADER, message="No bwrap.", points=2
            ),
        )
    )


def hostile() -> Result:
    """A result in which everything that can come from a student is hostile."""
    bad = check(
        "sends_back",
        Outcome.FAILED,
        message=f"It sent {HOSTILE}",
        expected=HOSTILE,
        received=HOSTILE,
        output=HOSTILE,
    )
    bad = replace(bad, evidence=replace(conversation(HOSTILE), where=(HOSTILE,), ending=HOSTILE))
    dirty = replace(program(bad, check("ok")), source=f"{HOSTILE}.py", notes=(HOSTILE,), interpreter=HOSTILE)
    return replace(result(dirty), submission=HOSTILE)


def conversation(text: str = "'question'") -> Evidence:
    """What was seen of a server that answers one client, and then hangs; every act and every kind of packet."""
    grader, server, other = "127.0.0.1:40412", "127.0.0.1:7007", "127.0.0.1:40413"
    events = (
        Event(0.0001, Act.STARTED),
        Event(0.0312, Act.LISTENED, "TCP 127.0.0.1:7007"),
        Event(0.0315, Act.CONNECTED, grader, connection=1),
        Event(0.0316, Act.CONNECTED, other, connection=2),
        Event(0.0317, Act.PRINTED, f"Connected by {text}"),
        Event(0.0319, Act.SENT, text, 10, 1),
        Event(0.0321, Act.RECEIVED, "'answer'", 8, 1),
        Event(0.0322, Act.FINISHED, connection=1),
        Event(0.0323, Act.GOT_END, connection=1),
        Event(0.0324, Act.SENT, text, 10, 2),
        Event(0.0325, Act.COMPLAINED, text),
        Event(0.0701, Act.HALTED, "it waits in accept() for the next client at server.py:14"),
    )
    packets = (
        Packet(0.0315, "tcp", grader, server, True, "SYN"),
        Packet(0.03151, "tcp", server, grader, False, "SYN ACK"),
        Packet(0.0319, "tcp", grader, server, True, "PSH ACK", 10, text),
        Packet(0.0321, "tcp", server, grader, False, "PSH ACK", 8, "'answer'"),
        Packet(0.0322, "tcp", grader, server, True, "FIN ACK"),
        Packet(0.0323, "tcp", server, grader, False, "RST ACK"),
        Packet(0.0324, "udp", other, server, True, "", 3, text),
        Packet(0.0325, "icmp", server, other, False, "port unreachable"),
    )
    return Evidence(
        events,
        3,
        packets,
        7,
        where=("server.py:14 in main: connection, address = listener.accept()",),
        ending="",
        by_hand=("python3 server.py", "printf 'question' | nc -N 127.0.0.1 7007"),
    )


def several() -> Result:
    """Two programs: one that passes, and one that does not."""
    bad = check("sends_back", Outcome.FAILED, points=2, expected="'a'", received="'b'")
    server = program(check("answers"), bad, check("survives", level=Level.ROBUST, points=4))
    client = replace(program(replace(check("asks"), id="doc/word/client/asks")), id="doc/word/client")
    return result(client, server)


def failed_with(evidence: Evidence, **changes: Any) -> CheckResult:
    """A check that failed, and what was seen of it."""
    return replace(check("sends_back", Outcome.FAILED), evidence=evidence, **changes)


def long_conversation(packets: int) -> Evidence:
    """A client that sends so many packets."""
    ends = "127.0.0.1:40412", "127.0.0.1:7007"
    return Evidence(
        packets=tuple(
            Packet(number / 1000, "tcp", *ends, True, "PSH ACK", 1000, "'" + "x" * 60)
            for number in range(packets)
        )
    )
