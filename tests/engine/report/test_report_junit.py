"""JUnit reports are well-formed, complete, stable, and keep the rules of Jenkins' junit-10.xsd."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import junitparser
import pytest
from results import check, conversation, every_outcome, hostile, program, result

from sockgrade.report.junit import to_xml
from sockgrade.verdict import Outcome, Result

#: Attributes and children, in their order, of junit-10.xsd; testcase/@file and testcase/properties are what
#: GitLab, pytest and the Jenkins junit plugin add.
_ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "time", "skipped", "timestamp", "id", "package"},
    "testcase": {"name", "time", "classname", "file"},
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


@pytest.mark.parametrize("outcome", [every_outcome(), hostile(), result()], ids=["every", "hostile", "empty"])
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
    assert [child.tag for child in cases["answers"]] == ["properties"]
    assert cases["sends_back"].find("failure") is not None
    assert cases["prints"].find("skipped") is not None
    assert cases["survives"].find("error") is not None
    for case, tag, message in [("prints", "skipped", "Not seen here."), ("survives", "error", "No bwrap.")]:
        element = cases[case].find(tag)
        assert element is not None
        assert element.get("message") == message
        assert message in (element.text or "")


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
    output = parse(every_outcome()).find(".//system-out")
    assert output is not None
    assert output.text == "one\ntwo\n"


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
    assert {case.get("file") for case in cases} == {"graders/doc/word/server.py"}
    properties = {p.get("name"): p.get("value") for p in cases[-1].iter("property")}
    assert properties == {
        "id": "doc/word/server/survives",
        "level": "robust",
        "points": "2",
        "section": "1.2 Words",
    }


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
