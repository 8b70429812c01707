"""Opens what a course platform packs for its teachers: a zip with the work of a whole class."""

from __future__ import annotations

import contextlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sockgrade.intake.folder import show
from sockgrade.intake.submission import SubmissionError
from sockgrade.kernel.trees import scratch

#: Entries, and bytes that come out: what three thousand students hand in, and some of them too much.
_MAX_ENTRIES = 100_000
_MAX_SIZE = 4 * 2**30
_CHUNK = 2**20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder with what a class has handed in, or the list: a zip is unpacked meanwhile.

    Not as a student's archive is unpacked (`intake.archive`): it holds the work of hundreds, empty folders tell who has
    handed in nothing, and archives in it stay what they are. Raises SubmissionError.
    """
    if path.suffix.lower() != ".zip" or not path.is_file():
        yield path
        return
    with scratch() as place:
        place.chmod(0o700)  # nothing is run from there
        folder = place / "class"
        try:
            _unpack(path, folder)
        except (*_DAMAGE, OSError) as error:  # of the archive, or of a name that no file can have
            raise SubmissionError(
                f"{show(path)} cannot be unpacked: {error}. Unpack it, and give the folder"
            ) from None
        yield folder


def _unpack(path: Path, folder: Path) -> None:
    folder.mkdir()
    room = _MAX_SIZE
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > _MAX_ENTRIES:
            raise SubmissionError(
                f"{show(path)} holds more than {_MAX_ENTRIES} entries: unpack it, and give folders"
            )
        for entry in entries:
            # As zipfile itself does it: names lead nowhere but into the folder.
            parts = [part for part in entry.filename.split("/") if part not in ("", ".", "..")]
            target = folder.joinpath(*parts)
            if entry.is_dir() or not parts:
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as source, target.open("xb") as copy:
                while chunk := source.read(_CHUNK):
                    if (room := room - len(chunk)) < 0:
                        gigabytes = _MAX_SIZE // 2**30
                        raise SubmissionError(
                            f"{show(path)} holds more than {gigabytes} GiB: unpack it, and give folders"
                        )
                    copy.write(chunk)
            _keep_time(entry, target)


def _keep_time(entry: zipfile.ZipInfo, file: Path) -> None:
    """When it was handed in: a zip says so in the time of whoever has packed it."""
    with contextlib.suppress(
        ValueError, OverflowError, OSError
    ):  # a thirteenth month, or a year before all clocks
        seconds = datetime(*entry.date_time).timestamp()
        os.utime(file, (seconds, seconds))
