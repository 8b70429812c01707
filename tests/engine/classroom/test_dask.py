"""`sockgrade class --engine dask=ADDRESS`: a real scheduler and real workers on this machine, which are killed, too."""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_course import FILES, GOOD, NO_STATE, one_line, write_files

from sockgrade import __version__
from sockgrade.kernel.trees import ENGINE

pytest.importorskip("distributed")

CLASS = {
    **{f"student_{number:02d}/program.py": f"{GOOD}# {number}\n" for number in range(8)},
    "rude.py": 'print("hello")\n',
    "=silent/program.py": "pass\n",
    "folder/program.py": "import part\n",
    "folder/part/__init__.py": GOOD,
    "dora/essay.txt": "Dear teacher,\n",
}
#: How long a scheduler may be gone, as Dask itself is told.
PATIENCE = "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"


class Cluster:
    """A scheduler and workers, each a process of its own, with its files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        self.scheduler = self.start_scheduler(0)

    def environment(self, **more: str) -> dict[str, str]:
        path = "/usr/local/bin:/usr/bin:/bin"
        return {"PATH": path, "DASK_CONFIG": str(self._folder), **NO_STATE, **more}

    def _start(self, ready: str, *arguments: str, **more: str) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=self._folder,
            env=self.environment(**more),
            stderr=subprocess.PIPE,
            text=True,
        )
        self._processes.append(process)
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if found := re.search(rf"{ready}: +(\S+)", line):
                return process, found[1]
        raise AssertionError("".join(said))

    def start_scheduler(self, port: int, *options: str) -> subprocess.Popen[str]:
        where = ("--host", "127.0.0.1", "--port", str(port), "--dashboard-address", "127.0.0.1:0")
        process, self.address = self._start(
            "Scheduler at", "distributed.cli.dask_scheduler", *where, *options
        )
        return process

    def start_worker(self, **more: str) -> subprocess.Popen[str]:
        options = ("--nthreads", "2", "--no-nanny", "--dashboard-address", "127.0.0.1:0")
        return self._start("Registered to", "distributed.cli.dask_worker", self.address, *options, **more)[0]

    def begin(self, *arguments: str | Path, **more: str) -> subprocess.Popen[str]:
        """Begin to grade the class there."""
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "sockgrade",
                "class",
                "doc/word",
                *arguments,
                f"--engine=dask={self.address}",
            ],
            cwd=self._folder,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._processes.append(process)
        return process

    def grade(self, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return ended(self.begin(*arguments, **more))

    def close(self) -> None:
        for process in self._processes:
            with process:
                process.kill()


def ended(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    output, errors = process.communicate(timeout=100)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    with closing(Cluster(folder)) as made:
        yield made


@pytest.fixture
def arguments(tmp_path: Path) -> list[str | Path]:
    """The class, its course and its journal."""
    course, folder = write_files(tmp_path / "course", FILES), write_files(tmp_path / "class", CLASS)
    return [folder, "--course", course, "--journal", tmp_path / "j"]


def outcomes(journal: Path) -> list[str]:
    with closing(sqlite3.connect(journal)) as db:
        return [outcome for (outcome,) in db.execute("SELECT outcome FROM attempt ORDER BY outcome")]


def rows(sheet: Path) -> list[dict[str, str]]:
    with sheet.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


GRADED = ["failed"] + ["passed"] * 10


def test_workers_give_the_grades_that_this_machine_gives(
    cluster: Cluster, arguments: list[str | Path], tmp_path: Path
) -> None:
    for _ in range(2):
        cluster.start_worker()
    process = cluster.grade(*arguments, "--csv", tmp_path / "there.csv")
    assert process.returncode == 0, process
    assert outcomes(tmp_path / "j") == GRADED
    here = [
        sys.executable,
        "-m",
        "sockgrade",
        "class",
        "doc/word",
        *arguments,
        "--csv",
        tmp_path / "here.csv",
    ]
    process = subprocess.run(here, env=cluster.environment(), capture_output=True, text=True, check=True)
    # The same files, checks, sandbox and interpreter: nothing is graded again.
    assert "11 students known from before" in " ".join(process.stdout.split())
    here[here.index(tmp_path / "j")] = tmp_path / "other"
    subprocess.run(here, env=cluster.environment(), capture_output=True, check=True)
    assert rows(tmp_path / "there.csv") == rows(tmp_path / "here.csv")


def test_a_worker_that_is_killed_loses_nothing(
    cluster: Cluster, arguments: list[str | Path], tmp_path: Path
) -> None:
    victim, _ = cluster.start_worker(), cluster.start_worker()
    process = cluster.begin(*arguments)
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(2)]
    assert lines[1].startswith("2 of 12"), lines + process.stderr.readlines()
    victim.kill()
    whole = ended(process)
    assert whole.returncode == 0, whole
    assert outcomes(tmp_path / "j") == GRADED


def test_a_scheduler_that_starts_again_goes_on(
    cluster: Cluster, arguments: list[str | Path], tmp_path: Path
) -> None:
    cluster.start_worker()
    process = cluster.begin(*arguments)
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(2)]
    assert lines[1].startswith("2 of 12"), lines
    cluster.scheduler.kill()
    cluster.start_scheduler(int(cluster.address.rpartition(":")[2]))
    cluster.start_worker()
    whole = ended(process)
    assert whole.returncode == 0, whole
    assert outcomes(tmp_path / "j") == GRADED


DIES = """
import os, signal

