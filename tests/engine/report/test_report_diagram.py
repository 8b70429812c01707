"""The sequence diagram of the HTML report, in a real browser: everything that was seen, and where it went wrong."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import accumulate

import pytest
from browser import Visit
from results import check, conversation, failed_with, long_conversation, program, result

from sockgrade.evidence.events import Act, Event, Evidence, Packet
from sockgrade.verdict import CheckResult, Failure, Kind, Outcome, ProgramResult

Open = Callable[..., AbstractContextManager[Visit]]

#: Texts that are wider, or take less room, than their number of characters says.
_WIDE = {
    "long": "x" * 5000,
    "words": "word " * 1000,
    "lines": "\n".join(["line"] * 300),
    "chinese": "漢字" * 300,
    "emoji": "🦊" * 300,
    "combining": "a" + "\u0301" * 3000,
    "tabs": "\t" * 100,
    "nothing": "",
}
_GRADER, _SERVER = "127.0.0.1:40412", "127.0.0.1:7007"


def drawn(report: Visit, selector: str) -> list[str]:
    """The rows, as they are seen."""
    seen = """all => all.map(each => {
        const copy = each.cloneNode(true)
        copy.querySelectorAll('.unseen').forEach(unseen => unseen.remove())
        return copy.textContent
    })"""
    texts: list[str] = report.page.locator(f".sequence {selector} .what").evaluate_all(seen)
    return texts


def test_every_packet_is_an_arrow_and_every_event_a_note(opened: Open) -> None:
    evidence = conversation()
    with opened(result(program(failed_with(evidence)))) as report:
        assert drawn(report, ".arrow") == [
            "port 40412 SYN",
            "port 40412 SYN ACK",
            "port 40412 data (10 bytes): 'question'",
            "✗ wrong: port 40412 data (8 bytes): 'answer'",
            "port 40412 FIN",
            "port 40412 RST",
            "port 40413 UDP (3 bytes): 'question'",
            "port 40413 ICMP port unreachable",
        ]
        assert drawn(report, ".alarm") == [
            "port 40412 RST",
            "port 40413 ICMP port unreachable",
            evidence.events[-1].text,
        ]
        assert drawn(report, ".gap") == ["[… 3 events left out …]", "[… 7 packets left out …]"]
        times = [text.removesuffix(" ms, ") for text in report.texts(".sequence li:not(.gap) .time")]
        assert times == sorted(times, key=float)
        assert len(times) == len(evidence.packets) + 5
        title = report.page.locator(".sequence [title$='PSH ACK']").first.get_attribute("title")
        assert title == f"{_GRADER} → {_SERVER}, PSH ACK"


def test_a_screen_reader_is_told_who_does_what_when(opened: Open) -> None:
    with opened(result(program(failed_with(conversation())))) as report:
        tree = report.page.get_by_role("figure").aria_snapshot()
        assert "31.9 ms, port 40412 from the grader: data (10 bytes): 'question'" in tree
        assert "wrong" in tree


def test_without_packets_the_grader_tells_what_it_saw(opened: Open) -> None:
    evidence = replace(conversation(), packets=(), packets_left_out=0)
    with opened(result(program(failed_with(evidence)))) as report:
        arrows = drawn(report, ".arrow")
        assert arrows[0] == "connection 1 connects from 127.0.0.1:40412"
        assert arrows[2:4] == [
            "connection 1 sends 10 bytes: 'question'",
            "✗ wrong: connection 1 sends 8 bytes: 'answer'",
        ]
        assert len(drawn(report, "li:not(.gap)")) == len(evidence.events)


def test_a_program_that_talks_to_itself_has_lanes_for_both_ends(opened: Open) -> None:
    alone = replace(program(failed_with(conversation())), id="doc/word/program")
    with opened(result(alone)) as report:
        assert report.texts(".lanes span") == ["client", "server"]
        assert "the program prints: Connected by 'question'" in drawn(report, ".note")


def test_a_traceback_is_one_note(opened: Open) -> None:
    lines = ["Traceback (most recent call last):", "  File", "ValueError"]
    events = [Event(number / 10_000, Act.COMPLAINED, line) for number, line in enumerate(lines)]
    late = Event(0.5, Act.COMPLAINED, "much later")
    with opened(result(program(failed_with(Evidence((*events, late)))))) as report:
        assert drawn(report, ".note") == [
            "\n".join(("writes to stderr:", *lines)),
            "writes to stderr: much later",
        ]


def test_the_middle_of_a_long_conversation_is_folded(opened: Open) -> None:
    with opened(result(program(failed_with(long_conversation(150))))) as report:
        rows = report.page.locator(".sequence li.arrow")
        assert rows.count() == 150
        assert rows.locator("visible=true").count() == 20
        report.page.get_by_text("[… 130 more …]").click()
        assert rows.locator("visible=true").count() == 150


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_text_leaves_its_row(width: int, opened: Open) -> None:
    outside = """
        [...document.querySelectorAll('.what')].filter(what => {
            const [box, way] = [what, what.parentNode].map(e => e.getBoundingClientRect())
            return box.left < way.left || box.right > way.right || what.scrollWidth > what.clientWidth
        }).map(what => what.textContent)
    """
    checks = [failed_with(conversation(text), id=f"doc/word/server/{name}") for name, text in _WIDE.items()]
    with opened(result(program(*checks)), viewport={"width": width, "height": 780}) as report:
        report.open_everything()
        assert report.page.evaluate(outside) == []
        assert report.page.evaluate("document.scrollingElement.scrollWidth") == width


def test_a_real_grade_is_drawn(grade_source: Callable[..., ProgramResult], opened: Open) -> None:
    graded = grade_source(
        """
        import socket
        server = socket.create_server(("127.0.0.1", 7007))
        connection, address = server.accept()
        print("Connected by", address, flush=True)
        connection.recv(1024)
        connection.recv(1024)
        """,
        """
        def check_echoes(server: Server) -> None:
            '''The server sends back what it received.'''
            server.connect().send(b"question").expect(b"question")
        """,
    )
    with opened(result(graded)) as report:
        rows = " ".join(drawn(report, "li"))
        assert "question" in rows
        assert "prints: Connected by ('127.0.0.1'" in rows
        assert "it waits in recv()" in drawn(report, ".note.alarm")[0]
        assert drawn(report, ".marked") == ["✗ expected here: 'question'"]
        assert report.complaints == []


def test_of_several_packets_that_which_brings_the_first_wrong_byte_is_marked(
    grade_source: Callable[..., ProgramResult], opened: Open
) -> None:
    graded = grade_source(
        """
        import socket
        server = socket.create_server(("127.0.0.1", 7007))
        connection, address = server.accept()
        for number in range(40):
            connection.sendall(connection.recv(1) if number != 20 else b"!" + connection.recv(1)[:0])
        """,
        """
        def check_echoes(server: Server) -> None:
            '''The server sends back what it received.'''
            data = bytes(range(65, 105))
            connection = server.connect()
            connection.send_in_pieces(data[at:at + 1] for at in range(40)).expect(data)
        """,
    )
    with opened(result(graded)) as report:
        assert drawn(report, ".marked") == ["✗ wrong: data (1 byte): '!'"]
        assert report.page.locator(".marked").is_visible()


# Where it went wrong

_ANSWERS = (b"one", b"two", b"three")
_TALK = Evidence(
    events=(
        Event(0.001, Act.STARTED),
        Event(0.002, Act.LISTENED, "TCP 127.0.0.1:7007"),
        Event(0.020, Act.PRINTED, "Connected"),
        Event(0.080, Act.EXITED, "exit code 1"),
    ),
    packets=(
        Packet(0.010, "tcp", _GRADER, _SERVER, True, "SYN"),
        Packet(0.011, "tcp", _SERVER, _GRADER, False, "SYN ACK"),
        Packet(0.012, "tcp", _GRADER, _SERVER, True, "PSH ACK", 11, "'onetwothree'"),
        *(
            Packet(
                0.030 + end / 1000, "tcp", _SERVER, _GRADER, False, "PSH ACK", len(data), repr(data.decode())
            )
            for data, end in zip(_ANSWERS, accumulate(map(len, _ANSWERS)), strict=True)
        ),
        Packet(0.050, "tcp", _GRADER, _SERVER, True, "FIN ACK"),
        Packet(0.060, "tcp", _SERVER, _GRADER, False, "FIN ACK"),
        Packet(0.070, "tcp", _SERVER, _GRADER, False, "RST"),
    ),
)


def failed_by(kind: Kind, expected: str = "", wrong_bytes: int = 0) -> CheckResult:
    failure = Failure(kind, "It did not.", expected, wrong_bytes=wrong_bytes)
    return replace(check("talks", Outcome.FAILED), failure=failure, evidence=_TALK)


@pytest.mark.parametrize(
    ("failed", "mark"),
    [
        (failed_by(Kind.WRONG_DATA), "wrong: data (5 bytes): 'three'"),
        (failed_by(Kind.WRONG_DATA, wrong_bytes=5), "wrong: data (5 bytes): 'three'"),
        (failed_by(Kind.WRONG_DATA, wrong_bytes=6), "wrong: data (3 bytes): 'two'"),
        (failed_by(Kind.TOO_MUCH, wrong_bytes=11), "wrong: data (3 bytes): 'one'"),
        (failed_by(Kind.CLOSED, "'four'"), "wrong: FIN"),
        (failed_by(Kind.RESET, "'four'"), "wrong: RST"),
        (failed_by(Kind.ENDED, "'four'"), "wrong: the program has ended: exit code 1"),
        (failed_by(Kind.WRONG_ADDRESS, "TCP 127.0.0.1:80"), "wrong: data (5 bytes): 'three'"),
        (failed_by(Kind.STUCK, "'four'"), "expected here: 'four'"),
        (failed_by(Kind.TIMEOUT, "300 bytes"), "expected here: 300 bytes"),
        (failed_by(Kind.STILL_OPEN, "the end of the connection"), "expected here: the end of the connection"),
        (failed_by(Kind.WRONG_OUTPUT, "'Connected by'"), "expected here: 'Connected by'"),
        (failed_by(Kind.UNREACHABLE, "an answer"), "expected here: an answer"),
    ],
)
def test_what_was_wrong_or_is_missing_is_marked(failed: CheckResult, mark: str, opened: Open) -> None:
    with opened(result(program(failed))) as report:
        assert drawn(report, ".marked") == [f"✗ {mark}"]


def test_a_missing_packet_is_an_arrow_and_missing_output_is_none(opened: Open) -> None:
    with opened(result(program(failed_by(Kind.STUCK, "b'four'")))) as report:
        assert report.page.locator(".arrow.right.missing").count() == 1
    with opened(result(program(failed_by(Kind.WRONG_OUTPUT, "'four'")))) as report:
        assert report.page.locator(".note.right.missing").count() == 1


def test_what_was_wrong_may_be_among_what_was_left_out(opened: Open) -> None:
    short = replace(failed_by(Kind.WRONG_DATA, wrong_bytes=500), evidence=replace(_TALK, packets_left_out=9))
    with opened(result(program(short))) as report:
        assert drawn(report, ".marked") == ["✗ wrong: [… 9 packets left out …]"]


def test_of_a_check_that_passed_or_that_the_grader_failed_nothing_is_marked(opened: Open) -> None:
    passed = replace(check("talks"), evidence=_TALK)
    broken = replace(check("listens", Outcome.ERROR, kind=Kind.GRADER), evidence=_TALK)
    with opened(result(program(passed, broken))) as report:
        assert report.page.locator(".conversation").count() == 2
        assert drawn(report, ".marked") == []


def test_abbreviations_are_explained_to_mouse_keyboard_and_eye(opened: Open) -> None:
    with opened(result(program(failed_by(Kind.RESET)))) as report:
        assert report.texts(".cause .legend dt") == ["SYN", "ACK", "FIN", "RST"]
        meaning = report.texts(".cause .legend dd")[0]
        term = report.page.locator(".sequence abbr", has_text="SYN").first
        assert term.get_attribute("title") == meaning
        plain = term.bounding_box()
        term.focus()
        focused = term.bounding_box()
        assert plain is not None
        assert focused is not None
        assert focused["width"] > plain["width"] + 100
