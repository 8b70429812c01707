"""Courses are found by their place in three trees; a wrong id is answered with the nearest."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from small_course import FILES, write_files

from sockgrade.course import Course, CourseError
from sockgrade.settings import is_prefix
from sockgrade.verdict import Level

TOML = 'title = "T"\ndocument = "D"\nsection = "1"\n'
GRADER = "def check_{}(server: object) -> None:\n    pass\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The small course, and a second document with an exercise of two programs."""
    files = {
        **FILES,
        "exercises/other/echo/exercise.toml": TOML
        + '[server]\nport = 80\ntransport = "udp"\naddress = "gethostname()"\n'
        + '[client]\nport = 81\ntyped = ["Grüße", "end"]\n',
        "graders/other/echo/server.py": GRADER.format("a") + GRADER.format("b"),
        "graders/other/echo/client.py": GRADER.format("a"),
        "reference/other/echo/server.py": "",
        "reference/other/echo/server.c": "",
        "reference/other/echo/notes.txt": "",
    }
    return Course(write_files(tmp_path / "course", files))


def test_exercises_and_programs_are_found(course: Course) -> None:
    assert [exercise.id for exercise in course.exercises] == ["doc/word", "other/echo"]
    assert [program.id for program in course.programs] == [
        "doc/word/program",
        "other/echo/server",
        "other/echo/client",
    ]
    server = course.program("other/echo/server")
    assert (server.role, server.transport, server.address, server.port) == (
        "server",
        "udp",
        "gethostname()",
        80,
    )
    client = course.program("other/echo/client")
    assert (client.transport, client.address) == ("tcp", "")
    assert (client.typed, server.typed) == (("Grüße", "end"), ())


@pytest.mark.parametrize(
    ("prefix", "selected"),
    [
        (".", {"doc/word/program": 3, "other/echo/server": 2, "other/echo/client": 1}),
        ("", {"doc/word/program": 3, "other/echo/server": 2, "other/echo/client": 1}),
        ("other", {"other/echo/server": 2, "other/echo/client": 1}),
        ("other/", {"other/echo/server": 2, "other/echo/client": 1}),
        ("other/echo/server", {"other/echo/server": 2}),
        ("other/echo/server/b", {"other/echo/server": 1}),
    ],
)
def test_a_prefix_selects_a_subtree(course: Course, prefix: str, selected: dict[str, int]) -> None:
    assert {s.program.id: len(s.checks) for s in course.select(prefix)} == selected


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        ("doc/wrod", "doc/word"),
        ("word", "doc/word"),
        ("othr", "other"),
        ("other/echo/sever", "other/echo/server"),
        ("doc/word/program/says_helo", "doc/word/program/says_hello"),
        ("doc/word/server", "doc/word"),
        ("zzz", "sockgrade list"),
        ("oth", "other"),
    ],
)
def test_a_wrong_id_is_answered_with_the_nearest(course: Course, wrong: str, nearest: str) -> None:
    with pytest.raises(CourseError) as refusal:
        course.select(wrong)
    assert repr(wrong) in str(refusal.value)
    assert nearest in str(refusal.value)


def test_checks_are_described_and_ordered_by_level(course: Course) -> None:
    hello, bye, ends = course.checks(course.program("doc/word/program"))
    assert hello.id == "doc/word/program/says_hello"
    assert hello.sentence == "The program says hello."
    assert hello.hint == "Use print()."
    assert (hello.level, bye.level, ends.level) == (Level.CORE, Level.OUTPUT, Level.ROBUST)
    assert (hello.points, bye.points) == (1.0, 2.0)
    (undocumented,) = course.checks(course.program("other/echo/client"))
    assert undocumented.sentence == "a"


def test_references_and_starters_are_found_in_every_language(course: Course) -> None:
    server = course.program("other/echo/server")
    assert [path.name for path in course.references(server)] == ["server.py", "server.c"]
    assert course.starters(server) == []
    assert [path.name for path in course.starters(course.program("doc/word/program"))] == ["program.py"]


def test_importing_a_grader_leaves_no_caches(course: Course) -> None:
    course.select(".")
    assert not list(course.root.rglob("__pycache__"))


