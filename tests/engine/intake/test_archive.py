"""An archive is unpacked safely or refused with one line, whatever it says about itself (attacks 60 to 65 and 70)."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from intake.archives import WORK, entry, posix, refusal, tarred, unpacked, with_mode, zipped

from sockgrade.intake.submission import SubmissionError, opened

pytestmark = pytest.mark.usefixtures("scratch")


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
