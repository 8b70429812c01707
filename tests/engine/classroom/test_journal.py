"""A journal keeps every grade, is opened by one at a time, and gives back what was put into it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from results import check, hostile, program, result

from sockgrade.classroom.journal import Journal
from sockgrade.classroom.records import Override, Submission
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
        journal.note(run, Submission("1", "Anna", BAD.id, "anna.py", "key"))
        journal.note(run, Submission("2", "Bo", BAD.id, "", problem="nothing was handed in"))
    with Journal(file) as journal:
        assert journal.seed == seed
        anna, bo = journal.history()
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
        journal.note(run, Submission("1", "Anna", GOOD.id, "", "key"))
        journal.note(run, Submission("2", "Bo", GOOD.id, "", "fault"))
        assert journal.result("key") == GOOD
        assert journal.result("fault") == FAULT
        assert [grade.result for grade in journal.history()] == [GOOD, FAULT]


def test_an_earlier_run_tells_what_somebody_had(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        first, second = begin(journal), begin(journal)
        assert journal.earlier(first, "1", GOOD.id) == ""
        journal.note(first, Submission("1", "Anna", GOOD.id, "", "old"))
        journal.note(second, Submission("1", "Anna", GOOD.id, "", "new"))
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


def filled(file: Path, key: str) -> Journal:
    journal = Journal(file)
    run = begin(journal)
    journal.add(run, key, result(GOOD), 0.0)
    journal.note(run, Submission(key, key, GOOD.id, "", key))
    return journal


def test_journals_are_merged_and_what_is_merged_twice_is_there_once(tmp_path: Path) -> None:
    with filled(tmp_path / "a", "Anna") as anna, filled(tmp_path / "b", "Bo") as bo:
        bo.give("2026-11-28T13:00:00+00:00", Override("Bo", GOOD.id, 0.5, "teacher", "was ill"))
        bo.add(begin(bo), "Bo", result(BAD), 0.0)
        with Journal(tmp_path / "all") as everything:
            assert [everything.merge(each) for each in (anna, bo, anna, bo)] == [1, 2, 0, 0]
            assert [(grade.name, grade.result) for grade in everything.history()] == [
                ("Anna", GOOD),
                ("Bo", BAD),
            ]
            assert [given.why for given in everything.overrides()] == ["was ill"]
            assert anna.merge(everything) == 2


def test_a_merge_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with filled(tmp_path / "b", "Bo"):
        pass
    with sqlite3.connect(tmp_path / "b") as db:
        db.execute("ALTER TABLE override DROP COLUMN why")
    db.close()
    with Journal(tmp_path / "all") as everything, Journal(tmp_path / "b") as broken:
        with pytest.raises(sqlite3.Error):
            everything.merge(broken)
        assert list(everything.history()) == []


def test_what_several_runs_have_found_alike_comes_once(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        for key in ("old", "new", "old", "old"):
            journal.note(begin(journal), Submission("1", "Anna", GOOD.id, "", key))
        assert [grade.key for grade in journal.history()] == ["new", "old"]
        assert journal.students() == journal.students(GOOD.id) == {"1": "Anna"}
        assert journal.students("doc/other/server") == {}


def test_what_is_no_character_is_written_as_it_can_be(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        journal.note(begin(journal), Submission("1", "Anna", GOOD.id, "\udcff.py", problem="\udcff is none"))
        journal.give("2026-11-28T13:00:00+00:00", Override("1", GOOD.id, 1.0, "teacher", "\udcff"))
        (grade,) = journal.history()
        assert (grade.path, grade.problem) == (r"\udcff.py", r"\udcff is none")


def test_the_last_word_of_what_is_given_by_hand_holds(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        for share in (0.5, 0.75):
            journal.give("2026-11-28T13:00:00+00:00", Override("1", GOOD.id, share, "teacher", "because"))
        journal.give("2026-11-28T13:00:00+00:00", Override("2", GOOD.id, 1.0, "teacher", "because"))
        journal.give("2026-11-28T14:00:00+00:00", Override("2", GOOD.id, None, "teacher", "it was not hers"))
        assert [(each.student, each.share) for each in journal.overrides()] == [("1", 0.75)]


def test_a_journal_that_has_to_be_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="there is no journal"):
        Journal(tmp_path / "j", must_exist=True)
    assert not (tmp_path / "j").exists()
