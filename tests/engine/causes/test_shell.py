"""What the shell reports of a script is told as the cause, with its line, and what to do about it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from causes.failures import Judge, message

from sockgrade.causes.shell import Complaint, complaints, meaning

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts are run by /bin/sh")

SAYS_HELLO = '''
def check_says_hello(program: Program) -> None:
    """It says hello.

    The hint of the check.
    """
    program.expect_output("hello")
'''


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")


def test_a_command_that_is_not_there_is_named(judge: Judge) -> None:
    result = judge("#!/bin/sh\n\nnosuchcommand hello\n", SAYS_HELLO, role="program", suffix=".sh")
    assert result.failure is not None
    assert "There is no command nosuchcommand here." in message(result)
    assert "nosuchcommand: not found (student.sh:3)" in message(result)
    assert result.failure.hint == "It is misspelt, or not installed: do it with another command."
    assert result.evidence is not None
    assert result.evidence.excerpt is not None
    assert (result.evidence.excerpt.file, result.evidence.excerpt.line) == ("student.sh", 3)


def test_it_is_told_as_well_of_a_script_that_goes_on(judge: Judge) -> None:
    result = judge("port = 7007\nread line\necho $line\n", SAYS_HELLO, role="program", suffix=".sh")
    assert message(result).startswith(
        "The shell takes 'port = 7007' for the command port. The shell reports port: "
    )
    assert result.failure is not None
    assert result.failure.hint == "An assignment has no blanks around its =: name=value."


def test_a_script_that_cannot_be_read_is_told_where(judge: Judge) -> None:
    result = judge("if true; then\n  echo hello\n", SAYS_HELLO, role="program", suffix=".sh")
    assert "(student.sh:3)" in message(result)
    assert message(result).count("yntax error") == 1
    assert result.failure is not None
    assert "Each if needs its fi" in (result.failure.hint or "")


def test_what_a_script_says_itself_is_not_the_shells(judge: Judge) -> None:
    result = judge("echo 'student.sh: no luck' >&2\nexit 1\n", SAYS_HELLO, role="program", suffix=".sh")
    assert message(result).startswith("The program ended (exit code 1): student.sh: no luck")
    assert result.failure is not None
    assert result.failure.hint is None


@linux_only
def test_a_command_that_a_script_waits_for_is_named(judge: Judge) -> None:
    result = judge("cat /dev/null\nsed p\necho hello\n", SAYS_HELLO, role="program", suffix=".sh")
    assert "a child process (sed) waits for input on its standard input" in message(result)


# The words of dash and bash


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a.sh: 3: nc: not found", Complaint("a.sh", 3, "nc: not found")),
        ("a.sh: line 3: nc: command not found", Complaint("a.sh", 3, "nc: command not found")),
        ("./in/A.SH: 12: Bad substitution", Complaint("./in/A.SH", 12, "Bad substitution")),
        ("a.py: 3: nc: not found", None),
        ("a.sh: nothing", None),
        ("a.sh: 3456789012: x", None),
        ("", None),
    ],
)
def test_lines_of_the_shell_are_known_by_their_form(line: str, said: Complaint | None) -> None:
    assert next(complaints(f"something\n{line}\n"), None) == said


@pytest.mark.parametrize(
    ("source", "text", "hint"),
    [
        ("nc\r", "nc\r: not found", "line ends of Unix"),
        ("[[ $1 == x ]]", "[[: not found", "with single brackets"),
        ("source ./x", "source: not found", "write . ./NAME"),
        ("if [$1 = 3 ]", "[3: not found", "a blank belongs behind it"),
        ("PORT = 3", "PORT: command not found", "no blanks around its ="),
        ("port= 3", "3: not found", "misspelt, or not installed"),
        ("./helper.sh", "./helper.sh: Permission denied", "run it as `sh ./helper.sh`"),
        ("helper.sh", "helper.sh: not found", "`sh ./helper.sh`"),
        ("./other.sh", "./other.sh: not found", "was it handed in?"),
        ("a=(1 2)", 'Syntax error: "(" unexpected', "Arrays are bash's"),
        ("cat <<< hi", "Syntax error: redirection unexpected", "printf '%s\\n' TEXT | COMMAND"),
        ("for ((i=0;i<3;i++))", "Syntax error: Bad for loop variable", "`for ((…))` is bash's"),
        ("echo ${x^^}", "Bad substitution", "${…} is bash's"),
        ("set -o pipefail", "set: Illegal option -o pipefail", "`pipefail` is bash's"),
        ('echo "x', "Syntax error: Unterminated quoted string", "opened and not closed"),
        ("x", 'Syntax error: end of file unexpected (expecting "done")', "before its done"),
        ("fi", 'Syntax error: "fi" unexpected (expecting "then")', "Before then and do"),
        ("fi", "syntax error near unexpected token `fi'", "Before then and do"),
        ("echo $foo", "foo: parameter not set", "spelt as where it gets its value"),
    ],
)
def test_what_the_shell_says_is_explained(tmp_path: Path, source: str, text: str, hint: str) -> None:
    (tmp_path / "a.sh").write_text(f"#!/bin/sh\n{source}\n", newline="")
    (tmp_path / "helper.sh").write_text("")
    cause = meaning(Complaint("a.sh", 2, text), tmp_path)
    assert hint in (cause.hint or "")


def test_what_is_not_known_is_left_to_the_check(tmp_path: Path) -> None:
    assert meaning(Complaint("a.sh", 2, "cannot open x: No such file"), tmp_path).hint is None
    assert meaning(Complaint("../../etc/passwd.sh", 2, "Bad substitution"), tmp_path).hint is None
