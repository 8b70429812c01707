"""`sockgrade grade --watch`: the command runs for real, and the tests save files in the ways editors do."""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self, TypeAlias

import psutil
import pytest
from small_course import FILES, GOOD, RUDE, SILENT, SOCKGRADE, write_files
from watchfiles import Change

from sockgrade.commands.saves import Watched
from sockgrade.verdict import Result

#: What it says when it waits for a save: after the first grade, and after each further one.
READY, WAITING = "Ctrl-C ends it.", "Waiting for the next save."
#: Seconds to wait for output, far more than it takes.
PATIENCE = 60
#: It looks for saves every 50 ms, and takes what comes within two looks as one.
GLANCE, LOOKS = 0.05, 8
ANSI = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x1b\x07]*(\x07|\x1b\\))")
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="says how a signal ends everything on Linux")


class Watching:
    """The command as it runs, with its output on a pipe or on a terminal."""

    def __init__(self, *arguments: str | Path, cwd: Path, terminal: bool = False, **environment: str) -> None:
        self._output, theirs = pty.openpty() if terminal else os.pipe()
        if terminal:
            termios.tcsetwinsize(theirs, (50, 100))
        self.process = subprocess.Popen(
            [SOCKGRADE, "grade", *arguments, "--watch"],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color", **environment},
            start_new_session=True,
        )
        self._folder = cwd
        os.close(theirs)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._unread = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._output)

    def until(self, words: str) -> str:
        """What it prints up to these words, from where the last call ended."""
        while words not in self._unread:
            piece = self._read()
            assert piece, f"it ended before it said {words!r}: {self._unread}"
            self._unread += piece
        before, _, self._unread = self._unread.partition(words)
        return _plain(before)

    def after(self, save: Callable[[Path], object], name: str = "program.py") -> str:
        """What it prints after a save. It stands still meanwhile: no machine is so slow that it sees half a save."""
        os.kill(self.process.pid, signal.SIGSTOP)
        os.waitpid(self.process.pid, os.WUNTRACED)
        save(self._folder / name)
        os.kill(self.process.pid, signal.SIGCONT)
        return self.until(WAITING)

    def stays_silent(self) -> bool:
        """Whether it grades no more: says nothing while it wakes up, several times, to look for further saves."""
        command = psutil.Process(self.process.pid)
        enough = command.num_ctx_switches().voluntary + LOOKS
        while command.num_ctx_switches().voluntary < enough:
            if select.select([self._output], [], [], GLANCE)[0]:
                self._unread += self._read()
            if _plain(self._unread).strip():
                return False
        return True

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Interrupt it as a terminal does, its children too: the exit code, and what it still printed."""
        os.killpg(self.process.pid, number)
        return self.rest()

    def rest(self) -> tuple[int, str]:
        """Wait until it ends by itself."""
        while piece := self._read():
            self._unread += piece
        return self.process.wait(PATIENCE), _plain(self._unread)

    def _read(self) -> str:
        readable, _, _ = select.select([self._output], [], [], PATIENCE)
        assert readable, f"it fell silent after: {self._unread}"
        with contextlib.suppress(OSError):  # EIO: the other side of the terminal is closed (pty(7))
            return self._decoder.decode(os.read(self._output, 2**16))
        return ""


def _plain(text: str) -> str:
    return ANSI.sub("", text).replace("\r", "")


def writing(text: str) -> Callable[[Path], object]:
    """Saves a file with this text in place."""
    return lambda path: path.write_text(text)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_files(tmp_path / "course", FILES)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with a program that fails two of three checks."""
    return write_files(tmp_path / "work", {"program.py": SILENT})


Start: TypeAlias = Callable[..., Watching]


@pytest.fixture
def watching(course: Path, work: Path) -> Iterator[Start]:
    """Starts the command, and ends it when the test has ended."""
    with contextlib.ExitStack() as stack:
        yield lambda path="program.py", *options, **how: stack.enter_context(
            Watching("doc/word", path, "--course", course, *options, cwd=work, **how)
        )


# what is shown


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_what_a_save_has_changed_comes_first(watching: Start, terminal: bool) -> None:
    run = watching(terminal=terminal)
    first = run.until(READY)
    assert "Not passed yet" in first
    assert "saved at" not in first

    better = run.after(writing(GOOD))
    assert re.search(r"saved at \d\d:\d\d:\d\d", better)
    changes, _, rest = better.partition("A document, 1.2 Words")
    assert "✓ 2 checks pass now\n    The program says hello.\n    The program says bye.\n" in changes
    assert "4 of 4 points now, 1 of 4 points before." in changes
    assert "Passed: every check is satisfied" in rest

    worse = run.after(writing(RUDE))
    changes, _, rest = worse.partition("A document, 1.2 Words")
    assert "✗ 1 check fails now\n    The program says bye.\n" in changes
    assert "2 of 4 points now, 4 of 4 points before." in changes
    assert "says_bye" in rest, "the explanation"


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


