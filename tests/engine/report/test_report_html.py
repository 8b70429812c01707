"""The HTML report in a real browser: whole, harmless, bounded, and usable by everybody on screen and on paper."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Visit, chromium, visit
from results import HOSTILE, check, conversation, every_outcome, hostile, program, refused, result

from sockgrade.evidence.events import Act, Event, Evidence, Packet
from sockgrade.evidence.text import visible
from sockgrade.report.html import to_html
from sockgrade.verdict import CheckResult, Failure, Kind, Level, Outcome, ProgramResult, Result

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., AbstractContextManager[Visit]]

_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 780}}
_SCREENS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": _PHONE,
}
_POISON = (
    "<script>document.title = 'run'</script>"
    "</style></title></svg></pre><b class=injected>"
    '"><img src=x onerror=alert(1)>'
    "' onmouseover='alert(1)"
    "]]>&lt;b&gt;&#60;"
    "{{7*7}}{% raw %}"
)
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Open:
    """Opens the page of a result; options are Playwright's."""

    def open_page(outcome: Result, **options: Any) -> AbstractContextManager[Visit]:
        path = tmp_path / "report.html"
        path.write_bytes(to_html(outcome).encode())
        return visit(browser, path, **options)

    return open_page


def failed_with(evidence: Evidence, **changes: Any) -> CheckResult:
    return replace(check("sends_back", Outcome.FAILED), evidence=evidence, **changes)


