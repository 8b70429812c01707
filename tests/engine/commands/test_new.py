"""`sockgrade new`: a teacher begins with nothing, and has an exercise that works; nothing is ever overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import one_line, sockgrade, write_files

from sockgrade.course import ROLES, Course
from sockgrade.kernel.trees import ENGINE


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("roles", "port"), [([], 50007), (["server", "client"], 7001), (["client"], 80), (["program"], 65535)]
)
def test_what_is_made_works_at_once(tmp_path: Path, roles: list[str], port: int) -> None:
    options = [option for role in roles for option in ("--role", role)]
    options += ["--port", str(port)] if port != 50007 else []
    made = sockgrade("new", "networks/capitals", "--course", "mine", *options, cwd=tmp_path)
    assert made.returncode == 0, made
    course = Course(tmp_path / "mine")
    programs = course.exercise("networks/capitals").programs
    assert [(program.role, program.port) for program in programs] == [
        (role, port) for role in roles or ["server"]
    ]
    verified = sockgrade("verify", "--course", course.root)
    assert verified.returncode == 0, verified.stdout
    assert "all as expected" in verified.stdout


def test_every_file_is_named_and_is_about_the_exercise_only(tmp_path: Path) -> None:
    made = sockgrade("new", "networks/capitals", "--course", tmp_path / "mine", "--role", "server")
    files = contents(tmp_path / "mine")
    assert "exercises/networks/capitals/README.md" in files
    for name, text in files.items():
        assert name in made.stdout
        assert not any(word in text for word in ("## The client", "## The program", "[client]", "[program]"))
        assert "document/exercise" not in name + text


def test_the_next_commands_can_be_typed_as_they_are(tmp_path: Path) -> None:
    made = sockgrade("new", "networks/capitals", "--course", "my course", cwd=tmp_path)
    commands = [line.strip() for line in made.stdout.splitlines() if line.startswith("  sockgrade ")]
    assert [command.split()[1] for command in commands] == ["verify", "start", "grade"]
    course = f"--course '{tmp_path / 'my course'}'"
    assert all(course in command for command in commands)
    _, start, grade = (command.replace(course, "").split()[1:] for command in commands)
    mine = str(tmp_path / "my course")
    assert sockgrade(*start, cwd=tmp_path, SOCKGRADE_COURSE=mine).returncode == 0
    assert sockgrade(*grade, cwd=tmp_path, SOCKGRADE_COURSE=mine).returncode == 1  # nobody has written it yet
    solution = tmp_path / "my course/reference/networks/capitals/server.py"
    assert sockgrade("grade", "networks/capitals", solution, SOCKGRADE_COURSE=mine).returncode == 0
    assert "networks/capitals" in sockgrade("list", SOCKGRADE_COURSE=mine).stdout
    assert (
        sockgrade("try", "networks/capitals", solution, stdin="hello\n", SOCKGRADE_COURSE=mine).returncode
        == 0
    )


def test_an_exercise_goes_into_the_course_that_is_there(tmp_path: Path) -> None:
    assert sockgrade("new", "networks/first", cwd=tmp_path).returncode == 0
    (tmp_path / "notes.txt").touch()
    assert sockgrade("new", "networks/second", cwd=tmp_path).returncode == 0
    assert [e.id for e in Course(tmp_path).exercises] == ["networks/first", "networks/second"]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    course = write_files(tmp_path / "mine", {".git/config": "", "tests/graders/networks/other/x.py": ""})
    assert sockgrade("new", "networks/capitals", "--course", course / "new").returncode == 0
    before = contents(course)
    one_line(sockgrade("new", "networks/capitals", "--course", course / "new"), "README.md exists already")
    (course / "new/exercises/networks/capitals/README.md").unlink()
    (course / "new/reference/networks/capitals/server.py").write_text("mine")
    before = contents(course)
    refused = sockgrade("new", "networks/capitals", "--course", course / "new")
    one_line(refused, "exists already, and nothing was written: choose another id")
    assert contents(course) == before


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"thesis.txt": "", "half/exercises/x": "", "broken/exercises/a/b/exercise.toml": "x"}
    )
    words = "is neither a course nor an empty folder, and nothing was written"
    one_line(sockgrade("new", "networks/capitals", cwd=tmp_path), words, "--course DIR")
    one_line(sockgrade("new", "networks/capitals", "--course", tmp_path / "thesis.txt"), words)
    one_line(
        sockgrade("new", "networks/capitals", "--course", tmp_path / "half"), "it has no folder graders/"
    )
    write_files(tmp_path / "broken", {"graders/x": "", "reference/x": ""})
    one_line(
        sockgrade("new", "networks/capitals", "--course", tmp_path / "broken"), "exercise.toml is not TOML"
    )
    write_files(tmp_path / "versioned", {".git/config": ""})
    assert sockgrade("new", "networks/capitals", "--course", tmp_path / "versioned").returncode == 0


@pytest.mark.parametrize(
    "identifier",
    [
        "capitals",
        "a/b/c",
        "Networks/echo",
        "networks/my-echo",
        "networks/",
        "../echo",
        "class/echo",
        "1/2",
        "sockgrade/x",
    ],
)
def test_an_id_that_no_grader_could_have_is_refused(tmp_path: Path, identifier: str) -> None:
    one_line(sockgrade("new", identifier, cwd=tmp_path), repr(identifier), "such as networks/echo")
    assert contents(tmp_path) == {}


def test_the_template_has_every_role() -> None:
    assert {program.role for program in Course(ENGINE / "template").programs} == set(ROLES)
