"""Attacks 52 to 59: whatever a student writes, prints or is called is text in every report, and visible.

Hypothesis makes the texts; the parsers are those that read the reports elsewhere.
"""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import junitparser
import pytest
from browser import chromium, visit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from results import check, conversation, program, result
from rich.console import Console
from small_course import CHECKS, EXERCISE, on_terminal, write_files

from sockgrade.checks import CheckFailed
from sockgrade.evidence.events import Excerpt
from sockgrade.evidence.text import for_xml
from sockgrade.report.html import to_html
from sockgrade.report.junit import to_xml
from sockgrade.report.terminal import console, show
from sockgrade.verdict import CheckResult, Kind, Outcome, Result

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: What means something to a terminal, a parser, a template, a spreadsheet, a CI service, or the eye.
_FRAGMENTS = (
    *(
        "\x00",
        "\x07",
        "\x1b[2J",
        "\x1b]0;title\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x9b31m",
        "\x85",
        "\x7f",
        "\r",
    ),
    *("\ud800", "\udc80", "\ufffe", "\uffff", "\U0001ffff", "\ufdd0", "\ufeff"),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\u2028", "\u2029", "\u00ad", "\u061c", "\u3164", "\U000e0041"),
    *(
        "<script>alert(1)</script>",
        "</style>",
        "</pre>",
        "<!--",
        "]]>",
        "<![CDATA[",
        "&amp;",
        "&#0;",
        "<?xml",
        '"',
        "'",
    ),
    *("{{ 7*7 }}", "{% raw %}", "[bold]", ":smile:", "\\x1b", "=cmd|' /C calc'!A0", "@x", "|", "`", "**"),
    *(
        "::error::",
        "::add-mask::",
        "::set-output name=a::b",
        "##[group]",
        "##vso[task]",
        "##teamcity[x]",
        "#",
    ),
    *(" ", "\n", "\t", "\n\n    "),
)
#: Printable text, every other character, and pieces that mean something.
_texts = st.lists(
    st.one_of(st.sampled_from(_FRAGMENTS), st.characters(), st.text(max_size=8)), max_size=12
).map("".join)
_fuzz = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,  # the same texts in every run: a test that fails now and then helps nobody
    database=None,
    suppress_health_check=list(HealthCheck),
)
#: Select Graphic Rendition: colours and weights, all that rich has to say to a terminal in a report.
_SGR = re.compile(r"\x1b\[[0-9;]*m")
_COMMAND = re.compile(r"^\s*::[A-Za-z-]+(?: .*)?::|##\w*\[", re.MULTILINE)


def hostile_check(text: str, name: str = "sends_back") -> CheckResult:
    """A failed check in which everything that comes from a student is this text."""
    made = check(name, Outcome.FAILED, message=text, expected=text, received=text, output=text)
    assert made.failure is not None
    excerpt = Excerpt(text, 7, 6, (text, text, text))
    evidence = replace(conversation(text), where=(text,), ending=text, by_hand=(text, text), excerpt=excerpt)
    return replace(made, failure=replace(made.failure, hexdump=text), evidence=evidence)


def hostile_result(texts: Sequence[str]) -> Result:
    """A whole result of such checks, and one that passed."""
    checks = [hostile_check(text, f"sends_{number}") for number, text in enumerate(texts)]
    graded = program(*checks, check("answers"))
    text = texts[0]
    graded = replace(graded, source=f"{text}.py", notes=(text,), interpreter=text)
    return replace(result(graded), submission=text)


@_fuzz
@given(_texts)
def test_52_53_every_xml_parser_reads_the_same(text: str) -> None:
    xml = to_xml(hostile_result([text])).encode()
    cases = list(ET.fromstring(xml).iter("testcase"))
    strict = list(etree.fromstring(xml, etree.XMLParser(huge_tree=False, recover=False)).iter("testcase"))
    assert len(cases) == len(strict) == 2
    for case in (cases[0], strict[0]):
        assert [child.tag for child in case] == ["properties", "failure", "system-out"]
        assert case[1].get("message") == (for_xml(text) or "The server sends 0.")
    (suite,) = junitparser.JUnitXml.fromstring(xml)
    assert [len(case.result) for case in suite] == [1, 0]


@_fuzz
@given(_texts)
def test_52_53_json_carries_everything(text: str) -> None:
    made = hostile_result([text])
    document = made.to_json()
    assert document.isascii()
    assert json.loads(document)["submission"] == text
    assert Result.from_json(document) == made


