"""A result as JUnit XML, for CI services: one test suite a program, one test case a check.

It says the same as the exit code: a failure where a check that counts has failed (1), an error where something could
not be judged (3) or nothing could be graded (2). A check that fails and does not count is skipped: as a passed one,
it would be taken for right, and given its points by whoever reads nothing but JUnit.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from junit_xml import TestCase, TestSuite

from sockgrade.evidence.text import as_reference, for_xml, number, points, without_commands
from sockgrade.report.conversation import lines
from sockgrade.report.explanation import place, whole
from sockgrade.report.summary import earned
from sockgrade.verdict import CheckResult, Outcome, ProgramResult, Result

#: Totals of the suites that `<testsuites>` repeats.
_TOTALS = ("tests", "failures", "errors")


def to_xml(result: Result) -> str:
    """The whole document, with its XML declaration; to be encoded as UTF-8, and shown in any log."""
    root = ET.Element("testsuites", {"name": for_xml(f"sockgrade {result.submission}".strip())})
    suites = [_suite(program, result) for program in result.programs]
    if result.refusal:
        suites.append(_refusal(result))
    for total in _TOTALS:
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in suites)))
    root.set("time", _time(sum(check.seconds for program in result.programs for check in program.checks)))
    root.extend(suites)
    ET.indent(root)
    document = '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
    return without_commands(document, as_reference)


def _suite(program: ProgramResult, result: Result) -> ET.Element:
    facts = {
        "submission": result.submission,
        "source": program.source,
        "sha256": program.sha256,
        "title": program.title,
        "document": program.document,
        "section": program.section,
        "sandbox": program.sandbox,
        "network": program.network,
        "interpreter": program.interpreter,
        "seed": str(program.seed),
        "notes": "\n".join(program.notes),
        "score": points(*earned(program.checks)).rpartition(" ")[0],
        "fail-on": program.fail_on.value,
        "sockgrade": result.version,
    }
    suite = TestSuite(
        for_xml(program.id),
        [_case(check, program) for check in program.checks],
        timestamp=for_xml(result.started),
        properties={name: for_xml(value) for name, value in facts.items() if value},
    )
    element = _element(suite, sum(check.seconds for check in program.checks))
    for case, check in zip(element.iter("testcase"), program.checks, strict=True):
        case.set("time", _time(check.seconds))
        case.insert(0, _properties(check, program))
    return element


def _refusal(result: Result) -> ET.Element:
    """A suite that says why there is no other."""
    case = TestCase("submission_can_be_graded", classname="sockgrade")
    reason = for_xml(result.refusal)
    case.add_error_info(reason, reason, "refused")
    return _element(TestSuite("sockgrade", [case], timestamp=for_xml(result.started)), seconds=0)


def _element(suite: TestSuite, seconds: float) -> ET.Element:
    element: ET.Element = suite.build_xml_doc()
    # An attribute of junit-xml's own, which Jenkins' schema does not know.
    element.attrib.pop("disabled", None)
    element.set("time", _time(seconds))
    return element


def _case(check: CheckResult, program: ProgramResult) -> TestCase:
    where = place(check)
    case = TestCase(
        for_xml(check.id.removeprefix(f"{program.id}/")),
        classname=for_xml(program.id.replace("/", ".")),
        file=for_xml(where.path if where else program.file) or None,
        line=where.line if where else None,
        stdout=for_xml(_system_out(check)),
    )
    if check.passed:
        return case
    # A failure without a message is dropped by junit-xml, and reads as passed.
    message = for_xml(
        (check.failure.message if check.failure else "") or check.sentence or check.outcome.value
    )
    kind = for_xml(check.failure.kind.value) if check.failure else check.outcome.value
    body = for_xml(f"{check.sentence}\n{whole(check)}".strip()) or message
    failed = check.outcome is Outcome.FAILED
    if failed and program.counts(check):
        case.add_failure_info(message, body, kind)
    elif failed:
        remark = f"Failed, but does not count here (--fail-on {program.fail_on.value})"
        case.add_skipped_info(f"{remark}: {message}", f"{remark}.\n{body}")
    elif check.outcome is Outcome.ERROR or check in program.unseen:
        case.add_error_info(message, body, kind)
    else:
        case.add_skipped_info(message, body)
    return case


def _system_out(check: CheckResult) -> str:
    """The transcript, in which the program's output stands at its time, or else the output alone.

    Of a check that has passed, the sentence goes before it: many readers show nothing else of such a case.
    """
    seen = "\n".join(lines(check.evidence)) or check.output
    return "\n".join(part for part in (check.sentence, seen) if part) if check.passed else seen


def _properties(check: CheckResult, program: ProgramResult) -> ET.Element:
    properties = ET.Element("properties")
    values = {
        "id": check.id,
        "sentence": check.sentence,
        "level": check.level.value,
        "points": number(check.points),
        "section": program.section,
        "grader": f"graders/{program.id}.py",
        "source": "; ".join(check.source),
    }
    for name, value in ((name, value) for name, value in values.items() if value):
        ET.SubElement(properties, "property", name=name, value=for_xml(value))
    return properties


def _time(seconds: float) -> str:
    return f"{max(seconds, 0.0):.3f}"
