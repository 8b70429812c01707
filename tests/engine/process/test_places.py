"""What is said of a program's place and of its last words: of any program, and in bounded time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sockgrade.causes import blame, usage
from sockgrade.process.places import _source_line
from sockgrade.process.spy import Frame, _innermost


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("server.py", 2, "second"),
        ("server.py", 0, ""),
        ("server.py", -1, ""),
        ("server.py", 10**20, ""),
        ("a\0b.py", 1, ""),
        ("\ud800.py", 1, ""),
        ("x" * 5000, 1, ""),
        ("", 1, ""),
        ("long.py", 1, "x" * 200),
    ],
)
def test_a_line_of_a_source_is_found_or_is_not(tmp_path: Path, name: str, line: int, said: str) -> None:
    (tmp_path / "server.py").write_text("first\n  second\nthird")
    (tmp_path / "long.py").write_text("x" * 2**21)
    assert _source_line(tmp_path, Frame(name, line, "f")) == said


@given(st.text(max_size=20), st.integers(), st.text(max_size=9))
@example("a\0/../../etc/passwd", 1, "\0")
def test_no_name_of_code_leads_out_of_the_folder(name: str, line: int, function: str) -> None:
    thread = {"os_thread_id": 7, "frames": [{"filename": name, "line": line, "name": function}]}
    for _, frame in _innermost([thread], "/folder"):
        assert not frame.file.startswith(("/", "../"))


@given(st.text(max_size=200))
@example("Traceback (most recent call last):")
@example("\n\x1c\n")
def test_the_last_line_of_any_text_is_one_line(text: str) -> None:
    assert "\n" not in blame._last_line(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [" ", "no port ", "usage", "<", "a.py ", "error", "not ", "'", "\u00a0"])
def test_patterns_take_linear_time(piece: str) -> None:
    line = piece * (2**20 // len(piece))
    usage._USAGE.match(line)
    usage._PLACE.search(line)
    blame._COMPLAINT.search(line)
