"""What everybody gets: of several submissions, by a policy, by hand, and where nothing can be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from results import check, program, result

from sockgrade.classroom.journal import Journal
from sockgrade.classroom.marks import Mark, Standing, standings
from sockgrade.classroom.policy import Policy
from sockgrade.classroom.records import Override, Submission
from sockgrade.intake.submission import SubmissionError
from sockgrade.verdict import Level, Outcome, ProgramResult

GOOD = program(check("answers"), check("prints", level=Level.OUTPUT))
HALF = program(check("answers"), check("prints", Outcome.FAILED, level=Level.OUTPUT))
FAULT = program(check("answers", Outcome.ERROR), check("prints", level=Level.OUTPUT))
LATE = "2026-12-01T12:00:00+00:00"
DEADLINE = Policy(until=datetime(2026, 12, 1, 6, tzinfo=UTC), per_day=Fraction(1, 10))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "j") as opened:
        yield opened


def hand_in(
    journal: Journal,
    student: str,
    what: ProgramResult | None,
    *,
    hour: int = 12,
    name: str = "",
    problem: str = "",
) -> None:
    """A run in which one student has handed in something that is graded like this."""
    began = f"2026-11-28T{hour}:00:00+00:00"
    run = journal.begin(began, "doc/word", "host", "0.1.0", "course", {})
    key = f"{student} {hour}" if what else ""
    if what:
        journal.add(run, key, result(what), 0.0)
    journal.note(run, Submission(student, name or student, GOOD.id, "file", key, problem, LATE))


def marks(journal: Journal, policy: Policy | None = None) -> dict[str, Mark]:
    return {standing.mark.student: standing.mark for standing in found(journal, policy)}


def found(journal: Journal, policy: Policy | None = None) -> list[Standing]:
    return standings(journal, policy or Policy())


def test_the_last_submission_counts_or_the_best(journal: Journal) -> None:
    hand_in(journal, "1", GOOD, hour=10)
    hand_in(journal, "1", HALF, hour=11)
    hand_in(journal, "2", HALF, hour=10)
    hand_in(journal, "2", GOOD, hour=11)
    assert [mark.share for mark in marks(journal).values()] == [Fraction(1, 2), 1]
    assert [mark.share for mark in marks(journal, Policy(best_counts=True)).values()] == [1, 1]


def test_a_later_submission_that_cannot_be_graded_is_no_better_than_an_earlier_one(journal: Journal) -> None:
    hand_in(journal, "1", HALF, hour=10)
    hand_in(journal, "1", None, hour=11, problem="it is no program")
    assert marks(journal)["1"] == Mark("1", "1", None, "it is no program")
    assert marks(journal, Policy(best_counts=True))["1"].share == Fraction(1, 2)


def test_lateness_costs_what_the_policy_says(journal: Journal) -> None:
    hand_in(journal, "1", GOOD)
    assert marks(journal, DEADLINE)["1"] == Mark("1", "1", Fraction(9, 10), "1 day late: 10 % less")


def test_a_fault_of_the_grader_is_no_zero(journal: Journal) -> None:
    hand_in(journal, "1", FAULT)
    assert marks(journal)["1"] == Mark("1", "1", None, "doc/word/server could not be judged")


def test_what_is_given_by_hand_holds_whatever_the_checks_say(journal: Journal) -> None:
    hand_in(journal, "1", HALF)
    hand_in(journal, "2", FAULT)
    hand_in(journal, "3", None, problem="nothing was handed in")
    for student in ("1", "2", "3"):
        journal.give("2026-11-29T12:00:00+00:00", Override(student, GOOD.id, 0.8, "ada", "oral exam"))
    given = marks(journal, DEADLINE).values()
    assert {mark.share for mark in given} == {Fraction(4, 5)}
    assert {mark.reason for mark in given} == {"80 % given by ada: oral exam"}


def test_nobody_has_a_mark_who_is_excused(journal: Journal) -> None:
    hand_in(journal, "1", GOOD)
    policy = Policy(excused=frozenset({"1"}))
    assert marks(journal, policy)["1"] == Mark("1", "1", None, "excused")


def test_nothing_is_worth_anything_without_a_check_that_counts(journal: Journal) -> None:
    hand_in(journal, "1", GOOD)
    nothing = Policy(weights=dict.fromkeys(Level, Fraction(0)))
    assert marks(journal, nothing)["1"].share is None


def test_who_is_called_otherwise_by_now_is_one_student(journal: Journal) -> None:
    hand_in(journal, "1", GOOD, hour=10, name="Anna Meier")
    hand_in(journal, "1", HALF, hour=11, name="Anna Schulz")
    (standing,) = found(journal)
    assert (standing.mark.name, standing.mark.share) == ("Anna Schulz", Fraction(1, 2))


def test_only_what_is_below_the_prefix_counts(journal: Journal) -> None:
    hand_in(journal, "1", GOOD)
    plain = Policy()
    assert [
        len(standings(journal, plain, prefix)) for prefix in ("", "doc", "doc/word", "doc/word/server")
    ] == [1] * 4
    assert standings(journal, plain, "doc/wor") == []
    weighted = Policy(weights={"doc/word/server/answers": Fraction(2)})
    assert standings(journal, weighted, "doc/other") == []  # a policy may be for a whole term


def test_a_policy_for_checks_that_are_not_there_is_refused(journal: Journal) -> None:
    hand_in(journal, "1", GOOD)
    with pytest.raises(SubmissionError, match="no check of the journal is called so"):
        found(journal, Policy(weights={"doc/word/server/anwsers": Fraction(1)}))
