"""Unpacks an archive that was handed in: zip, or tar with or without compression.

Whatever the archive says about itself is not believed: what comes out of it is counted, names lead nowhere but
into the new folder, and only regular files are made.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from sockgrade.intake.boundary import SubmissionError
from sockgrade.intake.folder import MAX_DEPTH, MAX_ENTRIES, is_litter, open_named, show
from sockgrade.intake.snapshot import SOURCES
from sockgrade.intake.tar import FILE, FOLDER, Damaged, Member, members

#: Bytes that come out of a tar archive. More than is kept: what is left out, such as a virtual environment, has to
#: be read over there.
_MAX_STREAM = 4 * SOURCES.size
#: No archive of sources shrinks to less than a hundredth; the most that deflate can do is a thousandth.
_MAX_RATIO = 100
#: Bytes up to which the ratio does not matter: a file of zeros for trying a transfer is no bomb.
_HARMLESS = 16 * 2**20
#: Bytes of a zip's table of contents: some 200 for each entry.
_MAX_TABLE = 200 * MAX_ENTRIES
#: Bytes that the decompressor of xz may have; `xz -9` needs 65 MiB.
_MAX_MEMORY = 128 * 2**20
#: Compressed streams in one file. Programs that compress in parallel make one for each 64 KiB or more.
_MAX_STREAMS = 10_000
#: Characters of a whole name; the system's own limit is some 4000 (PATH_MAX), of which the folder needs a part.
_MAX_NAME = 1000
_CHUNK = 2**18
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")

_PACK = "pack the folder as .zip or .tar.gz"
#: What the library's zipfile raises over archives that are damaged, or made to harm.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def unpack(archive: Path, target: Path) -> None:
    """Unpack an archive into the new folder `target`. Raises SubmissionError."""
    target.mkdir(mode=0o700)
    with open_named(archive) as file:
        size = file.seek(0, io.SEEK_END)
        if size > SOURCES.size:
            raise SubmissionError(
                f"{show(archive)} is larger than {SOURCES.size // 2**20} MiB: pack the sources only"
            )
        file.seek(0)
        unpacking = _Unpacking(archive, size, target)
        try:
            if file.read(2) == b"PK":
                unpacking.keep(_of_zip(file, size, show(archive)))
            else:
                file.seek(0)
                unpacking.keep(members(_Stream(_decompressed(file), unpacking.count_stream).read))
        except Damaged as error:
            raise SubmissionError(
                f"{show(archive)} cannot be unpacked, {error}: {_PACK}, and hand that in"
            ) from None


class _Unpacking:
    """One archive on its way into a folder."""

    def __init__(self, archive: Path, size: int, target: Path) -> None:
        self._shown = show(archive)
        self._size = size
        self._target = target
        self._kept = self._read = 0

    def keep(self, entries: Iterable[Member]) -> None:
        """Write down what is part of the work. Raises SubmissionError."""
        files = 0
        for number, entry in enumerate(entries, start=1):
            if number > MAX_ENTRIES:
                raise self._refusal(f"holds more than {MAX_ENTRIES} entries: pack the sources only")
            parts = self._parts(entry.name)
            if not parts or _is_litter(parts, entry.kind) or entry.kind == FOLDER:
                continue
            if entry.kind != FILE:
                raise self._refusal(f"holds {entry.kind}, {show(Path(*parts))}: pack the file itself")
            files += 1
            if files > SOURCES.files:
                raise self._refusal(f"holds more than {SOURCES.files} files: pack the sources only")
            self._write(parts, entry)

    def _parts(self, name: str) -> list[str]:
        """The folders and the file that a name consists of. Some archivers on Windows separate them by backslashes."""
        shown = show(Path(name[:_MAX_NAME]))
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
        if name.startswith(("/", "\\")) or _DRIVE.match(name):
            raise self._refusal(f"holds an absolute name, {shown}: {_PACK}")
        if ".." in parts or "\0" in name:
            raise self._refusal(f"holds a name that leads out of it, {shown}: {_PACK}")
        if len(parts) > MAX_DEPTH + 1 or len(name) > _MAX_NAME:
            raise self._refusal(
                f"holds a name of more than {MAX_DEPTH} folders or {_MAX_NAME} characters: pack the sources only"
            )
        return parts

    def _write(self, parts: list[str], entry: Member) -> None:
        path = self._target.joinpath(*parts)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = path.open("xb")
        except FileExistsError:  # also where the file system does not tell capital letters from small ones
            raise self._refusal(f"holds {show(Path(*parts))} twice: {_PACK}") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name is no text"
            raise self._refusal(f"holds {show(Path(*parts))}, which cannot be written: {reason}") from None
        with file:
            for piece in entry.content:
                self._kept = self._count(self._kept + len(piece), SOURCES.size)
                file.write(piece)
        path.chmod(0o700 if entry.executable else 0o600)

    def count_stream(self, size: int) -> None:
        """Count what came out of the decompressor. Raises SubmissionError when it is too much."""
        self._read = self._count(self._read + size, _MAX_STREAM)

    def _count(self, total: int, most: int) -> int:
        if total > most:
            raise self._refusal(f"unpacks to more than {most // 2**20} MiB: pack the sources only")
        if total > _HARMLESS and total > _MAX_RATIO * self._size:
            raise self._refusal(f"unpacks to more than {_MAX_RATIO} times its size: pack the sources only")
        return total

    def _refusal(self, what: str) -> SubmissionError:
        return SubmissionError(f"{self._shown} {what}")


def _is_litter(parts: list[str], kind: str) -> bool:
    *folders, last = parts
    return is_litter(last, is_file=kind == FILE) or any(is_litter(f, is_file=False) for f in folders)


# zip


class _Table(io.BufferedReader):
    """A zip file of which no more is ever read at once than a table of contents may have."""

    def __init__(self, file: BinaryIO, size: int, shown: str) -> None:
        super().__init__(io.FileIO(file.fileno(), closefd=False))
        self._size = size
        self._shown = shown

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:  # the end of the file, with the archive's comment
            return super().read()
        size = min(size, self._size)
        if size > _MAX_TABLE:
            raise SubmissionError(
                f"{self._shown} holds more than {MAX_ENTRIES} entries: pack the sources only"
            )
        return super().read(size)


@contextmanager
def _intact() -> Iterator[None]:
    """Whatever the library says about damage is told in one way."""
    try:
        yield
    except _DAMAGE:
        raise Damaged("it is damaged") from None


def _of_zip(file: BinaryIO, size: int, shown: str) -> Iterator[Member]:
    with _intact(), _Table(file, size, shown) as table, zipfile.ZipFile(table) as archive:
        for entry in archive.infolist():
            # Not entry.filename, which ends at the first NUL.
            name, mode = entry.orig_filename, entry.external_attr >> 16
            kind = FOLDER if name.endswith(("/", "\\")) else _KINDS.get(stat.S_IFMT(mode), FILE)
            content = _content_of_zip(archive, entry, shown)
            yield Member(name, kind, bool(mode & 0o111), content)


_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: FOLDER,
}


def _content_of_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> Iterator[bytes]:
    if entry.flag_bits & _ENCRYPTED:
        raise SubmissionError(f"{shown} is encrypted: pack it without a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SubmissionError(f"{shown} is compressed in an unusual way: {_PACK}, and hand that in")
    with _intact(), archive.open(entry) as content:
        while piece := content.read(_CHUNK):
            yield piece


# tar

#: How compressed files begin, and what decompresses them.
_COMPRESSIONS: dict[bytes, Callable[[], Any]] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(16 + zlib.MAX_WBITS),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MAX_MEMORY),
}


def _decompressed(file: BinaryIO) -> Iterator[bytes]:
    """The content of a file that may be compressed, in pieces of bounded size."""
    data = file.read(_CHUNK)
    for beginning, start in _COMPRESSIONS.items():
        if data.startswith(beginning):
            yield from _inflated(file, data, start)
            return
    while data:
        yield data
        data = file.read(_CHUNK)


def _inflated(file: BinaryIO, data: bytes, start: Callable[[], Any]) -> Iterator[bytes]:
    """Decompress; several compressed streams one behind the other are one (gzip(1), xz(1), bzip2(1))."""
    for _ in range(_MAX_STREAMS):
        if not data:
            return
        decompressor = start()
        while not decompressor.eof:
            try:
                piece = decompressor.decompress(data, _CHUNK)
            except lzma.LZMAError as error:
                needy = "Memory usage limit" in str(error)
                raise Damaged("it needs too much memory" if needy else "it is damaged") from None
            except (OSError, EOFError, zlib.error):
                raise Damaged("it is damaged") from None
            yield piece
            # zlib hands back what it has not taken in; the others keep it.
            data = getattr(decompressor, "unconsumed_tail", b"")
            if len(piece) < _CHUNK and not decompressor.eof:
                data = file.read(_CHUNK)
                if not data:
                    raise Damaged("it ends in the middle")
        data = decompressor.unused_data or file.read(_CHUNK)
    raise Damaged("it consists of too many parts")


class _Stream:
    """Pieces, read as a file; each is counted when it comes."""

    def __init__(self, pieces: Iterator[bytes], count: Callable[[int], None]) -> None:
        self._pieces = pieces
        self._count = count
        self._waiting = bytearray()

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at the end."""
        while len(self._waiting) < size and (piece := next(self._pieces, None)) is not None:
            self._count(len(piece))
            self._waiting += piece
        data = bytes(self._waiting[:size])
        del self._waiting[:size]
        return data
