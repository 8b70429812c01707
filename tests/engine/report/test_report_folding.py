"""What is the same is told once: causes and lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results import check, program

from sockgrade.report.folding import causes, fold
from sockgrade.verdict import CheckResult, Failure, Kind, Level, Outcome


def failed(name: str, message: str, *, hint: str | None = None, level: Level = Level.CORE) -> CheckResult:
    return replace(check(name, Outcome.FAILED, level=level), failure=Failure(Kind.STUCK, message, hint=hint))


def test_a_reason_is_found_over_all_levels_and_that_of_core_comes_first() -> None:
    robust = failed("sends_more", "It is slow.", level=Level.ROBUST)
    late = failed("sends_all", "It shouts.", level=Level.ROBUST)
    core = failed("sends", "It shouts.")
    unseen = check("is_seen", Outcome.SKIPPED, message="Not seen here.")
    told = causes(program(unseen, robust, late, check("answers"), core))
    assert [cause.checks for cause in told] == [(core, late), (robust,), (unseen,)]
    assert told[0].first is core


def test_what_a_known_cause_led_to_may_differ() -> None:
    one = failed("sends", "It waits for a line end. It does not answer.", hint="Use recv().")
    two = failed("prints", "It waits for a line end. It does not print.", hint="Use recv().")
    other = failed("ends", "It waits for a client. It does not end.", hint="Use recv().")
    assert [cause.checks for cause in causes(program(one, two, other))] == [(one, two), (other,)]


def test_the_graders_fault_is_no_fault_of_the_program() -> None:
    bad, broken = check("sends", Outcome.FAILED), check("prints", Outcome.ERROR)
    assert [cause.checks for cause in causes(program(broken, bad))] == [(bad,), (broken,)]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ([], []),
        (["a", "b"], ["a", "b"]),
        (["a", "a"], ["a", "a"]),
        (["a"] * 40, ["a", "[… this line 40 times …]"]),
        (["a", "b"] * 3 + ["c"], ["a", "b", "[… these 2 lines 3 times …]", "c"]),
        (["x", *["a", "a", "b"] * 4], ["x", "a", "a", "b", "[… these 3 lines 4 times …]"]),
        ([""] * 5, ["", "[… this line 5 times …]"]),
        ([*map(str, range(13))] * 3, [*map(str, range(13))] * 3),
    ],
)
def test_a_passage_that_is_repeated_stands_once(lines: list[str], shown: list[str]) -> None:
    assert fold(lines) == shown