def poisoned(outcome: Result, poison: str) -> Result:
    """The result with a text at the end of everything that is free text in it."""

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {key: walk(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [walk(each, key) for each in value]
        enumerated = key in ("schema", "level", "outcome", "kind", "act", "protocol", "fail_on")
        return value if enumerated or not isinstance(value, str) else f"{value} {poison}"

    return Result.from_json(json.dumps(walk(json.loads(outcome.to_json()))))


# For everybody


@pytest.mark.parametrize("screen", _SCREENS)
@pytest.mark.parametrize("make", [every_outcome, hostile], ids=["every", "hostile"])
def test_axe_has_nothing_to_say_against_it(make: Callable[[], Result], screen: str, opened: Open) -> None:
    with opened(make(), **_SCREENS[screen]) as report:
        report.open_everything()
        assert not report.violations()


@pytest.mark.parametrize("make", [every_outcome, hostile], ids=["every", "hostile"])
def test_the_page_never_scrolls_sideways_on_a_phone(make: Callable[[], Result], opened: Open) -> None:
    with opened(make(), **_PHONE) as report:
        report.open_everything()
        assert report.page.evaluate("document.documentElement.scrollWidth") == 360


def test_failed_checks_are_open_and_passed_ones_are_not(opened: Open) -> None:
    with opened(every_outcome()) as report:
        assert len(report.texts("details.check.failed[open]")) == 2
        assert len(report.texts("details.check.passed:not([open])")) == 1


def test_every_link_leads_to_its_place(opened: Open) -> None:
    with opened(every_outcome()) as report:
        ids = report.page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
        links = report.page.locator("a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
        assert len(ids) == len(set(ids))
        assert {link.removeprefix("#") for link in links} <= set(ids)
        assert {check.id for check in every_outcome().programs[0].checks} <= set(ids)
        report.page.get_by_role("navigation").get_by_role("link", name="sends more").click()
        assert "The server sends more." in report.texts("details:target")[0]


def test_paper_shows_what_is_folded_on_screen_in_dark_letters(opened: Open) -> None:
    with opened(every_outcome(), color_scheme="dark") as report:
        folded = report.page.locator("details.check.passed .name, .words table")
        assert not any(element.is_visible() for element in folded.all())
        report.page.emulate_media(media="print")
        assert folded.count() == 2
        assert all(element.is_visible() for element in folded.all())
        colours = "const style = getComputedStyle(document.body); [style.color, style.backgroundColor]"
        assert report.page.evaluate(colours) == ["rgb(28, 33, 40)", "rgba(0, 0, 0, 0)"]


# Harmless


@pytest.mark.parametrize("make", [every_outcome, hostile, result], ids=["every", "hostile", "empty"])
def test_nothing_is_loaded_and_nothing_is_forbidden(make: Callable[[], Result], opened: Open) -> None:
    with opened(make()) as report:
        assert [url for url in report.requests if not url.startswith("data:")] == [report.page.url]
        assert report.complaints == []
        assert report.page.locator("script").count() == 0
        # The style sheet applies: the policy knows its hash.
        assert report.page.evaluate("getComputedStyle(document.querySelector('.card')).display") == "grid"


def test_what_a_student_writes_is_text(opened: Open) -> None:
    tags = "[...new Set([...document.querySelectorAll('*')].map(e => e.tagName))].sort()"
    attributes = (
        "[...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))].sort()"
    )
    with opened(every_outcome()) as clean:
        expected = clean.page.evaluate(tags), clean.page.evaluate(attributes)
    with opened(poisoned(every_outcome(), _POISON)) as report:
        assert (report.page.evaluate(tags), report.page.evaluate(attributes)) == expected
        assert report.complaints == []
        for place in ("title", "h1", "h4", ".message", ".expected pre", ".hint", ".words td", ".name code"):
            assert _POISON in " ".join(report.texts(place)), place


def test_what_cannot_be_seen_is_shown(opened: Open) -> None:
    with opened(hostile()) as report:
        for place in ("h1", ".message", ".expected pre", ".words tr:nth-child(5) td:last-child"):
            assert visible(HOSTILE) in report.texts(place)[0], place
        text = report.texts("html")[0]
        assert all(character == "\n" or character.isprintable() for character in text)


# What it says


def test_the_summary_says_how_it_went_and_where_to_begin(opened: Open) -> None:
    good, bad = check("answers"), check("sends_back", Outcome.FAILED, points=2)
    extra = check("survives", level=Level.ROBUST, points=4)
    with opened(result(program(good, bad, extra))) as report:
        summary = report.page.locator("main section").first
        assert "Not passed yet: 1 check of core fails. Begin with this one:" in summary.inner_text()
        assert summary.locator("tbody tr").inner_text().split() == [
            *("doc/word/server", "✗", "not", "passed"),
            *("1/3", "–", "4/4", "5/7"),
        ]


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ([check("answers")], "Passed: every check is satisfied."),
        ([check("answers"), check("prints", Outcome.FAILED, level=Level.OUTPUT)], "all of core is right"),
        ([check("answers", Outcome.ERROR)], "a fault of sockgrade or of this machine"),
        ([check("answers", Outcome.SKIPPED)], "1 check could not be observed on this machine"),
    ],
)
def test_the_summary_has_words_for_every_end(checks: list[CheckResult], words: str, opened: Open) -> None:
    with opened(result(program(*checks))) as report:
        assert words in report.texts("main section")[0]


def test_what_was_not_graded_says_why(opened: Open) -> None:
    with opened(replace(refused(), refusal=_POISON)) as report:
        assert report.complaints == []
        assert f"Not graded: {_POISON}" in report.texts("main section")[0]
        assert "not graded" in report.texts("title")[0]
        assert report.page.locator("table").count() == 0


def test_sources_are_links(opened: Open) -> None:
    cited = replace(check("closes", Outcome.FAILED), source=("RFC 9293, 3.6", "recv(2)", _POISON))
    with opened(result(program(cited))) as report:
        assert not report.violations()
        facts = report.page.locator("details.check .name")
        assert facts.inner_text().endswith(f" s · RFC 9293, 3.6 · recv(2) · {_POISON}")
        assert facts.locator("a").evaluate_all("all => all.map(a => a.href)")[1:] == [
            "https://www.rfc-editor.org/rfc/rfc9293#section-3.6",
            "https://man7.org/linux/man-pages/man2/recv.2.html",
        ]


def test_the_graders_fault_costs_no_points(opened: Open) -> None:
    with opened(every_outcome()) as report:
        (words,) = report.texts("details.check.error")
        assert "This is not the program's fault, and costs no points." in words


def test_a_program_says_how_it_was_run(opened: Open) -> None:
    run = replace(program(check("answers")), sandbox="none", network="shared", notes=("It was late.",))
    with opened(result(run)) as report:
        text = report.page.locator(".program").inner_text()
        for fact in ("server.py", "/usr/bin/python3 (3.11.2)", "--seed 4711", "abababababab", "1.50 s"):
            assert fact in text
        assert "UNSANDBOXED: the program ran with your rights and could read your files." in text
        assert "network: shared: other programs on this machine can reach the same ports." in text
        assert "note: It was late." in text


def test_one_and_the_same_reason_is_told_once(opened: Open) -> None:
    checks = [
        replace(check(name, Outcome.FAILED), failure=Failure(Kind.BUILD, "It does not compile."))
        for name in ("answers", "waits")
    ]
    with opened(result(program(*checks))) as report:
        assert (
            report.page.get_by_text("It does not compile.", exact=True).locator("visible=true").count() == 2
        )
        assert "All 2 checks failed, for one and the same reason" in report.texts(".common")[0]
        assert report.page.locator("details.check[open]").count() == 0


def test_a_failure_shows_everything_that_is_known(opened: Open) -> None:
    bad = check("sends_back", Outcome.FAILED, expected="'a'", received="'b'", output="one\ntwo\n")
    evidence = replace(conversation(), ending="exit code 1\nValueError")
    bad = replace(
        bad, failure=Failure(Kind.WRONG_DATA, "It sent `b`.", "'a'", "'b'", "0000 61"), evidence=evidence
    )
    with opened(result(program(bad))) as report:
        assert report.texts("details.check pre") == [
            *(
                "'a'",
                "'b'",
                "0000 61",
                *evidence.where,
                "exit code 1\nValueError",
                "one\ntwo",
                *evidence.by_hand,
            )
        ]
        assert report.texts(".message code") == ["b"]
        assert "Mend what keeps it from: sends_back." in report.texts(".hint")[0]


# The diagram


def test_every_packet_is_an_arrow_and_every_row_is_in_the_list(opened: Open) -> None:
    evidence = conversation()
    with opened(result(program(failed_with(evidence)))) as report:
        assert report.texts(".arrow text:not(.time)") == [
            "port 40412  SYN",
            "port 40412  SYN ACK",
            "port 40412  data (10 bytes): 'question'",
            "port 40412  data (8 bytes): 'answer'",
            "port 40412  FIN",
            "port 40412  RST",
            "port 40413  UDP (3 bytes): 'question'",
            "port 40413  ICMP port unreachable",
        ]
        assert report.texts(".alarm text:not(.time)")[-1] == evidence.events[-1].text
        assert report.texts(".arrow.alarm text:not(.time)") == [
            "port 40412  RST",
            "port 40413  ICMP port unreachable",
        ]
        assert report.texts(".gap") == ["[… 3 events left out …]", "[… 7 packets left out …]"] * 2
        drawn = report.texts(".sequence .time")[1:]
        assert drawn == report.texts(".words tr:not(.gap) td:first-child")
        assert drawn == sorted(drawn, key=float)
        assert len(drawn) == len(evidence.packets) + 5
        assert "127.0.0.1:40412 → 127.0.0.1:7007, PSH ACK" in report.texts(".words td small")[2]


def test_without_packets_the_grader_tells_what_it_saw(opened: Open) -> None:
    evidence = replace(conversation(), packets=(), packets_left_out=0)
    with opened(result(program(failed_with(evidence)))) as report:
        arrows = report.texts(".arrow text:not(.time)")
        assert arrows[0] == "connection 1  connects from 127.0.0.1:40412"
        assert arrows[2:4] == [
            "connection 1  sends 10 bytes: 'question'",
            "connection 1  sends 8 bytes: 'answer'",
        ]
        assert len(report.texts(".words tr:not(.gap) td:first-child")) == len(evidence.events)


def test_a_program_that_talks_to_itself_has_lanes_for_both_ends(opened: Open) -> None:
    alone = replace(program(failed_with(conversation())), id="doc/word/program")
    with opened(result(alone)) as report:
        assert report.texts(".lane-name") == ["client", "server"]
        assert "the program prints: Connected by 'question'" in report.texts(".note text")


def test_a_traceback_is_one_note(opened: Open) -> None:
    lines = ["Traceback (most recent call last):", "  File", "ValueError"]
    events = [Event(number / 10_000, Act.COMPLAINED, line) for number, line in enumerate(lines)]
    late = Event(0.5, Act.COMPLAINED, "much later")
    with opened(result(program(failed_with(Evidence((*events, late)))))) as report:
        assert report.texts(".note text:not(.time)") == [
            "writes to stderr:",
            *lines,
            "writes to stderr: much later",
        ]


def test_a_long_conversation_is_drawn_from_its_beginning_and_its_end(opened: Open) -> None:
    with opened(result(program(failed_with(long_conversation(150))))) as report:
        assert len(report.texts(".sequence .arrow")) == 60
        assert report.texts(".sequence .gap") == ["[… 90 lines not drawn; the list below has them …]"]
        assert len(report.texts(".words tbody tr")) == 150


def test_no_text_leaves_its_box_or_the_room_between_the_lanes(opened: Open) -> None:
    outside = """
        [...document.querySelectorAll('.sequence g text:not(.time)')].filter(text => {
            const box = text.getBBox(), frame = text.parentNode.querySelector('rect')?.getBBox()
            const [left, right] = frame ? [frame.x, frame.x + frame.width] : [78, 502]
            return box.x < left || box.x + box.width > right
        }).map(text => text.textContent)
    """
    checks = [failed_with(conversation(text), id=f"doc/word/server/{name}") for name, text in _WIDE.items()]
    with opened(result(program(*checks)), **_PHONE) as report:
        assert report.page.evaluate(outside) == []
        assert report.page.evaluate("document.documentElement.scrollWidth") == 360


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
        drawn = " ".join(report.texts(".sequence text"))
        assert "question" in drawn
        assert "prints: Connected by ('127.0.0.1'" in drawn
        assert report.texts(".note.alarm")
        assert report.complaints == []


# Bounds


def long_conversation(packets: int) -> Evidence:
    send = partial(Packet, protocol="tcp", source="127.0.0.1:40412", target="127.0.0.1:7007", to_program=True)
    return Evidence(
        packets=tuple(
            send(number / 1000, flags="PSH ACK", size=1000, excerpt="'" + "x" * 60)
            for number in range(packets)
        )
    )


def test_a_big_result_is_rendered_quickly_and_stays_small(opened: Open) -> None:
    checks = [replace(failed_with(long_conversation(60)), id=f"doc/word/server/{n}") for n in range(220)]
    big = result(program(*checks))
    start = time.process_time()
    page = to_html(big)
    assert time.process_time() - start < 10
    assert len(page) < 8_000_000
    with opened(big) as report:
        assert report.page.locator("svg.sequence").count() == 220
