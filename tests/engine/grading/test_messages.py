"""What wrong programs are told is what has been recorded; only how a connection ends may depend on the moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from results import check, program

from sockgrade.course import CourseError
from sockgrade.endpoints.connection import BROKEN_OFF, CLOSED_EARLY
from sockgrade.grading.messages import NAME, Record
from sockgrade.grading.verify import Case, Kind, Verdict, settled
from sockgrade.verdict import Outcome

_MACHINE = {"python": "3.11"}
FIN, RST = CLOSED_EARLY, BROKEN_OFF
LINE = "The program reports KeyError: 1."


def _told(folder: Path, message: str) -> Verdict:
    failed = check("answers", Outcome.FAILED, message=message)
    # Which checks were asked for plays no part here.
    case = Case(Kind.WRONG, folder / "wrong" / "rude.py", cast(Any, None), None)
    return Verdict(case, program(failed), ())


def _record(folder: Path, verdict: Verdict) -> None:
    record = Record(folder, 7)
    record.update([verdict], _MACHINE)
    record.save()


def _compared(folder: Path, verdict: Verdict) -> Verdict:
    return Record(folder, 7).compare(verdict, _MACHINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "rude.py").touch()
    _record(tmp_path, _told(tmp_path, f"{LINE} {FIN}"))
    return tmp_path


@pytest.mark.parametrize(
    ("message", "surprises"),
    [
        (f"{LINE} {FIN}", 0),
        (f"{LINE} {RST}", 0),
        (f"{LINE} The program ended by itself (exit code 0)", 0),
        (FIN, 1),
        (f"{LINE} The program ended (exit code 1)", 1),
        ("The program sent other bytes than expected.", 1),
    ],
)
def test_what_has_changed_is_a_surprise(folder: Path, message: str, surprises: int) -> None:
    assert len(_compared(folder, _told(folder, message)).doubts) == surprises


@pytest.mark.parametrize(
    ("message", "surprises"),
    [
        ("The program does not end: it runs in circles at rude.py:9, in main.", 0),
        ("The program does not end: it runs in circles at rude.py:7, in other.", 1),
        ("The program does not rest: it runs in circles at rude.py:7, in main.", 1),
    ],
)
def test_any_line_of_a_circle_is_as_good_as_another(folder: Path, message: str, surprises: int) -> None:
    _record(folder, _told(folder, "The program does not end: it runs in circles at rude.py:7, in main."))
    assert len(_compared(folder, _told(folder, message)).doubts) == surprises


def test_what_is_told_only_once_is_no_surprise_and_not_kept_back(folder: Path) -> None:
    doubtful = _compared(folder, _told(folder, "Another."))
    verdict = settled(doubtful, lambda _: _compared(folder, _told(folder, f"{LINE} {FIN}")))
    assert not verdict.surprises
    assert verdict.unsteady == (f"answers says: Another. Recorded: {LINE} {FIN}",)


def test_what_is_told_twice_is_a_surprise(folder: Path) -> None:
    doubtful = _compared(folder, _told(folder, "Another."))
    verdict = settled(doubtful, lambda _: doubtful)
    assert (len(verdict.surprises), verdict.unsteady) == (1, ())


def test_a_wrong_verdict_is_not_graded_again(folder: Path) -> None:
    surprised = replace(_told(folder, "Another."), surprises=("answers passes",))
    verdict = settled(_compared(folder, surprised), lambda _: pytest.fail("again"))
    assert len(verdict.surprises) == 2


def test_what_is_told_at_another_moment_is_not_written_anew(folder: Path) -> None:
    before = (folder / NAME).read_text()
    _record(folder, _told(folder, f"{LINE} {RST}"))
    assert (folder / NAME).read_text() == before
    _record(folder, _told(folder, RST))
    assert f'"{RST}"' in (folder / NAME).read_text()


def test_an_end_that_nobody_has_read_is_recorded(folder: Path) -> None:
    (folder / NAME).unlink()
    _record(folder, _told(folder, FIN))
    assert FIN in (folder / NAME).read_text()


def test_what_is_luck_is_compared_with_nothing(folder: Path) -> None:
    path = folder / NAME
    path.write_text(path.read_text().replace(f'"{LINE} {FIN}"', '"*"'))
    assert not _compared(folder, _told(folder, "Anything.")).doubts
    _record(folder, _told(folder, "Anything."))
    assert '"*"' in path.read_text()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("machine = 3\n", "machine must be a table, not 3"),
        ("[machine]\npython = 3\n", "machine must be a text, not 3"),
        ("[machine\n", "is not TOML"),
    ],
)
def test_a_broken_record_is_told_with_its_path(folder: Path, content: str, complaint: str) -> None:
    (folder / NAME).write_text(content)
    with pytest.raises(CourseError, match=complaint) as refusal:
        Record(folder, 7)
    assert str(folder / NAME) in str(refusal.value)