@_fuzz
@given(_texts, st.sampled_from([None, "standard", "truecolor"]), st.sampled_from([20, 80]))
def test_54_59_nothing_acts_on_a_terminal_or_hides_in_it(text: str, colours: str | None, width: int) -> None:
    file = io.StringIO()
    target = Console(
        file=file,
        force_terminal=colours is not None,
        color_system=colours,  # type: ignore[arg-type]  # one of rich's own words
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
    )
    show(hostile_result([text]), target, again=f"sockgrade grade {text}")
    shown = _SGR.sub("", file.getvalue()) if colours else file.getvalue()
    assert all(line.isprintable() for line in shown.split("\n"))


@_fuzz
@given(_texts)
def test_54_nothing_acts_on_a_terminal_under_pytest(text: str) -> None:
    failed = CheckFailed(Kind.WRONG_DATA, text, expected=text, received=text, hexdump=text)
    assert all(line.isprintable() for line in str(failed).split("\n"))


def test_54_terminal_sequences_of_a_real_program(tmp_path: Path) -> None:
    files = {
        "exercises/doc/word/exercise.toml": EXERCISE,
        "graders/doc/word/program.py": CHECKS,
        "reference/doc/word/program.py": "",
    }
    course = write_files(tmp_path / "course", files)
    source = r'print("\x1b]0;owned\x07\x1b[2J\x1b[31m\u202e", end=""); raise SystemExit("\x1b]52;c;AAAA\x07")'
    work = write_files(tmp_path / "work", {"program.py": source})
    code, shown = on_terminal(["grade", "doc/word", work / "program.py", "--course", course])
    assert code == 1
    # Of the line of progress: it hides the cursor and erases itself.
    rest = re.sub(r"\x1b\[(?:[0-9;]*m|\?25[lh]|1A|2K)", "", shown)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", rest)
    assert r"\x1b]0;owned\x07" in rest


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_55_a_browser_finds_nothing_but_text(browser: Browser, tmp_path: Path) -> None:
    elements = "[...new Set([...document.querySelectorAll('*')].flatMap(e => [e.tagName, ...e.getAttributeNames()]))]"
    path = tmp_path / "report.html"

    def names(texts: Sequence[str]) -> set[str]:
        """Of all elements and attributes of the page."""
        path.write_bytes(to_html(hostile_result(texts)).encode())
        with visit(browser, path) as page:
            assert page.complaints == []
            assert [url for url in page.requests if not url.startswith("data:")] == [page.page.url]
            (everything,) = page.texts("html")
            assert all(line.isprintable() for line in everything.split("\n"))
            return set(page.page.evaluate(elements))

    harmless = names(["harmless words\nin two lines"])

    @settings(_fuzz, max_examples=20)
    @given(st.lists(_texts, min_size=10, max_size=10))
    def is_harmless(texts: Sequence[str]) -> None:
        assert names(texts) <= harmless

    is_harmless()


def test_55_the_policy_of_the_page_forbids_scripts() -> None:
    page = to_html(hostile_result(["<script>"]))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    directives = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"
    assert "unsafe" not in policy[1]
    assert "script-src" not in directives


@_fuzz
@given(_texts, st.sampled_from(["", "1"]))
def test_57_a_ci_service_finds_no_command(text: str, colours: str) -> None:
    """In the log: where FORCE_COLOR makes it a terminal, too."""
    file = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CI", "true")
        if colours:
            patch.setenv("FORCE_COLOR", colours)
        show(hostile_result([text, f"  ::error::{text}"]), console(file), again=f"sockgrade grade {text}")
    assert not _COMMAND.search(file.getvalue())


def test_57_blank_lines_without_end_take_no_time() -> None:
    """Every one of them could be the beginning of a command."""
    document = to_xml(hostile_result(["\n" * 400_000]))
    assert document.endswith("</testsuites>\n")


@_fuzz
@given(_texts)
def test_57_a_report_may_be_shown_in_a_log(text: str) -> None:
    """By `--junit -`, or by somebody's `cat`; what is read of it is the same."""
    made = hostile_result([text, f"\xa0::error::{text}", f"##vso[task]{text}"])
    for document in (to_xml(made), to_html(made), made.to_json()):
        assert not _COMMAND.search(document)
    assert Result.from_json(made.to_json()) == made
    expected = for_xml(f"\xa0::error::{text}")
    assert ET.fromstring(to_xml(made)).findall(".//failure")[1].get("message") == expected
