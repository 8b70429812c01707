"""An archive is unpacked safely or refused with one line, whatever it says about itself (attacks 60 to 65 and 70)."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import os
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sockgrade.archive import unpack
from sockgrade.submission import SubmissionError, opened
from sockgrade.tar import Damaged, members

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file names and permissions")

WORK = {"server.py": b"import helper\n", "data/table.csv": b"1;2\n" * 1000}


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wherever an archive is unpacked, nothing of it is left, and nothing is written beside it."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} <= {"scratch", "work.zip", "work.tar"}


def zipped(files: Mapping[str, bytes] | Mapping[zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(files: Mapping[str, bytes], *more: tarfile.TarInfo, how: int = tarfile.PAX_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=how) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for entry in more:
            archive.addfile(entry)
    return made.getvalue()


def entry(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, mode << 16
    return made


def unpacked(data: bytes, tmp_path: Path, name: str = "work.zip") -> dict[str, bytes]:
    """What comes out of an archive."""
    (tmp_path / name).write_bytes(data)
    with opened(tmp_path / name) as folder:
        found = [path for path in folder.rglob("*") if not path.is_dir()]
        assert not any(path.is_symlink() for path in found)
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def refusal(data: bytes, tmp_path: Path, name: str = "work.zip") -> str:
    """What is said about an archive that is refused."""
    with pytest.raises(SubmissionError) as error:
        unpacked(data, tmp_path, name)
    message = str(error.value)
    assert message.isprintable()
    assert "work." in message
    return message


# what is right


@pytest.mark.parametrize(
    ("name", "compress"),
    [
        ("work.tar", bytes),
        ("work.tar.gz", gzip.compress),
        ("WORK.TGZ", gzip.compress),
        ("work.tar.bz2", bz2.compress),
        ("work.tar.xz", lzma.compress),
    ],
)
@pytest.mark.parametrize("how", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_tar_archives_are_unpacked(
    name: str, compress: Callable[[bytes], bytes], how: int, tmp_path: Path
) -> None:
    folder = tmp_path / "scratch" / "given"
    folder.mkdir()
    (folder / name).write_bytes(compress(tarred(WORK, how=how)))
    with opened(folder / name) as place:
        assert (place / "data" / "table.csv").read_bytes() == WORK["data/table.csv"]
        assert (place / "server.py").is_file()
    (folder / name).unlink()
    folder.rmdir()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_archives_are_unpacked(method: int, tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in WORK.items():
            archive.writestr(name, content)
    assert unpacked(made.getvalue(), tmp_path) == WORK


@pytest.mark.parametrize("how", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_and_foreign_names_in_a_tar_are_kept(how: int, tmp_path: Path) -> None:
    names = [f"{'ä' * 60}/{'b' * 120}.py", "x" * 250]
    assert set(unpacked(tarred(dict.fromkeys(names, b"x"), how=how), tmp_path, "work.tar")) == set(names)


def test_the_content_decides_and_not_the_name_which_kind_of_archive_it_is(tmp_path: Path) -> None:
    assert unpacked(gzip.compress(tarred(WORK)), tmp_path, "work.zip") == WORK
    assert unpacked(zipped(WORK), tmp_path, "work.tar") == WORK


def test_several_compressed_streams_in_one_file_are_one(tmp_path: Path) -> None:
    data = tarred(WORK)
    assert unpacked(gzip.compress(data[:700]) + gzip.compress(data[700:]), tmp_path, "work.tar") == WORK


@posix
def test_the_right_to_be_executed_is_kept(tmp_path: Path) -> None:
    (tmp_path / "work.zip").write_bytes(
        zipped({with_mode("run.sh", 0o100755): b"", with_mode("x", 0o100644): b""})
    )
    with opened(tmp_path / "work.zip") as folder:
        assert os.access(folder / "run.sh", os.X_OK)
        assert (folder / "x").stat().st_mode & 0o111 == 0


def test_what_archivers_and_editors_leave_is_left_out(tmp_path: Path) -> None:
    litter = ["__MACOSX/._server.py", ".DS_Store", "a/.git/config", "venv/bin/python", "__pycache__/x.pyc"]
    assert unpacked(zipped({**WORK, **dict.fromkeys(litter, b"x")}), tmp_path) == WORK
    links = [entry("venv/bin/python", tarfile.SYMTYPE, "/usr/bin/python3")]
    assert unpacked(tarred(WORK, *links), tmp_path, "work.tar") == WORK


def test_an_archive_without_files_is_empty(tmp_path: Path) -> None:
    assert unpacked(zipped({}), tmp_path) == {}
    assert unpacked(zipped({"folder/": b""}), tmp_path) == {}
    assert unpacked(tarred({}), tmp_path, "work.tar") == {}


def test_backslashes_separate_folders_as_on_windows(tmp_path: Path) -> None:
    assert unpacked(zipped({"folder\\server.py": b"x"}), tmp_path) == {"folder/server.py": b"x"}


@posix
@pytest.mark.parametrize(
    "name", ["a\nb.py", "-rf.py", "a\x1b[2J.py", "a\u202e.py", "a b.py", "COM1", "'$(x)'"]
)
def test_strange_names_are_kept(name: str, tmp_path: Path) -> None:
    assert unpacked(zipped({name: b"x"}), tmp_path) == {name: b"x"}
    assert unpacked(tarred({name: b"x"}), tmp_path, "work.tar") == {name: b"x"}


@posix
def test_a_name_that_is_not_text_is_kept(tmp_path: Path) -> None:
    data = tarred({"aXb.py": b"x"}, how=tarfile.USTAR_FORMAT)
    header = bytearray(data[:512])
    header[1] = 0xFF
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + sum(header[156:]) + 8 * 32)
    assert unpacked(bytes(header) + data[512:], tmp_path, "work.tar") == {os.fsdecode(b"a\xffb.py"): b"x"}


@posix
def test_names_that_differ_in_case_are_two_files(tmp_path: Path) -> None:
    # Where they are one for the file system, they are refused as the same name twice.
    files = {"Server.py": b"1", "server.py": b"2"}
    if (tmp_path / "SCRATCH").exists():
        assert "twice" in refusal(zipped(files), tmp_path)
    else:
        assert unpacked(zipped(files), tmp_path) == files


# names that lead elsewhere, and what is no file


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../out.py", "leads out of it"),
        ("a/../../out.py", "leads out of it"),
        ("a\\..\\..\\out.py", "leads out of it"),
        ("/tmp/out.py", "absolute name"),
        ("\\out.py", "absolute name"),
        ("//host/share/out.py", "absolute name"),
        ("C:\\out.py", "absolute name"),
        ("c:out.py", "absolute name"),
        ("/".join("d" * 30), "more than 20 folders"),
        ("d" * 1001, "1000 characters"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str, why: str, tmp_path: Path) -> None:
    assert why in refusal(zipped({"server.py": b"", name: b"x"}), tmp_path)
    assert why in refusal(tarred({"server.py": b"", name: b"x"}), tmp_path, "work.tar")


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    data = zipped({"server.pyX": b"x"}).replace(b"server.pyX", b"server.py\0")
    assert "leads out of it" in refusal(data, tmp_path)


@posix
def test_a_part_of_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert "cannot be written: File name too long" in refusal(zipped({"x" * 300: b""}), tmp_path)


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (entry("server.py", tarfile.SYMTYPE, "/etc/passwd"), "a symbolic link"),
        (entry("data", tarfile.SYMTYPE, "../../reference"), "a symbolic link"),
        (entry("server.py", tarfile.LNKTYPE, "/etc/passwd"), "a hard link"),
        (entry("server.py", tarfile.CHRTYPE), "a device"),
        (entry("server.py", tarfile.BLKTYPE), "a device"),
        (entry("server.py", tarfile.FIFOTYPE), "a named pipe"),
        (entry("server.py", tarfile.GNUTYPE_SPARSE), "a sparse file"),
        (entry("server.py", b"Z"), "an entry of the unknown kind Z"),
    ],
)
def test_a_tar_with_anything_but_files_is_refused(made: tarfile.TarInfo, kind: str, tmp_path: Path) -> None:
    assert f"holds {kind}, {made.name}" in refusal(tarred({}, made), tmp_path, "work.tar")


def test_a_file_does_not_get_written_through_a_link(tmp_path: Path) -> None:
    data = tarred({}, entry("a", tarfile.SYMTYPE, str(tmp_path))) + tarred({"a/out.py": b"x"})
    assert "symbolic link" in refusal(data[:512] + tarred({"a/out.py": b"x"}), tmp_path, "work.tar")


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (0o120777, "a symbolic link"),
        (0o010644, "a named pipe"),
        (0o020644, "a device"),
        (0o140644, "a socket"),
    ],
)
def test_a_zip_with_anything_but_files_is_refused(mode: int, kind: str, tmp_path: Path) -> None:
    assert f"holds {kind}" in refusal(zipped({with_mode("server.py", mode): b"/etc/passwd"}), tmp_path)


def test_a_name_that_comes_twice_is_refused(tmp_path: Path) -> None:
    assert "holds server.py twice" in refusal(zipped({"server.py": b"1", "./server.py": b"2"}), tmp_path)
    twice = tarred({"server.py": b"1"}, entry("server.py", tarfile.REGTYPE))
    assert "holds server.py twice" in refusal(twice, tmp_path, "work.tar")


def test_a_file_that_is_a_folder_as_well_is_refused(tmp_path: Path) -> None:
    assert "holds a/b" in refusal(zipped({"a": b"", "a/b": b""}), tmp_path)
    assert "holds a twice" in refusal(zipped({"a/b": b"", "a": b""}), tmp_path)


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
from sockgrade.submission import SubmissionError, opened
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


def header(name: str, kind: bytes, size: int) -> bytes:
    made = entry(name, kind)
    made.size = size
    return made.tobuf(tarfile.GNU_FORMAT)


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


# damage


@pytest.mark.parametrize(
    "data", [b"", b"P", b"PK", b"PK\3\4", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0", b"x" * 2000]
)
def test_garbage_is_refused(data: bytes, tmp_path: Path) -> None:
    for name in ("work.zip", "work.tar"):
        assert "cannot be unpacked" in refusal(data, tmp_path, name)


@pytest.mark.parametrize("compress", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_an_archive_that_was_cut_off_is_refused(compress: Callable[[bytes], bytes], tmp_path: Path) -> None:
    data = compress(tarred(WORK, how=tarfile.GNU_FORMAT).rstrip(b"\0"))
    for part in (len(data) // 3, len(data) - 20):
        assert "it ends in the middle" in refusal(data[:part], tmp_path, "work.tar")
    whole = zipped(WORK)
    assert "it is damaged" in refusal(whole[:-30], tmp_path)
    assert "it is damaged" in refusal(whole[:60] + whole[100:], tmp_path)


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"server.py": b"x"}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    assert "is encrypted: pack it without a password" in refusal(bytes(data), tmp_path)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_that_is_compressed_in_an_unusual_way_is_refused(method: int, tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("server.py", b"x")
    assert "unusual way" in refusal(made.getvalue(), tmp_path)


def test_an_archive_of_another_kind_is_told_to_be_packed_anew(tmp_path: Path) -> None:
    zstandard = b"\x28\xb5\x2f\xfd" + bytes(600)
    assert "pack the folder as .zip or .tar.gz" in refusal(zstandard, tmp_path, "work.tar")


def test_the_name_of_the_archive_is_shown_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "scratch" / "given"
    folder.mkdir()
    archive = folder / "work\x1b[2J\u202e.zip"
    archive.write_bytes(b"garbage")
    with pytest.raises(SubmissionError) as error, opened(archive):
        pass
    assert str(error.value).isprintable()
    archive.unlink()
    folder.rmdir()


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
