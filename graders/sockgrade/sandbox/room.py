"""The folder that a program runs in: its own, bounded where the system can do that, and gone afterwards.

A copy of what was handed in, never the thing itself or a view of it: nothing that a program does there, and nothing
that can be measured there (pages in the cache, times, names), reaches the next launch.
"""

from __future__ import annotations

import mmap
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sockgrade.kernel.trees import Entry, remove
from sockgrade.sandbox import Limits, Sandbox
from sockgrade.sandbox.spawn import give_to_program, program_ids

_CHUNK = 2**18


@contextmanager
def room(parent: Path, size: int, files: int) -> Iterator[Path]:
    """An empty folder below `parent` that programs may write to.

    In a worker's own mount namespace it is a file system in memory with room for so many bytes and files, which only
    the worker sees, and which goes with it. Elsewhere it is a plain folder, and not bounded.
    """
    folder = Path(tempfile.mkdtemp(prefix="room-", dir=parent))
    try:
        with _bounded(folder, size, files) as bounded:
            if not bounded:
                folder.chmod(0o755)
                give_to_program(folder)
            yield folder
    finally:
        remove(folder)


@contextmanager
def _bounded(folder: Path, size: int, files: int) -> Iterator[bool]:
    """Mount a file system of limited size there; False where that cannot be."""
    if sys.platform != "linux":
        yield False
        return
    from sockgrade.kernel import linux

    if not linux.owns_mounts():
        yield False
        return
    user, group = program_ids()
    options = f"size={size},nr_inodes={files},mode=0755,uid={user},gid={group}"
    try:
        linux.mount("tmpfs", str(folder), "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
    except PermissionError:  # pid 1 of somebody else's container
        yield False
        return
    try:
        yield True
    finally:
        linux.unmount(str(folder))


class Contents:
    """The files of a folder in which nothing changes any more, for copies of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._folders: list[str] = []
        self._files: list[tuple[str, bool]] = []
        self.size = 0
        """Bytes, as a file system in memory counts them."""
        for place, folders, files in os.walk(folder):
            inside = os.path.relpath(place, folder)
            self._folders += [os.path.join(inside, name) for name in folders]
            for name in files:
                status = os.stat(os.path.join(place, name))
                self._files.append((os.path.join(inside, name), bool(status.st_mode & 0o100)))
                self.size += -(-status.st_size // mmap.PAGESIZE) * mmap.PAGESIZE

    def __len__(self) -> int:
        """How many files and folders there are."""
        return len(self._folders) + len(self._files)

    @contextmanager
    def room(self, sandbox: Sandbox, more: Mapping[str, Entry]) -> Iterator[Path]:
        """A folder for one launch, with a copy of all of it, and room for what the program adds.

        `more` lies there, too, by its path in the folder; a file that is handed in gives way to it.
        """
        limits = Limits()
        size = self.size + sum(len(entry.data) for entry in more.values()) + limits.scratch
        with sandbox.room(Path(self._folder).parent, size, len(self) + limits.scratch_files) as room:
            self.copy_to(room)
            for name, entry in more.items():
                _add(room, Path(name), entry)
            yield room

    def copy_to(self, room: Path) -> None:
        """Copy all of it into an empty folder, where it belongs to the user that programs run as."""
        for name in self._folders:
            copy = os.path.join(room, name)
            os.mkdir(copy, 0o755)
            give_to_program(copy)
        for name, is_executable in self._files:
            copy = os.path.join(room, name)
            # What shutil.copyfile() asks before it copies takes longer than the copy.
            with open(os.path.join(self._folder, name), "rb") as original, open(copy, "xb") as file:
                shutil.copyfileobj(original, file, _CHUNK)
            os.chmod(copy, 0o755 if is_executable else 0o644)
            give_to_program(copy)


def _add(room: Path, name: Path, entry: Entry) -> None:
    """Lay something into it, in folders that are made where they are missing."""
    for folder in [*map(room.joinpath, reversed(name.parents))][1:]:
        if not folder.is_dir():
            _make(folder, Entry("folder", 0o755))
    _make(room / name, entry)


def _make(path: Path, entry: Entry) -> None:
    if entry.kind != "folder" and path.is_dir():
        remove(path)
    elif not path.is_dir():
        path.unlink(missing_ok=True)
    if entry.kind == "folder":
        path.mkdir(exist_ok=True)
    elif entry.kind == "link":
        path.symlink_to(os.fsdecode(entry.data))
    else:
        path.write_bytes(entry.data)
    if entry.kind != "link":
        path.chmod(entry.mode)
    give_to_program(path)
