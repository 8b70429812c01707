"""The table of attacks in .github/SECURITY.md is whole, and what it claims is tested."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hostile.arena import HERE

ROOT = HERE.parent.parent
TABLE = ROOT / ".github/SECURITY.md"
ATTACKS = range(1, 86)
#: Attacks that are tested where the part of the engine that withstands them is.
ELSEWHERE = {
    24: "sandbox/test_privileges.py::test_socket_families",
    60: "intake/test_submission.py::test_links_are_refused",
    62: "intake/test_archive.py::test_names_that_lead_elsewhere_are_refused",
    63: "intake/test_archive_bombs.py::test_a_bomb_is_refused_in_little_memory",
    64: "intake/test_submission.py::test_a_fifo_is_refused_without_hanging",
    65: "intake/test_submission.py::test_hostile_names_are_shown_escaped",
    70: "intake/test_submission.py::test_an_empty_folder_is_refused",
}


def _claims(sandbox: str = "bubblewrap") -> dict[int, str]:
    """Of each attack what a sandbox does about it."""
    rows = re.findall(
        r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", TABLE.read_text(), re.MULTILINE
    )
    assert len(rows) == len({number for number, *_ in rows})
    column = {"bubblewrap": 2, "none": 3, "docker": 4}[sandbox]
    return {int(row[0]): row[column] for row in rows}


def _tested() -> set[int]:
    """Attacks with a test of their own: in its name, or in its docstring as "And 39"."""
    found: set[int] = set()
    for path in HERE.glob("test_*.py"):
        text = path.read_text()
        for numbers in re.findall(r"^def test_((?:\d\d_)+)", text, re.MULTILINE):
            found.update(int(number) for number in numbers.split("_") if number)
        found.update(int(number) for number in re.findall(r"\bAnd (\d\d)\b", text))
    return found


def test_no_attack_is_left_out() -> None:
    assert list(_claims()) == list(ATTACKS)


@pytest.mark.parametrize("sandbox", ["bubblewrap", "docker"])
def test_every_verdict_of_the_table_is_one(sandbox: str) -> None:
    verdict = re.compile(r"held$|held: |partly: |as in bubblewrap$|not promised$|not yet: ")
    assert [claim for claim in _claims(sandbox).values() if not verdict.match(claim)] == []


@pytest.mark.parametrize("sandbox", ["bubblewrap", "docker"])
def test_what_is_claimed_is_tested(sandbox: str) -> None:
    """The tests run in both."""
    claimed = {number for number, claim in _claims(sandbox).items() if claim.startswith(("held", "partly"))}
    assert claimed - _tested() - set(ELSEWHERE) == set()


def test_what_is_tested_elsewhere_is_there() -> None:
    for test in ELSEWHERE.values():
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / "tests/engine" / file).read_text(), test


def test_every_program_is_used() -> None:
    tests = "".join(path.read_text() for path in HERE.glob("test_*.py"))
    unused = [path.name for path in (HERE / "programs").iterdir() if not _is_named(path, tests)]
    assert unused == []


def _is_named(program: Path, text: str) -> bool:
    # Some are a pair: of both transports, or of two ways.
    names = (
        program.name,
        re.sub("tcp|udp", "{transport}", program.name),
        f"{program.stem[:3]}{{way}}{program.suffix}",
    )
    return any(name in text for name in names)
