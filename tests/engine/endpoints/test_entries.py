"""Folders, links and permissions: what a check lays beside a program, and what it reads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

COPIES = """
cp -a from to
chmod 0700 to/empty
ln -s /etc to/out
mkfifo to/pipe
"""
LAYS = """
from sockgrade import Entry, Program

LAID = {
    "empty": Entry("folder", 0o755),
    "link": Entry("link", data=b"nowhere"),
    "some where": Entry("folder", 0o755),
    "some where/script": Entry("file", 0o750, b"exit 0"),
}

def check_it(program: Program) -> None:
    for name, entry in LAID.items():
        program.lay(f"from/{name}", entry)
    found = program.put("from/plain", b"data").tree("to")
    assert program.tree("from") == {**LAID, "plain": Entry("file", 0o644, b"data")}
    assert found["empty"] == Entry("folder", 0o700)
    assert found["link"] == LAID["link"]
    assert found["some where/script"] == LAID["some where/script"]
    assert found["out"] == Entry("link", data=b"/etc"), "a link is not followed"
    assert found["pipe"].kind == "other"
    assert len(found) == 7
"""
MISSES = """
from sockgrade import Program

def check_it(program: Program) -> None:
    program.tree("to")
"""


@pytest.mark.parametrize("sandbox", ["bubblewrap", "none"])
def test_a_tree_is_laid_and_read_back(verdict: Verdict, sandbox: str) -> None:
    assert verdict(COPIES, LAYS, suffix=".sh", role="program", sandbox=sandbox) == "passed"


@pytest.mark.parametrize("program", ["exit 0", "echo > to", "ln -s . to"])
def test_what_is_no_folder_has_no_tree(verdict: Verdict, program: str) -> None:
    assert "There is no folder to" in verdict(program, MISSES, suffix=".sh", role="program")


def test_files_that_are_larger_than_any_memory_are_read_in_part(verdict: Verdict) -> None:
    program = "mkdir to; for name in a b c; do truncate -s 60M to/$name; done"
    check = MISSES.replace(
        'program.tree("to")', 'assert sum(len(e.data) for e in program.tree("to").values()) == 2**26'
    )
    assert verdict(program, check, suffix=".sh", role="program") == "passed"


def test_a_folder_that_should_not_be_there_is_told(verdict: Verdict) -> None:
    check = MISSES.replace('tree("to")', 'expect_no_file("to")')
    assert verdict("exit 0", check, suffix=".sh", role="program") == "passed"
    assert "The program leaves a folder to behind." in verdict(
        "mkdir to", check, suffix=".sh", role="program"
    )
