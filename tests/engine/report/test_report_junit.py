"""JUnit reports are well-formed, complete, stable, and keep the rules of Jenkins' junit-10.xsd."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import junitparser
import pytest
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
from sockgrade.report.junit import to_xml
from sockgrade.verdict import Level, Outcome, Result

#: Attributes and children, in their order, of junit-10.xsd; testcase/@file and testcase/properties are what
#: GitLab, pytest and the Jenkins junit plugin add.
_ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "time", "skipped", "timestamp", "id", "package"},
    "testcase": {"name", "time", "classname", "file", "line"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
    "property": {"name", "value"},
    "properties": set(),
    "system-out": set(),
}
_CHILDREN = {
    "testsuites": r"(testsuite )*",
    "testsuite": r"(properties )?(testcase )*",
    "testcase": r"(properties )?(skipped |error |failure )?(system-out )?(system-err )?",
    "properties": r"(property )*",
}


def parse(outcome: Result) -> ET.Element:
    return ET.fromstring(to_xml(outcome).encode())


@pytest.mark.parametrize(
    "outcome", [every_outcome(), hostile(), result(), refused()], ids=["every", "hostile", "empty", "refused"]
)
def test_the_rules_of_the_schema_are_kept(outcome: Result) -> None:
    for element in parse(outcome).iter():
        assert set(element.attrib) <= _ATTRIBUTES[element.tag]
        children = "".join(f"{child.tag} " for child in element)
        assert re.fullmatch(_CHILDREN.get(element.tag, ""), children), (element.tag, children)
        if "time" in element.attrib:
            assert re.fullmatch(r"\d+\.\d{3}", element.attrib["time"])


@pytest.mark.parametrize("outcome", [every_outcome(), hostile()], ids=["every", "hostile"])
def test_junitparser_reads_it(outcome: Result, tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(to_xml(outcome), encoding="utf-8")
    report = junitparser.JUnitXml.fromfile(str(path))
    (suite,) = report
    kinds = {type(case.result[0]) if case.result else None for case in suite}
    assert len(list(suite)) == len(outcome.programs[0].checks)
    assert junitparser.Failure in kinds
    assert report.tests == len(outcome.programs[0].checks)
    assert report.failures == sum(c.outcome is Outcome.FAILED for c in outcome.programs[0].checks)
    assert report.errors == sum(c.outcome is Outcome.ERROR for c in outcome.programs[0].checks)


def test_every_outcome_is_told_apart() -> None:
    cases = {case.get("name"): case for case in parse(every_outcome()).iter("testcase")}
    assert [child.tag for child in cases["answers"]] == ["properties", "system-out"]
    assert cases["sends_back"].find("failure") is not None
    assert cases["prints"].find("skipped") is not None
    assert cases["survives"].find("error") is not None
    for case, tag, message in [("prints", "skipped", "Not seen here."), ("survives", "error", "No bwrap.")]:
        element = cases[case].find(tag)
        assert element is not None
        assert element.get("message") == message
        assert message in (element.text or "")


def test_every_case_has_its_sentence() -> None:
    for case in parse(every_outcome()).iter("testcase"):
        sentence = f"The server {str(case.get('name')).replace('_', ' ')}."
        assert [p.get("value") for p in case.iter("property") if p.get("name") == "sentence"] == [sentence]
        verdicts = [case.findtext(tag) for tag in ("failure", "error", "skipped", "system-out")]
        shown = next(text for text in verdicts if text is not None)
        assert shown.startswith((sentence, "Failed, but does not count")), shown
        assert sentence in shown


@pytest.mark.parametrize(
    ("fail_on", "failures", "exit_code"),
    [(Level.CORE, 0, 0), (Level.OUTPUT, 1, 1), (Level.ROBUST, 2, 1)],
)
def test_a_failure_below_the_level_that_counts_is_skipped(
    fail_on: Level, failures: int, exit_code: int
) -> None:
    levels = replace(
        program(
            check("answers"),
            check("prints", Outcome.FAILED, level=Level.OUTPUT),
            check("survives", Outcome.FAILED, level=Level.ROBUST),
        ),
        fail_on=fail_on,
    )
    outcome = result(levels)
    root = parse(outcome)
    assert outcome.exit_code == exit_code
    assert root.get("failures") == str(failures)
    skipped = root.findall(".//skipped")
    assert len(skipped) == 2 - failures
    for element in skipped:
        remark = f"Failed, but does not count here (--fail-on {fail_on})"
        assert element.get("message") == f"{remark}: It did not."
        assert (element.text or "").startswith(remark)
        assert "It did not." in (element.text or "")


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("fail_on", list(Level))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_it_agrees_with_the_exit_code(outcome: Outcome, fail_on: Level, level: Level) -> None:
    whole = result(
        replace(program(check("answers"), check("survives", outcome, level=level)), fail_on=fail_on)
    )
    root = parse(whole)
    red = {0: (False, False), 1: (True, False), 3: (False, True)}[whole.exit_code]
    assert (root.get("failures") != "0", root.get("errors") != "0") == red


def test_what_was_not_graded_is_an_error_that_says_why(tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(to_xml(refused()), encoding="utf-8")
    report = junitparser.JUnitXml.fromfile(str(path))
    (suite,) = report
    (case,) = suite
    (error,) = case.result
    assert (report.tests, report.errors, report.failures) == (1, 1, 0)
    assert isinstance(error, junitparser.Error)
    assert error.message == error.text
    assert error.message.startswith("there is no file or folder \\x00\\x1b[2J")


def test_the_body_says_everything() -> None:
    failure = parse(every_outcome()).find(".//failure")
    assert failure is not None
    body = failure.text or ""
    for part in (
        "The server sends back.",
        "It did not.",
        "expected: 'a'",
        "received: 'b'",
        "two",
        "hint: Mend",
    ):
        assert part in body
    assert parse(every_outcome()).findtext(".//testcase[@name='sends_back']/system-out") == "one\ntwo\n"


def test_a_failure_without_words_is_still_a_failure() -> None:
    silent = replace(check("a", Outcome.FAILED, message=""), sentence="")
    for case in (silent, replace(silent, failure=None)):
        failure = parse(result(program(case))).find(".//failure")
        assert failure is not None
        assert failure.get("message")
        assert failure.text


def test_cases_are_addressed_stably() -> None:
    cases = list(parse(every_outcome()).iter("testcase"))
    addresses = [(case.get("classname"), case.get("name")) for case in cases]
    assert len(set(addresses)) == len(cases)
    assert addresses[0] == ("doc.word.server", "answers")
    properties = {p.get("name"): p.get("value") for p in cases[-1].iter("property")}
    assert properties == {
        "id": "doc/word/server/survives",
        "sentence": "The server survives.",
        "level": "robust",
        "points": "2",
        "section": "1.2 Words",
        "grader": "graders/doc/word/server.py",
    }


def test_the_file_is_the_students_and_the_line_is_there_where_it_is_known() -> None:
    (graded,) = every_outcome().programs
    excerpt = Excerpt("server.py", 2, 1, ("import socket", "sock.listen()"), "anna/server.py")
    placed = failed_with(replace(conversation(), excerpt=excerpt))
    for case in parse(result(replace(graded, file="anna/server.py"))).iter("testcase"):
        assert (case.get("file"), case.get("line")) == ("anna/server.py", None)
    (case,) = parse(result(program(placed))).iter("testcase")
    assert (case.get("file"), case.get("line")) == ("anna/server.py", "2")
    assert {case.get("file") for case in parse(every_outcome()).iter("testcase")} == {None}


def test_the_source_is_a_property() -> None:
    cited = replace(check("closes", Outcome.FAILED), source=("RFC 9293, 3.6", HOSTILE))
    case = parse(result(program(cited))).find(".//testcase")
    assert case is not None
    (source,) = [p.get("value") for p in case.iter("property") if p.get("name") == "source"]
    assert str(source).startswith("RFC 9293, 3.6; \\x00\\x1b[2J")
    assert f"source: {source}" in (case.findtext("failure") or "")


def test_hostile_text_is_escaped_and_survives() -> None:
    xml = to_xml(hostile())
    assert all(c.isprintable() or c in "\n\t" for c in xml)
    failure = ET.fromstring(xml.encode()).find(".//failure")
    assert failure is not None
    assert "\\x1b[2J" in (failure.get("message") or "")
    assert "\\ud800\\ufffe" in (failure.text or "")
    assert "]]><b>&" in (failure.text or "")


def test_the_transcript_is_the_system_out_and_the_evidence_in_the_body() -> None:
    failed = replace(check("sends_back", Outcome.FAILED), evidence=conversation())
    case = parse(result(program(failed))).find(".//testcase")
    assert case is not None
    transcript = case.findtext("system-out") or ""
    assert "31.2 ms  kernel   the program listens on TCP 127.0.0.1:7007" in transcript
    assert "prints: Connected by" in transcript
    assert "3 events left out" in transcript
    body = case.findtext("failure") or ""
    for words in ("where: server.py:14", "nc -N 127.0.0.1 7007", "hint: Mend"):
        assert words in body


@pytest.mark.parametrize(
    ("outcomes", "score"),
    [
        ([Outcome.PASSED, Outcome.FAILED], "1 of 2"),
        ([Outcome.PASSED, Outcome.ERROR], "1 of 1"),
        ([Outcome.ERROR, Outcome.ERROR], "not graded, of 2"),
    ],
)
def test_the_score_is_a_property(outcomes: list[Outcome], score: str) -> None:
    suite = parse(result(program(*(check(f"c{n}", outcome) for n, outcome in enumerate(outcomes)))))
    properties = {each.get("name"): each.get("value") for each in suite.iter("property")}
    assert properties["score"] == score
