"""An archive that a program sends may be anything, and is read within bounds."""

from __future__ import annotations

import gzip
import io
import tarfile

import pytest

from sockgrade import Entry
from sockgrade.behaviours.archives import packed, unpacked

TREE = {
    "folder": Entry("folder", 0o755),
    "folder/.hidden": Entry("file", 0o600, b"data"),
    "link": Entry("link", data=b"folder"),
}


def zipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # a test has the same name whenever it is collected


def tar(*members: tuple[str, bytes, dict[str, object]]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content, more in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            for key, value in more.items():
                setattr(member, key, value)
            archive.addfile(member, io.BytesIO(content))
    return zipped(stream.getvalue())


def test_what_is_packed_is_unpacked() -> None:
    assert unpacked(packed(TREE)) == TREE


HOLE = {
    "GNU.sparse.major": "0",
    "GNU.sparse.minor": "1",
    "GNU.sparse.map": "0,1",
    "GNU.sparse.size": str(2**40),
}
CIRCLE: dict[str, object] = {"type": tarfile.LNKTYPE, "linkname": "a"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"hello", "is not packed with gzip"),
        (zipped(b"hello")[:-3], "is cut off"),
        (zipped(b""), "tar has written nothing"),
        (zipped(b"hello"), "is no tar archive"),
        (zipped(bytes(65 * 2**20)), "is cut off"),
        (tar(("a", b"x", {"pax_headers": HOLE})), f"its files have {2**40} bytes"),
        (tar(("a", b"", CIRCLE)), "is no tar archive"),
        (tar(("b", b"", CIRCLE)), "is no tar archive"),
    ],
)
def test_what_is_none_is_told_as_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        unpacked(data)
