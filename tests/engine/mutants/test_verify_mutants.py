"""`sockgrade verify --mutants` shows what a weak grader does not notice, and what a strict one fails wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import FILES, one_line, sockgrade, write_files

#: It does not look at the exit code.
WEAK = '''
"""Checks of doc/word/program."""

from sockgrade import Program


def check_says_hello(program: Program) -> None:
    """The program says hello."""
    program.expect_output("hello")
'''
GOOD = f'''{WEAK}

def check_says_nothing_else_and_ends_well(program: Program) -> None:
    """The program says hello, and nothing else, and ends with exit code 0."""
    program.run().expect_exit(0)
    assert program.output.split() == ["hello"], program.output
'''
#: It asks for what no client can see.
STRICT = f'''{WEAK}

def check_has_two_lines(program: Program) -> None:
    """The program's source has two lines."""
    program.expect_output("2 lines")
'''
PROGRAM = 'word = "hello"\nprint(word)\n'
HANDOUT = """# Say the word

## The program

1. It says `hello`,
   in one line.
2. It ends.

## If you want more

1. Say more.
"""
REFERENCE, GRADER, EQUIVALENT = (
    "reference/doc/word/program.py",
    "graders/doc/word/program.py",
    "tests/graders/doc/word/program/equivalent.toml",
)
#: Written down for all programs.
SHARED = "tests/graders/equivalent.toml"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    files = {path: text for path, text in FILES.items() if not path.startswith("tests")}
    changed = {REFERENCE: PROGRAM, GRADER: WEAK, "exercises/doc/word/README.md": HANDOUT, EQUIVALENT: ""}
    return write_files(tmp_path / "course", files | changed)


def verify(course: Path, *arguments: str) -> tuple[int, str]:
    process = sockgrade("verify", *arguments, "--course", course, COLUMNS="200")
    assert process.stderr == ""
    return process.returncode, process.stdout


def test_a_survivor_is_shown_with_the_handout(course: Path) -> None:
    code, text = verify(course, "--mutants")
    assert code == 1
    assert "no check notices: reference/doc/word/program.py:2 ends with code 1" in text
    assert "+raise SystemExit(1)" in text
    assert "exercises/doc/word/README.md says:" in text
    assert "1. It says `hello`,\n" in text
    assert "in one line." in text
    assert "2. It ends." in text
    assert "Say more" not in text
    assert "4 of 10 that are not equivalent noticed" in text
    assert "5 controls, none fails" in text


def test_equivalents_are_no_survivors(course: Path) -> None:
    entry = '[[equivalent]]\nchange = "{}"\nreason = "only words count"\n'
    files = {EQUIVALENT: entry.format("prints no line end"), SHARED: entry.format("prints twic*")}
    says_it = GOOD.replace(
        'assert program.output.split() == ["hello"]', 'assert set(program.output.split()) == {"hello"}'
    )
    write_files(course, {GRADER: says_it, **files})
    code, text = verify(course, "--mutants")
    assert code == 0, text
    assert "no check notices" not in text
    assert "2 equivalent" in text
    assert "8 of 8 that are not equivalent noticed (100.0 %)" in text


def test_what_is_written_down_must_be_true(course: Path) -> None:
    entries = [
        '[[equivalent]]\nchange = ["prints no *", "prints twice"]\nreason = "who reads twice?"\n',
        '[[equivalent]]\nchange = "sendall→send"\nreason = "no such thing here"\n',
    ]
    write_files(course, {GRADER: GOOD, EQUIVALENT: "".join(entries)})
    code, text = verify(course, "--mutants")
    assert code == 1
    assert "written down as equivalent, and yet noticed: reference/doc/word/program.py:2 prints twice" in text
    assert "reason: who reads twice?" in text
    assert "no mutant is what equivalent.toml writes down: sendall→send" in text


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            "[[equivalnt]]\n",
            "it has the unknown key equivalnt: there is equivalent (did you mean equivalent?)",
        ),
        ("[equivalent]\n", "equivalent must be written as [[equivalent]]"),
        ('[[equivalent]]\nchange = "x"\n', "an entry has change and reason"),
        ('[[equivalent]]\nchange = "x"\nreason = 1\n', "[equivalent] reason must be a text, not 1"),
        ('[[equivalent]]\nchange = "x"\nraeson = ""\n', "the unknown key raeson"),
    ],
)
def test_what_is_written_down_must_be_well_written(course: Path, content: str, complaint: str) -> None:
    write_files(course, {EQUIVALENT: content})
    one_line(sockgrade("verify", "--mutants", "--course", course), EQUIVALENT, complaint)


def test_a_control_that_fails_is_shown_with_its_check(course: Path) -> None:
    counts = 'word = "hello"\nprint(word, len(open(__file__).readlines()), "lines")\n'
    write_files(course, {GRADER: STRICT, REFERENCE: counts})
    code, text = verify(course, "--mutants")
    assert code == 1
    assert "a client cannot see it, and yet a check fails: reference/doc/word/program.py:1 a comment" in text
    assert "has_two_lines: " in text
    assert "fail (" in text


def test_a_reference_that_fails_is_told(course: Path) -> None:
    write_files(course, {GRADER: GOOD, REFERENCE: "print('hello, hello')\n"})
    code, text = verify(course, "--mutants", "2")
    assert code == 1
    assert "reference/doc/word/program.py itself fails says_nothing_else_and_ends_well" in text


def test_an_error_of_the_grader_exits_with_3(course: Path) -> None:
    check = f"""{WEAK}

def check_x(program: Program) -> None:
    program.run().expect_exit(0)
    if program.output.count("hello") > 1:
        1 / 0
"""
    write_files(course, {GRADER: check})
    code, text = verify(course, "--mutants")
    assert code == 3, text
    assert "the grader failed: reference/doc/word/program.py:2 prints twice" in text
    assert "x: ZeroDivisionError" in text
    assert "1 errors" in text


def test_a_sample_is_chosen_by_the_seed(course: Path) -> None:
    runs = [verify(course, "--mutants", "8", "doc/word", "--seed", seed)[1] for seed in ("1", "1", "2")]
    names = [[line for line in text.splitlines() if ".py:" in line] for text in runs]
    assert names[0] == names[1] != names[2]
    assert "--seed 1)" in runs[0]


def test_a_prefix_may_stand_in_the_place_of_the_number(course: Path) -> None:
    process = sockgrade("verify", "--mutants", "doc/wodr", "--course", course)
    assert process.returncode == 2
    assert "there is no exercise" in process.stderr
