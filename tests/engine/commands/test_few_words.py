"""How much `sockgrade grade` says of real programs: one thing to mend, on one screen; more or less on demand."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from small_course import GOOD, RUDE, SILENT, one_line, sockgrade, write_files

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="real exercises need a private network")
ROOT = Path(__file__).parents[3]
#: Programs with one fault each, and what the fault is called.
ONE_FAULT = {
    "fsst/echo/server/adds_a_newline.py": "1 byte too many",
    "fsst/echo/server/answers_at_the_end_of_the_stream.py": "waits for the end of the stream",
    "fsst/echo/server/closes_the_listening_socket.py": "Bad file descriptor",
    "fsst/echo/server/does_not_compile.c": "does not compile",
    "fsst/echo/server/echoes_the_repr.py": "The program sent other bytes than expected.",
    "fsst/echo/server/forgets_to_call_main.py": "The program ended",
    "fsst/echo/server/pads_to_1024.py": "bytes too many",
    "fsst/echo/server/python_2.py": "This is Python 2",
    "fsst/echo/server/sends_a_str.py": "Sockets send and receive bytes, not text.",
    "fsst/echo/server/serves_only_one_client.py": "ended by itself",
    "fsst/echo/server/uses_udp.py": "UDP instead of TCP",
    "fsst/echo/client/sends_one_line_only.py": "The program",
    "fsst/threaded_echo/server/has_no_threads.py": "The program",
    "network_programming/time/client/receives_ten_bytes.py": "has not printed",
    "netzwerkkommunikation/udp_message/server/waits_for_the_rest.py": "The program has not printed",
    "netzwerkkommunikation/udp_message/server/prints_at_its_end.py": "in the program's memory",
}


def screen_lines(text: str) -> list[str]:
    """The lines that a terminal of 80 columns makes of a text."""
    return [line[at : at + 80] for line in text.splitlines() for at in range(0, len(line) or 1, 80)]


@on_linux
@pytest.mark.parametrize("name", ONE_FAULT)
def test_a_program_with_one_fault_takes_a_screen(name: str, tmp_path: Path) -> None:
    if name.endswith(".c") and not shutil.which("cc"):
        pytest.skip("no C compiler")
    program, _, file = name.rpartition("/")
    shutil.copy(ROOT / "tests/graders" / program / "wrong" / file, tmp_path)
    process = sockgrade("grade", program, file, cwd=tmp_path, COLUMNS="80")
    assert process.returncode in (0, 1), process
    lines = screen_lines(process.stdout)
    assert len(lines) <= 40, process.stdout
    begin = next(number for number, line in enumerate(lines) if "egin with this one:" in line)
    assert len(lines) - begin <= 24, process.stdout
    fault = " ".join(line.strip() for line in lines[begin + 1 : begin + 7])
    assert ONE_FAULT[name] in fault
    # A crash is told once.
    errors = [line for line in lines if "Error: " in line and not line.startswith("  ✗")]
    assert len(errors) <= 1, process.stdout
    assert "Traceback" not in process.stdout


# how much


@pytest.fixture
def programs(work: Path) -> Path:
    return write_files(work, {"good.py": GOOD, "rude.py": RUDE, "silent.py": SILENT})


def grade(course: Path, programs: Path, *arguments: str) -> tuple[int, str]:
    process = sockgrade("grade", "doc/word", *arguments, "--course", course, cwd=programs)
    assert process.stderr == ""
    return process.returncode, process.stdout


def test_quiet_is_the_verdict_in_a_line(course: Path, programs: Path) -> None:
    assert grade(course, programs, "good.py", "-q") == (
        0,
        "✓ PASSED  doc/word/program: 4 of 4 points (core 1/1, output 2/2, robust 1/1)\n",
    )
    assert grade(course, programs, "silent.py", "--quiet") == (
        1,
        "✗ NOT PASSED  doc/word/program: 1 of 4 points (core 0/1, output 0/2, robust 1/1)\n",
    )


def test_verbose_shows_every_check_and_each_failure(course: Path, programs: Path) -> None:
    _, few = grade(course, programs, "silent.py")
    _, all_of_it = grade(course, programs, "silent.py", "-v")
    assert few.count("The program ends") == few.count("The program says bye") == 0
    assert "✓ The program ends with exit code 0." in all_of_it
    assert all_of_it.count("by hand") == 2
    assert few.count("by hand") == 1
    assert "-v shows every check" in few
    assert "-v shows every check" not in all_of_it


def test_a_report_can_be_shown_in_few_words_or_in_all(course: Path, programs: Path) -> None:
    grade(course, programs, "silent.py", "--json", "r.json")
    shown = {
        option: sockgrade("report", "r.json", *option.split(), cwd=programs) for option in ("", "-q", "-v")
    }
    assert {process.returncode for process in shown.values()} == {1}
    lengths = {option: process.stdout.count("\n") for option, process in shown.items()}
    assert lengths["-q"] == 1 < lengths[""] < lengths["-v"]


# which checks


def test_a_level_grades_its_checks_only(course: Path, programs: Path) -> None:
    code, text = grade(course, programs, "rude.py", "--level", "core", "--json", "r.json")
    assert code == 0
    assert "1 of 1 point" in text
    levels = [
        check["level"] for check in json.loads((programs / "r.json").read_text())["programs"][0]["checks"]
    ]
    assert levels == ["core"]
    _, text = grade(course, programs, "rude.py", "--level", "core", "--level", "robust", "-q")
    assert "(core 1/1, robust 1/1)" in text


def test_where_core_was_not_graded_the_others_decide(course: Path, programs: Path) -> None:
    code, text = grade(course, programs, "rude.py", "--level", "output")
    assert code == 1
    assert "Not passed: 1 check fails. Core was not graded. Begin with this one:" in text
    code, text = grade(course, programs, "good.py", "--level", "output")
    assert code == 0
    assert "Core was not graded." in text
    assert "every check is satisfied" not in text


def test_a_level_without_a_check_is_refused_in_one_line(course: Path, programs: Path) -> None:
    arguments = ("doc/word/program/says_hello", "good.py", "--level", "robust", "--course", course)
    one_line(sockgrade("grade", *arguments, cwd=programs), "is of level robust", "sockgrade list doc/word")


def test_exit_first_stops_at_the_first_check_that_fails(course: Path, programs: Path) -> None:
    code, text = grade(course, programs, "silent.py", "-x", "--json", "r.json", "--junit", "r.xml")
    assert code == 1
    assert "has not printed 'hello'" in text
    assert "0 of 1 point, 2 not run" in text
    assert "2 checks were not run after the first failure, and count neither way." in text
    (program,) = json.loads((programs / "r.json").read_text())["programs"]
    outcomes = {check["id"].rpartition("/")[2]: check["outcome"] for check in program["checks"]}
    assert outcomes == {"says_hello": "failed", "says_bye": "skipped", "ends_well": "skipped"}
    assert 'skipped="2"' in (programs / "r.xml").read_text()
    assert 'failures="1"' in (programs / "r.xml").read_text()

    code, text = grade(course, programs, "rude.py", "-x")
    assert code == 0, "all of core was run, and passed"
    assert "has not printed 'bye'" in text
    assert "1 check was not run" in text

    assert "not run" not in grade(course, programs, "good.py", "-x")[1]


@on_linux
def test_exit_first_goes_over_all_programs(tmp_path: Path) -> None:
    """The server fails, and so nothing else is even started."""
    wrong = ROOT / "tests/graders/fsst/echo/server/wrong/sends_a_str.py"
    shutil.copy(wrong, tmp_path / "server.py")
    shutil.copy(ROOT / "reference/fsst/echo/client.py", tmp_path)
    process = sockgrade("grade", "fsst/echo", ".", "-x", "-q", cwd=tmp_path)
    assert process.returncode == 1
    server, client, pair = process.stdout.splitlines()
    assert server.startswith("✗ NOT PASSED  fsst/echo/server: 1 of 2 points, ")
    assert client == "- NOT JUDGED  fsst/echo/client: not run"
    assert pair == "- NOT JUDGED  fsst/echo/pair: not run"
