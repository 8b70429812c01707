"""`sockgrade grade --watch`, run for real: what it shows, what it cannot grade, and how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from commands.watching import READY, WAITING, Start, writing
from small_course import GOOD, RUDE, SILENT

from sockgrade.verdict import Result

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="says how a signal ends everything on Linux")


# what is shown


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_what_a_save_has_changed_comes_first(watching: Start, terminal: bool) -> None:
    run = watching(terminal=terminal)
    first = run.until(READY)
    assert "Not passed yet" in first
    assert "saved at" not in first

    better = run.after(writing(GOOD))
    assert re.search(r"saved at \d\d:\d\d:\d\d", better)
    changes, _, rest = better.partition("4 of 4 points now, 1 of 4 points before.")
    assert "✓ 2 checks pass now\n    The program says hello.\n    The program says bye.\n" in changes
    assert "Passed: every check is satisfied" in rest

    worse = run.after(writing(RUDE))
    changes, _, rest = worse.partition("2 of 4 points now, 4 of 4 points before.")
    assert "✗ 1 check fails now\n    The program says bye.\n" in changes
    assert "The program ended by itself (exit code 0), and has not printed 'bye'" in rest, "the first failure"
    for said_before in ("A document, 1.2 Words", "PASSED", "robust", "replay with", "grade again"):
        assert said_before not in better + worse


@pytest.mark.parametrize(
    ("terminal", "environment", "cleared"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"TERM": "dumb"}, False),
        (True, {"CI": "true"}, False),
        (False, {"FORCE_COLOR": "1"}, False),
    ],
    ids=["terminal", "pipe", "dumb", "CI", "colours"],
)
def test_only_a_terminal_is_cleared_and_shows_the_failure_again(
    watching: Start, terminal: bool, environment: dict[str, str], cleared: bool
) -> None:
    run = watching(terminal=terminal, **environment)
    run.until(READY)
    again = run.after(writing(SILENT + "# a comment\n"))
    assert ("\x1b[2J" in run.raw) is cleared
    assert ("has not printed 'hello'" in again) is cleared, "what was cleared away is shown once more"
    assert "Nothing changed: still 1 of 4 points." in again
    assert again.count("\n") < 24


@pytest.mark.parametrize(("option", "count"), [("-q", 0), ("-v", 2)])
def test_more_or_less_is_shown_where_it_is_asked_for(watching: Start, option: str, count: int) -> None:
    run = watching("program.py", option)
    assert "NOT PASSED" in run.until(READY)
    worse = run.after(writing("print('hallo')\n"))
    assert "Still 1 of 4 points." in worse
    assert worse.count("received") == count


def test_a_save_that_changes_nothing_is_told_in_one_line(watching: Start) -> None:
    run = watching()
    run.until(READY)
    printed = run.after(writing(SILENT + "# a comment\n"))
    rule, *lines = [line for line in printed.splitlines() if line]
    assert "saved at" in rule
    assert lines == ["Nothing changed: still 1 of 4 points."]


def test_another_wrong_answer_is_explained_anew(watching: Start) -> None:
    run = watching()
    run.until(READY)
    run.after(writing("print('hallo')\n"))
    again = run.after(writing("print('hullo')\n"))
    assert "Still 1 of 4 points." in again
    assert "hullo" in again


def test_reports_are_written_after_every_grade_and_start_none(watching: Start, work: Path) -> None:
    run = watching(".", "--json", "r.json", "--junit", "r.xml", "--html", "r.html")
    run.until(READY)
    names = {"program.py", "r.json", "r.xml", "r.html"}
    results, verdicts = [], []
    for source in (GOOD, RUDE, SILENT):
        assert run.stays_silent()
        assert {path.name for path in work.iterdir()} == names
        results.append(Result.from_json((work / "r.json").read_text()))
        root = ET.parse(work / "r.xml").getroot()
        verdicts.append((root.get("failures"), len(root.findall(".//skipped"))))
        assert f"{results[-1].score()[0]:g} of 4 points" in (work / "r.html").read_text()
        run.after(writing(source))
    assert [result.score()[0] for result in results] == [1, 4, 2]
    assert verdicts == [("1", 1), ("0", 0), ("0", 1)]
    assert len({result.programs[0].seed for result in results}) == 1, "the same random data"


# while it grades


def test_saves_during_a_grade_lead_to_one_more(watching: Start, course: Path, work: Path) -> None:
    # The check says on one pipe that it runs, and waits on another: the saves are certain to come in between.
    runs, goes_on = work.parent / "runs", work.parent / "goes_on"
    os.mkfifo(runs)
    os.mkfifo(goes_on)
    grader = course / "graders/doc/word/program.py"
    first_line = '    program.expect_output("hello")\n'
    wait = f"    open({str(runs)!r}, 'w').close()\n    open({str(goes_on)!r}).close()\n"
    assert first_line in grader.read_text()
    grader.write_text(grader.read_text().replace(first_line, wait + first_line))

    run = watching()
    runs.read_text()
    for source in ("print('in between')\n", RUDE, GOOD):
        (work / "program.py").write_text(source)
    goes_on.write_text("")
    assert "1 of 4 points" in run.until(READY)
    runs.read_text()
    goes_on.write_text("")
    assert "4 of 4 points now, 1 of 4 points before." in run.until(WAITING)
    assert run.stays_silent()


def test_a_grade_starts_with_the_workers_of_the_last(watching: Start) -> None:
    run = watching()
    run.until(READY)
    children = psutil.Process(run.process.pid).children()
    assert children
    run.after(writing(GOOD))
    assert psutil.Process(run.process.pid).children() == children


# what cannot be graded


def test_a_file_that_vanishes_for_a_moment_is_waited_for(watching: Start, work: Path) -> None:
    run = watching("program.py", "--json", "r.json")
    run.until(READY)
    assert "Not graded: there is no file or folder program.py" in run.after(Path.unlink)
    refusal = "there is no file or folder program.py"
    assert Result.from_json((work / "r.json").read_text()).refusal == refusal, "no report of another program"
    assert "Nothing changed: still 1 of 4 points." in run.after(writing(SILENT))
    assert Result.from_json((work / "r.json").read_text()).score() == (1, 4)


def test_a_folder_without_its_program_is_waited_for(watching: Start) -> None:
    run = watching(".")
    run.until(READY)
    assert "Not graded: there is no program in ." in run.after(Path.unlink)
    assert "2 checks pass now" in run.after(writing(GOOD))


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler")
def test_a_program_that_does_not_compile_is_told_so(watching: Start, work: Path) -> None:
    (work / "program.c").write_text('#include <stdio.h>\nint main() { puts("hello\\nbye"); }\n')
    run = watching("program.c")
    assert "4 of 4 points" in run.until(READY)
    broken = run.after(writing("int main() { "), "program.c")
    assert "3 checks fail now" in broken
    assert "program.c does not compile" in broken
    assert "4 of 4 points now, 0 of 4 points before." in run.after(
        writing('#include <stdio.h>\nint main() { puts("hello\\nbye"); }\n'), "program.c"
    )


def test_a_folder_that_is_gone_is_watched_no_longer(watching: Start, work: Path) -> None:
    run = watching(work)
    run.until(READY)
    work.rename(work.with_name("elsewhere"))
    code, printed = run.rest()
    assert code == 2
    assert f"sockgrade: {work} is gone: start again when it is back\n" in printed


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux a file's name may be any bytes")
def test_a_file_whose_name_is_no_text_ends_the_watch_in_one_line(watching: Start, work: Path) -> None:
    run = watching(".")
    run.until(READY)
    (work / "\udcff.txt").touch()
    code, printed = run.rest()
    assert code == 2
    assert f"sockgrade: {work} cannot be watched: " in printed
    assert printed.count("\n") == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["missing.py"], "no file or folder missing.py"),
        (["no/where/missing.py"], "no file or folder no/where/missing.py"),
        (["program.py", "--json", "-"], "--watch writes the reports anew after every save"),
        (["program.py", "--html", "/dev/stdout"], "--watch writes the reports anew after every save"),
    ],
)
def test_what_cannot_be_watched_is_said_in_one_line(watching: Start, options: list[str], words: str) -> None:
    code, printed = watching(*options).rest()
    assert code == 2
    assert printed.startswith("sockgrade: ")
    assert words in printed
    assert printed.count("\n") == 1


def test_without_watchfiles_it_says_how_to_get_it(course: Path, work: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['watchfiles'] = None\n"
        "from sockgrade.cli import main\n"
        "sys.argv[1:] = ['grade', 'doc/word', 'program.py', *sys.argv[1:]]\n"
        "main()\n"
    )

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program, "--course", str(course), *options]
        return subprocess.run(command, cwd=work, capture_output=True, encoding="utf-8", check=False)

    process = run("--watch")
    assert process.returncode == 2
    assert process.stdout == ""
    # Not sockgrade[watch]: an editable install shall stay one.
    hint = f"--watch needs the library watchfiles: {sys.executable} -m pip install watchfiles"
    assert process.stderr == f"sockgrade: {hint}\n"
    assert run().returncode == 1, "nothing else needs it"


# the end


@ON_LINUX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("source", "code"), [(GOOD, 0), (SILENT, 1), (None, 2)])
def test_ctrl_c_ends_it_with_the_exit_code_of_the_last_grade(
    watching: Start, number: int, source: str | None, code: int
) -> None:
    with TemporaryDirectory() as scratch:  # not in tmp_path: the sandbox's user must be able to enter it
        Path(scratch).chmod(0o711)
        run = watching(TMPDIR=scratch)
        run.until(READY)
        children = psutil.Process(run.process.pid).children(recursive=True)
        assert children
        run.after(Path.unlink if source is None else writing(source))
        assert run.end(number) == (code, "\n\n")
        assert not any(child.is_running() for child in children)
        assert not any(Path(scratch).iterdir())


@ON_LINUX
def test_ctrl_c_during_the_first_grade_is_130_as_elsewhere(watching: Start, course: Path, work: Path) -> None:
    runs = work.parent / "runs"
    os.mkfifo(runs)
    check = f"def check_waits(program: Program) -> None:\n    open({str(runs)!r}, 'w').close()\n"
    (course / "graders/doc/word/program.py").write_text(
        f"import threading\nfrom sockgrade import Program\n\n\n{check}    threading.Event().wait(50)\n"
    )
    run = watching("program.py", "--json", "r.json")
    runs.read_text()
    assert run.end() == (130, "sockgrade: interrupted, nothing was written\n")
    assert not (work / "r.json").exists()


@ON_LINUX
def test_ctrl_c_during_a_later_grade_leaves_the_last_report(watching: Start, work: Path) -> None:
    run = watching("program.py", "--json", "r.json")
    run.until(READY)
    (work / "program.py").write_text("import time\nprint('hello', flush=True)\ntime.sleep(60)\n")
    run.until("saved at")
    code, _ = run.end()
    assert code == 1
    assert json.loads((work / "r.json").read_text())["exit_code"] == 1
