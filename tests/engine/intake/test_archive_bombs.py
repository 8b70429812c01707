"""An archive that would cost too much memory, disk or time is refused (attack 63)."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from intake.archives import WORK, header, posix, refusal, tarred, unpacked, zipped

pytestmark = pytest.mark.usefixtures("scratch")


# too much


def zeros(gigabytes: int, wbits: int) -> bytes:
    """A deflate stream of so many gigabytes of zeros, from one piece that is repeated."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, wbits)
    first = deflate.compress(bytes(2**20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    piece = deflate.compress(bytes(2**20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    return first + piece * (1024 * gigabytes - 1) + deflate.flush(zlib.Z_FINISH)


def zip_claiming(content: bytes, size: int) -> bytes:
    """A zip with one deflated file, which says that it has so many bytes."""
    size = min(size, 2**32 - 2)
    facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(content), size, 9, 0)
    local = b"PK\3\4" + facts + b"server.py" + content
    central = b"PK\1\2\x14\0" + facts + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"server.py"
    return local + central + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)


MEASURE = """
import resource, sys
from pathlib import Path
from sockgrade.intake.submission import SubmissionError, opened
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    with opened(Path(sys.argv[1])):
        print("unpacked")
except SubmissionError as error:
    print(error)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@posix
@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("work.zip", lambda: zip_claiming(zeros(4, -15), 2**32 - 2), "more than 50 MiB"),
        ("work.zip", lambda: zip_claiming(zlib.compress(b"x")[2:-4], 2**32 - 2), "it is damaged"),
        ("work.tar", lambda: gzip.compress(huge_header()[:512]) + zeros(4, 31), "header without end"),
        ("work.tar", lambda: gzip.compress(huge_member()[:512]) + zeros(10, 31), "more than 50 MiB"),
        ("work.tar", lambda: lzma.compress(huge_member()[:512] + bytes(10**8)), "100 times its size"),
        ("work.tar", lambda: bz2.compress(huge_member()[:512] + bytes(10**8)), "100 times its size"),
        ("work.tar", lambda: huge_member()[:512], "ends in the middle"),
        ("work.tar", lambda: bytes(60 * 2**20), "larger than 50 MiB"),
        ("work.zip", lambda: zipped({f"{n}": os.urandom(9 * 2**20) for n in range(5)} | {"z": bytes(6 * 2**20)}),
         "unpacks to more than 50 MiB"),
        ("work.zip", lambda: zipped({"a": bytes(17 * 2**20)}), "100 times its size"),
    ],
    ids=["bomb", "claims", "pax header", "member", "xz", "bz2", "huge member", "big", "much", "ratio"],
)  # fmt: skip
def test_a_bomb_is_refused_in_little_memory(
    name: str, make: Callable[[], bytes], why: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, tmp_path / name],
        env={"TMPDIR": str(tmp_path / "scratch")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    message, kilobytes = done.stdout.splitlines()
    assert why in message
    assert int(kilobytes) < 60_000


def huge_header() -> bytes:
    return header("pax", tarfile.XHDTYPE, 4 * 10**9)


def huge_member() -> bytes:
    return header("server.py", tarfile.REGTYPE, 10**10)


def test_a_file_of_zeros_for_trying_a_transfer_is_no_bomb(tmp_path: Path) -> None:
    assert unpacked(zipped({"zeros": bytes(10 * 2**20)}), tmp_path) == {"zeros": bytes(10 * 2**20)}


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    files = {f"{number}.py": b"" for number in range(2001)}
    assert "more than 2000 files" in refusal(zipped(files), tmp_path)
    assert "more than 2000 files" in refusal(tarred(files), tmp_path, "work.tar")


def test_too_many_entries_are_refused_although_they_are_left_out(tmp_path: Path) -> None:
    files = {f"venv/{number}": b"" for number in range(20_001)}
    assert "more than 20000 entries" in refusal(zipped(files), tmp_path)
    assert "more than 20000 entries" in refusal(tarred(files), tmp_path, "work.tar")


def test_a_million_entries_are_not_even_listed(tmp_path: Path) -> None:
    central = b"PK\1\2" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"x"
    table = central * 10**6
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFE, 0xFFFE, len(table), 0, 0)
    assert "more than 20000 entries" in refusal(table + end, tmp_path)


def test_a_million_empty_compressed_streams_are_refused_soon(tmp_path: Path) -> None:
    assert "too many parts" in refusal(gzip.compress(b"") * 10**6, tmp_path, "work.tar")


def test_files_that_overlap_count_each_time(tmp_path: Path) -> None:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", os.urandom(2**20))
        for _ in range(60):
            archive.filelist.append(archive.filelist[0])
    message = refusal(made.getvalue(), tmp_path)
    assert "twice" in message or "damaged" in message


def test_a_decompressor_gets_little_memory(tmp_path: Path) -> None:
    data = bytearray(lzma.compress(tarred(WORK)))
    # The size of the dictionary in the filter flags of the first block (xz-file-format.txt, 3.1 and 5.3.1).
    length = (data[12] + 1) * 4
    assert data[14] == 0x21
    data[16] = 36  # 1 GiB
    data[12 + length - 4 : 12 + length] = struct.pack("<I", zlib.crc32(data[12 : 12 + length - 4]))
    assert "needs too much memory" in refusal(bytes(data), tmp_path, "work.tar")
