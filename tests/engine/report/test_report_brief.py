"""The one thing to mend, as the terminal shows it: the cause, the line, the difference, and nothing twice."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from results import check, conversation, program, result
from rich.console import Console

from sockgrade.evidence.events import Act, Event, Evidence, Excerpt
from sockgrade.report.carets import difference
from sockgrade.report.explanation import explanation
from sockgrade.report.folding import by_reason
from sockgrade.report.terminal import Verbosity, console, show
from sockgrade.verdict import CheckResult, Kind, Level, Outcome, ProgramResult

CRASH = "The program crashed (exit code 1): NameError: name 'sok' is not defined (server.py:12, in serve)"
EXCERPT = Excerpt("server.py", 12, 11, ("def serve(conn):", "    sok.send(conn.recv(9))", ""))


def crashed(name: str, message: str = CRASH, *, level: Level = Level.CORE) -> CheckResult:
    """A check that failed for a crash, which the program has told of on stderr."""
    lines = (
        "Traceback (most recent call last):",
        '  File "server.py", line 20, in <module>',
        "    serve(conn)",
        '  File "server.py", line 12, in serve',
        "    sok.send(conn.recv(9))",
        "    ^^^",
        "NameError: name 'sok' is not defined",
    )
    events = (
        Event(0.1, Act.STARTED),
        Event(0.2, Act.COMPLAINED, "ready"),
        *(Event(0.3, Act.COMPLAINED, line) for line in lines),
        Event(0.4, Act.EXITED, "exit code 1"),
    )
    evidence = Evidence(events, ending="\n".join(("exit code 1", *lines[-4:])), excerpt=EXCERPT)
    made = check(name, Outcome.FAILED, message=message, kind=Kind.ENDED, level=level)
    return replace(made, evidence=evidence)


def shown(*programs: ProgramResult, verbosity: Verbosity = Verbosity.NORMAL, width: int = 80) -> list[str]:
    file = io.StringIO()
    target = console(file)
    target.width = width
    show(result(*programs), target, again="sockgrade grade doc/word/server server.py", verbosity=verbosity)
    return file.getvalue().splitlines()


# the cause


def test_the_fault_is_named_not_what_would_be_right() -> None:
    lines = shown(program(crashed("answers")))
    begin = next(number for number, line in enumerate(lines) if line.endswith("Begin with this one:"))
    assert lines[begin + 2].startswith("  The program crashed (exit code 1): NameError")


def test_a_crash_is_told_once() -> None:
    text = "\n".join(shown(program(crashed("answers"), check("ends"))))
    assert text.count("name 'sok' is not defined") == 1
    assert text.count("sok.send(conn.recv(9))") == 1
    assert text.count("exit code 1") == 1
    assert "Traceback" not in text
    assert "writes to stderr: ready" in text, "what else it wrote stays"


def test_a_traceback_that_is_not_the_cause_stays() -> None:
    other = crashed("answers", "The program sent other bytes than expected.")
    rows = {row.label: row.text for row in explanation(other)}
    assert "NameError" in rows["ended"]
    assert "Traceback" in rows["seen"] or "NameError" in rows["seen"]


def test_the_line_is_marked_among_its_neighbours() -> None:
    lines = [line for line in shown(program(crashed("answers"))) if " | " in line or line.endswith(" |")]
    assert [line.split("where")[-1].strip() for line in lines] == [
        "11 | def serve(conn):",
        "> 12 |     sok.send(conn.recv(9))",
        "13 |",
    ]


def test_the_place_of_the_excerpt_is_not_told_twice() -> None:
    where = ("server.py:12, in serve: sok.send(conn.recv(9))", "server.py:120: listener.accept()")
    made = crashed("answers")
    made = replace(made, evidence=replace(made.evidence, where=where))
    (row,) = (row for row in explanation(made) if row.label == "where")
    assert row.text.count("sok.send") == 1
    assert row.text.endswith("server.py:120: listener.accept()")


# what is folded


def test_equal_causes_are_folded_over_all_levels() -> None:
    reports = "The program reports NameError: name 'sok' is not defined (server.py:12, in serve)."
    lines = shown(
        program(
            check("connects"),
            crashed("answers"),
            crashed("answers_again", f"{reports} The program closed the connection too early (FIN)."),
            crashed("says_so", level=Level.OUTPUT),
            crashed("lasts", level=Level.ROBUST),
            check("hurries", Outcome.FAILED, level=Level.ROBUST, message="The program is slow. Why?"),
        )
    )
    assert sum("NameError" in line for line in lines) == 1
    assert any("(answers; 4 checks, for the same reason)" in line for line in lines)
    assert "  ✗ hurries: The program is slow." in lines, "in a line, with the first sentence of its message"
    assert not any("answers again" in line or "says so" in line for line in lines)


def test_another_reason_at_the_same_line_is_another_reason() -> None:
    place = "(server.py:12, in serve)"
    waits = f"The program does not answer, and never will: it waits in recv() for more data {place}."
    messages = (
        waits,
        waits.replace("answer", "send anything").replace(" (server", " on connection 2 (server"),
        f"The program crashed (exit code 1): ConnectionResetError: [Errno 104] Connection reset {place}",
        waits.replace(":12", ":14"),
    )
    checks = [check(f"c{number}", Outcome.FAILED, message=message) for number, message in enumerate(messages)]
    assert [len(group) for group in by_reason(checks)] == [2, 1, 1]


@pytest.mark.parametrize(
    ("one", "other", "groups"),
    [
        ("The program sent other bytes. It is b'…'.", "The program sent other bytes. It is short.", 2),
        ("The program sent 8 bytes too many, each ' '.", "The program sent 1 byte too many, each ' '.", 1),
    ],
)
def test_wrong_data_is_the_same_only_if_all_words_are(one: str, other: str, groups: int) -> None:
    checks = [check(f"c{number}", Outcome.FAILED, message=text) for number, text in enumerate((one, other))]
    assert len(by_reason(checks)) == groups


def test_an_error_and_a_failure_are_never_folded() -> None:
    both = [check("a", Outcome.FAILED, message="No."), check("b", Outcome.ERROR, message="No.")]
    assert len(by_reason(both)) == 2


def test_several_programs_name_the_one_to_begin_with() -> None:
    other = replace(program(check("runs")), id="doc/word/client")
    text = "\n".join(shown(other, program(crashed("answers"), crashed("lasts", level=Level.ROBUST))))
    assert "(doc/word/server/answers; 2 checks, for the same reason)" in " ".join(text.split())


# how much is shown


def test_robust_is_told_of_in_full_only_when_core_passes() -> None:
    slow = check("lasts", Outcome.FAILED, level=Level.ROBUST, message="It is slow.")
    assert "Mend what keeps it from: lasts." in "\n".join(shown(program(check("answers"), slow)))
    text = "\n".join(shown(program(crashed("answers"), slow)))
    assert "Mend what keeps it from: lasts." not in text
    assert "  ✗ lasts: It is slow." in text


def test_passed_checks_are_counted_unless_everything_is_to_be_shown() -> None:
    passed = program(check("answers"), check("lasts", level=Level.ROBUST))
    assert not any("The server" in line for line in shown(passed))
    assert sum("The server" in line for line in shown(passed, verbosity=Verbosity.VERBOSE)) == 2


def test_quiet_is_a_line_for_each_program() -> None:
    long = replace(program(crashed("answers"), check("lasts", level=Level.ROBUST)), id="doc/" + "word/" * 9)
    passed = program(check("answers"))
    assert shown(long, passed, verbosity=Verbosity.QUIET) == [
        f"✗ NOT PASSED  {long.id}: 1 of 2 points (core 0/1, robust 1/1)",
        "✓ PASSED  doc/word/server: 1 of 1 point (core 1/1)",
    ]


def test_what_there_is_to_mend_stands_on_one_screen() -> None:
    made = crashed("answers")
    events = conversation().events * 3
    evidence = replace(conversation(), events=events, by_hand=("python3 server.py", "nc 127.0.0.1 7007"))
    long = replace(made, hint="Do this. " * 40, evidence=replace(evidence, excerpt=EXCERPT))
    lines = shown(program(long, *(crashed(f"c{n}", f"It is {n}.") for n in range(20))))
    begin = next(number for number, line in enumerate(lines) if line.endswith("Begin with this one:"))
    assert len(lines) - begin <= 24
    whole = shown(program(long), verbosity=Verbosity.VERBOSE)
    assert sum(" ms  " in line for line in whole) == 7
    assert any("by hand" in line for line in whole)


def test_what_was_not_run_neither_passes_nor_costs_points() -> None:
    left_out = check("lasts", Outcome.SKIPPED, level=Level.ROBUST, kind=Kind.NOT_RUN, message="Not run.")
    client = replace(program(replace(left_out, id="doc/word/client/lasts")), id="doc/word/client")
    first = program(check("a"), crashed("b"), replace(left_out, level=Level.CORE), left_out)
    lines = shown(first, client)
    assert any(line.startswith("core ") and line.endswith("1 of 2 points, 1 not run") for line in lines)
    assert any(line.startswith("robust ") and line.endswith(" not run") for line in lines)
    assert "✗ NOT PASSED  doc/word/server: 1 of 2 points, 2 not run" in lines
    assert "- NOT JUDGED  doc/word/client: not run" in lines
    assert "3 checks were not run after the first failure, and count neither way." in lines
    assert not any("Not run." in line for line in lines)
    assert result(first, client).exit_code == 1


# the difference


@pytest.mark.parametrize(
    ("expected", "received", "lines"),
    [
        ("'abc'", "'abc\\n'", ("'abc'", "'abc\\n'", "    ^^")),
        ("'abcd'", "'abXd'", ("'abcd'", "'abXd'", "   ^")),
        ("'abcd'", "'ad'", ("'abcd'", "'ad'", "  ^")),
        ("b'\\xff\\x00'", "b'\\xfe\\x00'", ("b'\\xff\\x00'", "b'\\xfe\\x00'", "  ^^^^")),
        ("'a\\n'", "'a\\r'", ("'a\\n'", "'a\\r'", "  ^^")),
        (
            "3 bytes; from byte 0: 'abc'",
            "10 bytes; from byte 0: 'abcd' …",
            (" 3 bytes; from byte 0: 'abc'", "10 bytes; from byte 0: 'abcd' …", " " * 27 + "^"),
        ),
    ],
)
def test_the_difference_is_marked(expected: str, received: str, lines: tuple[str, str, str]) -> None:
    found = difference(expected, received, 60)
    assert found is not None
    assert (found.expected.text, found.received.text, found.marks) == lines


@pytest.mark.parametrize(
    ("expected", "received"),
    [("'abc'", "nothing"), ("exit code 0", "exit code 1"), ("'same'", "'same'"), ("", "")],
)
def test_what_are_no_two_quotations_is_not_compared(expected: str, received: str) -> None:
    assert difference(expected, received, 60) is None


def test_an_output_is_not_compared_for_what_is_expected_may_stand_anywhere_in_it() -> None:
    made = check("prints", Outcome.FAILED, kind=Kind.WRONG_OUTPUT, expected="'bye'", received="'hello'")
    assert not any("^" in line for line in shown(program(made)))


@pytest.mark.parametrize("place", [0, 1, 30, 55, 79])
@pytest.mark.parametrize("width", [24, 40, 71])
def test_a_long_difference_is_shown_around_its_place(place: int, width: int) -> None:
    expected = "a" * 80
    received = f"{expected[:place]}X{expected[place + 1 :]}"
    found = difference(repr(expected), repr(received), width)
    assert found is not None
    sides = (found.expected.text, found.received.text, found.marks)
    assert max(map(len, sides)) <= width
    at = found.marks.index("^")
    assert found.received.text[at] == "X"
    assert found.expected.text[at] == "a"
    assert found.marks.count("^") == 1


def test_the_difference_has_a_colour_of_its_own() -> None:
    file = io.StringIO()
    target = Console(file=file, force_terminal=True, color_system="standard", width=80, highlight=False)
    made = check("a", Outcome.FAILED, expected="'abcd'", received="'abXd'")
    show(result(program(made)), target)
    assert "\x1b[1;7;31mX\x1b[0m" in file.getvalue()
    assert "\x1b[1;7;32mc\x1b[0m" in file.getvalue()