def test_a_folder_that_is_no_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no folder exercises/"):
        Course(tmp_path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("title = ", "exercise.toml"),
        (TOML, "it lacks a table"),
        (TOML + "[server]\n", r"\[server\] lacks port: add a line such as port = 50007"),
        ("[server]\nport = 80\n", "it lacks title"),
        (
            TOML + "titel = 'T'\n[server]\nport = 80\n",
            r"it has the unknown key titel: .*\(did you mean title\?\)",
        ),
        (TOML + "[sever]\nport = 80\n", r"the unknown table \[sever\]: .*\(did you mean server\?\)"),
        (TOML + "[server]\nprot = 80\n", r"\[server\] has the unknown key prot: .*\(did you mean port\?\)"),
        (TOML + "[server]\nport = 80\n[server.x]\n", r"\[server\] has the unknown table \[x\]"),
        (TOML + "[server]\nport = 80\n[pair]\n", r"a \[pair\] is made of a \[server\] and a \[client\]"),
        (TOML + "[server]\nport = 80\n[pair]\nport = 81\n", r"\[pair\] has no keys"),
        ("title = 1\n", "title must be a text of one line, not 1"),
        ('title = " "\n', "title must be a text of one line"),
        ('title = "a\\nb"\n', "title must be a text of one line"),
        (
            TOML + '[server]\nport = "80"\n',
            r"\[server\] port must be a whole number from 1 to 65535, not \"80\"",
        ),
        (TOML + "[server]\nport = true\n", r"\[server\] port must be .*, not true"),
        (TOML + "[server]\nport = 80.0\n", r"\[server\] port must be .*, not 80.0"),
        (TOML + "[server]\nport = 0\n", r"\[server\] port must be .*, not 0"),
        (TOML + "[server]\nport = 65536\n", r"\[server\] port must be .*, not 65536"),
        (TOML + "[server]\nport = 80\ntransport = 'TCP'\n", r'\[server\] transport must be "tcp" or "udp"'),
        (TOML + "[server]\nport = 80\naddress = 1\n", r"\[server\] address must be an IP address"),
        (TOML + "[server]\nport = 80\naddress = '300.0.0.1'\n", r"\[server\] address must be"),
        (TOML + "[server]\nport = 80\naddress = '127.1'\n", r"\[server\] address must be"),
        (TOML + "[server]\nport = 80\naddress = '::g'\n", r"\[server\] address must be"),
        (TOML + "[server]\nport = 80\naddress = 'local host'\n", r"\[server\] address must be"),
        (TOML + "[server]\nport = 80\naddress = 'gethostname'\n[server", "is not TOML"),
        (TOML + "server = 80\n", "exercise.toml"),
        (TOML + '[client]\nport = 80\ntyped = "end"\n', "typed must be a list of lines"),
        (TOML + '[client]\nport = 80\nrights = ["net_admin"]\n', 'rights must be a list of "net_raw"'),
        (TOML + '[client]\nport = 80\nrights = "net_raw"\n', 'rights must be a list of "net_raw"'),
        (TOML + '[client]\nport = 80\ntyped = ["one\\ntwo"]\n', "typed must be a list of lines"),
    ],
)
def test_a_broken_exercise_is_told_with_its_path(course: Course, content: str, complaint: str) -> None:
    path = course.root / "exercises/other/echo/exercise.toml"
    path.write_text(content)
    with pytest.raises(CourseError, match=complaint) as refusal:
        _ = course.exercises
    assert str(path) in str(refusal.value)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    "address", ["", "127.0.0.1", "localhost", "a-1.example.org", "gethostname()", "4you"]
)
def test_an_address_is_one_of_ipv4_a_name_or_empty(course: Course, address: str) -> None:
    path = course.root / "exercises/other/echo/exercise.toml"
    path.write_text(TOML + f'[server]\nport = 80\naddress = "{address}"\n')
    assert course.program("other/echo/server").address == address


def test_an_exercise_that_cannot_be_read_is_told(course: Course) -> None:
    path = course.root / "exercises/other/echo/exercise.toml"
    path.unlink()
    path.mkdir()
    with pytest.raises(CourseError, match=r"exercise\.toml cannot be read: "):
        _ = course.exercises


def test_an_exercise_that_is_no_text_is_told(course: Course) -> None:
    path = course.root / "exercises/other/echo/exercise.toml"
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(CourseError, match="is not UTF-8 text"):
        _ = course.exercises


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("1 / 0\n", "ZeroDivisionError"),
        ("def\n", "SyntaxError"),
        ("import no_such_module\n", "no_such_module"),
    ],
)
def test_a_broken_grader_is_told_with_its_path(course: Course, content: str, complaint: str) -> None:
    program = course.program("other/echo/client")
    course.grader(program).write_text(content)
    with pytest.raises(CourseError, match=complaint) as refusal:
        course.checks(program)
    assert str(course.grader(program)) in str(refusal.value)


def test_a_missing_grader_is_told(course: Course) -> None:
    program = course.program("other/echo/client")
    course.grader(program).unlink()
    with pytest.raises(CourseError, match="other/echo/client has no grader"):
        course.checks(program)


def test_the_course_that_comes_with_sockgrade_is_found() -> None:
    assert "fsst/echo" in [exercise.id for exercise in Course.default().exercises]


@pytest.mark.parametrize(
    ("prefix", "identifier", "holds"),
    [
        ("", "a/b", True),
        (".", "a/b", True),
        ("a", "a/b", True),
        ("a/", "a/b", True),
        ("./a/b", "a/b", True),
        ("a/b", "a/b", True),
        ("a/b/c", "a/b", False),
        ("a", "ab/c", False),
        ("b", "a/b", False),
    ],
)
def test_a_prefix_is_one_of_whole_parts(prefix: str, identifier: str, holds: bool) -> None:
    assert is_prefix(prefix, identifier) is holds


def test_graders_need_no_more_than_is_promised_to_them() -> None:
    course = Course.default()
    for path in map(course.grader, course.programs):
        modules = [
            node.module for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)
        ]
        ours = [module for module in modules if module and module.partition(".")[0] == "sockgrade"]
        strangers = [m for m in ours if m != "sockgrade" and not f"{m}.".startswith("sockgrade.behaviours.")]
        assert strangers == [], path


def test_exercises_of_the_documents_have_their_places_in_the_text() -> None:
    exercises = Course.default().exercises
    places = [(exercise.id.partition("/")[0], exercise.order) for exercise in exercises]
    assert len(set(places)) == len(places)
    builds_on = {exercise.id: exercise.builds_on for exercise in exercises}
    assert {before for those in builds_on.values() for before in those} <= builds_on.keys()
    TopologicalSorter(builds_on).prepare()  # none builds on itself, over others or directly
