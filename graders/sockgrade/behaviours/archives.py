"""Folders as gzip'd tar archives, and whether everything in one is as it should be."""

from __future__ import annotations

import io
import posixpath
import tarfile
import zlib
from collections.abc import Mapping

from sockgrade import Entry

_TYPES = {"file": tarfile.REGTYPE, "folder": tarfile.DIRTYPE, "link": tarfile.SYMTYPE}
#: Bytes of an archive that are unpacked at most, and of all files in it: a file with holes may say that it is longer.
_MOST = 64 * 2**20


def packed(tree: Mapping[str, Entry]) -> bytes:
    """An archive of these entries, by their path in the folder."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", format=tarfile.GNU_FORMAT) as archive:
        for name, entry in tree.items():
            member = tarfile.TarInfo(f"./{name}")
            member.type, member.mode = _TYPES[entry.kind], entry.mode
            if entry.kind == "link":
                member.linkname = entry.data.decode()
            elif entry.kind == "file":
                member.size = len(entry.data)
            archive.addfile(member, io.BytesIO(entry.data))
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, Entry]:
    """What is in an archive, by its path in the folder; without the folder itself."""
    unzip = zlib.decompressobj(wbits=31)
    try:
        stream = unzip.decompress(data, _MOST)
    except zlib.error:
        raise AssertionError(f"What was sent is not packed with gzip: it begins with {data[:6]!r}.") from None
    assert unzip.eof, "What was sent is cut off: gzip's end is missing."
    assert stream, "gzip had nothing to pack: tar has written nothing."
    try:
        with tarfile.open(fileobj=io.BytesIO(stream), mode="r:") as archive:
            members = list(archive)
            size = sum(member.size for member in members)
            assert size <= _MOST, f"What was sent says that its files have {size} bytes."
            found = {posixpath.normpath(member.name): _entry(archive, member) for member in members}
    except (tarfile.TarError, KeyError, ValueError, ArithmeticError, RecursionError):
        # All but the first come from archives that somebody has thought up: links in circles, numbers without bound.
        raise AssertionError(
            f"What was packed with gzip is no tar archive: it begins with {stream[:6]!r}."
        ) from None
    found.pop(".", None)
    return found


def _entry(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Entry:
    if member.issym():
        return Entry("link", data=member.linkname.encode(errors="surrogateescape"))
    if member.isdir():
        return Entry("folder", member.mode)
    content = archive.extractfile(member)  # of a second name for a file, what stands in that
    return Entry("file", member.mode, content.read()) if content else Entry("other", member.mode)


def expect_entries(
    where: str, found: Mapping[str, Entry], wanted: Mapping[str, Entry], *, modes: bool = False
) -> None:
    """Everything that is wanted has been found, and is the same; with `modes`, so are its permissions."""
    for name, entry in wanted.items():
        got = found.get(name)
        there = ", ".join(sorted(found)[:8]) or "nothing"
        assert got is not None, f"{where} has no {name}. It has: {there}."
        assert got.kind == entry.kind, (
            f"In {where.lower()}, {name} is a {got.kind}, and should be a {entry.kind}."
        )
        if entry.kind == "link":
            assert got.data == entry.data, (
                f"The link {name} leads to {got.data!r}, and should to {entry.data!r}."
            )
        assert got.data == entry.data, f"In {where.lower()}, other bytes stand in {name} than should."
        if modes and entry.kind != "link":
            mode = got.mode & 0o777
            assert mode == entry.mode, (
                f"In {where.lower()}, {name} has the permissions {mode:04o}, and should have {entry.mode:04o}."
            )
