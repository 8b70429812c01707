"""A result is written as JSON and read back; what is none is refused in one line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from results import check, every_outcome, hostile, program, refused, result

from sockgrade.verdict import SCHEMA, Level, Result


@pytest.mark.parametrize(
    "outcome", [every_outcome(), hostile(), result(), refused()], ids=["every", "hostile", "empty", "refused"]
)
def test_what_was_written_is_read_back(outcome: Result) -> None:
    text = outcome.to_json()
    assert text.isascii()
    assert Result.from_json(text) == outcome


def test_the_document_names_its_schema_and_exit_code() -> None:
    document = json.loads(every_outcome().to_json())
    assert document["schema"] == SCHEMA
    assert document["exit_code"] == 3


def test_the_level_from_which_on_failures_count_is_read_back() -> None:
    strict = result(replace(every_outcome().programs[0], fail_on=Level.ROBUST))
    assert Result.from_json(strict.to_json()) == strict


def test_sources_are_read_back() -> None:
    cited = result(program(replace(check("closes"), source=("RFC 9293, 3.6", "recv(2)"))))
    assert Result.from_json(cited.to_json()) == cited


def test_what_an_older_version_wrote_is_read() -> None:
    document = json.loads(every_outcome().to_json())
    del document["refusal"], document["programs"][0]["fail_on"]
    for each in document["programs"][0]["checks"]:
        del each["source"]
    assert Result.from_json(json.dumps(document)) == every_outcome()


def broken(*path: str | int, value: Any = None) -> str:
    document = json.loads(every_outcome().to_json())
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(document)


def test_a_result_from_before_excerpts_is_read() -> None:
    document = json.loads(every_outcome().to_json())
    for each in document["programs"][0]["checks"]:
        del each["evidence"]["excerpt"]
    (program,) = Result.from_json(json.dumps(document)).programs
    assert all(check.evidence.excerpt is None for check in program.checks)


_CHECK = ("programs", 0, "checks", 1)
_EXCERPT = ("programs", 0, "checks", 2, "evidence", "excerpt")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"schema": "sockgrade/result/v2"}',
        "[" * 100_000,
        broken("programs"),
        broken("programs", value="none"),
        broken("programs", value=[1]),
        broken("programs", 0, "id"),
        broken("programs", 0, "unknown", value=1),
        broken(*_CHECK, "level", value="hard"),
        broken("refusal", value=5),
        broken("programs", 0, "fail_on", value="soft"),
        broken(*_CHECK, "source", value=[5]),
        broken(*_CHECK, "outcome"),
        broken(*_CHECK, "failure", value="it failed"),
        broken(*_CHECK, "failure", "kind", value="bad_luck"),
        broken(*_CHECK, "points", value="many"),
        broken(*_CHECK, "sentence", value=5),
        broken(*_CHECK, "seconds", value=[]),
        broken(*_EXCERPT, value="server.py:14"),
        broken(*_EXCERPT, "line", value="14"),
        broken(*_EXCERPT, "lines"),
        broken(*_EXCERPT, "lines", value=[1]),
    ],
)
def test_what_is_no_result_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not ") as refusal:
        Result.from_json(text)
    assert str(refusal.value)
    assert "\n" not in str(refusal.value)
