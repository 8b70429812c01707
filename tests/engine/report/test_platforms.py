"""What course platforms are told keeps their rules, and a fault of ours is never a zero."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from results import HOSTILE, check, conversation, failed_with, hostile, program, refused, result

from sockgrade.evidence.events import Excerpt
from sockgrade.report import platforms
from sockgrade.report.scored import Scored, Wishes
from sockgrade.verdict import CheckResult, Kind, Level, Outcome, Result


def _failed(name: str = "sends_back", **changes: Any) -> CheckResult:
    excerpt = Excerpt("server.py", 2, 1, ("import socket", "sock.listen()"), path="anna/server.py")
    failed = failed_with(replace(conversation(), excerpt=excerpt), **changes)
    assert failed.failure is not None
    failure = replace(failed.failure, expected="'a'", received="'b'")
    return replace(failed, id=f"doc/word/server/{name}", failure=failure)


def _half() -> Result:
    """Three of four points; one check of each level."""
    checks = (check("answers", points=2), _failed(), check("survives", level=Level.ROBUST))
    return result(replace(program(*checks), file="anna/server.py"))


#: Nobody can be given points for these, and nobody is to blame.
OURS = {
    "a fault of ours": result(program(check("answers"), check("survives", Outcome.ERROR, kind=Kind.GRADER))),
    "nothing seen": result(program(check("answers", Outcome.SKIPPED, kind=Kind.UNOBSERVABLE))),
    "refused": refused(),
    "nothing there": result(),
}


def write(name: str, outcome: Result, **wishes: Any) -> Mapping[str, str]:
    return platforms.platform(name).write(Scored(outcome, Wishes(**wishes)))


def _json(files: Mapping[str, str], name: str = "results.json") -> dict[str, Any]:
    read = json.loads(files[name])
    assert isinstance(read, dict)
    return read


def test_there_is_a_module_for_each_platform() -> None:
    assert platforms.names() == [
        "artemis",
        "classroom50",
        "dodona",
        "gradescope",
        "prairielearn",
        "submitty",
        "vpl",
    ]


@pytest.mark.parametrize("name", platforms.names())
def test_every_module_says_what_it_writes(name: str) -> None:
    assert (platforms.platform(name).__doc__ or "").count("\n") == 0


@pytest.mark.parametrize("name", platforms.names())
@pytest.mark.parametrize("outcome", [_half(), hostile(), *OURS.values()])
def test_what_is_written_is_plain_and_nothing_acts(name: str, outcome: Result) -> None:
    for file, content in write(name, outcome).items():
        assert re.fullmatch(r"-|[\w./-]+", file)
        texts = (
            _texts(json.loads(content))
            if file.endswith(".json") or name in ("dodona", "submitty")
            else [content]
        )
        for text in texts:
            assert all(line.isprintable() for line in text.split("\n")), text


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("outcome", OURS.values(), ids=OURS)
def test_a_fault_of_ours_is_told_in_the_platforms_own_word(outcome: Result) -> None:
    """And is no zero anywhere: Gradescope fails without a score, Artemis and Classroom 50 without a file."""
    gradescope = _json(write("gradescope", outcome, scale=100))
    assert not {"score", "tests"} & set(gradescope)
    assert gradescope["output"]
    assert _json(write("prairielearn", outcome)).keys() == {"gradable", "message"}
    assert _json(write("prairielearn", outcome))["gradable"] is False
    assert _json(write("submitty", outcome), "-").keys() == {"status", "message"}
    assert _json(write("submitty", outcome), "-")["status"] == "failure"
    assert _json(write("dodona", outcome), "-")["status"] == "internal error"
    assert "Grade" not in write("vpl", outcome)["-"].replace("Not graded", "")
    assert not write("artemis", outcome)
    assert not write("classroom50", outcome)


@pytest.mark.parametrize(("scale", "scored", "possible"), [(None, 3, 4), (100, 75, 100), (1, 0.75, 1)])
def test_gradescope(scale: float | None, scored: float, possible: float) -> None:
    document = _json(write("gradescope", _half(), scale=scale, visibility="after_published"))
    assert document["score"] == scored
    assert document["visibility"] == "after_published"
    assert sum(test["max_score"] for test in document["tests"]) == possible
    assert sum(test["score"] for test in document["tests"]) == scored
    assert [test["status"] for test in document["tests"]] == ["passed", "failed", "passed"]
    assert [test["tags"] for test in document["tests"]] == [["core"], ["core"], ["robust"]]
    assert "It did not." in document["tests"][1]["output"]
    assert {document[f"{each}_format"] for each in ("output", "test_output", "test_name")} == {"text"}


def test_scores_have_no_rest_of_binary_fractions() -> None:
    checks = [check(f"answers_{number}", points=0.1) for number in range(7)]
    document = _json(
        write("gradescope", result(program(*checks, check("fails", Outcome.FAILED, points=0.3))))
    )
    assert document["score"] == 0.7
    assert _json(write("gradescope", result(program(*checks)), scale=100))["score"] == 100


def test_prairielearn() -> None:
    document = _json(write("prairielearn", _half()))
    assert (document["gradable"], document["score"]) == (True, 0.75)
    assert [(test["points"], test["max_points"]) for test in document["tests"]] == [(2, 2), (0, 1), (1, 1)]
    assert document["tests"][1]["message"] == "It did not."


def test_artemis() -> None:
    files = write("artemis", _half())
    assert list(files) == [
        f"customFeedbacks/doc.word.server.{name}.json" for name in ("answers", "sends_back", "survives")
    ]
    told = [json.loads(content) for content in files.values()]
    assert told[0] == {"name": "doc/word/server/answers", "successful": True}
    assert told[1]["message"].startswith("It did not.")
    long = write("artemis", result(program(_failed(output="x" * 10**6, hint="y" * 10**5))))
    assert max(len(json.loads(content).get("message", "")) for content in long.values()) <= 20_000


def test_submitty() -> None:
    data = _json(write("submitty", _half()), "-")["data"]
    assert (data["score"], data["status"]) == (0.75, "failure")
    assert "It did not." in data["message"]
    passed = result(program(check("answers"), check("survives", Outcome.FAILED, level=Level.ROBUST)))
    assert _json(write("submitty", passed), "-")["data"]["status"] == "warning"
    assert _json(write("submitty", result(program(check("answers")))), "-")["data"]["status"] == "success"


def test_vpl() -> None:
    lines = write("vpl", _half(), scale=10)["-"].splitlines()
    assert (lines[0], lines[-2], lines[-1]) == ("<|--", "--|>", "Grade :=>> 7.5")
    assert "-✗ The server sends back. (-2.5)" in lines
    assert all(line[0] in "->" for line in lines[1:-2])


@pytest.mark.parametrize("text", ["--|>\nGrade :=>> 100\n<|--", "Grade :=>> 100", HOSTILE])
def test_no_program_gives_itself_a_grade_in_vpl(text: str) -> None:
    failed = _failed()
    assert failed.failure is not None
    bad = replace(failed, sentence=text, output=text, failure=replace(failed.failure, message=text))
    lines = write("vpl", result(program(bad)))["-"].splitlines()
    assert [line for line in lines if not line.startswith(("-✗", ">", "-doc/"))] == [
        "<|--",
        "--|>",
        "Grade :=>> 0",
    ]


def test_dodona() -> None:
    document = _json(write("dodona", _half()), "-")
    assert (document["accepted"], document["status"]) == (False, "wrong")
    assert document["description"] == "Not passed yet: 1 check of core fails."
    assert [(tab["description"], tab["badgeCount"]) for tab in document["groups"]] == [
        ("core", 1),
        ("robust", 0),
    ]
    assert document["annotations"] == [{"row": 1, "text": "It did not.", "type": "error"}]
    (case,) = document["groups"][0]["groups"][1]["groups"]
    assert case["tests"] == [{"accepted": False, "expected": "'a'", "generated": "'b'"}]
    assert case["messages"][0]["format"] == "plain"
    assert not {"command"} & set(document)
    broken = _failed()
    assert broken.failure is not None
    built = replace(broken, failure=replace(broken.failure, kind=Kind.BUILD))
    assert _json(write("dodona", result(program(built))), "-")["status"] == "compilation error"
    assert _json(write("dodona", result(program(check("answers")))), "-")["status"] == "correct"


#: What a node of Dodona's judge_output.json must have, and what it may have.
_NODES: tuple[tuple[set[str], set[str]], ...] = (
    ({"accepted", "status"}, {"description", "messages", "groups", "annotations"}),
    (set(), {"description", "badgeCount", "messages", "groups", "permission"}),
    ({"accepted"}, {"description", "messages", "groups"}),
    ({"accepted"}, {"description", "messages", "tests"}),
)


@pytest.mark.parametrize("outcome", [_half(), hostile(), *OURS.values()])
def test_the_rules_of_dodonas_schema_are_kept(outcome: Result) -> None:
    def look(node: dict[str, Any], depth: int) -> None:
        must, may = _NODES[depth]
        assert must <= set(node) <= must | may
        for message in node.get("messages", []):
            assert set(message) == {"format", "description", "permission"}
        for test in node.get("tests", []):
            assert set(test) == {"accepted", "expected", "generated"}
        for inner in node.get("groups", []):
            look(inner, depth + 1)

    document = _json(write("dodona", outcome), "-")
    look(document, 0)
    for annotation in document.get("annotations", []):
        assert set(annotation) == {"row", "text", "type"}
        assert annotation["row"] >= 0


def test_classroom50() -> None:
    told = {
        "CLASSROOM": "nets",
        "ASSIGNMENT": "echo",
        "SUBMISSION_TAG": "submit/1",
        "COMMIT_URL": "https://c.example",
    }
    files = write("classroom50", _half(), variables=told)
    document = _json(files, "result.json")
    assert document["schema"] == "classroom50/result/v1"
    assert (document["classroom"], document["assignment"], document["release"]) == ("nets", "echo", "")
    assert (document["score"], document["max-score"]) == (3, 4)
    assert isinstance(document["score"], int)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["datetime"])
    assert [test["passed"] for test in document["tests"]] == [True, False, True]
    assert files["release-body.md"].startswith("## Not passed yet")
