"""What grades nothing: exercises are listed, shown and started, and the doctor examines."""

from __future__ import annotations

import json
from pathlib import Path

from small_course import ANSI, FILES, on_terminal, one_line, sockgrade

# list, show, start


def test_the_list_is_made_for_pipes(course: Path) -> None:
    lines = sockgrade("list", "--course", course).stdout.splitlines()
    assert lines == ["doc/word\tSay the word\tprogram\t3\tA document"]
    lines = sockgrade("list", "doc/word", "--course", course).stdout.splitlines()
    assert len(lines) == 3
    fields = ["doc/word/program/says_bye", "output", "2", "The program says bye.", "A document", "1.2 Words"]
    assert lines[1].split("\t") == fields
    assert len(sockgrade("list", "doc/word/program/says_bye", "--course", course).stdout.splitlines()) == 1
    assert sockgrade("list", "--checks", "--course", course).stdout.splitlines() == lines


def test_the_list_as_json(course: Path) -> None:
    (program,) = json.loads(sockgrade("list", "--json", "--course", course).stdout)
    assert program["id"] == "doc/word/program"
    assert program["port"] == 7007
    assert [check["level"] for check in program["checks"]] == ["core", "output", "robust"]


def test_the_list_on_a_terminal(course: Path) -> None:
    _, printed = on_terminal(["list", "--course", course])
    assert "Say the word" in printed
    assert "3 checks" in printed
    _, printed = on_terminal(["list", "doc", "--course", course])
    assert "The program says bye." in printed
    one_line(sockgrade("list", "dock", "--course", course), "did you mean doc")


def test_the_handout_is_shown(course: Path) -> None:
    assert sockgrade("show", "doc/word", "--course", course).stdout == FILES["exercises/doc/word/README.md"]
    _, printed = on_terminal(["show", "doc/word", "--course", course])
    assert "Say hello." in ANSI.sub("", printed)
    (course / "exercises/doc/word/README.md").unlink()
    one_line(sockgrade("show", "doc/word", "--course", course), "handout")


def test_an_exercise_is_started_and_never_overwritten(course: Path, tmp_path: Path) -> None:
    process = sockgrade("start", "doc/word", "--course", course, cwd=tmp_path)
    assert process.returncode == 0
    assert sorted(p.name for p in (tmp_path / "word").iterdir()) == ["README.md", "program.py"]
    assert "sockgrade grade --course" in process.stdout

    (tmp_path / "word/program.py").write_text("my work")
    (tmp_path / "word/README.md").unlink()
    one_line(sockgrade("start", "doc/word", "--course", course, cwd=tmp_path), "program.py exists already")
    assert (tmp_path / "word/program.py").read_text() == "my work"
    assert not (tmp_path / "word/README.md").exists()

    one_line(sockgrade("start", "doc/word", "word/program.py", "--course", course, cwd=tmp_path), "is a file")
    assert sockgrade("start", "doc/word", "deep/er", "--course", course, cwd=tmp_path).returncode == 0
    assert (tmp_path / "deep/er/README.md").is_file()


# doctor


def test_the_doctor_examines() -> None:
    process = sockgrade("doctor")
    assert process.returncode == 0, process
    for thing in ("private network", "bubblewrap", "seccomp", "C compiler", "Python for the programs"):
        assert thing in process.stdout
    process = sockgrade("doctor", "--python", "/no/python")
    assert process.returncode == 1
    assert "Nothing can be graded here" in process.stdout
