"""Attack 75: a folder whose owner exchanges what is in it for links, while it is looked through and copied."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from small_course import write_files

from sockgrade.course import Course
from sockgrade.intake.boundary import SubmissionError
from sockgrade.intake.folder import Folder
from sockgrade.intake.submission import find, take

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="renameat2(2)")

_PROGRAMS = [program for program in Course.default().programs if program.id == "fsst/echo/server"]
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
#: Enough for a way with one gap to fall into it; there and back, the owner exchanges in 5 microseconds.
_ROUNDS = 1500


def _exchanger(one: Path, other: Path) -> Callable[[], None]:
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)

    def exchange() -> None:
        assert libc.renameat2(*arguments) == 0

    return exchange


@contextmanager
def _restless(one: Path, other: Path) -> Iterator[None]:
    """Two names change their places all the time."""
    exchange, over = _exchanger(one, other), Event()

    def work() -> None:
        while not over.is_set():
            exchange()

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """What somebody handed in; beside it what is nobody's business, and links to it."""
    write_files(tmp_path, {"secret/server.py": "secret", "secret/data/notes.py": "secret"})
    folder = write_files(tmp_path / "work", {"server.py": "mine", "data/notes.py": "mine"})
    (folder / ".folder").symlink_to(tmp_path / "secret/data")
    (folder / ".file").symlink_to(tmp_path / "secret/server.py")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    return folder


@pytest.mark.parametrize(
    ("name", "link"), [("data", ".folder"), ("server.py", ".file")], ids=["a folder", "a file"]
)
def test_75_a_name_that_never_rests(work: Path, tmp_path: Path, name: str, link: str) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    with _restless(work / name, work / link):
        for number in range(_ROUNDS):
            with contextlib.suppress(SubmissionError):
                source = find(work, _PROGRAMS)["fsst/echo/server"]
                assert source is not None
                take(source, copies / str(number))
    assert {path.read_text() for path in copies.rglob("*.py")} == {"mine"}


def test_75_exchanged_between_the_look_and_the_copy(work: Path, tmp_path: Path) -> None:
    """The folder itself, and a single file."""
    sources = [find(path, _PROGRAMS)["fsst/echo/server"] for path in (work, work / "server.py")]
    _exchanger(work, tmp_path / "link")()
    for number, source in enumerate(sources):
        assert source is not None
        with pytest.raises(SubmissionError, match="was exchanged while it was read"):
            take(source, tmp_path / f"copy{number}")


def test_75_exchanged_while_it_is_listed(work: Path) -> None:
    """As the owner does who waits until the file before is read (inotify(7)): six of six tries succeeded once."""
    exchange = _exchanger(work / "data", work / ".folder")
    with Folder.opened(work) as folder:
        walk = folder.walk()
        assert next(walk).parts == ("server.py",)
        exchange()
        with pytest.raises(SubmissionError, match="data is a symbolic link"):
            next(walk)
