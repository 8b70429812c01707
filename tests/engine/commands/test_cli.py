"""The commands, run as people run them: exit codes, one line for what cannot be done, and clean files."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from small_course import ANSI, GOOD, NO_STATE, SOCKGRADE, on_terminal, one_line, sockgrade, write_files

from sockgrade import __version__
from sockgrade.verdict import Result


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with a good and a bad program, to work in."""
    return write_files(tmp_path / "work", {"program.py": GOOD, "bad.py": "print('hi\\x1b[31m')\n"})


# help


@pytest.mark.parametrize(
    "command", ["", "grade", "report", "list", "show", "start", "replay", "verify", "doctor"]
)
def test_every_help_has_an_example(command: str) -> None:
    process = sockgrade(*command.split(), "--help")
    assert process.returncode == 0
    assert re.search(rf"\n  sockgrade {command or 'grade'}\b", process.stdout)
    assert max(map(len, process.stdout.splitlines())) <= 80


def test_the_module_is_the_command() -> None:
    command = [sys.executable, "-m", "sockgrade", "--version"]
    assert (
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
        == f"sockgrade {__version__}\n"
    )


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from sockgrade.cli import cli\n"
        "try:\n    cli(['--help'], prog_name='sockgrade')\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'pytest', 'rich', 'docker', 'junit_xml', 'multiprocessing'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


# grade


def test_a_good_program_passes(course: Path, work: Path) -> None:
    process = sockgrade("grade", "doc/word/program", "program.py", "--course", course, cwd=work)
    assert process.returncode == 0, process
    assert "Passed: every check is satisfied" in process.stdout
    assert "4 of 4 points" in process.stdout
    assert process.stderr == ""


def test_a_bad_program_does_not(course: Path, work: Path) -> None:
    process = sockgrade("grade", "doc/word", "bad.py", "--course", course, "--seed", "7", cwd=work)
    assert process.returncode == 1, process
    assert "✗ NOT PASSED" in process.stdout
    assert "The program says hello. (says_hello)" in process.stdout
    assert "hint     Use print()." in process.stdout
    assert "hi\\x1b[31m" in process.stdout
    assert "--seed 7" in process.stdout
    assert f"sockgrade grade --course {course} doc/word bad.py" in " ".join(process.stdout.split())


def test_without_a_terminal_there_are_no_codes(course: Path, work: Path) -> None:
    process = sockgrade("grade", "doc/word", "bad.py", "--course", course, cwd=work)
    assert "\x1b" not in process.stdout + process.stderr
    assert "\r" not in process.stdout + process.stderr


def test_a_terminal_gets_colours_and_no_rest_of_the_progress(course: Path, work: Path) -> None:
    code, printed = on_terminal(["grade", "doc/word", work / "bad.py", "--course", course])
    assert code == 1
    assert "\x1b[" in printed
    assert "checks" in printed
    assert "\x1b[31m'" not in printed.replace("\x1b[31m✗", ""), "the student's own code"
    assert "\\x1b[31m" in printed
    cleared = printed.rindex("\x1b[2K")
    assert printed.index("doc/word/program\x1b") > cleared or "doc/word/program" in ANSI.sub(
        "", printed[cleared:]
    )


def test_no_color_is_respected(course: Path, work: Path) -> None:
    _, printed = on_terminal(["grade", "doc/word", work / "bad.py", "--course", course], NO_COLOR="1")
    assert not re.search(r"\x1b\[(?:\d+;)*3[0-7]m", printed)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["doc/wrod", "program.py"], ["doc/wrod", "did you mean doc/word"]),
        (["doc/word", "missing.py"], ["no file or folder missing.py"]),
        (["doc/word", "notes.txt"], ["notes.txt"]),
        (["doc/word", ""], ["PATH is empty"]),
        (["doc/word", "evil\x1b[2J.py"], ["evil\\x1b[2J.py"]),
        (["doc/word", "program.py", "--course", "."], ["not a course"]),
        (["doc/word", "program.py", "--sandbox", "none", "--python", "/no/python"], ["/no/python"]),
        (["doc/word", "program.py", "--json", "x", "--junit", "./x"], ["both"]),
        (["doc/word", "program.py", "--json", "-", "--junit", "/dev/stdout"], ["both"]),
    ],
)
def test_what_cannot_be_graded_is_said_in_one_line(
    course: Path, work: Path, arguments: list[str], words: list[str]
) -> None:
    (work / "notes.txt").write_text("no program")
    options = [] if "--course" in arguments else ["--course", str(course)]
    before = sorted(work.iterdir())
    one_line(sockgrade("grade", *arguments, *options, cwd=work), *words)
    assert sorted(work.iterdir()) == before


