"""What is said about the difference of two results."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from results import HOSTILE, check, program, result

from sockgrade.report.changes import Changes
from sockgrade.report.terminal import console
from sockgrade.verdict import CheckResult, Kind, Outcome


def told(before: list[CheckResult], after: list[CheckResult]) -> tuple[list[str], str]:
    """The lines about checks, and the line about points."""
    changes = Changes(result(program(*before)), result(program(*after)))
    return [line.plain for line in changes.lines(console(io.StringIO()))], changes.summary.plain


def failed(message: str = "It did not.", *, received: str = "", output: str = "") -> CheckResult:
    return check("answers", Outcome.FAILED, message=message, received=received, output=output)


def test_checks_are_grouped_by_what_becomes_of_them() -> None:
    names = ("mends", "breaks", "shifts", "vanishes", "stays")
    before = [
        *(check(name, Outcome.FAILED) for name in names[:1]),
        *(check(name) for name in names[1:2]),
        *(check(name, Outcome.FAILED, message="One.") for name in names[2:4]),
        check(names[4]),
    ]
    after = [
        check(names[0]),
        check(names[1], Outcome.FAILED),
        check(names[2], Outcome.FAILED, message="Two."),
        check(names[3], Outcome.ERROR, kind=Kind.GRADER),
        check(names[4]),
    ]
    lines, points = told(before, after)
    assert lines == [
        *("✓ 1 check passes now", "    The server mends."),
        *("✗ 1 check fails now", "    The server breaks."),
        *("✗ 1 check fails for another reason", "    The server shifts."),
        *("! 1 check could not be judged this time", "    The server vanishes."),
    ]
    assert points == "2 of 4 points now, 2 of 5 points before."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "It waits in recv() for more data (server.py:10, in echo).",
            "It waits in recv() for more data (server.py:12, in echo).",
        ),
        ("It connected from 127.0.0.1:36326.", "It connected from 127.0.0.1:41998."),
        ("It prints <socket at 0x7f00aa>.", "It prints <socket at 0x7fffbb>."),
    ],
)
def test_what_differs_by_chance_is_no_change(one: str, other: str) -> None:
    lines, points = told([failed(one, output=one)], [failed(other, output=other)])
    assert lines == []
    assert points == "Nothing changed: still 0 of 1 point."


@pytest.mark.parametrize("other", [failed(received="'c'"), failed(output="now at line 3")])
def test_another_answer_is_no_other_verdict_but_to_be_read(other: CheckResult) -> None:
    before, after = result(program(failed(received="'b'"))), result(program(other))
    changes = Changes(before, after)
    assert changes.in_words
    assert told([failed(received="'b'")], [other]) == ([], "Still 0 of 1 point.")
    assert not Changes(before, replace(before, started="later")).in_words


def test_what_was_not_run_has_neither_been_mended_nor_broken() -> None:
    left_out = check("answers", Outcome.SKIPPED, kind=Kind.NOT_RUN, message="Not run.")
    for before, after in [(failed(), left_out), (left_out, failed())]:
        lines, _ = told([before], [after])
        assert lines == []
        assert Changes(result(program(before)), result(program(after))).in_words


def test_long_lists_are_cut_short() -> None:
    names = [f"answers_{number}" for number in range(9)]
    lines, _ = told([check(name) for name in names], [check(name, Outcome.FAILED) for name in names])
    assert lines[0] == "✗ 9 checks fail now"
    assert lines[-1] == "    and 3 more"
    assert len(lines) == 8


def test_nothing_of_a_sentence_acts_on_the_terminal() -> None:
    hostile = replace(check("answers"), sentence=HOSTILE)
    lines, _ = told([failed()], [hostile])
    assert "\x1b" not in "".join(lines)
    assert "\\x1b[2J" in "".join(lines)
