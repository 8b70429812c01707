"""The zip that a platform packs is opened as it is; what comes out of it is bounded, and stays in its folder."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sockgrade.classroom import download
from sockgrade.classroom.download import opened
from sockgrade.classroom.roster import roster
from sockgrade.intake.submission import SubmissionError


def packed(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_download_of_moodle(tmp_path: Path) -> None:
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    files = {
        "Jürgen Öxle_12_assignsubmission_file_/server.py": b"pass",
        "Bo_13_assignsubmission_file_/work.zip": inner.getvalue(),
        "Cem_14_assignsubmission_file_/": b"",
    }
    with opened(packed(tmp_path / "Echo-1234.ZIP", **files)) as folder:
        found = roster(folder)
        assert {work.name: [path.name for path in work.paths] for work in found.works} == {
            "Bo": ["work.zip"],
            "Cem": [],
            "Jürgen Öxle": ["server.py"],
        }
    assert not folder.exists()


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [((2026, 11, 28, 12, 30, 8), datetime(2026, 11, 28, 12, 30, 8)), ((2026, 15, 0, 0, 0, 0), None)],
)
def test_it_is_known_when_something_was_handed_in(
    tmp_path: Path, stamp: tuple[int, ...], expected: datetime | None
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("anna.py", stamp), b"pass")  # type: ignore[arg-type]
    before = datetime.now(UTC)
    with opened(tmp_path / "a.zip") as folder:
        (anna,) = roster(folder).works
    told = datetime.fromisoformat(anna.submitted)
    if expected is None:  # nobody can say: it is as new as the copy
        assert told >= before.replace(microsecond=0)
    else:
        assert told == expected.astimezone()


def test_what_is_no_zip_is_left_as_it_is(tmp_path: Path) -> None:
    with opened(tmp_path) as folder:
        assert folder == tmp_path


def test_names_lead_nowhere_else(tmp_path: Path) -> None:
    with opened(packed(tmp_path / "a.zip", **{"../../evil.py": b"x", "/etc/evil.py": b"x"})) as folder:
        inside = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.py"))
        assert inside == ["etc/evil.py", "evil.py"]


def test_what_is_damaged_is_told(tmp_path: Path) -> None:
    good = packed(tmp_path / "a.zip", **{"anna/server.py": b"print()" * 1000}).read_bytes()
    for number, data in enumerate(
        (b"PK no zip at all", good[:-30], good.replace(good[60:70], b"0123456789", 1))
    ):
        (tmp_path / f"{number}.zip").write_bytes(data)
        with pytest.raises(SubmissionError, match="cannot be unpacked"), opened(tmp_path / f"{number}.zip"):
            pass


def test_what_comes_out_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = packed(tmp_path / "a.zip", **{"anna/zeros": bytes(10_000_000), "bo/zeros": b""})
    monkeypatch.setattr(download, "_MAX_SIZE", 9_000_000)
    with pytest.raises(SubmissionError, match="holds more than"), opened(archive):
        pass
    monkeypatch.setattr(download, "_MAX_ENTRIES", 1)
    with pytest.raises(SubmissionError, match="holds more than 1 entries"), opened(archive):
        pass
