"""A class.toml says what verdicts are worth, and is read strictly."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from results import check, program

from sockgrade.classroom.policy import Policy, read_policy
from sockgrade.intake.submission import SubmissionError
from sockgrade.verdict import Level, Outcome


def policy(tmp_path: Path, text: str) -> Policy:
    file = tmp_path / "class.toml"
    file.write_text(text)
    return read_policy(file)


MIXED = program(
    check("answers", points=2),
    check("prints", Outcome.FAILED, level=Level.OUTPUT),
    check("rests", level=Level.ROBUST, points=0.5),
    check("judges", Outcome.ERROR, points=8),
    check("sees", Outcome.SKIPPED, points=8),
)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("", (Fraction(5, 2), Fraction(7, 2))),
        ("[weights]\noutput = 0", (Fraction(5, 2), Fraction(5, 2))),
        ("[weights]\nrobust = 2\ncore = 0.1", (Fraction(6, 5), Fraction(11, 5))),
        ('[weights]\ncore = 5\n"doc/word/server/answers" = 0', (Fraction(1, 2), Fraction(3, 2))),
    ],
)
def test_a_check_is_worth_what_its_weight_makes_of_it(
    tmp_path: Path, weights: str, expected: tuple[Fraction, Fraction]
) -> None:
    assert policy(tmp_path, weights).worth(MIXED) == expected


@pytest.mark.parametrize(
    ("submitted", "days"),
    [
        ("2026-11-30T23:59:00+01:00", 0),
        ("2026-11-30T22:58:59+00:00", 0),
        ("2026-11-30T22:59:01+00:00", 1),
        ("2026-12-01T23:59:00+01:00", 1),
        ("2026-12-01T23:59:01+01:00", 2),
        ("", 0),
    ],
)
def test_each_day_that_begins_after_the_deadline_is_one(tmp_path: Path, submitted: str, days: int) -> None:
    read = policy(tmp_path, "[deadline]\nuntil = 2026-11-30T23:59:00+01:00\nper_day = 10\nat_most = 15")
    assert read.days_late("1", "Anna", submitted) == days
    assert read.deduction(days) == min(Fraction(days, 10), Fraction(15, 100))


def test_somebody_may_have_more_time(tmp_path: Path) -> None:
    read = policy(
        tmp_path,
        "[deadline]\nuntil = 2026-11-30T23:59:00Z\nper_day = 10\n"
        '[students]\nexcused = ["3"]\n[students.until]\n1 = 2026-12-02T00:00:00Z\n"Bo B" = 2026-12-02T00:00:00Z',
    )
    late = "2026-12-01T12:00:00+00:00"
    assert [read.days_late(*who, late) for who in (("1", "Anna"), ("2", "Bo B"), ("3", "Cem"))] == [0, 0, 1]
    assert [read.is_excused("3", "Cem"), read.is_excused("1", "3"), read.is_excused("1", "Anna")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("grade", "share", "expected"),
    [
        ("", Fraction(2, 3), Fraction(6667, 100)),
        ("maximum = 20000", Fraction(2, 3), Fraction(1333333, 100)),
        ("maximum = 20\nstep = 0.5", Fraction(2, 3), Fraction(27, 2)),
        ("maximum = 10\nstep = 1", Fraction(1, 4), 3),  # halves up
        ("maximum = 20\nstep = 3", Fraction(1), 20),  # never more than there is
    ],
)
def test_a_grade_is_scaled_and_rounded(
    tmp_path: Path, grade: str, share: Fraction, expected: Fraction
) -> None:
    assert policy(tmp_path, f"[grade]\n{grade}").grade(share) == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[weight]\ncore = 1", r"unknown table \[weight\].*did you mean weights"),
        ("[weights]\ncore = -1", r"\[weights\]|weights has core, which must be a number from 0"),
        ("weights = 1", "weights must be a table"),
        ("[grade]\nmaximum = 0", "maximum must be a number from 0.01"),
        ('[grade]\ncounts = "first"', 'counts must be "last" or "best"'),
        ("[deadline]\nuntil = 2026-11-30", "until must be a date and a time, such as"),
        ("[deadline]\nper_day = 10", "has no until: say when it is"),
        ("[deadline]\nuntil = 2026-11-30T12:00:00\nper_day = 110", "per_day must be a number from 0 to 100"),
        ("[students]\nexcused = [4711]", "excused must be a list of lines"),
        ("[students.until]\n4711 = true", "until has 4711, which must be a date and a time"),
        ("[grade", "is not TOML"),
    ],
)
def test_a_slip_is_told_in_one_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(SubmissionError, match=complaint) as error:
        policy(tmp_path, text)
    assert "class.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_policy_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r"class.toml cannot be read: No such file"):
        read_policy(tmp_path / "class.toml")


def test_a_weight_of_no_check_is_told(tmp_path: Path) -> None:
    read = policy(tmp_path, '[weights]\n"doc/word/server/answer" = 0')
    with pytest.raises(SubmissionError, match="did you mean doc/word/server/answers"):
        read.expect_checks(check.id for check in MIXED.checks)
