"""Programs are built once, in the sandbox, and run from what the build has made; sockgrade.toml may say how."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import FILES, sockgrade, write_files

from sockgrade.course import Course
from sockgrade.evidence.text import visible
from sockgrade.grading.grade import Grader, Options
from sockgrade.grading.workers import Workers
from sockgrade.sandbox import SandboxUnavailable
from sockgrade.verdict import CheckResult, Kind, Outcome, ProgramResult

posix = pytest.mark.skipif(sys.platform == "win32", reason="compilers and scripts of Unix")

HELLO_C = '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n'
HELLO_SH = "#!/bin/sh\necho hello\necho bye\n"
RUNS_SH = '[program]\nrun = "sh hello.sh"\n'

Grade = Callable[..., ProgramResult]


@pytest.fixture
def grade(tmp_path: Path, workers: Workers) -> Grade:
    """Grades a folder, given as files, with checks that want hello (core), bye (output) and exit code 0 (robust)."""

    def run(files: dict[str, str], *executable: str, sandbox: str = "auto") -> ProgramResult:
        course = Course(write_files(tmp_path / "course", FILES))
        work = write_files(tmp_path / "work", files)
        for name in executable:
            (work / name).chmod(0o755)
        network = os.environ.get("SOCKGRADE_NETWORK", "auto")
        grader = Grader(course, Options(sandbox=sandbox, network=network), workers)  # type: ignore[arg-type]
        try:
            return grader.grade(work, course.select(".")).programs[0]
        finally:
            grader.close()

    return run


def says_hello(result: ProgramResult) -> CheckResult:
    return next(check for check in result.checks if check.id.endswith("says_hello"))


def refusal(result: ProgramResult) -> str:
    """What the student is told of a program that could not be built."""
    check = says_hello(result)
    assert check.outcome is Outcome.FAILED
    assert check.failure is not None
    assert check.failure.kind is Kind.BUILD
    return check.failure.message


# sockgrade.toml is followed


@posix
def test_a_program_in_any_language_runs_as_its_recipe_says(grade: Grade) -> None:
    result = grade({"hello.sh": HELLO_SH, "sockgrade.toml": RUNS_SH})
    assert [check.outcome for check in result.checks] == [Outcome.PASSED] * 3
    assert result.source == "sockgrade.toml"
    assert result.interpreter.endswith("sh hello.sh (sockgrade.toml)")


@posix
def test_the_recipe_comes_before_a_file_with_the_usual_name(grade: Grade) -> None:
    assert grade({"program.py": "", "hello.sh": HELLO_SH, "sockgrade.toml": RUNS_SH}).passed


def test_a_recipe_for_another_role_leaves_the_usual_name(grade: Grade) -> None:
    result = grade({"program.py": 'print("hello")', "sockgrade.toml": "[server]\nrun = './x'"})
    assert result.passed
    assert result.source == "program.py"


def test_python_in_a_recipe_is_the_interpreter_that_was_chosen(grade: Grade) -> None:
    files = {"main.py": 'print("hello")', "sockgrade.toml": '[program]\nrun = ["python3", "main.py"]'}
    result = grade(files)
    assert result.passed
    assert "main.py (sockgrade.toml)" in result.interpreter


@posix
def test_what_the_build_makes_is_run_from_a_folder_that_is_not_the_builds(grade: Grade) -> None:
    # It runs where it was built, and finds what was made there, in folders as well.
    build = "mkdir out && pwd > out/place && cp hello.sh out/run && chmod +x out/run"
    run = 'test \\"$(cat out/place)\\" = \\"$(pwd)\\" && exec out/run; pwd'
    toml = f'[program]\nbuild = ["sh", "-c", "{build}"]\nrun = ["sh", "-c", "{run}"]\n'
    result = grade({"hello.sh": HELLO_SH, "sockgrade.toml": toml}, sandbox="bubblewrap")
    assert says_hello(result).passed


@posix
@pytest.mark.parametrize("sandbox", ["bubblewrap", "none", "docker"])
def test_the_build_happens_once(grade: Grade, sandbox: str) -> None:
    """Each check would see another number if there were another build; and what a program writes is its own."""
    toml = (
        '[program]\nbuild = ["sh", "-c", "date +%N > number"]\n'
        'run = ["sh", "-c", "cat number; echo 1 > number; exit 1"]\n'
    )
    try:
        result = grade({"sockgrade.toml": toml}, sandbox=sandbox)
    except SandboxUnavailable as reason:
        pytest.skip(str(reason))
    numbers = {check.output.strip() for check in result.checks}
    assert len(result.checks) > 1
    assert len(numbers) == 1
    assert numbers.pop().isdigit()


@posix
def test_a_build_that_fails_is_shown_with_what_it_said(grade: Grade) -> None:
    toml = '[program]\nbuild = ["sh", "-c", "echo first; echo an Error: no flour >&2; exit 3"]\nrun = "./x"\n'
    result = grade({"sockgrade.toml": toml})
    message = refusal(result)
    assert "ended with exit code 3: an Error: no flour" in message
    failure = says_hello(result).failure
    assert failure is not None
    assert "first" in failure.received
    assert [check.outcome for check in result.checks] == [Outcome.FAILED] * 3


@posix
def test_a_build_that_waits_for_ever_is_ended(grade: Grade) -> None:
    toml = '[program]\nbuild = ["python3", "-c", "import signal; signal.pause()"]\nrun = "./x"\n'
    assert "not finished" in refusal(grade({"sockgrade.toml": toml}))


@posix
def test_a_build_may_compute_for_longer_than_a_program(grade: Grade) -> None:
    busy = "import time\nwhile time.process_time() < 2: pass\n"
    toml = '[program]\nbuild = ["python3", "busy.py"]\nrun = ["sh", "hello.sh"]\n'
    assert grade({"busy.py": busy, "hello.sh": HELLO_SH, "sockgrade.toml": toml}).passed


@posix
@pytest.mark.parametrize(
    ("build", "why"),
    [
        ("ln -s /etc/passwd x", "x is a symbolic link"),
        ("ln -s / x", "x is a symbolic link"),
        ("mkfifo x", "x is not a regular file"),
        ("chmod 777 . && mkdir -p x && chmod 0 x", None),
        ("i=0; while [ $i -lt 30 ]; do mkdir d; cd d; i=$((i+1)); done", "more than 20 folders deep"),
    ],
)
def test_what_a_build_leaves_is_a_strangers_as_well(build: str, why: str | None, grade: Grade) -> None:
    toml = f'[program]\nbuild = ["sh", "-c", "{build}"]\nrun = ["sh", "-c", "echo hello"]\n'
    result = grade({"sockgrade.toml": toml})
    if why is None:  # root may read what nobody else may
        assert says_hello(result).passed or "cannot be read" in refusal(result)
    else:
        message = refusal(result)
        assert why in message
        assert "/tmp" not in message


@posix
def test_a_build_cannot_fill_the_disk(grade: Grade) -> None:
    fill = "for i in 1 2 3 4 5 6 7 8 9; do head -c 40000000 /dev/zero > $i || exit 1; done"
    toml = f'[program]\nbuild = ["sh", "-c", "{fill}"]\nrun = ["sh", "-c", "echo hello"]\n'
    result = grade({"sockgrade.toml": toml})
    message = refusal(result)
    private = result.network == "private"
    assert ("No space left" if private else "larger than 256 MiB") in message


@posix
@pytest.mark.parametrize(
    ("files", "executable", "why"),
    [
        ({"sockgrade.toml": "[program]\nrun = './program'"}, [], "there is no file ./program"),
        ({"sockgrade.toml": "[program]\nrun = '../../../etc/passwd'"}, [], "leads out of the submission"),
        (
            {"hello.sh": HELLO_SH, "sockgrade.toml": "[program]\nrun = './hello.sh'"},
            [],
            "is not executable: chmod +x",
        ),
        (
            {"hello.sh": HELLO_SH.replace("\n", "\r\n"), "sockgrade.toml": "[program]\nrun = './hello.sh'"},
            ["hello.sh"],
            "end as on Windows (CR LF)",
        ),
        (
            {"hello.sh": "\ufeff" + HELLO_SH, "sockgrade.toml": "[program]\nrun = './hello.sh'"},
            ["hello.sh"],
            "begins with a byte order mark",
        ),
        (
            {"hello.sh": HELLO_SH, "sockgrade.toml": "[program]\nrun = 'hello.sh'"},
            ["hello.sh"],
            "a file of the submission is written ./hello.sh",
        ),
    ],
)
def test_a_program_that_cannot_be_run_is_diagnosed(
    files: dict[str, str], executable: list[str], why: str, grade: Grade
) -> None:
    assert why in refusal(grade(files, *executable))


@posix
def test_what_is_not_installed_or_misspelt_costs_points(grade: Grade) -> None:
    """Nobody could tell one from the other, and a student would choose the cheaper."""
    message = refusal(grade({"sockgrade.toml": "[program]\nrun = 'no-such-runtime x'"}))
    assert "no-such-runtime is not installed here, or misspelt" in message


@posix
def test_hostile_words_in_a_recipe_are_shown_escaped(grade: Grade) -> None:
    toml = '[program]\nbuild = ["sh", "-c", "exit 1 #\\u001b[2J\\u202e"]\nrun = ["sh", "x\\u001b[2J"]\n'
    result = grade({"sockgrade.toml": toml})
    assert visible(refusal(result)) == refusal(result)


# The shell


@posix
@pytest.mark.parametrize("sandbox", ["bubblewrap", "none", "docker"])
def test_a_script_is_run_by_the_shell_and_need_not_be_executable(grade: Grade, sandbox: str) -> None:
    commands = (
        "for command in nc tar gzip cat sed; do command -v $command >/dev/null || echo no $command; done\n"
    )
    try:
        result = grade({"program.sh": HELLO_SH + commands}, sandbox=sandbox)
    except SandboxUnavailable as reason:
        pytest.skip(str(reason))
    assert [check.outcome for check in result.checks] == [Outcome.PASSED] * 3
    assert result.interpreter.endswith("/sh")
    missing = says_hello(result).output.partition("bye\n")[2]
    assert missing == "" or (missing == "no nc\n" and not shutil.which("nc"))


@posix
def test_a_script_runs_where_it_is_and_finds_what_lies_beside_it(grade: Grade) -> None:
    files = {
        "src/program.sh": "cat ./word\n. ./more.sh\n",
        "src/word": "hello\n",
        "src/more.sh": "echo bye\n",
    }
    assert grade(files).passed


@posix
@pytest.mark.parametrize(
    ("script", "why"),
    [
        (HELLO_SH.replace("\n", "\r\n"), "the lines of program.sh end as on Windows (CR LF): save it with"),
        ("\ufeff" + HELLO_SH, "program.sh begins with a byte order mark: save it as UTF-8 without BOM"),
        ("#!/bin/sh\n\n# later\n", "program.sh holds nothing but comments"),
        ("", "program.sh is empty"),
    ],
)
def test_a_script_that_the_shell_would_misread_is_diagnosed(script: str, why: str, grade: Grade) -> None:
    message = refusal(grade({"program.sh": script}))
    assert why in message
    assert "sockgrade.toml" not in message


@posix
def test_a_line_end_of_windows_is_no_fault_where_the_script_wants_it(grade: Grade) -> None:
    """Of HTTP, for example, in a here-document."""
    assert grade({"program.sh": "cat <<END\nGET / HTTP/1.0\r\nEND\necho hello\n"}).passed


# C


@posix
def test_a_makefile_that_makes_the_program_is_used(grade: Grade) -> None:
    makefile = "program: program.c word.h\n\t$(CC) -DWORD='\"hello\"' -o $@ program.c\n"
    code = '#include <stdio.h>\n#include "word.h"\nint main(void) { puts(WORD); return 0; }\n'
    result = grade({"program.c": code, "word.h": "", "Makefile": makefile})
    assert result.passed
    assert result.interpreter == "make program"


@posix
@pytest.mark.parametrize(
    "makefile", ["program:\n\ttrue\n", "not a makefile at all\n", "program:\n\tsleep 1; exit 1\n"]
)
def test_a_makefile_that_does_not_make_the_program_does_no_harm(makefile: str, grade: Grade) -> None:
    result = grade({"program.c": HELLO_C, "Makefile": makefile})
    assert result.passed
    assert "cc" in result.interpreter


@posix
def test_a_program_that_was_handed_in_compiled_is_not_what_is_graded(grade: Grade) -> None:
    silent = {"program.c": "int main(void) { return 0; }\n", "Makefile": "program: program.c\n"}
    result = grade({**silent, "program": HELLO_SH, "program.bin": HELLO_SH}, "program", "program.bin")
    assert not says_hello(result).passed
    result = grade(
        {"program.c": "this is no C\n", "Makefile": "program:\n\ttrue\n", "program": HELLO_SH}, "program"
    )
    assert "program.c does not compile" in refusal(result)


@posix
def test_what_make_says_of_a_program_that_does_not_compile_is_shown(grade: Grade) -> None:
    result = grade({"program.c": "int main(void) { return x; }\n", "Makefile": "program: program.c\n"})
    assert "program.c does not compile: program.c:1:" in refusal(result)


@posix
@pytest.mark.parametrize("line", ['#include "/etc/shadow"', '__asm__(".incbin \\"/etc/shadow\\"");'])
def test_a_source_cannot_take_in_the_machines_files(line: str, grade: Grade) -> None:
    result = grade({"program.c": f"{line}\n{HELLO_C}"}, sandbox="bubblewrap")
    failure = says_hello(result).failure
    assert failure is not None
    assert "root:" not in failure.received
    assert "/etc/shadow" in refusal(result)


@posix
def test_a_compiler_bomb_is_ended(grade: Grade) -> None:
    bomb = "struct s { char a[1ul << 33]; } x = { .a[1ul << 32] = 1 };\nint main(void) { return x.a[0]; }\n"
    assert "does not compile" in refusal(grade({"program.c": bomb}))


# Python


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("# caf\u00e9\nprint('hello')\n".encode("latin-1"), "is not UTF-8 text: line 1 has the byte 0xe9"),
        ("\n\n\nx = '\u00e9'\n".encode("latin-1"), "line 4 has the byte 0xe9"),
        ("print('hello')\n".encode("utf-16"), "it is UTF-16"),
    ],
)
def test_a_source_that_python_cannot_decode_is_diagnosed(
    source: bytes, why: str, grade: Grade, tmp_path: Path
) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "program.py").write_bytes(source)
    assert why in refusal(grade({}))


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbfprint('hello')\r\n",
        b"# -*- coding: latin-1 -*-\nx = '\xe9'\nprint('hello')\n",
        b"#!/usr/bin/python3\r\nprint('hello')\r\n",
    ],
)
def test_a_source_that_python_can_decode_runs(source: bytes, grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "program.py").write_bytes(source)
    assert says_hello(grade({})).passed


@posix
@pytest.mark.parametrize("name", ["-program.py", "-program.c", "a\nprogram.py", "a program.py"])
def test_a_strange_name_is_no_option_of_a_command(name: str, grade: Grade) -> None:
    assert grade({name: HELLO_C if name.endswith(".c") else 'print("hello")\n'}).passed


# as a command


def packed(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@posix
def test_the_command_grades_an_archive_with_a_recipe_and_leaves_nothing(tmp_path: Path) -> None:
    write_files(tmp_path / "course", FILES)
    (tmp_path / "work.zip").write_bytes(packed({"mine/hello.sh": HELLO_SH, "mine/sockgrade.toml": RUNS_SH}))
    before = sorted(tmp_path.rglob("*"))
    command = [
        "grade",
        "doc/word",
        str(tmp_path / "work.zip"),
        "--course",
        str(tmp_path / "course"),
        "--sandbox",
    ]
    # Not below tmp_path: whoever runs the programs when root grades must be able to enter.
    with tempfile.TemporaryDirectory() as rest:
        Path(rest).chmod(0o711)
        for sandbox in ("none", "bubblewrap"):
            done = sockgrade(*command, sandbox, TMPDIR=rest)
            assert done.returncode == 0, done.stdout + done.stderr
        assert list(Path(rest).iterdir()) == []
    assert sorted(tmp_path.rglob("*")) == before


@posix
def test_without_a_sandbox_strangers_and_recipes_need_consent(tmp_path: Path) -> None:
    """Where auto finds no sandbox (attack 72): a PATH without bwrap."""
    write_files(tmp_path / "course", FILES)
    (tmp_path / "work.zip").write_bytes(packed({"program.py": 'print("hello")\n'}))
    write_files(tmp_path / "recipe", {"hello.sh": HELLO_SH, "sockgrade.toml": RUNS_SH})
    write_files(tmp_path / "own", {"program.py": 'print("hello")\n'})
    answers = {}
    for name in ("work.zip", "recipe", "own"):
        done = sockgrade(
            "grade", "doc/word", tmp_path / name, "--course", tmp_path / "course", PATH="/nowhere"
        )
        answers[name] = (done.returncode, done.stderr)
    assert answers["own"][0] == 0
    for name, why in (
        ("work.zip", "what is in an archive"),
        ("recipe", "the commands of a sockgrade.toml"),
    ):
        assert answers[name][0] == 2
        assert why in answers[name][1]
        assert "--sandbox none" in answers[name][1]