def test_bad_usage_exits_with_2(course: Path) -> None:
    process = sockgrade("grade", "doc/word", "--course", course)
    assert process.returncode == 2
    assert "Missing argument 'PATH'" in process.stderr


def test_the_network_can_be_set_by_the_environment(course: Path, work: Path) -> None:
    process = sockgrade(
        "grade", "doc/word", "program.py", "--course", course, cwd=work, SOCKGRADE_NETWORK="elsewhere"
    )
    assert process.returncode == 2
    assert "SOCKGRADE_NETWORK" in process.stderr


# files


def test_reports_are_written_and_shown_again(course: Path, work: Path) -> None:
    process = sockgrade(
        *("grade", "doc/word", "bad.py", "--course", course, "--json", "r.json", "--junit", "r.xml"), cwd=work
    )
    assert process.returncode == 1
    assert sorted(p.name for p in work.iterdir()) == ["bad.py", "program.py", "r.json", "r.xml"]
    result = Result.from_json((work / "r.json").read_text())
    assert result.exit_code == 1
    assert ET.parse(work / "r.xml").getroot().get("failures") == "1"
    assert stat.S_IMODE((work / "r.json").stat().st_mode) == 0o666 & ~_umask()

    again = sockgrade("report", "r.json", "--junit", "again.xml", cwd=work)
    assert again.returncode == 1
    evidence, _, _ = process.stdout.partition("Then grade again")
    assert again.stdout.startswith(evidence)
    assert (work / "again.xml").read_text() == (work / "r.xml").read_text()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_json_on_stdout_is_nothing_but_json(course: Path, work: Path, name: str) -> None:
    process = sockgrade("grade", "doc/word", "bad.py", "--course", course, "--json", name, cwd=work)
    assert process.returncode == 1
    assert json.loads(process.stdout)["exit_code"] == 1
    assert "NOT PASSED" in process.stderr
    again = sockgrade("report", "-", stdin=process.stdout)
    assert again.returncode == 1
    assert "NOT PASSED" in again.stdout


def test_json_to_a_redirected_stdout_keeps_the_redirection(course: Path, work: Path) -> None:
    with (work / "log").open("w") as log:
        log.write("before\n")
        log.flush()
        subprocess.run(
            [SOCKGRADE, "grade", "doc/word", "bad.py", "--course", course, "--json", "/dev/stdout"],
            cwd=work,
            stdout=log,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    first, rest = (work / "log").read_text().split("\n", 1)
    assert first == "before"
    assert json.loads(rest)["exit_code"] == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("no/where/r.json", ["no folder"]),
        ("folder", ["is a folder"]),
        ("program.py", ["name of a program"]),
        ("program.py/r.json", ["no folder"]),
    ],
)
def test_a_file_that_cannot_be_written_is_said_before_grading(
    course: Path, work: Path, target: str, words: list[str]
) -> None:
    (work / "folder").mkdir()
    before = (work / "program.py").read_text()
    process = sockgrade("grade", "doc/word", "program.py", "--course", course, "--json", target, cwd=work)
    one_line(process, target, *words)
    assert (work / "program.py").read_text() == before


