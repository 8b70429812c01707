"""What is tried by hand shows the fault: on the wrong program, and not on the reference."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from machines import on_a_machine_of_its_own, why_not
from small_course import SOCKGRADE, one_line, sockgrade, write_files

from sockgrade.course import Course

REPLAY = ("replay", "doc/word/program/says_bye")
WRONG = Path(__file__).parents[2] / "graders"
#: Program, wrong program, check, and what its script shows with the wrong program only (a pattern).
#: Who connects while a server ends finds nobody, or is accepted by the kernel and reset.
CASES = r"""
fsst/echo/server adds_a_newline.py echoes_a_message receives 17 bytes
fsst/echo/server traceback_on_interrupt.py stops_on_interrupt KeyboardInterrupt
fsst/echo/server no_reuseaddr.py starts_again_at_once Address already in use
fsst/echo/server decodes_to_print.py echoes_binary_data UnicodeDecodeError
fsst/echo/server hangs_up_before_it_answers.py answers_after_a_half_close receives a reset
fsst/echo/server listens_on_the_wrong_port.py listens_at_the_documented_address cannot connect
fsst/echo/server dies_of_a_broken_pipe.c survives_a_client_that_does_not_wait cannot connect|receives a reset
fsst/echo/client crashes_at_the_end_of_the_input.py ends_at_the_end_of_the_input EOFError
fsst/udp_echo/client takes_an_empty_answer_for_the_end.py sends_an_empty_line_too Server ist weg
fsst/threaded_echo/server calls_the_function_itself.py serves_two_clients_at_once client2 receives nothing
network_programming/echo/client uses_udp.py sends_hello_world does not connect
network_programming/echo/server two_seconds_for_the_client_to_speak.py waits_for_a_silent_client timed out
network_programming/time/client receives_once.py puts_a_time_in_pieces_together server is \w$
network_programming/time/server serves_one_client_only.py tells_client_after_client cannot connect|receives a reset
netzwerkkommunikation/tcp_chat/client strips_the_message.py keeps_blanks_at_the_ends receives 12 bytes
netzwerkkommunikation/udp_message/client has_the_address_built_in.py goes_to_the_typed_address 0\.1:50000 receives \d
netzwerkkommunikation/udp_message/server skips_the_word_end.py obeys_no_magic_word nobody receives
netzwerkprogrammierung/prefix_echo/server serves_for_ever.py ends_after_one_client still runs
netzwerkprogrammierung/server_thread/program waits_for_a_second_client.py ends_by_itself still runs
socket_programmeren/echo/client traceback_without_server.py says_that_the_server_is_absent Traceback
socket_programmeren/echo/server crashes_on_a_reset.py ends_after_a_reset Traceback
"""


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What a student pastes into a terminal."""
    environment = {"PATH": f"{SOCKGRADE.parent}:/usr/local/bin:/usr/bin:/bin"}
    return subprocess.run(
        line, shell=True, cwd=cwd, env=environment, capture_output=True, text=True, timeout=100
    )


def plain(text: str) -> str:
    """Without line breaks, and without ports, which differ from launch to launch."""
    return " ".join(re.sub(r"\d{5}", "…", text).split())


def run_script(script: Path, cwd: Path) -> str:
    """What a script and the program that it starts show, on a machine that is nobody else's."""
    command = on_a_machine_of_its_own(str(script))
    done = subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=100
    )
    return done.stdout


@pytest.mark.skipif(bool(why_not()), reason=f"no machine of its own for the script: {why_not()}")
@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_the_fault_is_shown_on_the_wrong_program_and_not_on_the_reference(case: str, tmp_path: Path) -> None:
    program, wrong, check_name, shown = case.split(maxsplit=3)
    source = WRONG / program / "wrong" / wrong
    course = Course.default()
    reference = course.references(course.program(program))[0]
    name = f"{program.rpartition('/')[2]}{source.suffix}"
    if source.suffix != reference.suffix:
        reference = reference.with_suffix(source.suffix)
    for folder, file in (("wrong", source), ("right", reference)):
        write_files(tmp_path / folder, {name: file.read_text()})
    check = f"{program}/{check_name}"

    graded = sockgrade("grade", check, name, "--json", "-", "--seed", "7", cwd=tmp_path / "wrong")
    (result,) = json.loads(graded.stdout)["programs"][0]["checks"]
    (line,) = result["evidence"]["by_hand"]
    assert line == f"sockgrade replay {check} {name} --seed 7"

    played = shell(f"{line} --script ../play.py", tmp_path / "wrong")
    assert played.returncode == 1, played
    assert plain(f"✗ {result['failure']['message']}") in plain(played.stdout)
    passed = shell(line, tmp_path / "right")
    assert passed.returncode == 0, passed
    assert passed.stdout.rstrip().endswith("add --script play.py")

    with ThreadPoolExecutor() as pool:
        scripts = pool.map(
            partial(run_script, tmp_path / "play.py"), [tmp_path / "wrong", tmp_path / "right"]
        )
    pattern = re.compile(shown, re.MULTILINE)
    for is_wrong, output in zip((True, False), scripts, strict=True):
        assert bool(pattern.search(output)) == is_wrong, output


