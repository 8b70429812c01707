"""A journal keeps every grade, is opened by one at a time, and gives back what was put into it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from results import check, hostile, program, result

from sockgrade.classroom.journal import Journal
from sockgrade.intake.submission import SubmissionError
from sockgrade.verdict import Outcome

GOOD = program(check("answers"))
BAD = program(check("answers", Outcome.FAILED))
FAULT = program(check("answers", Outcome.ERROR))


def begin(journal: Journal) -> int:
    return journal.begin(
        "2026-11-28T12:00:00+00:00", "doc/word", "host", "0.1.0", "course", {"sandbox": "none"}
    )


def test_what_is_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    file = tmp_path / "a journal"
    with Journal(file) as journal:
        seed, run = journal.seed, begin(journal)
        journal.add(run, "key", result(BAD), 0.5)
        journal.note(run, "1", "Anna", BAD.id, "anna.py", "key")
        journal.note(run, "2", "Bo", BAD.id, "", "", "nothing was handed in")
    with Journal(file) as journal:
        assert journal.seed == seed
        anna, bo = journal.grades(run)
    assert (anna.student, anna.name, anna.path, anna.problem, anna.result) == (
        "1",
        "Anna",
        "anna.py",
        "",
        BAD,
    )
    assert (bo.problem, bo.result) == ("nothing was handed in", None)


def test_of_several_attempts_the_last_counts_that_judged_the_program(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        run = begin(journal)
        for each in (BAD, GOOD, FAULT):
            journal.add(run, "key", result(each), 0.0)
        journal.add(run, "fault", result(FAULT), 0.0)
        journal.note(run, "1", "Anna", GOOD.id, "", "key")
        journal.note(run, "2", "Bo", GOOD.id, "", "fault")
        assert journal.result("key") == GOOD
        assert journal.result("fault") == FAULT
        assert [grade.result for grade in journal.grades(run)] == [GOOD, FAULT]


def test_an_earlier_run_tells_what_somebody_had(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        first, second = begin(journal), begin(journal)
        assert journal.earlier(first, "1", GOOD.id) == ""
        journal.note(first, "1", "Anna", GOOD.id, "", "old")
        journal.note(second, "1", "Anna", GOOD.id, "", "new")
        assert journal.earlier(second, "1", GOOD.id) == "old"
        assert journal.earlier(second, "2", GOOD.id) == ""


def test_hostile_results_are_kept(tmp_path: Path) -> None:
    (dirty,) = hostile().programs
    with Journal(tmp_path / "j") as journal:
        run = begin(journal)
        journal.add(run, "key", hostile(), 0.0)
        kept = journal.result("key")
    assert kept is not None
    assert kept.checks[0].id == dirty.checks[0].id


def test_one_opens_it_at_a_time(tmp_path: Path) -> None:
    with Journal(tmp_path / "j"), pytest.raises(SubmissionError, match="is in use: another sockgrade"):
        Journal(tmp_path / "j")
    Journal(tmp_path / "j").close()


def test_what_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("grades of my class\n" * 100)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE pupils (name TEXT)")
    db.close()
    for file in (text, other):
        before = file.read_bytes()
        with pytest.raises(SubmissionError, match="is no journal of sockgrade"):
            Journal(file)
        assert file.read_bytes() == before
    with pytest.raises(SubmissionError, match="name a file in a folder that is there"):
        Journal(tmp_path / "no/such/journal")
    with pytest.raises(SubmissionError, match="name a file in a folder that is there"):
        Journal(tmp_path)