def test_an_existing_report_keeps_its_mode_and_a_link_stays_one(course: Path, work: Path) -> None:
    (work / "r.json").write_text("old")
    (work / "r.json").chmod(0o640)
    (work / "link.json").symlink_to("r.json")
    process = sockgrade("grade", "doc/word", "bad.py", "--course", course, "--json", "link.json", cwd=work)
    assert process.returncode == 1
    assert (work / "link.json").is_symlink()
    assert Result.from_json((work / "r.json").read_text()).exit_code == 1
    assert stat.S_IMODE((work / "r.json").stat().st_mode) == 0o640


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_said_in_one_line(course: Path, work: Path) -> None:
    process = sockgrade("grade", "doc/word", "bad.py", "--course", course, "--json", "/dev/full", cwd=work)
    one_line(process, "/dev/full", "No space left")


def test_a_reader_that_goes_away_does_not_keep_reports_from_being_written(course: Path, work: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [SOCKGRADE, "grade", "doc/word", "bad.py", "--course", course, "--json", "r.json"],
        cwd=work,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert Result.from_json((work / "r.json").read_text()).exit_code == 1
    assert process.stderr == ""


# faults and interruptions


def test_a_fault_of_the_grader_is_told_apart(course: Path, work: Path) -> None:
    grader = course / "graders/doc/word/program.py"
    grader.write_text(grader.read_text() + "\n\ndef check_breaks(program: Program) -> None:\n    1 / 0\n")
    process = sockgrade("grade", "doc/word", "program.py", "--course", course, cwd=work)
    assert process.returncode == 3
    assert "NOT GRADED TO THE END" in process.stdout
    assert "ZeroDivisionError" in process.stdout
    assert "not the program's fault" in process.stdout


def test_an_unexpected_exception_is_one_line(course: Path) -> None:
    # Marks that no decorator makes: nobody expects that.
    grader = course / "graders/doc/word/program.py"
    grader.write_text(f"{grader.read_text()}\n\ncheck_says_hello.sockgrade = 1\n")
    arguments = ["list", "--course", str(course)]
    process = sockgrade(*arguments)
    assert process.returncode == 3
    assert process.stderr.count("\n") == 1
    assert "this is a fault of sockgrade" in process.stderr
    assert "Traceback" not in process.stderr
    for debug in (sockgrade("--debug", *arguments), sockgrade(*arguments, SOCKGRADE_DEBUG="1")):
        assert debug.returncode == 3
        assert "Traceback" in debug.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups as on POSIX")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ctrl_c_ends_everything_and_writes_nothing(
    course: Path, work: Path, tmp_path: Path, number: str
) -> None:
    # The check itself says on a pipe that it runs, and waits for ever: nobody has to guess when it runs.
    os.mkfifo(work / "running")
    check = f"def check_waits(program: Program) -> None:\n    open({str(work / 'running')!r}, 'w').close()\n"
    (course / "graders/doc/word/program.py").write_text(
        f"import threading\nfrom sockgrade import Program\n\n\n{check}    threading.Event().wait(50)\n"
    )
    scratch = tmp_path / "tmp"
    scratch.mkdir(mode=0o711)
    process = subprocess.Popen(
        [SOCKGRADE, "grade", "doc/word", "program.py", "--course", course, "--json", "r.json"],
        cwd=work,
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(scratch), **NO_STATE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    (work / "running").read_text()
    os.killpg(process.pid, signal.Signals[number])
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert output == ""
    assert errors == "sockgrade: interrupted, nothing was written\n"
    assert not (work / "r.json").exists()
    assert not [path.name for path in scratch.iterdir() if path.name.startswith("sockgrade-")]


# report


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"schema": "sockgrade/result/v1"}', "\ufffe", "{" * 10]
)
def test_what_is_no_result_cannot_be_shown(tmp_path: Path, content: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(content)
    one_line(sockgrade("report", path, "--junit", tmp_path / "r.xml"), "cannot be shown")
    assert not (tmp_path / "r.xml").exists()


def test_a_missing_result_is_said(tmp_path: Path) -> None:
    one_line(sockgrade("report", tmp_path / "none.json"), "No such file")
    one_line(sockgrade("report", tmp_path), "Is a directory")
    (tmp_path / "latin").write_bytes(b"\xff\xfe")
    one_line(sockgrade("report", tmp_path / "latin"), "cannot be shown")
