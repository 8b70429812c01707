"""What people see: plain text in pipes, readable at any width, and nothing that acts on their terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from results import HOSTILE, check, conversation, every_outcome, hostile, program, refused, result
from rich.console import Console

from sockgrade.evidence.text import visible
from sockgrade.report.terminal import Verbosity, console, show
from sockgrade.verdict import Kind, Level, Outcome, Result


def shown(
    outcome: Result, *, width: int = 80, again: str = "", verbosity: Verbosity = Verbosity.NORMAL
) -> str:
    file = io.StringIO()
    target = console(file)
    target.width = width
    show(outcome, target, again=again, verbosity=verbosity)
    return file.getvalue()


def shown_whole(outcome: Result, *, width: int = 80) -> str:
    return shown(outcome, width=width, verbosity=Verbosity.VERBOSE)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_check_shows_sentence_verdict_points_and_evidence() -> None:
    text = shown_whole(every_outcome())
    assert "✓ The server answers." in text
    assert "✗ The server sends back." in text
    for label, value in [
        ("expected", "'a'"),
        ("received", "'b'"),
        ("output", "one"),
        ("hint", "Mend what keeps"),
    ]:
        assert any(line.split()[:1] == [label] and value in line for line in text.splitlines())
    assert "0/1" in text
    assert "1/1" in text


def test_the_same_reason_is_told_once() -> None:
    text = shown_whole(every_outcome())
    assert text.count("It did not.") == 1
    assert "sends_more: for the same reason as sends_back" in text


def test_a_skipped_check_and_an_error_say_why_and_count_neither_way() -> None:
    text = shown(every_outcome())
    assert "Not seen here." in text
    assert "No bwrap." in text
    assert "not the program's fault" in text
    assert "NOT GRADED TO THE END" in text
    assert "1 of 3 points" in text


def test_a_pass_says_so() -> None:
    text = shown(result(program(check("answers"))))
    assert "✓ PASSED" in text
    assert "Passed: every check is satisfied" in text
    assert "--seed" not in text


def test_a_pass_with_points_left_says_what_to_do() -> None:
    outcome = result(program(check("answers"), check("lasts", Outcome.FAILED, level=Level.ROBUST)))
    text = flat(shown(outcome, again="sockgrade grade x y"))
    assert "Passed: all of core is right." in text
    assert "begin with this one: It did not." in text
    assert "sockgrade grade x y" in text
    assert "replay with --seed 4711" in text


@pytest.mark.parametrize(
    ("fail_on", "verdict", "sentence"),
    [
        (Level.CORE, "✓ PASSED", "Passed: all of core is right."),
        (
            Level.OUTPUT,
            "✗ NOT PASSED",
            "Not passed yet: 1 check of output fails. Begin with this one: It did not.",
        ),
        (Level.ROBUST, "✗ NOT PASSED", "Not passed yet: 2 checks of output and robust fail."),
    ],
)
def test_the_verdict_goes_by_the_level_that_counts(fail_on: Level, verdict: str, sentence: str) -> None:
    checks = [check("answers"), check("prints", Outcome.FAILED, level=Level.OUTPUT)]
    checks.append(check("lasts", Outcome.FAILED, level=Level.ROBUST))
    text = flat(shown(result(replace(program(*checks), fail_on=fail_on)), width=100))
    assert verdict in text
    assert sentence in text
    assert text.count("all must pass") == list(Level).index(fail_on) + 1


def test_all_levels_that_count_are_named() -> None:
    checks = [check("answers"), check("lasts", Outcome.FAILED, level=Level.ROBUST)]
    text = flat(shown(result(replace(program(*checks), fail_on=Level.OUTPUT))))
    assert "Passed: all of core and output is right." in text


def test_what_was_not_graded_says_why() -> None:
    text = shown(refused(), width=1000)
    assert text == f"Not graded: there is no file or folder {visible(HOSTILE)}\n"


def test_the_source_of_a_failed_check_is_shown() -> None:
    cited = replace(check("closes", Outcome.FAILED), source=("RFC 9293, 3.6", "recv(2)"))
    assert "  source   RFC 9293, 3.6; recv(2)\n" in shown(result(program(cited)))
    assert "source" not in shown(result(program(replace(cited, outcome=Outcome.PASSED, failure=None))))


def test_a_fail_begins_with_core() -> None:
    outcome = result(
        program(
            check("lasts", Outcome.FAILED, level=Level.ROBUST),
            check("answers", Outcome.FAILED, message="No."),
        )
    )
    text = flat(shown(outcome))
    assert "✗ NOT PASSED" in text
    assert "Begin with this one: No." in text


def test_one_reason_for_everything_is_told_once_and_first() -> None:
    names = ("answers", "lasts", "ends")
    text = shown_whole(
        result(program(*(check(name, Outcome.FAILED, message="It is gone.") for name in names)))
    )
    assert "All 3 checks failed, for one and the same reason:" in text
    assert text.count("It is gone.") == 2, "once as the reason, once as what to begin with"
    assert "same reason as" not in text
    assert text.index("It is gone.") < text.index("The server answers.")


def test_a_sandbox_that_fails_is_told_once() -> None:
    errors = [check(n, Outcome.ERROR, kind=Kind.GRADER, message="There is no daemon.") for n in "abc"]
    text = flat(shown_whole(result(program(*errors))))
    assert "None of the 3 checks could be run, for one and the same reason: There is no daemon." in text
    assert "The server answers." not in text
    assert shown(result(program(*errors))).count("There is no daemon.") == 1


def test_a_program_that_was_not_handed_in_is_short() -> None:
    missing = [
        check(n, Outcome.FAILED, kind=Kind.NOT_HANDED_IN, message="There is no server.") for n in "abc"
    ]
    missing_server = result(replace(program(*missing), source="", sandbox=""))
    text = shown_whole(missing_server)
    assert "not handed in" in text
    assert "The server a." not in text
    assert shown(missing_server).count("There is no server.") == 1


@pytest.mark.parametrize(
    ("sandbox", "word"), [("none", "UNSANDBOXED"), ("bubblewrap", "sandbox: bubblewrap")]
)
def test_the_sandbox_is_named(sandbox: str, word: str) -> None:
    assert word in shown(result(replace(program(check("a")), sandbox=sandbox)))


def test_a_shared_network_is_named() -> None:
    assert "network: shared" in shown(result(replace(program(check("a")), network="shared")))


def test_output_is_capped_to_its_end() -> None:
    output = "".join(f"line {n}\n" for n in range(1, 101))
    text = shown(result(program(check("a", Outcome.FAILED, output=output), check("b"))))
    assert "[… 88 lines left out …]" in text
    assert "line 89" in text
    assert "line 88" not in text


@pytest.mark.parametrize("verbosity", Verbosity)
@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_nothing_is_wider_than_the_terminal(width: int, verbosity: Verbosity) -> None:
    long = check("a", Outcome.FAILED, expected="x" * 500, output="y" * 5000, message="z " * 300)
    outcome = result(program(long, *every_outcome().programs[0].checks))
    lines = shown(outcome, width=width, verbosity=verbosity).splitlines()
    assert all(line == line.rstrip() for line in lines)
    if verbosity is Verbosity.QUIET:  # one line, for scripts
        assert len(lines) == 1
    else:
        assert max(map(len, lines)) <= width
    if verbosity is Verbosity.VERBOSE:
        assert sum(line.count("x") for line in lines) >= 400


@pytest.mark.parametrize("terminal", [False, True])
def test_hostile_text_is_visible(terminal: bool) -> None:
    file = io.StringIO()
    target = Console(
        file=file,
        force_terminal=terminal,
        color_system=None,
        width=80,
        highlight=False,
        markup=False,
        emoji=False,
    )
    show(hostile(), target, again="sockgrade grade \x1b[2J \u202e")
    # Only what rich itself writes for bold and dim is left.
    text = file.getvalue().replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "")
    text = text.replace("\x1b[1;2m", "").replace("\x1b[3m", "")
    assert all(line.isprintable() for line in text.split("\n")), text
    assert "\\x1b[2J" in text
    assert "\\u202e" in text
    assert "\\ud800" in text


def test_markup_of_students_is_text() -> None:
    outcome = result(program(check("a", Outcome.FAILED, output="[bold]x[/bold] :smile: [/]"), check("b")))
    assert "[bold]x[/bold] :smile: [/]" in shown(outcome)


def test_other_encodings_get_other_marks() -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="ascii", errors="backslashreplace")
    show(every_outcome(), console(file), verbosity=Verbosity.VERBOSE)
    file.flush()
    text = raw.getvalue().decode("ascii")
    assert "+ The server answers." in text
    assert "x The server sends back." in text


def test_a_failure_shows_bytes_place_transcript_and_what_to_try_by_hand() -> None:
    failed = check("sends_back", Outcome.FAILED, expected="b'\\xff'", received="b'\\xfe'")
    assert failed.failure is not None
    failure = replace(failed.failure, hexdump="expected  ff\nreceived  fe\n          ^^")
    text = shown_whole(result(program(replace(failed, failure=failure, evidence=conversation()))), width=100)
    rows = {line.split()[0]: line for line in text.splitlines() if line.startswith("    ") and line.strip()}
    assert "expected  ff" in rows["bytes"]
    assert "listener.accept()" in rows["where"]
    assert "earlier]" in rows["seen"]
    assert "nc -N 127.0.0.1 7007" in text
    assert "python3 server.py" in rows["by"]
    caret = [line for line in text.splitlines() if "^^" in line][-1]
    assert caret.index("^^") == rows["bytes"].index("ff")
    # What the message says is not told a second time.
    assert "it waits in accept()" not in text


def test_commands_to_be_copied_are_never_broken() -> None:
    failed = check("sends_back", Outcome.FAILED)
    command = "printf '%s' 'a message that is rather long, for whoever types it' | nc -N 127.0.0.1 7007"
    evidence = replace(conversation(), by_hand=("python3 server.py", command))
    assert command in shown(result(program(replace(failed, evidence=evidence))), width=60)


def test_what_could_not_be_graded_is_not_graded_of_so_many_points() -> None:
    text = flat(shown(result(program(*(check(name, Outcome.ERROR, kind=Kind.GRADER) for name in "abc")))))
    assert "not graded, of 3 points" in text
    assert "0 of 0" not in text


def test_what_was_not_graded_is_told_beside_what_was() -> None:
    checks = [check("answers"), check("rests", Outcome.ERROR, level=Level.ROBUST, points=2, kind=Kind.GRADER)]
    text = flat(shown(result(program(*checks)), verbosity=Verbosity.QUIET))
    assert "1 of 1 point (core 1/1, robust -/2)" in text
