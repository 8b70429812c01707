"""What GitHub Actions is told: commands that are what they seem, and Markdown in which students' text stays text."""

from __future__ import annotations

import re
from dataclasses import replace

import cmarkgfm
import lxml.html
import pytest
from cmarkgfm.cmark import Options
from results import (
    HOSTILE,
    check,
    conversation,
    every_outcome,
    failed_with,
    hostile,
    program,
    refused,
    result,
)

from sockgrade.evidence.events import Excerpt
from sockgrade.report.github import commands, summary
from sockgrade.report.markdown import block, inline
from sockgrade.verdict import CheckResult, Level, Outcome, Result

#: As the runner reads it (actions/runner, ActionCommand): what stands before `::` belongs to the properties.
_COMMAND = re.compile(r"::(?P<name>[a-z]+) (?P<properties>[^\n]*?)::(?P<message>[^\n]*)\n")

INJECTIONS = (
    "::add-mask::x\n::error::y%0A%25,title=z",
    "##[group]a ##vso[task.complete]b",
    "</code></pre><script>alert(1)</script><img src=x onerror=y>",
    "[a](https://evil.example) ![b](https://evil.example/c.png) https://evil.example www.evil.example a@evil.example",
    "``` \n````\n# heading\n| cell | cell |\n- item\n1. item\n> quote\n    code\n***\n&lt; &#60;",
    "@octocat #17 GH-17 owner/name#17 a*b*_c_~~d~~ `e` \\",
    HOSTILE,
)


def _commands(text: str) -> list[dict[str, str]]:
    """The commands, each with its properties; there is nothing else."""
    found = list(_COMMAND.finditer(text))
    assert "".join(match[0] for match in found) == text
    return [
        {
            "command": match["name"],
            "message": _read(match["message"]),
            **{
                key: _read(value)
                for key, _, value in (each.partition("=") for each in match["properties"].split(","))
            },
        }
        for match in found
    ]


def _read(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def _placed(name: str, level: Level = Level.CORE, message: str = "It did not (server.py:2).") -> CheckResult:
    excerpt = Excerpt("server.py", 2, 1, ("import socket", "sock.listen()"), path="anna/server.py")
    failed = failed_with(replace(conversation(), excerpt=excerpt))
    assert failed.failure is not None
    return replace(
        failed,
        id=f"doc/word/server/{name}",
        level=level,
        failure=replace(failed.failure, message=message),
    )


def test_a_failure_is_shown_at_the_line_of_the_students_file() -> None:
    (told,) = _commands(commands(result(program(check("answers"), _placed("sends_back")))))
    assert (told["command"], told["file"], told["line"]) == ("error", "anna/server.py", "2")
    assert told["title"] == "doc/word/server: The server sends back."
    assert told["message"].startswith("It did not (server.py:2).\nMend what")


def test_without_a_place_it_is_shown_at_the_file_and_without_a_file_at_none() -> None:
    failing = program(check("sends_back", Outcome.FAILED))
    (told,) = _commands(commands(result(replace(failing, file="anna/server.py"))))
    assert told["file"] == "anna/server.py"
    assert "line" not in told
    (told,) = _commands(commands(result(failing)))
    assert "file" not in told


def test_one_reason_is_told_once_core_first_and_ten_at_most() -> None:
    robust = [_placed(f"survives_{n}", Level.ROBUST, f"It broke (server.py:{n}).") for n in range(12)]
    alike = [_placed("answers"), _placed("answers_again")]
    told = _commands(commands(result(program(*robust, *alike))))
    assert [each["command"] for each in told] == ["error"] + ["warning"] * 9
    assert "(1 more check for the same reason)" in told[0]["message"]


def test_a_fault_of_ours_is_an_error_and_what_cannot_be_seen_is_nothing() -> None:
    told = _commands(commands(every_outcome()))
    assert [each["message"].split("\n")[0] for each in told] == ["It did not.", "No bwrap."]
    assert "Mend" not in told[1]["message"]


def test_what_was_refused_says_why() -> None:
    (told,) = _commands(commands(refused()))
    assert told["title"] == "sockgrade could not grade this"
    assert told["message"].startswith("there is no file or folder \\x00\\x1b[2J")


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_in_a_command_is_another(text: str) -> None:
    bad = program(replace(_placed("sends_back", message=text), hint=text, sentence=text))
    for told in _commands(commands(result(replace(bad, file=text)))):
        assert set(told) <= {"command", "message", "file", "line", "title"}
        assert "##[" not in told["message"]
        assert told["message"].isprintable() or told["message"].replace("\n", "").isprintable()


class _Rendered:
    """Markdown as a page shows it: its elements and its text."""

    def __init__(self, markdown: str) -> None:
        html = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
        page = lxml.html.fragment_fromstring(html, create_parent="main")
        self.tags = {element.tag for element in page.iterdescendants() if isinstance(element.tag, str)}
        self.text = str(page.text_content())


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_in_markdown_stays_text(text: str) -> None:
    read = _Rendered(f"before {inline(text)} after")
    assert read.tags == {"p"}
    assert read.text.count("\n") == 1
    fixed = _Rendered(block([text, *text.split("\n")]))
    assert fixed.tags == {"pre", "code"}
    if text is not HOSTILE:
        assert text.split("\n")[0] in fixed.text
        assert text.split("\n")[0] in read.text


@pytest.mark.parametrize("text", ["@octocat", "#17"])
def test_nobody_is_mentioned(text: str) -> None:
    assert text not in cmarkgfm.github_flavored_markdown_to_html(inline(text), Options.CMARK_OPT_UNSAFE)


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_summary_has_no_elements_but_its_own(text: str) -> None:
    bad = replace(_placed("sends_back", message=text), hint=text, sentence=text, evidence=conversation(text))
    read = _Rendered(summary(result(replace(program(bad, check("ok")), notes=(text,), source=text))))
    usual = {"h2", "h3", "h4", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "pre", "code"}
    assert read.tags <= usual


def test_a_summary_tells_points_by_level_what_failed_and_the_conversation() -> None:
    text = _Rendered(summary(result(program(check("answers"), _placed("sends_back"))))).text
    for part in (
        "Not passed yet: 1 check of core fails.",
        "doc/word/server: not passed, 1 of 2 points",
        "1 of 2 points",
        "It did not (server.py:2). (anna/server.py:2)",
        "Mend what keeps it from: sends_back.",
        "> 2 | sock.listen()",
        "sends 8 bytes: 'answer'",
    ):
        assert part in text, part
    assert "begin with" not in text.lower()


@pytest.mark.parametrize("outcome", [hostile(), result(), refused(), every_outcome()])
def test_every_result_has_a_summary(outcome: Result) -> None:
    assert _Rendered(summary(outcome)).tags >= {"h2"}


def test_a_summary_is_bounded() -> None:
    long = [_placed(f"survives_{n}", message=f"{n}{'x' * 50_000} (server.py:{n}).") for n in range(50)]
    text = summary(result(program(*long)))
    assert len(text.encode()) < 2**20
    assert "too long for a summary" in text