# ways to save


def in_place(path: Path) -> None:
    path.write_text(GOOD)


def as_a_new_file(path: Path) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_text(GOOD)
    new.replace(path)


def with_a_backup(path: Path) -> None:
    path.rename(f"{path}~")
    path.write_text(GOOD)


def by_deleting_it(path: Path) -> None:
    path.unlink()
    path.write_text(GOOD)


def with_sed(path: Path) -> None:
    subprocess.run(["sed", "-i", "1i print('hello'); print('bye')", path], check=True)


def with_vim(path: Path) -> None:
    command = shlex.split("vim -Nu NONE -es -c \"%s/.*/print('hello'); print('bye')/\" -c wq")
    subprocess.run([*command, path], stdin=subprocess.DEVNULL, timeout=PATIENCE, check=True)


@pytest.mark.parametrize("as_folder", [False, True], ids=["file", "folder"])
@pytest.mark.parametrize(
    "save",
    [
        *(in_place, as_a_new_file, with_a_backup, by_deleting_it),
        pytest.param(with_sed, marks=pytest.mark.skipif(not shutil.which("sed"), reason="no sed")),
        pytest.param(with_vim, marks=pytest.mark.skipif(not shutil.which("vim"), reason="no vim")),
    ],
)
def test_every_way_to_save_is_noticed_once(
    watching: Start, save: Callable[[Path], None], as_folder: bool
) -> None:
    run = watching("." if as_folder else "program.py")
    run.until(READY)
    assert run.stays_silent()
    assert "2 checks pass now" in run.after(save)
    assert run.stays_silent()
    assert "1 check fails now" in run.after(writing(RUDE))


PARTS = ["program.py", "data.txt", "package/module.py", ""]
EDITORS = [".program.py.swp", "program.py~", "#program.py#", ".#program.py"]
TOOLS = ["__pycache__/program.cpython-311.pyc", ".git/index", "venv/pyvenv.cfg"]
REPORTS = ["r.json", ".sockgrade-1a2b.tmp", "packets/doc/word/program/says_hello.pcap"]


@pytest.mark.parametrize("name", [*PARTS, *EDITORS, *TOOLS, *REPORTS])
def test_only_what_is_part_of_a_submission_is_a_save(tmp_path: Path, name: str) -> None:
    watched = Watched.of(tmp_path, {tmp_path / "r.json", tmp_path / "packets"})
    assert watched.is_part(Change.modified, str(tmp_path / name)) is (name in PARTS)


def test_beside_a_single_file_everything_may_change(tmp_path: Path) -> None:
    (tmp_path / "program.py").touch()
    (tmp_path / "link.py").symlink_to("program.py")
    for submission in ("program.py", "link.py"):
        watched = Watched.of(tmp_path / submission, set())
        assert watched.is_part(Change.added, str(tmp_path / "program.py"))
        assert not watched.is_part(Change.added, str(tmp_path / "other.py"))


def test_reports_are_written_after_every_grade_and_start_none(watching: Start, work: Path) -> None:
    run = watching(".", "--json", "r.json", "--junit", "r.xml", "--html", "r.html")
    run.until(READY)
    names = {"program.py", "r.json", "r.xml", "r.html"}
    results, failures = [], []
    for source in (GOOD, RUDE, SILENT):
        assert run.stays_silent()
        assert {path.name for path in work.iterdir()} == names
        results.append(Result.from_json((work / "r.json").read_text()))
        failures.append(ET.parse(work / "r.xml").getroot().get("failures"))
        assert f"{results[-1].score()[0]:g} of 4 points" in (work / "r.html").read_text()
        run.after(writing(source))
    assert [result.score()[0] for result in results] == [1, 4, 2]
    assert failures == ["2", "0", "1"]
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


def test_a_file_that_vanishes_for_a_moment_is_waited_for(watching: Start) -> None:
    run = watching()
    run.until(READY)
    assert "Not graded: there is no file or folder program.py" in run.after(Path.unlink)
    assert "Nothing changed: still 1 of 4 points." in run.after(writing(SILENT))


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
    hint = "--watch needs the library watchfiles: pip install 'sockgrade[watch]'"
    assert process.stderr == f"sockgrade: {hint}\n"
    assert run().returncode == 1, "nothing else needs it"


# the end


@ON_LINUX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
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
