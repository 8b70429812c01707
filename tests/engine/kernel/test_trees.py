"""Whatever a stranger leaves in a folder, it can be removed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from small_course import FILES, sockgrade, write_files

from sockgrade.kernel.trees import remove, scratch, sweep, temporary_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="names looked up in open folders")

#: More than any stack, and than any path, has room for.
_DEEP = 3_000
_DIG = f"import os\nfor i in range({_DEEP}):\n    os.mkdir('d')\n    os.chdir('d')\nopen('bottom', 'w')\n"


def test_a_folder_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    write_files(tmp_path / "folder", {"a": "", "b/c": "", "b/d/e": "", "b/d/f/g": ""})
    (tmp_path / "folder/empty").mkdir()
    remove(tmp_path / "folder")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    remove(tmp_path / "missing")


@posix
def test_no_folder_is_too_deep() -> None:
    with scratch() as folder:
        subprocess.run([sys.executable, "-c", _DIG], cwd=folder, check=True)
        began = time.process_time()
    assert not folder.exists()
    assert time.process_time() - began < 5


def test_more_entries_than_are_looked_at_in_one_go(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "folder", {f"files/{number}": "" for number in range(1100)})
    for number in range(1100):
        (folder / f"folders/{number}/x").mkdir(parents=True)
    remove(folder)
    assert not folder.exists()


@posix
def test_permissions_that_were_taken_away_do_not_matter(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "folder", {"a/b/c/d": ""})
    for name in ("a/b/c", "a/b", "a", "."):
        (folder / name).chmod(0)
    remove(folder)
    assert not folder.exists()


@posix
@pytest.mark.parametrize("at", ["link", "a/link", "a/b/link"])
def test_a_link_goes_and_what_it_leads_to_stays(tmp_path: Path, at: str) -> None:
    write_files(tmp_path, {"elsewhere/mine": "", "folder/a/b/c": ""})
    (tmp_path / "folder" / at).symlink_to(tmp_path / "elsewhere")
    remove(tmp_path / "folder")
    assert [path.name for path in tmp_path.rglob("*")] == ["elsewhere", "mine"]


@posix
def test_a_link_in_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write_files(tmp_path, {"elsewhere/mine": ""})
    (tmp_path / "folder").symlink_to("elsewhere")
    remove(tmp_path / "folder")
    assert (tmp_path / "elsewhere/mine").exists()


@posix
@pytest.mark.parametrize("network", ["auto", "shared"])
def test_a_build_that_digs_is_refused_and_nothing_is_left(tmp_path: Path, network: str) -> None:
    """Also where the workshop is a folder like any other, and not a file system of its own."""
    write_files(tmp_path / "course", FILES)
    toml = '[program]\nbuild = ["python3", "dig.py"]\nrun = ["python3", "dig.py"]\n'
    work = write_files(tmp_path / "work", {"sockgrade.toml": toml, "dig.py": _DIG})
    with (
        scratch() as folder
    ):  # not below tmp_path, which whoever runs the programs cannot enter when root grades
        options = ("--course", tmp_path / "course", "--sandbox", "none", "--network", network)
        done = sockgrade("grade", "doc/word", work, *options, TMPDIR=os.fspath(folder))
        assert list(folder.iterdir()) == []
    assert done.returncode == 1, done.stderr
    assert "more than 20 folders deep" in done.stdout


# what killed processes leave

_HOLDS = "import sys; from sockgrade.kernel.trees import scratch\nwith scratch() as f: print(f, flush=True); input()"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("given", ["", "nowhere", "a_file", "read_only"])
def test_nothing_is_written_to_find_the_folder(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    (tmp_path / "a_file").touch()
    (tmp_path / "read_only").mkdir(mode=0o500)
    if given == "read_only" and os.geteuid() == 0:
        pytest.skip("root may write everywhere")  # the suite runs as an ordinary user, too
    monkeypatch.setenv("TMPDIR", str(tmp_path / given) if given else "")
    monkeypatch.setenv("TEMP", str(temporary))
    os.utime(temporary, (0, 0))
    assert temporary_folder() == tempfile.gettempdir() == str(temporary)
    assert temporary.stat().st_mtime == 0


def _holder(temporary: Path, code: str = _HOLDS) -> tuple[subprocess.Popen[str], Path]:
    """A process with a scratch folder, which it gives up when it gets a line."""
    pipe = subprocess.PIPE
    command, environment = [sys.executable, "-c", code], {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


@posix
def test_the_folder_of_a_process_is_swept_when_that_was_killed_and_not_before(temporary: Path) -> None:
    process, folder = _holder(temporary)
    (folder / "snapshot").mkdir()
    sweep()
    assert (folder / "snapshot").is_dir()
    process.kill()
    process.communicate()
    assert folder.is_dir()
    sweep()
    assert not folder.exists()


@posix
def test_the_folder_is_held_as_long_as_a_forked_process_lives(temporary: Path) -> None:
    fork = "import os, signal; from sockgrade.kernel.trees import scratch\nwith scratch() as f:\n"
    process, folder = _holder(
        temporary, f"{fork}    if os.fork(): signal.pause()\n    print(f, flush=True); input()"
    )
    process.kill()
    process.wait()
    sweep()
    assert folder.is_dir()
    process.communicate("\n")  # its child ends, and removes the folder itself
    assert not folder.exists()


@posix
def test_nothing_else_is_swept(temporary: Path, tmp_path: Path) -> None:
    name = "sockgrade-0123456789abcde"
    write_files(tmp_path, {"elsewhere/mine": ""})
    write_files(
        temporary, {"sockgrade-mine/a": "", "sockgrade-abcd_123/b": "", f"{name}f0/c": "", f"{name}0": ""}
    )
    (temporary / f"{name}1").symlink_to(tmp_path / "elsewhere")
    (temporary / f"{name}2").mkdir()
    if os.geteuid() == 0:
        os.chown(temporary / f"{name}2", 65534, 65534)
    before = sorted(temporary.rglob("*"))
    if os.geteuid() != 0:  # it is ours then
        before.remove(temporary / f"{name}2")
    sweep()
    assert sorted(temporary.rglob("*")) == before
    assert (tmp_path / "elsewhere/mine").exists()


def _come_and_go(temporary: str) -> bool:
    tempfile.tempdir = temporary
    for _ in range(50):
        with scratch() as folder:
            (folder / "file").touch()
            sweep()
            if not (folder / "file").exists():
                return False
    return True


@posix
def test_those_that_come_and_go_at_once_do_not_sweep_each_other(temporary: Path) -> None:
    with ProcessPoolExecutor(6) as pool:
        assert all(pool.map(_come_and_go, [str(temporary)] * 6))
    assert list(temporary.iterdir()) == []
