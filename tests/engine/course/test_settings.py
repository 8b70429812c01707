"""What a teacher sets in course.toml holds for every command; a slip is told in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import FILES, GOOD, SILENT, one_line, sockgrade, write_files

from sockgrade.course import Course, CourseError
from sockgrade.verdict import Kind, Level, ProgramResult

PROGRAM = "doc/word/program"


def table(identifier: str, *lines: str) -> str:
    return "\n".join([f'[checks."{identifier}"]', *lines, ""])


def small_course(tmp_path: Path, *tables: str) -> Path:
    return write_files(tmp_path / "course", {**FILES, "course.toml": "\n".join(tables)})


def graded(course: Path, text: str) -> dict[str, dict[str, object]]:
    """The checks in the result of a program, by their names."""
    program = write_files(course.parent / "work", {"program.py": text}) / "program.py"
    process = sockgrade("grade", "doc/word", program, "--course", course, "--json", "-")
    (result,) = json.loads(process.stdout)["programs"]
    return {check["id"].removeprefix(f"{PROGRAM}/"): check for check in result["checks"]}


def test_without_a_file_everything_is_as_the_graders_have_it(tmp_path: Path) -> None:
    course = Course(write_files(tmp_path, FILES))
    assert course.checks(course.program(PROGRAM)) == course.written_checks(course.program(PROGRAM))


def test_points_level_hint_and_what_is_left_out_are_set(tmp_path: Path) -> None:
    root = small_course(
        tmp_path,
        table(f"{PROGRAM}/says_hello", "points = 2.5", 'hint = "Read page 7."'),
        table(f"{PROGRAM}/says_bye", 'level = "robust"'),
        table(f"{PROGRAM}/ends_well", "left_out = true"),
    )
    course = Course(root)
    hello, bye = course.checks(course.program(PROGRAM))
    assert (hello.points, hello.hint, hello.level) == (2.5, "Read page 7.", Level.CORE)
    assert (bye.points, bye.level) == (2.0, Level.ROBUST)
    listed = sockgrade("list", "doc/word", "--course", root).stdout.splitlines()
    assert [line.split("\t")[:3] for line in listed] == [
        [f"{PROGRAM}/says_hello", "core", "2.5"],
        [f"{PROGRAM}/says_bye", "robust", "2"],
    ]
    checks = graded(root, SILENT)
    assert list(checks) == ["says_hello", "says_bye"]
    assert (checks["says_hello"]["points"], checks["says_hello"]["hint"]) == (2.5, "Read page 7.")
    assert checks["says_bye"]["level"] == "robust"


def test_a_level_decides_who_passes(tmp_path: Path) -> None:
    course = small_course(tmp_path, table(f"{PROGRAM}/says_bye", 'level = "core"'))
    program = write_files(tmp_path / "work", {"program.py": "print('hello')\n"}) / "program.py"
    assert sockgrade("grade", "doc/word", program, "--course", course).returncode == 1
    (course / "course.toml").unlink()
    assert sockgrade("grade", "doc/word", program, "--course", course).returncode == 0


def test_the_longest_id_decides(tmp_path: Path) -> None:
    root = small_course(
        tmp_path,
        table(f"{PROGRAM}/says_bye", "points = 7"),
        table("doc", "points = 3", 'hint = "Ask."'),
        table("doc/word/", "points = 4"),
        table(PROGRAM, "points = 5"),
        table(".", 'hint = "Ask nobody."', "points = 2"),
    )
    course = Course(root)
    assert [(c.points, c.hint) for c in course.checks(course.program(PROGRAM))] == [
        (5.0, "Ask."),
        (7.0, "Ask."),
        (5.0, "Ask."),
    ]


def test_verify_leaves_out_what_the_course_leaves_out(tmp_path: Path) -> None:
    # Nothing but the file that crashes fails this check: it must pass all others.
    course = small_course(tmp_path, table(f"{PROGRAM}/ends_well", "left_out = true"))
    process = sockgrade("verify", "--course", course, COLUMNS="200")
    assert process.returncode == 0, process.stdout
    assert f"{PROGRAM}  2 checks" in process.stdout


def test_a_check_that_is_left_out_cannot_be_asked_for(tmp_path: Path) -> None:
    course = small_course(tmp_path, table(f"{PROGRAM}/ends_well", "left_out = true"))
    program = write_files(tmp_path / "work", {"program.py": GOOD}) / "program.py"
    refused = sockgrade("grade", f"{PROGRAM}/ends_well", program, "--course", course)
    one_line(refused, f"there is no check '{PROGRAM}/ends_well'")
    assert f"did you mean {PROGRAM}/ends_well" not in refused.stderr


def test_the_environment_may_name_the_course(tmp_path: Path) -> None:
    course = small_course(tmp_path, table(f"{PROGRAM}/ends_well", "left_out = true"))
    listed = sockgrade("list", "doc/word", SOCKGRADE_COURSE=str(course))
    assert len(listed.stdout.splitlines()) == 2
    assert "SOCKGRADE_COURSE" in sockgrade("list", "--help").stdout
    one_line(sockgrade("list", SOCKGRADE_COURSE=str(tmp_path)), f"{tmp_path} is not a course")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[chekcs]\n", "it has the unknown table [chekcs]: there is checks (did you mean checks?)"),
        ("checks = 1\n", "checks must be a table, not 1"),
        ('[checks]\n"doc/word" = 1\n', "[checks] doc/word must be a table, not 1"),
        (table("doc/wrod", "points = 1"), "there is no exercise 'doc/wrod': did you mean doc/word"),
        (table("doc/word/server/x", "points = 1"), "there is no exercise 'doc/word/server/x'"),
        (
            table(f"{PROGRAM}/says_helo", "points = 1"),
            f"there is no check '{PROGRAM}/says_helo': did you mean {PROGRAM}/says_hello",
        ),
        (table("doc", "poinst = 1"), '[checks."doc"] has the unknown key poinst: there are points'),
        (table("doc", "poinst = 1"), "(did you mean points?)"),
        (table("doc", 'points = "1"'), '[checks."doc"] points must be a number from 0 to 1000, not "1"'),
        (table("doc", "points = true"), "points must be a number from 0 to 1000, not true"),
        (table("doc", "points = -1"), "points must be a number from 0 to 1000, not -1"),
        (table("doc", "points = nan"), "points must be a number from 0 to 1000"),
        (table("doc", 'level = "Core"'), 'level must be "core" or "output" or "robust", not "Core"'),
        (table("doc", "left_out = 1"), "left_out must be true or false, not 1"),
        (table("doc", "deadline = 0"), "deadline must be a number from 1 to 60, not 0"),
        (table("doc", "deadline = 61"), "deadline must be a number from 1 to 60, not 61"),
        (table("doc", "hint = 1"), "hint must be a text, not 1"),
        (table("doc", "left_out = true"), f"{PROGRAM} has no check of core any more"),
        (table(f"{PROGRAM}/says_hello", 'level = "robust"'), f"{PROGRAM} has no check of core any more"),
    ],
)
@pytest.mark.parametrize("command", ["list", "grade"])
def test_a_slip_is_told_in_one_line(tmp_path: Path, command: str, content: str, complaint: str) -> None:
    course = small_course(tmp_path, content)
    program = course / "reference/doc/word/program.py"
    arguments = ["list", "."] if command == "list" else ["grade", "doc/word", program]
    one_line(sockgrade(*arguments, "--course", course), f"{course / 'course.toml'}: ", complaint)


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    course = small_course(tmp_path, "[checks")
    with pytest.raises(CourseError, match=r"course\.toml is not TOML"):
        Course(course).select(".")


# A deadline, with real programs

CHECK = """
def check_answers(server: Server) -> None:
    server.connect().send(b"hello").expect(b"hello")
"""
SLOW = """
import socket, time
listener = socket.create_server(("127.0.0.1", 7007))
connection, _ = listener.accept()
data = connection.recv(99)
time.sleep({seconds})
connection.sendall(data)
"""


@pytest.mark.parametrize(("seconds", "deadline", "passes"), [(6, 30, True), (4, 2, False)])
def test_a_check_ends_with_its_deadline(
    grade_source: Callable[..., ProgramResult], tmp_path: Path, seconds: int, deadline: int, passes: bool
) -> None:
    write_files(tmp_path / "course", {"course.toml": table("doc/exercise/server", f"deadline = {deadline}")})
    (check,) = grade_source(SLOW.format(seconds=seconds), CHECK).checks
    assert check.passed is passes
    if not passes:
        assert check.failure is not None
        assert check.failure.kind is Kind.TIMEOUT
        assert "2 seconds have passed since the check began" in check.failure.message
        assert check.seconds < seconds
