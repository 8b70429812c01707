"""Archives made by hand, and what becomes of them when they are handed in."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from sockgrade.intake.submission import SubmissionError, opened

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file names and permissions")

WORK = {"server.py": b"import helper\n", "data/table.csv": b"1;2\n" * 1000}


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


def header(name: str, kind: bytes, size: int) -> bytes:
    made = entry(name, kind)
    made.size = size
    return made.tobuf(tarfile.GNU_FORMAT)


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