def dask_setup(scheduler):
    scheduler.handlers["gather"] = lambda **_: os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_scheduler_that_dies_while_it_hands_a_grade_over_costs_none(
    cluster: Cluster, arguments: list[str | Path], tmp_path: Path
) -> None:
    cluster.scheduler.kill()
    (tmp_path / "dies.py").write_text(DIES)
    dying = cluster.start_scheduler(0, "--preload", str(tmp_path / "dies.py"))
    cluster.start_worker()
    process = cluster.begin(*arguments)
    assert dying.wait(timeout=100) == -signal.SIGKILL
    cluster.start_scheduler(int(cluster.address.rpartition(":")[2]))
    cluster.start_worker()
    whole = ended(process)
    assert whole.returncode == 0, whole.stderr
    assert outcomes(tmp_path / "j") == GRADED


def test_a_scheduler_that_has_gone_is_told(
    cluster: Cluster, arguments: list[str | Path], tmp_path: Path
) -> None:
    cluster.start_worker()
    process = cluster.begin(*arguments, "--csv", tmp_path / "table.csv", **{PATIENCE: "4s"})
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(2)]
    assert lines[1].startswith("2 of 12"), lines
    cluster.scheduler.kill()
    stopped = ended(process)
    assert stopped.returncode == 2, stopped
    said = f"sockgrade: the scheduler at {cluster.address} has gone: start it again, and the same command goes on"
    assert stopped.stderr.splitlines()[-1] == said
    assert "Error" not in stopped.stderr
    assert not (tmp_path / "table.csv").exists()
    assert outcomes(tmp_path / "j")  # of the two that were told, one at least had a program
    one_line(cluster.grade(*arguments, **{PATIENCE: "1s"}), f"no Dask scheduler answers at {cluster.address}")


def test_ctrl_c_keeps_what_is_graded(cluster: Cluster, arguments: list[str | Path], tmp_path: Path) -> None:
    cluster.start_worker()
    process = cluster.begin(*arguments)
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(2)]
    process.send_signal(signal.SIGINT)
    stopped = ended(process)
    assert stopped.returncode == 130, (lines, stopped)
    assert stopped.stderr.splitlines()[-1].endswith("the same command goes on from there")
    assert "Error" not in stopped.stderr
    with closing(sqlite3.connect(tmp_path / "j")) as db:  # nobody is noted as one whose work cannot be graded
        assert db.execute("SELECT name FROM submission WHERE problem != ''").fetchall() == [("dora",)]


def test_a_worker_that_would_grade_otherwise_is_refused(
    cluster: Cluster, arguments: list[str | Path], tmp_path: Path
) -> None:
    one_line(
        cluster.grade(*arguments, **{PATIENCE: "4s"}), "has no workers: start some with `dask worker tcp://"
    )
    older = tmp_path / "older/sockgrade"
    shutil.copytree(ENGINE, older, ignore=shutil.ignore_patterns("__pycache__"))
    init = (older / "__init__.py").read_text()
    (older / "__init__.py").write_text(init.replace(f'"{__version__}"', '"0.0.1"'))
    refused(cluster, arguments, "it has sockgrade 0.0.1, and here is", PYTHONPATH=str(older.parent))
    (older / "__init__.py").write_text(init)
    (older / "behaviours/another.py").touch()
    refused(cluster, arguments, "other checks of doc/word/program", PYTHONPATH=str(older.parent))
    refused(cluster, arguments, "bubblewrap is not installed", "--sandbox none", PATH=os.devnull)
    assert not outcomes(tmp_path / "j")


def refused(cluster: Cluster, arguments: list[str | Path], *words: str, **environment: str) -> None:
    """A worker with this environment cannot grade, which is told in one line."""
    worker = cluster.start_worker(**environment)
    one_line(cluster.grade(*arguments), "the worker tcp://127.0.0.1:", *words)
    worker.kill()
    worker.wait()


@pytest.mark.parametrize("engine", ["dask", "dask=", "slurm=x"])
def test_an_engine_has_an_address(engine: str, arguments: list[str | Path]) -> None:
    command = [sys.executable, "-m", "sockgrade", "class", "doc/word", *arguments, "--engine", engine]
    process = subprocess.run(command, capture_output=True, text=True)
    assert process.returncode == 2
    assert "give dask=ADDRESS, such as dask=tcp://10.0.0.1:8786" in " ".join(process.stderr.split())
