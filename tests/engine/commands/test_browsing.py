"""What grades nothing: exercises are listed, shown and started, and the doctor examines."""

from __future__ import annotations

import json
import re
from pathlib import Path

from small_course import ANSI, FILES, on_terminal, one_line, sockgrade

# list, show, start


def test_the_list_is_made_for_pipes(course: Path) -> None:
    lines = sockgrade("list", "--course", course).stdout.splitlines()
    assert lines == ["doc/word\tSay the word\tprogram\t3\tA document"]
    lines = sockgrade("list", "doc/word", "--course", course).stdout.splitlines()
    assert len(lines) == 3
    says_bye = ["doc/word/program/says_bye", "output", "2", "The program says bye."]
    assert lines[1].split("\t") == [*says_bye, "A document", "1.2 Words", "write(2)"]
    assert lines[2].endswith("\tRFC 9293, 3.6; write(2); section 1.2")
    assert len(sockgrade("list", "doc/word/program/says_bye", "--course", course).stdout.splitlines()) == 1
    assert sockgrade("list", "--checks", "--course", course).stdout.splitlines() == lines


def test_the_list_as_json(course: Path) -> None:
    (program,) = json.loads(sockgrade("list", "--json", "--course", course).stdout)
    assert program["id"] == "doc/word/program"
    assert program["port"] == 7007
    assert [check["level"] for check in program["checks"]] == ["core", "output", "robust"]
    assert [check["source"] for check in program["checks"]][:2] == [[], ["write(2)"]]


def test_the_list_on_a_terminal(course: Path) -> None:
    _, printed = on_terminal(["list", "--course", course])
    assert "Say the word" in printed
    assert "3 checks" in printed
    _, printed = on_terminal(["list", "doc", "--course", course])
    assert "The program says bye." in printed
    assert "ends_well · RFC 9293, 3.6 · write(2) · section 1.2" in printed
    one_line(sockgrade("list", "dock", "--course", course), "did you mean doc")


def test_the_sources_with_the_checks_that_cite_them(course: Path) -> None:
    lines = [
        line.split("\t") for line in sockgrade("list", "--sources", "--course", course).stdout.splitlines()
    ]
    assert [(source, check.rpartition("/")[2]) for source, check, *_ in lines] == [
        ("RFC 9293, 3.6", "ends_well"),
        ("section 1.2", "ends_well"),
        ("write(2)", "says_bye"),
        ("write(2)", "ends_well"),
    ]
    assert lines[0][2:] == [
        "The program ends with exit code 0.",
        "https://www.rfc-editor.org/rfc/rfc9293#section-3.6",
    ]
    _, printed = on_terminal(["list", "--sources", "--course", course])
    assert "write(2)" in ANSI.sub("", printed)
    assert "2 of 3 checks name a source." in ANSI.sub("", printed)
    one = json.loads(
        sockgrade("list", "doc/word/program/says_bye", "--sources", "--json", "--course", course).stdout
    )
    url = "https://man7.org/linux/man-pages/man2/write.2.html"
    assert one == [{"source": "write(2)", "url": url, "checks": ["doc/word/program/says_bye"]}]
    assert sockgrade("list", "doc/word/program/says_hello", "--sources", "--course", course).stdout == ""


def test_sources_are_in_the_order_of_their_numbers() -> None:
    lines = sockgrade("list", "netzwerkkommunikation", "--sources").stdout.splitlines()
    rfcs = list(dict.fromkeys(line.split("\t")[0] for line in lines if line.startswith("RFC")))
    numbers = [[int(number) for number in re.findall(r"\d+", rfc)] for rfc in rfcs]
    assert numbers == sorted(numbers)
    assert rfcs.index("RFC 768") < rfcs.index("RFC 3629, 3") < rfcs.index("RFC 9293, 3.5.3")


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