# Where there is nothing to play


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return write_files(
        tmp_path / "work", {"program.py": "print('hello')\n", "my src/program.py": "print('hi')\n"}
    )


def test_it_is_one_check_that_is_played(course: Path, work: Path) -> None:
    process = sockgrade("replay", "doc/word", "program.py", "--course", course, cwd=work)
    one_line(process, "doc/word has 3 checks", "sockgrade list doc/word")


def test_a_script_never_takes_the_place_of_a_file(course: Path, work: Path) -> None:
    words = (*REPLAY, "program.py", "--course", course, "--script")
    one_line(sockgrade(*words, "program.py", cwd=work), "program.py exists already")
    assert (work / "program.py").read_text() == "print('hello')\n"
    one_line(sockgrade(*words, "no/play.py", cwd=work), "there is no folder")


def test_steps_go_to_stderr_where_the_script_is_the_output(course: Path, work: Path) -> None:
    process = sockgrade(*REPLAY, "my src/program.py", "--course", course, "--script", "-", cwd=work)
    assert process.returncode == 1
    assert "program │ hi\n" in process.stderr
    assert "start(\"cd 'my src' && python3 program.py\")" in process.stdout
    compile(process.stdout, "play.py", "exec")


def test_one_of_several_files_is_played(course: Path, work: Path) -> None:
    write_files(work, {"notes.py": "HELLO = 'hi'\n"})
    process = sockgrade(*REPLAY, "program.py", "notes.py", "--course", course, cwd=work)
    assert process.returncode == 1, process
    assert "has not printed 'bye'" in plain(process.stdout)


def test_a_program_that_never_ran_makes_no_script(course: Path, work: Path) -> None:
    write_files(work, {"program.py": ""})
    process = sockgrade(*REPLAY, "program.py", "--course", course, "--script", "play.py", cwd=work)
    assert process.returncode == 2
    assert "✗ program.py is empty" in process.stdout
    assert process.stderr == "sockgrade: the program never ran: there is nothing to make a script of\n"
    assert not (work / "play.py").exists()


def test_a_fault_of_the_grader_is_not_the_programs(course: Path, work: Path) -> None:
    write_files(course, {"graders/doc/word/program.py": "def check_x(program):\n    '''A.'''\n    1 / 0\n"})
    process = sockgrade("replay", "doc/word/program/x", "program.py", "--course", course, cwd=work)
    assert process.returncode == 3
    assert "ZeroDivisionError" in process.stdout
    assert "This is not the program's fault" in process.stdout


def test_of_a_long_conversation_the_end_is_shown_too(course: Path, work: Path) -> None:
    write_files(work, {"program.py": "for number in range(1000): print(number)\n"})
    process = sockgrade(*REPLAY, "program.py", "--course", course, cwd=work)
    shown = process.stdout.splitlines()
    assert "program │ 0" in process.stdout
    assert "program │ 999" in process.stdout
    assert any("events left out" in line for line in shown)
    assert len(shown) < 150


def test_the_line_says_how_the_program_was_run(course: Path, work: Path) -> None:
    options: list[str | Path] = ["--course", course, "--sandbox", "none", "--python", sys.executable]
    process = sockgrade("grade", "doc/word", "my src", *options, "--json", "-", cwd=work)
    checks = json.loads(process.stdout)["programs"][0]["checks"]
    lines = [line for check in checks for line in check["evidence"]["by_hand"]]
    assert [check["outcome"] for check in checks] == ["failed", "failed", "passed"]
    assert len(lines) == 2
    words = shlex.split(lines[0])
    assert words[:4] == ["sockgrade", "replay", "doc/word/program/says_hello", "my src"]
    assert words[6:] == ["--sandbox", "none", "--python", sys.executable, "--course", str(course)]
