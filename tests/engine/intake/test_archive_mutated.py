"""Any bytes at all, and any change to an archive, are refused or unpacked safely."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import tarfile
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.archives import WORK, header, tarred, zipped

from sockgrade.intake.archive import unpack
from sockgrade.intake.submission import SubmissionError
from sockgrade.intake.tar import Damaged, members

pytestmark = pytest.mark.usefixtures("scratch")


# whatever it is

SAMPLES = {
    "zip": zipped(WORK),
    "tar": tarred(WORK, how=tarfile.PAX_FORMAT),
    "gnu": tarred({"x" * 120: b"x", **WORK}, how=tarfile.GNU_FORMAT),
    "pax": tarred({"ä" * 120: b"x"}, how=tarfile.PAX_FORMAT),
    "gz": gzip.compress(tarred(WORK), mtime=0),
    "bz2": bz2.compress(tarred(WORK)),
    "xz": lzma.compress(tarred(WORK)),
}


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """An archive some of whose bytes are others, missing, or more."""
    data = bytearray(draw(st.sampled_from(list(SAMPLES.values()))))
    for _ in range(draw(st.integers(1, 5))):
        # Headers are where it hurts: at the beginning, and in a zip at the end as well.
        position = draw(st.integers(0, len(data)) | st.integers(0, min(600, len(data))))
        position = len(data) - position if draw(st.booleans()) else position
        length = draw(st.sampled_from([0, 1, 1, 4, 512]))
        data[position : position + length] = draw(st.binary(max_size=8))
    return bytes(data)


def survives(data: bytes) -> None:
    """Unpack, and see that nothing is made but regular files in the folder, and not too much."""
    with tempfile.TemporaryDirectory() as name:
        archive, target = Path(name, "work.zip"), Path(name, "target")
        archive.write_bytes(data)
        with contextlib.suppress(SubmissionError):
            unpack(archive, target)
        assert sorted(path.name for path in Path(name).iterdir()) == ["target", "work.zip"]
        made = [path for path in target.rglob("*") if not path.is_dir() or path.is_symlink()]
        assert all(path.is_file() and not path.is_symlink() for path in made)
        assert sum(path.stat().st_size for path in made) <= 50 * 2**20


@settings(max_examples=300, deadline=None, database=None)
@given(
    st.binary(max_size=2000)
    | st.builds(bytes.__add__, st.sampled_from([b"PK\3\4", b"\x1f\x8b\x08"]), st.binary())
)
def test_random_bytes_are_refused_or_unpacked(data: bytes) -> None:
    survives(data)


@settings(max_examples=600, deadline=None, database=None)
@given(mutated())
def test_mutated_archives_are_refused_or_unpacked(data: bytes) -> None:
    survives(data)


@settings(max_examples=600, deadline=None, database=None)
@given(st.lists(st.tuples(st.sampled_from(list(b"0xgLK15S")), st.binary(max_size=40)), max_size=6))
def test_any_sequence_of_tar_headers_is_read_or_refused(parts: list[tuple[int, bytes]]) -> None:
    blocks = []
    for kind, content in parts:
        blocks += [header("name", bytes([kind]), len(content)), content, bytes(-len(content) % 512)]
    stream = io.BytesIO(b"".join(blocks) + bytes(1024))
    with contextlib.suppress(Damaged):
        for member in members(stream.read):
            assert len(b"".join(member.content)) <= 40
