"""`sockgrade grade --watch` notices every way in which editors save, and only what is submitted."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from commands.watching import PATIENCE, READY, Start, writing
from small_course import GOOD, RUDE
from watchfiles import Change

from sockgrade.commands.saves import Watched

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
