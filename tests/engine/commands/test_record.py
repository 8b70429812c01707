"""`sockgrade grade` remembers what has been passed, and `sockgrade list` tells it, and what comes next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_course import ANSI, CHECKS, EXERCISE, FILES, GOOD, SILENT, on_terminal, sockgrade, write_files

#: Says hello only: it passes core, and not all of output.
_ENOUGH = "print('hello')\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Four exercises: in the text `last` comes first, but it builds on the others."""
    files = dict(FILES)
    order = {
        "last": 'order = 1\nbuilds_on = ["doc/word", "doc/second"]',
        "word": "order = 2",
        "second": "order = 3",
        "anywhere": 'builds_on = ["elsewhere/unknown"]',
    }
    for name, keys in order.items():
        files[f"exercises/doc/{name}/exercise.toml"] = EXERCISE.replace("\n[program]", f"{keys}\n\n[program]")
        files[f"graders/doc/{name}/program.py"] = CHECKS
    return write_files(tmp_path / "course", files)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return write_files(tmp_path / "work", {"good.py": GOOD, "enough.py": _ENOUGH, "silent.py": SILENT})


class User:
    """Somebody with a state of their own."""

    def __init__(self, state: Path, course: Path, work: Path) -> None:
        self.state, self._course, self._work = state, course, work

    def grade(self, exercise: str, program: str, *options: str) -> int:
        done = sockgrade(
            *["grade", exercise, program, "--course", str(self._course), *options],
            cwd=self._work,
            XDG_STATE_HOME=str(self.state),
        )
        assert done.stderr == ""
        return done.returncode

    def standings(self, *arguments: str) -> dict[str, str]:
        """Of each exercise, as the list has them when it is read by a program."""
        done = sockgrade("list", *arguments, "--course", self._course, XDG_STATE_HOME=str(self.state))
        assert done.stderr == ""
        rows = [line.split("\t") for line in done.stdout.splitlines()]
        return {row[0].partition("/")[2]: "".join(row[6:]) for row in rows}

    def sees(self) -> str:
        code, text = on_terminal(["list", "--course", self._course], XDG_STATE_HOME=str(self.state))
        assert code == 0
        return ANSI.sub("", text)


@pytest.fixture
def user(tmp_path: Path, course: Path, work: Path) -> User:
    return User(tmp_path / "state", course, work)


def test_exercises_are_listed_in_the_order_of_the_text(user: User) -> None:
    assert list(user.standings()) == ["last", "word", "second", "anywhere"]
    seen = user.sees()
    assert "Say the word (builds on word and second)" in seen
    assert "Next" not in seen
    assert "✓" not in seen


def test_what_was_passed_is_remembered(user: User) -> None:
    assert user.grade("doc/word", "good.py") == 0
    assert user.grade("doc/second", "silent.py") == 1
    assert user.standings() == {"last": "", "word": "passed", "second": "tried", "anywhere": ""}
    seen = user.sees()
    assert "✓ doc/word" in seen
    assert "✗ program: 3 checks" in seen
    assert "Next: go on with doc/second" in seen


def test_core_is_enough_and_what_was_passed_once_stays_so(user: User) -> None:
    user.grade("doc/word", "enough.py")
    user.grade("doc/word", "silent.py")
    assert user.standings()["word"] == "passed"


def test_next_is_what_builds_on_nothing_that_is_missing(user: User, course: Path) -> None:
    user.grade("doc/word", "good.py")
    user.grade("doc/second", "good.py")
    assert f"Next: sockgrade start doc/last --course {course}" in " ".join(user.sees().split())
    user.grade("doc/last", "good.py")
    assert "Next: sockgrade start doc/anywhere" in user.sees()
    user.grade("doc/anywhere", "good.py")
    assert "Next" not in user.sees()


@pytest.mark.parametrize("options", [["--no-record"], ["--level", "robust"]])
def test_some_grades_are_not_remembered(user: User, options: list[str]) -> None:
    user.grade("doc/word", "good.py", *options)
    assert not user.state.exists()


def test_a_single_check_says_nothing_of_a_program(user: User) -> None:
    user.grade("doc/word/program/says_bye", "good.py")
    assert not user.state.exists()


def test_another_course_has_a_record_of_its_own(user: User, tmp_path: Path, work: Path) -> None:
    user.grade("doc/word", "good.py")
    other = User(user.state, write_files(tmp_path / "other", FILES), work)
    assert other.standings() == {"word": ""}
    other.grade("doc/word", "silent.py")
    assert user.standings()["word"] == "passed"
    assert other.standings() == {"word": "tried"}


def test_a_course_that_is_gone_is_forgotten(user: User, course: Path, tmp_path: Path, work: Path) -> None:
    user.grade("doc/word", "good.py")
    course.rename(tmp_path / "elsewhere")
    User(user.state, write_files(tmp_path / "other", FILES), work).grade("doc/word", "good.py")
    assert list(json.loads((user.state / "sockgrade/record.json").read_text())["courses"]) == [
        str(tmp_path / "other")
    ]


def test_the_list_tells_it_as_json_too(user: User, course: Path) -> None:
    user.grade("doc/word", "good.py")
    done = sockgrade("list", "--json", "--course", course, XDG_STATE_HOME=str(user.state))
    programs = {program["id"]: program for program in json.loads(done.stdout)}
    assert programs["doc/word/program"]["standing"] == "passed"
    assert programs["doc/last/program"]["standing"] is None
    assert programs["doc/last/program"]["builds_on"] == ["doc/word", "doc/second"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"schema": "sockgrade/record/v9", "courses": 7}',
        '{"schema": "sockgrade/record/v1", "courses": {"x": {"doc/word/program": "brilliant"}}}',
        "[" * 10_000,
        "\x00" * 100,
    ],
)
def test_a_damaged_record_is_none(user: User, content: str) -> None:
    write_files(user.state, {"sockgrade/record.json": content})
    assert set(user.standings().values()) == {""}
    assert user.grade("doc/word", "good.py") == 0
    assert user.standings()["word"] == "passed"


def test_where_nothing_can_be_remembered_grading_goes_on(user: User) -> None:
    user.state = Path("/dev/null")
    assert user.grade("doc/word", "good.py") == 0
    assert user.standings()["word"] == ""


def test_nothing_but_the_record_is_left(user: User) -> None:
    user.grade("doc/word", "good.py")
    user.grade("doc/second", "good.py")
    assert [path.name for path in (user.state / "sockgrade").iterdir()] == ["record.json"]
