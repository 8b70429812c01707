"""Attacks 1 to 13: points that were not earned."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from small_course import sockgrade, write_files

from hostile.arena import HERE, PROGRAMS, Arena, said
from sockgrade.kernel.trees import scratch
from sockgrade.report.junit import to_xml
from sockgrade.sandbox import Launch
from sockgrade.sandbox.choose import choose
from sockgrade.verdict import ProgramResult, Result

HONEST = (HERE / "course/reference/attacked/echo/server.py").read_text()


def test_01_ends_at_once_with_exit_code_0(arena: Arena) -> None:
    verdict = arena.verdict("raise SystemExit(0)", "echo/server/echoes")
    assert verdict == "failed ended: The program ended before a client could reach it (exit code 0)"


@pytest.mark.parametrize("trick", ["atexit", "signal", "excepthook"])
def test_02_turns_a_crash_into_exit_code_0(arena: Arena, trick: str) -> None:
    program = f"""
    import atexit, os, signal, sys
    if {trick!r} == "atexit":
        atexit.register(os._exit, 0)
    elif {trick!r} == "signal":
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        os.kill(os.getpid(), signal.SIGTERM)
    else:
        sys.excepthook = lambda *_: os._exit(0)
    raise RuntimeError("never mind")
    """
    verdict = arena.verdict(program, "echo/server/echoes")
    assert verdict.startswith("failed ended: The program ended before a client could reach it (exit code 0)")


def test_03_prints_reports_of_its_own_success(arena: Arena) -> None:
    graded = arena.grade(PROGRAMS / "03_prints_reports.py", "echo/server/echoes")
    assert said(graded.checks[0]).startswith("failed ended")
    result = Result("handed in", (graded,), "0", "2026-01-01T00:00:00+00:00")
    xml = ET.fromstring(to_xml(result).encode())
    assert (xml.get("tests"), xml.get("failures")) == ("2", "1")
    assert len(list(xml.iter("testcase"))) == 2
    assert "<testsuite" in graded.checks[0].output


def test_04_brings_files_that_pytest_and_python_would_obey(arena: Arena, tmp_path: Path) -> None:
    obeyed = tmp_path / "obeyed"
    code = f"open({str(obeyed)!r}, 'w').close(); raise SystemExit(0)"
    names = ("conftest.py", "sitecustomize.py", "usercustomize.py", "setup.py", "pytest_plugin.py")
    files = dict.fromkeys(names, code) | {
        "pytest.ini": "[pytest]\naddopts = -p pytest_plugin --collect-only",
        "results.xml": '<testsuites tests="1" failures="0"/>',
    }
    # sitecustomize is the program's own affair: the others are nobody's.
    files.pop("sitecustomize.py")
    assert arena.verdict("raise SystemExit(0)", "echo/server/echoes", files=files).startswith("failed ended")
    assert not obeyed.exists()


def test_05_brings_modules_named_like_the_graders(arena: Arena, tmp_path: Path) -> None:
    names = ("socket.py", "json.py", "pytest.py", "select.py", "sockgrade/__init__.py", "rich/__init__.py")
    files = dict.fromkeys(names, "raise SystemExit('obeyed')")
    honest = f"import sys\nsys.path.pop(0)\n{HONEST}"
    work = write_files(tmp_path / "work", {**files, "server.py": honest})
    # Whoever grades stands in the submission's folder.
    done = sockgrade(
        *("grade", "attacked/echo/server/echoes", ".", "--course", HERE / "course"),
        cwd=work,
        PYTHONPATH=str(HERE.parent),
    )
    assert (done.returncode, done.stderr) == (0, "")
    arena.serves_the_next()


def test_06_looks_for_tests_references_and_other_submissions(arena: Arena) -> None:
    """And 07: for caches and the history of them."""
    seen = json.loads(arena.output(PROGRAMS / "06_looks_for_solutions.py"))
    if arena.sandbox == "docker":  # the image's own files
        assert "program.py" in seen["files"]
        solutions = {path.name for path in (HERE / "course").rglob("*.py")} - {"program.py"}
        assert not {"exercise.toml", "messages.toml", *solutions} & set(seen["files"])
    else:
        assert seen["files"] == ["program.py"]
    assert {"tmp", "home", "student"} <= set(seen["folders"])
    assert not {"attacked", "reference", "graders", ".git", "__pycache__"} & set(seen["folders"])
    assert seen["sockgrade"] == "ModuleNotFoundError"
    assert str(HERE.parent.parent) not in seen["mounts"]


def test_06_looks_for_solutions_that_root_has_installed(sandbox: str) -> None:
    """Below /usr, which programs see; or with an interpreter that they need."""
    prefix = Path(tempfile.mkdtemp(prefix="prefix-"))
    prefix.chmod(0o755)
    hidden = [Path("/usr/share"), prefix / "course"]
    hidden[1].mkdir()
    (hidden[1] / "solution.py").touch()
    code = f"import os; print([os.listdir(name) for name in {[*map(str, hidden), str(prefix)]}])"
    reading, writing = os.pipe()
    with open(reading, encoding="utf-8") as output:
        chosen = choose(sandbox, hidden=hidden)
        with scratch() as folder, chosen.sandbox.room(folder, 2**20, 100) as room:
            launch = Launch(
                [str(chosen.python.path), "-c", code], room, 0, writing, writing, readable=[prefix]
            )
            running = chosen.sandbox.start(launch)
            os.close(writing)
            text = output.read()
            running.kill()
    chosen.sandbox.close()
    # Whatever is the machine's, in a container nothing of it is seen.
    assert text == "[[], [], ['course']]\n" or (sandbox == "docker" and "No such file" in text)
    shutil.rmtree(prefix)


def test_08_answers_what_an_earlier_run_was_asked(arena: Arena) -> None:
    program = HONEST.replace("sendall(data)", "sendall(b'F5Z5flW5Z2HJut9C'[:len(data)])")
    verdict = arena.verdict(program, "echo/server/echoes")
    assert verdict == "failed wrong_data: The program sent other bytes than expected."


def test_09_asks_whether_it_is_graded(arena: Arena) -> None:
    program = "import os, sys; print(dict(os.environ), os.getcwd(), sys.argv, sys.path, os.uname().nodename)"
    output = arena.output(program)
    assert "'program.py'" in output
    assert not [word for word in ("sockgrade", "pytest", "check", "grade", "CI") if word in output]


def outputs(graded: ProgramResult) -> list[str]:
    """Of checks that each launch the program, which fails them; one of them launches it twice."""
    checks = [check for check in graded.checks if not check.id.endswith("/the_grader_stays_small")]
    assert len(checks) >= 3
    assert {check.outcome for check in checks} == {"failed"}
    return [check.output for check in checks]


def test_10_rewrites_its_source_between_checks(arena: Arena) -> None:
    """It may, and every launch is one of what was handed in."""
    program = """
    import os
    print("as handed in", sorted(os.listdir()), open("data").read(), oct(os.stat("data").st_mode))
    os.chmod("data", 0o777)
    for name in ("data", __file__, "new.py"):
        with open(name, "w") as file:
            file.write("print('rewritten'); raise SystemExit(1)")
    os.rename(__file__, "other.py")
    os.symlink("other.py", __file__)
    os.mkdir("socket")
    os.chmod(".", 0o500)
    raise SystemExit(1)
    """
    graded = arena.grade(program, "echo/program", files={"data": "data"})
    assert set(outputs(graded)) == {"as handed in ['data', 'program.py'] data 0o100644\n"}
    assert len(graded.sha256) == 64


def test_11_leaves_something_for_the_next_check(arena: Arena) -> None:
    program = """
    import os
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/run", "/home", "/", "."):
        try:
            found = os.listdir(folder)
            open(f"{folder}/left", "w").close()
            print(folder, found)
        except OSError:
            pass
    raise SystemExit(1)
    """
    graded = arena.grade(program, "echo/program")
    assert set(outputs(graded)) == {"/tmp []\n/dev/shm []\n. ['program.py']\n"}


def test_12_replaces_its_binary(arena: Arena) -> None:
    graded = arena.grade(PROGRAMS / "12_replaces_its_binary.c", "echo/program")
    assert set(outputs(graded)) == {"replaced\n" * 3}


def test_13_truncates_and_reopens_its_output(arena: Arena) -> None:
    program = """
    import os
    print("before", flush=True)
    try:
        os.ftruncate(1, 0)
    except OSError as error:
        print(error.strerror, flush=True)
    try:
        open("/dev/stdout", "w")
    except OSError:
        pass
    print("after")
    """
    assert arena.output(program).splitlines() == ["before", "Invalid argument", "after"]
