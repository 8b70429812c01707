"""The HTML report in a real browser: whole, harmless, bounded, and usable by everybody on screen and on paper."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from browser import Visit
from results import (
    HOSTILE,
    check,
    conversation,
    every_outcome,
    failed_with,
    hostile,
    long_conversation,
    program,
    refused,
    result,
    several,
)

from sockgrade.evidence.events import Act, Event, Evidence, Excerpt
from sockgrade.evidence.text import visible
from sockgrade.report.html import to_html
from sockgrade.verdict import CheckResult, Failure, Kind, Level, Outcome, Result

Open = Callable[..., AbstractContextManager[Visit]]

_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 780}}
#: What is wider than the screen, or than the box in which it is clipped or scrolled.
_CUT_OFF = """
    [...document.querySelectorAll('main *')].filter(e =>
        !e.closest('svg, .unseen') && e.clientWidth
        && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'
            || e.getBoundingClientRect().right > innerWidth + 0.5)
    ).map(e => `${e.tagName} ${e.className}`)
"""
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


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize("make", [every_outcome, hostile, several], ids=["every", "hostile", "several"])
def test_nothing_is_cut_off_on_a_phone(make: Callable[[], Result], width: int, opened: Open) -> None:
    with opened(make(), viewport={"width": width, "height": 780}) as report:
        report.open_everything()
        assert report.page.evaluate("document.scrollingElement.scrollWidth") == width
        assert report.page.evaluate(_CUT_OFF) == []


def test_the_cause_comes_first_and_is_open_and_how_it_was_run_comes_last(opened: Open) -> None:
    bad = failed_with(conversation())
    assert bad.failure
    bad = replace(bad, failure=replace(bad.failure, expected="'a'", received="'b'"))
    other = check("waits", Outcome.FAILED, message="It waits.", level=Level.ROBUST)
    with opened(result(program(check("answers"), bad, other))) as report:
        opened_first = report.page.locator("details[open]")
        assert opened_first.count() == 1
        assert "It did not." in opened_first.locator("summary").inner_text()
        order = "[...document.querySelectorAll('.message, .sequence, .pair, .level, .facts')].map(e => e.className)"
        assert report.page.evaluate(order)[:3] == ["message", "sequence", "pair"]
        assert report.page.evaluate(order)[-1] == "facts"


def test_every_link_leads_to_its_place(opened: Open) -> None:
    with opened(every_outcome()) as report:
        ids = report.page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
        links = report.page.locator("a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
        assert len(ids) == len(set(ids))
        assert {link.removeprefix("#") for link in links} <= set(ids)
        assert {check.id for check in every_outcome().programs[0].checks} <= set(ids)
        report.page.locator(".cause[open]").get_by_role("link", name="sends back").first.click()
        assert "The server sends back." in report.texts("details:target")[0]


def test_paper_shows_how_it_was_run_in_dark_letters_and_checks_in_a_line_each(opened: Open) -> None:
    with opened(every_outcome(), color_scheme="dark") as report:
        facts = report.page.locator(".facts")
        assert not facts.is_visible()
        report.page.emulate_media(media="print")
        assert facts.is_visible()
        heights = "[...document.querySelectorAll('.check')].map(e => e.clientHeight)"
        assert max(report.page.evaluate(heights)) < 30
        colours = "const style = getComputedStyle(document.body); [style.color, style.backgroundColor]"
        assert report.page.evaluate(colours) == ["rgb(28, 33, 40)", "rgba(0, 0, 0, 0)"]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_program_needs_four_pages_of_paper_at_most(paper: str, opened: Open) -> None:
    words = "It sent something that nobody had asked for, and then it went on with something else. " * 3
    lines = "\n".join(f"line {number} {'x' * 70}" for number in range(60))
    talk = replace(conversation(words), packets=long_conversation(120).packets, ending=lines)
    failed = [
        replace(
            check(f"sends_{number}", Outcome.FAILED, message=f"{number}: {words}", output=lines),
            evidence=talk,
        )
        for number in range(12)
    ]
    long_one = replace(failed[0], failure=Failure(Kind.WRONG_DATA, words, "'a'" * 90, "'b'" * 90))
    everything = program(long_one, *failed[1:], *(check(f"answers_{number}") for number in range(20)))
    with opened(result(everything)) as report:
        pages = len(re.findall(rb"/Type\s*/Page\b", report.page.pdf(format=paper)))
        assert 2 <= pages <= 4


# Harmless


@pytest.mark.parametrize(
    "make", [every_outcome, hostile, several, result], ids=["every", "hostile", "several", "empty"]
)
def test_nothing_is_loaded_and_nothing_is_forbidden(make: Callable[[], Result], opened: Open) -> None:
    with opened(make()) as report:
        assert [url for url in report.requests if not url.startswith("data:")] == [report.page.url]
        assert report.complaints == []
        assert report.page.locator("script").count() == 0
        # The style sheet applies: the policy knows its hash.
        assert (
            report.page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
        )


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
        for place in ("title", "h1", "h4", ".message", ".expected pre", ".hint", ".sequence", ".name code"):
            assert _POISON in " ".join(report.texts(place)), place


def test_what_cannot_be_seen_is_shown(opened: Open) -> None:
    with opened(hostile()) as report:
        for place in ("h1", ".message", ".expected pre", ".note .what >> nth=2"):
            assert visible(HOSTILE) in report.texts(place)[0], place
        text = report.texts("html")[0]
        assert all(character == "\n" or character.isprintable() for character in text)


# What it says


def test_the_summary_says_how_each_program_did_and_what_to_mend_first(opened: Open) -> None:
    with opened(several()) as report:
        summary = report.page.locator("main section").first
        assert (
            "Not passed yet: 1 check of core fails. Begin with this one: It did not." in summary.inner_text()
        )
        rows = [row.inner_text().split() for row in summary.locator("tbody tr").all()]
        assert rows == [
            ["doc/word/client", "✓", "passed", "1/1", "–", "–", "1/1"],
            ["doc/word/server", "✗", "not", "passed", "1/3", "–", "4/4", "5/7"],
        ]
        summary.get_by_role("link", name="It did not.").click()
        assert report.page.locator(".cause:target").count() == 1


def test_of_one_program_nothing_is_said_twice(opened: Open) -> None:
    with opened(result(program(check("answers"), check("sends_back", Outcome.FAILED)))) as report:
        assert report.page.get_by_role("heading", name="Summary").count() == 0
        words = report.page.locator("main").inner_text()
        assert words.count("It did not.") == 1
        assert "Not passed yet: 1 check of core fails. Begin with this one:" in words


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
        assert words in " ".join(report.texts(".lead, .lead + p"))


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
        words = " ".join((facts.text_content() or "").split())
        assert words.endswith(f" s · RFC 9293, 3.6 · recv(2) · {_POISON}")
        assert facts.locator("a").evaluate_all("all => all.map(a => a.href)") == [
            "https://www.rfc-editor.org/rfc/rfc9293#section-3.6",
            "https://man7.org/linux/man-pages/man2/recv.2.html",
        ]


def test_the_graders_fault_costs_no_points(opened: Open) -> None:
    with opened(every_outcome()) as report:
        (words,) = report.texts("details.cause.error")
        assert "This is not the program's fault, and costs no points." in words


def test_what_could_not_be_graded_is_not_graded_of_so_many_points(opened: Open) -> None:
    checks = [check(name, Outcome.ERROR, kind=Kind.GRADER) for name in "ab"]
    with opened(result(program(*checks))) as report:
        assert "not graded, of 2 points" in report.page.title()
        text = report.page.locator("body").inner_text()
        assert text.count("not graded, of 2 points") == 2, "of the program, and of its level"
        assert "0 of 0" not in text


def test_a_program_says_how_it_was_run(opened: Open) -> None:
    run = replace(program(check("answers")), sandbox="none", network="shared", notes=("It was late.",))
    with opened(result(run)) as report:
        report.open_everything()
        text = report.page.locator(".program").inner_text()
        for fact in ("server.py", "/usr/bin/python3 (3.11.2)", "--seed 4711", "abababababab", "1.50 s"):
            assert fact in text
        assert "UNSANDBOXED: the program ran with your rights and could read your files." in text
        assert "network: shared: other programs on this machine can reach the same ports." in text
        assert "note: It was late." in text


def test_one_and_the_same_reason_is_told_once(opened: Open) -> None:
    checks = [
        replace(check(name, Outcome.FAILED, level=level), failure=Failure(Kind.BUILD, "It does not compile."))
        for name, level in [("answers", Level.CORE), ("waits", Level.CORE), ("survives", Level.ROBUST)]
    ]
    with opened(result(program(*checks))) as report:
        assert report.page.get_by_text("It does not compile.").locator("visible=true").count() == 1
        same = report.page.locator(".cause .same")
        assert same.locator("li").locator("visible=true").count() == 0
        same.get_by_text("3 checks, for the same reason").click()
        assert [line.inner_text() for line in same.locator("li").all()] == [
            "The server answers. core",
            "The server waits. core",
            "The server survives. robust",
        ]


def test_a_line_that_is_repeated_stands_once(opened: Open) -> None:
    output = "begin\n" + "It is not right.\n" * 40 + "end\n"
    events = [Event(number / 50, Act.PRINTED, "It is not right.") for number in range(40)]
    bad = replace(check("sends", Outcome.FAILED, output=output), evidence=Evidence(tuple(events)))
    with opened(result(program(bad))) as report:
        (printed,) = report.texts(".cause .block pre")
        assert printed == "begin\nIt is not right.\n[… this line 40 times …]\nend"
        assert report.texts(".cause .what") == [
            "the program prints:\nIt is not right.\n[… this line 40 times …]"
        ]


def test_the_difference_is_marked(opened: Open) -> None:
    bad = check("sends", Outcome.FAILED, expected="'one word'", received="'one worm'")
    with opened(result(program(bad)), viewport={"width": 390, "height": 780}) as report:
        assert report.texts(".pair mark") == ["d", "m"]
        assert report.texts(".pair pre") == ["'one word'", "'one worm'"]
        where = "[...document.querySelectorAll('.pair mark')].map(e => e.getBoundingClientRect().left)"
        left, below = report.page.evaluate(where)
        assert left == below
        tree = report.page.locator(".pair").aria_snapshot()
        assert "[differs: d ]" in tree


def test_a_failure_shows_everything_that_is_known(opened: Open) -> None:
    bad = check("sends_back", Outcome.FAILED, expected="'a'", received="'b'", output="one\ntwo\n")
    evidence = replace(conversation(), ending="exit code 1\nValueError")
    bad = replace(
        bad, failure=Failure(Kind.WRONG_DATA, "It sent `b`.", "'a'", "'b'", "0000 61"), evidence=evidence
    )
    with opened(result(program(bad))) as report:
        assert report.texts(".cause pre") == [
            *("'a'", "'b'", "0000 61", *evidence.where, "exit code 1\nValueError", "one\ntwo"),
            *evidence.by_hand,
        ]
        assert report.texts(".message code") == ["b"]
        assert "Mend what keeps it from: sends_back." in report.texts(".hint")[0]


# Bounds


def test_a_big_result_is_rendered_quickly_and_stays_small(opened: Open) -> None:
    checks = [replace(failed_with(long_conversation(60)), id=f"doc/word/server/{n}") for n in range(220)]
    big = result(program(*checks))
    start = time.process_time()
    page = to_html(big)
    assert time.process_time() - start < 10
    assert len(page) < 8_000_000
    with opened(big) as report:
        assert report.page.locator(".conversation").count() == 220


def test_the_lines_that_it_is_about_are_shown(opened: Open) -> None:
    excerpt = Excerpt("server.py", 2, 1, ("import socket", f"listen() {_POISON}", "accept()"))
    about = replace(check("listens", Outcome.FAILED), evidence=Evidence(excerpt=excerpt))
    with opened(result(program(about))) as report:
        assert report.complaints == []
        lines = report.page.locator(".block", has_text="server.py, line 2").locator("pre")
        assert lines.inner_text().split("\n")[::2] == ["   1  import socket", "   3  accept()"]
        assert lines.locator("mark").inner_text() == f"   2  listen() {_POISON}"
