"""What a worker of a cluster does, without the cluster: programs arrive as they were handed in, and are graded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_course import CHECKS, FILES, GOOD, write_files

from sockgrade import __version__
from sockgrade.classroom.engine import EngineUnavailable
from sockgrade.classroom.errand import Errand, Machine, Terms, grade, introduce, packed, unpacked
from sockgrade.classroom.marking import hash_of_grader
from sockgrade.course import Course
from sockgrade.grading.grade import Options
from sockgrade.intake.submission import Source, SubmissionError, sha256_of
from sockgrade.verdict import Outcome

NOTEBOOK = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": GOOD}]})


def sources(folder: Path) -> dict[str, Source]:
    files = {"program.py": GOOD, "deep/down/part.py": "", "run.sh": "#!/bin/sh\n", "a.ipynb": NOTEBOOK}
    write_files(folder, files)
    (folder / "run.sh").chmod(0o755)
    return {
        "a file": Source(folder / "program.py", None),
        "a folder": Source(folder / "program.py", folder),
        "a file further down": Source(folder / "deep/down/part.py", folder),
        "a notebook": Source(folder / "a.ipynb", folder),
        "a pair": Source(folder / "program.py", folder, partner=Source(folder / "run.sh", None)),
    }


@pytest.mark.parametrize("kind", ["a file", "a folder", "a file further down", "a notebook", "a pair"])
def test_a_program_arrives_as_it_was_handed_in(kind: str, tmp_path: Path) -> None:
    before = sources(tmp_path / "before")[kind]
    after = unpacked(packed(before), tmp_path / "after")
    assert after.title == before.title
    assert sha256_of(after) == sha256_of(before)
    for source in (before, after):
        executable = source.main.with_name("run.sh")
        assert not executable.exists() or executable.stat().st_mode & 0o111


def test_what_is_too_large_is_not_sent(tmp_path: Path) -> None:
    source = sources(tmp_path)["a folder"]
    with (tmp_path / "data").open("wb") as file:
        file.truncate(51 * 2**20)
    with pytest.raises(SubmissionError, match="larger than 50 MiB"):
        packed(source)


def terms_of(course: Course) -> Terms:
    hashes = ((program.id, hash_of_grader(course, program)) for program in course.programs)
    return Terms(__version__, course.root, tuple(hashes), Options(seed=1))


def test_a_program_is_graded_with_the_checks_that_were_agreed_upon(tmp_path: Path) -> None:
    course = Course(write_files(tmp_path / "course", FILES))
    terms = terms_of(course)
    machine = introduce(terms)
    parcel = packed(Source(tmp_path / "course/reference/doc/word/program.py", None))
    errand = Errand(terms, machine, "doc/word/program", ("doc/word/program/says_hello",), parcel)
    (check,) = grade(errand).checks
    assert (check.id, check.outcome) == ("doc/word/program/says_hello", Outcome.PASSED)
    (check,) = grade(Errand(terms, machine, errand.program, errand.checks, None)).checks
    assert check.failure is not None
    assert check.failure.kind == "not_handed_in"

    with pytest.raises(EngineUnavailable, match="and the others have sandbox docker and Python"):
        grade(Errand(terms, Machine("docker", machine.python), errand.program, errand.checks, parcel))
    # A mended grader is another one, also for a worker that has graded with the former.
    mended = CHECKS.replace('expect_output("hello")', 'expect_output("good evening")')
    write_files(tmp_path / "course", {"graders/doc/word/program.py": mended})
    terms = terms_of(course)
    (check,) = grade(Errand(terms, introduce(terms), errand.program, errand.checks, parcel)).checks
    assert check.outcome is Outcome.FAILED


def test_other_terms_are_refused(tmp_path: Path) -> None:
    course = Course(write_files(tmp_path / "course", FILES))
    terms = terms_of(course)
    with pytest.raises(EngineUnavailable, match="other checks of doc/word/program"):
        introduce(Terms(__version__, course.root, (("doc/word/program", "0" * 64),), terms.options))
    with pytest.raises(EngineUnavailable, match="is not a course"):
        introduce(Terms(__version__, tmp_path, terms.hashes, terms.options))
    with pytest.raises(EngineUnavailable, match="no private networks"):
        introduce(Terms(__version__, course.root, terms.hashes, Options(network="shared")))
