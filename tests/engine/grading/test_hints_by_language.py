"""Students read hints in the language of their program: no b"" for C, no strlen() for Python, neither for others."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import sockgrade

from sockgrade.course import Course
from sockgrade.evidence.hints import LANGUAGES, for_language
from sockgrade.grading.grade import Grader, Options, ungraded
from sockgrade.sandbox import SandboxFault
from sockgrade.verdict import CheckResult, Result

#: What only programs in the language have: its functions and types, errors, keywords, literals, and its name.
WORDS = {
    "Python": r"""
        \bb"|\bb'|\b(?:en|de)code\(|\bprint\(|\binput\(|\brepr\b|\bstr\b|\bbytes\(|\bbytes.object|\blen\(|\blist\b
        |\br?strip\(|\bsplit\(|\bjoin\(|\breadlines?\(|\bmakefile|\bsendall|\brecv_into|\bsettimeout|\bsetblocking
        |\bsys\.|\btime\.\w|\bsocket\.\w|\bcodecs|\bsocketserver|\basyncio|\bselectors|\bthreading|\bf-string
        |\bexcept(?:ion)?s?\b|\braises?\b|\w+Errors?\b|\bgaierror|\bKeyboardInterrupt|\bfinally\b|`(?:with|if|for|while)\s
        |\bdaemon|\bThread\(|\bNone\b|\bTrue\b|\bFalse\b|\(\(|\bPython\b
        """,
    "C": r"""
        \bstr(?:n?cmp|len|cspn|str|tok|n?cpy)\b|\bmem(?:set|cpy|cmp)\b|\bsizeof\b|\b[fs]?n?(?:printf|scanf)\(|%\.
        |\bf?gets\(|\bgetline\(|\bgetchar\(|\bf(?:write|flush)\(|\bperror\(|\berrno\b|(?<!\.)\bsignal\(|(?<!\.)\bSIG_IGN|\bMSG_(?!WAITALL)\w+
        |\bchar\b|\bint\s\w+\s*[=;,(]|\bstatic\b|\bNULL\b|\b[hn]to[hn][sl]\b|\binet_\w+|\bINADDR_|\bsin_
        |\bstruct\s(?:addrinfo|hostent|iphdr|linger|pollfd|servent|sockaddr|timeval)
        |\bpthread_|\bmalloc\(|\bfree\(|(?<!sys\.)\bexit\(|(?<!>)&\w+\b(?!;)|(?<![.\w])close\(\w|\breturn\s-?\d|\bC\b(?!trl)(?<!Ctrl-C)
        """,
    "Shell": r"""
        \$[\w({]|\btrap\b|\bexec\b|\bfi\b|\besac\b|\bset\s-\w|\bread\s-r|/dev/null|2>&1
        """,
}
FOREIGN = {
    language: re.compile("|".join(words for other, words in WORDS.items() if other != language), re.VERBOSE)
    for language in ("", *LANGUAGES)
}
CHECKS = [check for selection in Course.default().select(".") for check in selection.checks]


@pytest.mark.parametrize("language", FOREIGN)
def test_no_hint_speaks_of_another_language(language: str) -> None:
    told = {check.id: for_language(check.hint, language) for check in CHECKS}
    assert {name: match[0] for name, hint in told.items() if (match := FOREIGN[language].search(hint))} == {}


@pytest.mark.parametrize("language", FOREIGN)
def test_every_check_has_a_hint_in_every_language(language: str) -> None:
    assert [check.id for check in CHECKS if not for_language(check.hint, language).strip()] == []


def test_the_words_of_the_languages_are_found_where_they_are() -> None:
    spoken = [name for name in LANGUAGES if any(f"\n{name}: " in f"\n{check.hint}" for check in CHECKS)]
    assert {"Python", "C"} <= set(spoken)
    for own in spoken:
        others = [language for language in FOREIGN if language != own]
        told = [for_language(check.hint, own) for check in CHECKS]
        assert all(any(map(FOREIGN[other].search, told)) for other in others)


# what a program is told

HINTED = '''
    """Its sentence.

    For all.

    Python: For Python.

    C: For C.

    Shell: For Shell.
    """
'''
TWO_CHECKS = f"""
def check_one(program: Program) -> None:{HINTED}
    program.run().expect_exit(3)

def check_two(program: Program) -> None:{HINTED}
    from sockgrade.checks import CheckFailed
    from sockgrade.verdict import Kind
    hint = "The cause.\\n\\nPython: In Python.\\n\\nC: In C.\\n\\nShell: In Shell."
    raise CheckFailed(Kind.WRONG_EXIT, "Wrong.", hint=hint)
"""
NOTEBOOK = {"cells": [{"cell_type": "code", "source": "pass", "outputs": [], "metadata": {}}], "nbformat": 4}
SUBMISSIONS = {
    "Python": {"program.py": "pass"},
    "Python in a notebook": {"program.ipynb": json.dumps(NOTEBOOK)},
    "C": {"program.c": "int main(void) { return 0; }"},
    "Shell": {"program.sh": "exit 0"},
    "another": {"sockgrade.toml": '[program]\nrun = ["sh", "-c", "exit 0"]'},
}
TOLD = {"Python": "For Python.", "C": "For C.", "Shell": "For Shell.", "another": ""}


@pytest.fixture
def submission(tmp_path: Path) -> Callable[[str], Path]:
    """Writes one of the submissions; its folder."""

    def write(which: str) -> Path:
        folder = tmp_path / "submission"
        folder.mkdir()
        for name, text in SUBMISSIONS[which].items():
            (folder / name).write_text(text)
        return folder

    return write


def _paragraphs(check: CheckResult) -> list[str]:
    return check.advice.split("\n\n")


@pytest.mark.parametrize("which", SUBMISSIONS)
def test_a_program_is_told_in_its_language(
    which: str, submission: Callable[[str], Path], make_course: Callable[..., Course]
) -> None:
    if which == "C" and not shutil.which("cc"):
        pytest.skip("no C compiler")
    course = make_course(TWO_CHECKS, role="program")
    grader = Grader(course, Options(sandbox="none" if which == "another" else "auto"))
    try:
        one, two = grader.grade(submission(which), course.select(".")).programs[0].checks
    finally:
        grader.close()
    own = TOLD[which.split()[0]]
    assert _paragraphs(one) == ["For all.", *([own] if own else [])]
    assert _paragraphs(two) == ["The cause.", *([own.replace("For", "In")] if own else [])]


@pytest.mark.parametrize("which", SUBMISSIONS)
def test_so_is_a_program_that_was_not_graded(
    which: str, submission: Callable[[str], Path], make_course: Callable[..., Course]
) -> None:
    course = make_course(TWO_CHECKS, role="program")
    result = ungraded([submission(which)], course.select("."), SandboxFault("No daemon."), Options("docker"))
    own = TOLD[which.split()[0]]
    for check in result.programs[0].checks:
        assert check.hint.split("\n\n") == ["For all.", *([own] if own else [])]


MISTAKES = {
    "echoes_a_message": (
        "send_all(connection, buffer, length)",
        "send_all(connection, buffer, length + 1)",
        "recv() returns how many bytes have come: send so many",
    ),
    "closes_when_the_client_has_finished": (
        "close(connection);",
        "",
        "recv() returns 0 then, and -1 after an error",
    ),
}


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler")
@pytest.mark.parametrize("check", MISTAKES)
def test_a_mistake_in_c_is_explained_in_words_of_c(tmp_path: Path, check: str) -> None:
    right, wrong, words = MISTAKES[check]
    reference = (Course.default().root / "reference/fsst/echo/server.c").read_text()
    assert reference.count(right) == 1
    (tmp_path / "server.c").write_text(reference.replace(right, wrong))
    process = sockgrade(
        "grade", f"fsst/echo/server/{check}", "server.c", "--json", "result.json", cwd=tmp_path
    )
    assert process.returncode == 1, process
    assert words in " ".join(process.stdout.split())
    result = Result.from_json((tmp_path / "result.json").read_text())
    (failed,) = result.programs[0].checks
    assert not FOREIGN["C"].search(failed.advice)
