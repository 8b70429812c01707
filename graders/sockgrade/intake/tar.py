"""Reads tar archives of strangers (POSIX.1-2017 pax and ustar, GNU tar), member by member, from a stream.

Not with the library's tarfile: in the Python versions that are still in use, a few kilobytes can keep that busy for
hours (CVE-2024-6232, CVE-2025-8194), and it holds whole extended headers in memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_BLOCK = 512
_CHUNK = 2**18
#: Bytes of an extended header or a long name. They hold a path, times, and what macOS keeps beside a file.
_MAX_HEADER = 2**20
#: Of the decimal numbers in it.
_DIGITS = 20
_END = bytes(_BLOCK)
_OCTAL = re.compile(rb"[ \0]*([0-7]*)[ \0]*")

FILE, FOLDER = "file", "folder"
_KINDS = {
    **dict.fromkeys((b"0", b"\0", b"7"), FILE),
    b"5": FOLDER,
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a device",
    b"4": "a device",
    b"6": "a named pipe",
    b"S": "a sparse file",
}
_WITHOUT_CONTENT = (b"1", b"2", b"3", b"4", b"5", b"6")


class Damaged(Exception):
    """An archive cannot be read; the message says how it shows."""


@dataclass
class Member:
    """What an archive has under one name."""

    name: str
    kind: str
    """FILE, FOLDER, or in words what else it is."""
    executable: bool
    content: Iterator[bytes]
    """To be read, if at all, before the next member is asked for."""


def members(read: Callable[[int], bytes]) -> Iterator[Member]:
    """The members of an archive. `read` returns so many bytes, fewer only at the end of the stream.

    Raises Damaged.
    """
    # What extended headers say about the member that follows them.
    name, sparse, length = "", False, None
    while (header := _exactly(read, _BLOCK)) != _END:
        _check_sum(header)
        kind, size = header[156:157], _number(header[124:136])
        if kind in b"xgLK":
            extension = _extension(read, size)
            if kind == b"L":
                name = os.fsdecode(extension.partition(b"\0")[0])
            elif kind == b"x":
                records = _records(extension)
                name = os.fsdecode(records.get(b"path", b"")) or name
                sparse = any(keyword.startswith(b"GNU.sparse.") for keyword in records)
                length = _decimal(records[b"size"]) if b"size" in records else None
            continue
        size = size if length is None else length
        content = _Content(read, 0 if kind in _WITHOUT_CONTENT else size)
        name = name or _name(header)
        what = _KINDS.get(kind, f"an entry of the unknown kind {ascii(kind)[2:-1]}")
        if what == FILE and name.endswith("/"):  # as before ustar
            what = FOLDER
        executable = bool(_number(header[100:108]) & 0o111)
        yield Member(name, "a sparse file" if sparse else what, executable, content)
        for _ in content:
            pass
        _exactly(read, -content.size % _BLOCK)
        name, sparse, length = "", False, None


class _Content(Iterator[bytes]):
    """What a member holds, in pieces."""

    def __init__(self, read: Callable[[int], bytes], size: int) -> None:
        self.size = self._left = size
        self._read = read

    def __next__(self) -> bytes:
        if not self._left:
            raise StopIteration
        piece = _exactly(self._read, min(self._left, _CHUNK))
        self._left -= len(piece)
        return piece


def _exactly(read: Callable[[int], bytes], size: int) -> bytes:
    data = read(size)
    if len(data) < size:
        raise Damaged("it ends in the middle")
    return data


def _extension(read: Callable[[int], bytes], size: int) -> bytes:
    if size > _MAX_HEADER:
        raise Damaged("it has a header without end")
    data = _exactly(read, size)
    _exactly(read, -size % _BLOCK)
    return data


def _check_sum(header: bytes) -> None:
    expected = sum(header) - sum(header[148:156]) + 8 * ord(" ")
    if _number(header[148:156]) != expected:
        raise Damaged("a header is damaged")


def _number(field: bytes) -> int:
    """An octal number, or GNU's binary one for what is too large for that."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    match = _OCTAL.fullmatch(field)
    if match is None:
        raise Damaged("a header is damaged")
    return int(match[1] or b"0", 8)


def _decimal(digits: bytes) -> int:
    if not digits.isdigit() or len(digits) > _DIGITS:
        raise Damaged("an extended header is damaged")
    return int(digits)


def _name(header: bytes) -> str:
    name = header[:100].partition(b"\0")[0]
    prefix = header[345:500].partition(b"\0")[0]
    # GNU tar has other things in the place of the prefix.
    if prefix and header[257:263] == b"ustar\0":
        name = prefix + b"/" + name
    return os.fsdecode(name)


def _records(extension: bytes) -> dict[bytes, bytes]:
    """The records of a pax header: `length keyword=value`, each with a line end."""
    records, position = {}, 0
    while position < len(extension):
        digits, _, _ = extension[position : position + _DIGITS].partition(b" ")
        end = position + _decimal(digits)
        keyword, equals, value = extension[position + len(digits) + 1 : end - 1].partition(b"=")
        if not equals or extension[end - 1 : end] != b"\n":
            raise Damaged("an extended header is damaged")
        records[keyword], position = value, end
    return records
