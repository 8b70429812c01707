"""Who handed in what is recognised as course platforms write it, and what cannot be recognised is told."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from small_course import write_files

from sockgrade.classroom.roster import roster
from sockgrade.classroom.work import Roster
from sockgrade.intake.submission import SubmissionError


def of(folder: Path, *names: str) -> Roster:
    """The roster of a folder with these files; a name that ends in / is an empty folder."""
    write_files(folder, {name: "pass\n" for name in names if not name.endswith("/")})
    for name in names:
        if name.endswith("/"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    return roster(folder)


def read(found: Roster) -> dict[str, tuple[str, list[str]]]:
    """The students: their keys, and the names of what they handed in."""
    return {work.name: (work.key, [path.name for path in work.paths]) for work in found.works}


def test_moodle_with_folders(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        "Jürgen van der Öxle_12_assignsubmission_file_/server.py",
        "Nguyễn Thị_Hoa_13_assignsubmission_file/work.zip",
        "O'Brien_14_assignsubmission_file_/server.py",
        "O'Brien_14_assignsubmission_file_/helper.py",
        "=1+1_15_assignsubmission_file_/",
        "Typist_16_assignsubmission_onlinetext_/onlinetext.html",
        "O'Brien_14_assignsubmission_onlinetext_/onlinetext.html",
        "grades.ods",
        "__MACOSX/x",
    )
    assert found.layout == "Moodle"
    assert read(found) == {
        "=1+1": ("15", []),
        "Jürgen van der Öxle": ("12", ["server.py"]),
        "Nguyễn Thị_Hoa": ("13", ["work.zip"]),
        "O'Brien": ("14", ["O'Brien_14_assignsubmission_file_"]),
        "Typist": ("16", []),
    }
    problems = {work.name: work.problem for work in found.works if work.problem}
    assert problems["=1+1"] == "nothing was handed in"
    assert "no file" in problems["Typist"]
    assert [(path.name, why) for path, why in found.strays] == [
        ("grades.ods", "its name is not like Name_12345_assignsubmission_file_")
    ]


def test_moodle_without_folders_has_files_by_their_own_names(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        "Anna_12_assignsubmission_file_my_server.py",
        "Anna_12_assignsubmission_file_helper.py",
        "Bo_13_assignsubmission_file_work.zip",
        "Typist_16_assignsubmission_onlinetext.html",
    )
    anna, bo, typist = found.works
    assert sorted(anna.names) == ["helper.py", "my_server.py"]
    assert len(anna.paths) == 2
    assert bo.names == ("work.zip",)
    assert typist.problem


def test_canvas_takes_the_newest_of_several_tries(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        "meieranna_12_900_server.py",
        "meieranna_12_901_server-1.py",
        "meieranna_12_902_server-10.py",
        "meieranna_12_903_helper_two.py",
        "bobo_LATE_13_904_client.py",
    )
    assert found.layout == "Canvas"
    assert read(found)["meieranna"] == (
        "12",
        ["meieranna_12_902_server-10.py", "meieranna_12_903_helper_two.py"],
    )
    assert found.works[1].names == ("server.py", "helper_two.py")
    assert read(found)["bobo"] == ("13", ["bobo_LATE_13_904_client.py"])


def test_ilias(tmp_path: Path) -> None:
    found = of(tmp_path, "Meier_Anna_ameier_4711/server.py", "Meier_Anna_ameier_4711/helper.py", "list.xls")
    assert found.layout == "ILIAS"
    assert read(found) == {"Anna Meier": ("4711", ["Meier_Anna_ameier_4711"])}
    assert [path.name for path, _ in found.strays] == ["list.xls"]


def test_else_everything_is_somebodys(tmp_path: Path) -> None:
    found = of(
        tmp_path, "anna/server.py", "bo.tar.gz", "cem.py", "dora.ipynb", "eve.py", "eve/server.py", "x.pdf"
    )
    assert read(found) == {
        "anna": ("anna", ["server.py"]),
        "bo": ("bo", ["bo.tar.gz"]),
        "cem": ("cem", ["cem.py"]),
        "dora": ("dora", ["dora.ipynb"]),
        "eve": ("eve", ["eve", "eve.py"]),
    }
    assert found.works[-1].problem == "eve and eve.py are called alike: leave one of them"
    assert [path.name for path, _ in found.strays] == ["x.pdf"]


def test_links_are_nobodys(tmp_path: Path) -> None:
    write_files(tmp_path, {"secret.txt": "x", "class/anna/server.py": "pass"})
    (tmp_path / "class/bo.py").symlink_to("../secret.txt")
    (tmp_path / "class/cem").mkdir()
    (tmp_path / "class/cem/server.py").symlink_to("../../secret.txt")
    found = roster(tmp_path / "class")
    assert read(found) == {"anna": ("anna", ["server.py"]), "cem": ("cem", ["cem"])}  # which intake refuses
    assert [(path.name, why) for path, why in found.strays] == [
        ("bo.py", "it is a symbolic link, and may lead anywhere")
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list(tmp_path: Path, delimiter: str) -> None:
    write_files(tmp_path, {"work/a.py": "pass", "work/b/server.py": "pass"})
    rows = [
        ("Points", "Path", "Student"),
        ("", "work/a.py", "Meier, Anna"),
        ("", " work/b ", "Bo"),
        ("", "", "Cem"),
    ]
    rows += [("", "work/none.py", "Dora"), ("", "", "")]
    text = "\ufeff" + "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    (tmp_path / "class.csv").write_text(text)
    found = roster(tmp_path / "class.csv")
    assert read(found) == {
        "Bo": ("Bo", ["server.py"]),
        "Cem": ("Cem", []),
        "Dora": ("Dora", ["none.py"]),
        "Meier, Anna": ("Meier, Anna", ["a.py"]),
    }
    assert [work.problem for work in found.works][1] == "nothing was handed in"
    assert "there is no file or folder" in found.works[2].problem


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("name;mark\nAnna;1\n", "has no column path or file or folder"),
        ("path\nx\n", "has no column student or name"),
        ("", "has no column student"),
        ("student,path\n,x.py\n", "line 2: there is no student"),
        ("student,path\n", "names nobody"),
        ("student,path,submitted\nAnna,x.py,yesterday\n", "line 2: yesterday is no time: write it as"),
    ],
)
def test_what_is_no_list_is_told(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "class.csv").write_text(content)
    with pytest.raises(SubmissionError, match=why):
        roster(tmp_path / "class.csv")


def test_a_list_of_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_bytes("student,path\nJürgen,x.py\n".encode("latin-1"))
    with pytest.raises(SubmissionError, match="save it as CSV UTF-8"):
        roster(tmp_path / "class.csv")


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file.txt").touch()
    (tmp_path / "empty").mkdir()
    for name, why in (
        ("none", "is not there"),
        ("file.txt", "is neither a folder nor a list"),
        ("empty", "is empty"),
    ):
        with pytest.raises(SubmissionError, match=why):
            roster(tmp_path / name)


# when it was


def at(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def test_the_newest_file_tells_when_something_was_handed_in(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"anna/server.py": "pass\n", "anna/sub/client.py": "pass\n", "bo/server.py": "pass\n"}
    )
    for name, moment in (("server.py", "2026-11-28T10:00:00Z"), ("sub/client.py", "2026-11-28T11:00:00Z")):
        os.utime(tmp_path / "anna" / name, (at(moment), at(moment)))
    (tmp_path / "bo/.git").mkdir()  # a checkout says when it was checked out
    anna, bo = roster(tmp_path).works
    assert (anna.submitted, bo.submitted) == ("2026-11-28T11:00:00+00:00", "")


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux has a file system in memory, which keeps any time"
)
def test_a_time_that_no_calendar_has_is_none() -> None:
    with TemporaryDirectory(dir="/dev/shm") as name:
        folder = Path(name)
        write_files(folder, {"anna.py": "pass\n"})
        os.utime(folder / "anna.py", (1e13, 1e13))
        (anna,) = roster(folder).works
        assert anna.submitted == ""


def test_canvas_keeps_no_times(tmp_path: Path) -> None:
    (anna,) = of(tmp_path, "meieranna_4711_90210_server.py").works
    assert anna.submitted == ""


def test_a_list_may_say_when(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.py": "pass\n"})
    lines = (
        "student,path,submitted",
        "Anna,a.py,2026-11-28T12:00:00+01:00",
        "Anna,a.py,2026-11-28T11:30:00Z",
    )
    (tmp_path / "class.csv").write_text("\n".join((*lines, "Bo,a.py,")))
    anna, bo = roster(tmp_path / "class.csv").works
    assert (anna.submitted, bo.submitted) == ("2026-11-28T11:30:00+00:00", "")
