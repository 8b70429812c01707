"""Real netcats: a program finds the one that a check wants."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from containers import skip_without_docker

from sockgrade import Program
from sockgrade.checks import CheckSkipped
from sockgrade.course import Course
from sockgrade.endpoints.stage import Stage
from sockgrade.network.network import SharedNetwork
from sockgrade.sandbox.choose import choose
from sockgrade.sandbox.netcats import NETCATS

Verdict = Callable[..., str]

ASKS = """
for name in nc netcat ncat; do
    $name -h 2>&1 | head -n 1
done
"""
KNOWS = """
def check_it(program: Program) -> None:
    program.with_netcat("{variant}").expect_output({words!r}, times=3).expect_exit()
"""
WORDS = {"openbsd": "OpenBSD netcat", "traditional": "[v1.10", "ncat": "Ncat 7"}
SENDS = """
printf 'hello' | nc {option} 127.0.0.1 "$1"
"""
TAKES = """
def check_it(client: Client) -> None:
    client.with_netcat("{variant}").start(7007)
    client.accept().expect(b"hello").expect_end().finish()
    client.expect_exit()
"""


def skip_without(variant: str) -> None:
    if shutil.which(NETCATS[variant]) is None:
        pytest.skip(f"the netcat {variant} is not installed")


@pytest.mark.parametrize("sandbox", ["bubblewrap", "none", "docker"])
@pytest.mark.parametrize("variant", NETCATS)
def test_a_program_finds_the_one_that_the_check_wants(verdict: Verdict, variant: str, sandbox: str) -> None:
    if sandbox == "docker":
        skip_without_docker()
    else:
        skip_without(variant)
    check = KNOWS.format(variant=variant, words=WORDS[variant])
    assert verdict(ASKS, check, suffix=".sh", role="program", sandbox=sandbox) == "passed"


@pytest.mark.parametrize(
    ("variant", "option"), [("openbsd", "-N"), ("traditional", "-q 1"), ("ncat", "--send-only")]
)
def test_it_talks_to_the_grader(verdict: Verdict, variant: str, option: str) -> None:
    skip_without(variant)
    sends, takes = SENDS.format(option=option), TAKES.format(variant=variant)
    assert verdict(sends, takes, suffix=".sh", role="client") == "passed"


def test_one_that_nobody_knows_is_the_checks_fault(verdict: Verdict) -> None:
    told = verdict(ASKS, KNOWS.format(variant="gnu", words="GNU"), suffix=".sh", role="program")
    assert told.startswith("error")
    assert "a netcat is one of openbsd, traditional, ncat, and not 'gnu'" in told


def test_one_that_is_not_installed_is_named(
    make_course: Callable[..., Course], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NETCATS, "ncat", "no-such-netcat")
    spec = make_course("", role="program").program("doc/exercise/program")
    program = Program(Stage(spec, SharedNetwork(), choose("none").sandbox, [], tmp_path / "submission"))
    with pytest.raises(CheckSkipped, match=r"is not installed: sudo apt install ncat$"):
        program.with_netcat("ncat")
