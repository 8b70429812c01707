"""Whatever students hand in is taken in safely or refused with one line; their files are never touched."""

from __future__ import annotations

import os
import socket
import stat
import sys
import zipfile
from pathlib import Path

import pytest
from small_course import write_files

from sockgrade.course import Course, ProgramSpec
from sockgrade.intake.submission import Source, SubmissionError, find, opened, risk, show, take

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file types and permissions")


@pytest.fixture
def programs(tmp_path: Path) -> tuple[ProgramSpec, ...]:
    """Server and client of one exercise, and a program of another."""
    toml = 'title = "T"\ndocument = "D"\nsection = "1"\n'
    files = {
        "exercises/doc/echo/exercise.toml": f"{toml}[server]\nport = 1\n[client]\nport = 1\n",
        "exercises/doc/word/exercise.toml": f"{toml}[program]\nport = 1\n",
        "graders/x": "",
        "reference/x": "",
    }
    return Course(write_files(tmp_path / "course", files)).programs


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def refusal(path: Path, programs: tuple[ProgramSpec, ...]) -> str:
    with pytest.raises(SubmissionError) as error:
        find(path, programs)
    assert "\n" not in str(error.value)
    return str(error.value)


def found(path: Path, programs: tuple[ProgramSpec, ...]) -> dict[str, str | None]:
    """The ids of the programs, with the path of the main file below `path`."""
    sources = find(path, programs)
    return {
        name: source.main.relative_to(path).as_posix() if source else None for name, source in sources.items()
    }


# a file


def test_a_file_is_one_program(programs: tuple[ProgramSpec, ...], work: Path) -> None:
    path = work / "anything.py"
    path.touch()
    assert find(path, programs[:1]) == {"doc/echo/server": Source(path, None)}


@pytest.mark.parametrize("name", ["client.py", "my_echo_CLIENT_v2.PY", "client.c"])
def test_the_name_of_a_file_says_which_program_it_is(
    programs: tuple[ProgramSpec, ...], work: Path, name: str
) -> None:
    (work / name).touch()
    assert list(find(work / name, programs[:2])) == ["doc/echo/client"]


@pytest.mark.parametrize("name", ["echo.py", "client_server.py"])
def test_a_file_that_could_be_either_is_asked_about(
    programs: tuple[ProgramSpec, ...], work: Path, name: str
) -> None:
    (work / name).touch()
    assert "which program is" in refusal(work / name, programs[:2])


@pytest.mark.parametrize("name", ["server.txt", "server", "server.py.bak", "server.zip"])
def test_a_file_of_another_kind_is_refused(programs: tuple[ProgramSpec, ...], work: Path, name: str) -> None:
    (work / name).touch()
    assert "must end in .py, .c or .sh" in refusal(work / name, programs[:1])


def test_a_missing_path_is_refused(programs: tuple[ProgramSpec, ...], work: Path) -> None:
    assert "there is no file or folder" in refusal(work / "server.py", programs)
    (work / "file").touch()
    assert "cannot be read" in refusal(work / "file" / "server.py", programs)


@posix
def test_a_fifo_is_refused_without_hanging(programs: tuple[ProgramSpec, ...], work: Path) -> None:
    os.mkfifo(work / "server.py")
    assert "neither a file nor a folder" in refusal(work / "server.py", programs[:1])
    assert "is not a regular file" in refusal(work, programs[:1])


# a folder


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["server.py"], {"doc/echo/server": "server.py", "doc/echo/client": None}),
        (["Server.PY", "client.c"], {"doc/echo/server": "Server.PY", "doc/echo/client": "client.c"}),
        (["echo_server.py", "helper.py"], {"doc/echo/server": "echo_server.py", "doc/echo/client": None}),
        (["server.py", "server_old.py"], {"doc/echo/server": "server.py", "doc/echo/client": None}),
        (
            ["echo/server.py", "echo/client.py"],
            {"doc/echo/server": "echo/server.py", "doc/echo/client": "echo/client.py"},
        ),
        (["doc/echo/server.py"], {"doc/echo/server": "doc/echo/server.py", "doc/echo/client": None}),
        ([".server.py", "client.py"], {"doc/echo/server": None, "doc/echo/client": "client.py"}),
    ],
)
def test_programs_are_found_by_their_names(
    programs: tuple[ProgramSpec, ...], work: Path, names: list[str], expected: dict[str, str | None]
) -> None:
    write_files(work, dict.fromkeys(names, ""))
    assert found(work, programs[:2]) == expected


def test_the_only_file_is_the_only_program(programs: tuple[ProgramSpec, ...], work: Path) -> None:
    (work / "whatever.py").touch()
    assert found(work, programs[2:]) == {"doc/word/program": "whatever.py"}


def test_a_folder_may_hold_many_exercises(programs: tuple[ProgramSpec, ...], work: Path) -> None:
    write_files(work, {"echo/server.py": "", "word/mine.py": ""})
    assert found(work, programs) == {
        "doc/echo/server": "echo/server.py",
        "doc/echo/client": None,
        "doc/word/program": "word/mine.py",
    }


def test_two_candidates_are_asked_about(programs: tuple[ProgramSpec, ...], work: Path) -> None:
    write_files(work, {"server.py": "", "server.c": ""})
    message = refusal(work, programs[:2])
    assert "more than one candidate" in message
    assert "sockgrade grade doc/echo/server" in message


def test_an_empty_folder_is_refused(programs: tuple[ProgramSpec, ...], work: Path) -> None:
    assert "it should hold server.py or server.c" in refusal(work, programs[:2])


@pytest.mark.parametrize("name", ["server\x1b[2J.py", "server\n.py", "server\u202e.py", "-server.py"])
def test_hostile_names_are_shown_escaped(programs: tuple[ProgramSpec, ...], work: Path, name: str) -> None:
    write_files(work, {name: "", "server2.py": ""})
    message = refusal(work, programs[:2])
    assert message.isprintable()


def test_a_name_that_is_not_text_is_shown(tmp_path: Path) -> None:
    assert show(Path(os.fsdecode(b"a\xff.py"))) == "a\\udcff.py"
    assert show(tmp_path / "ok.py") == str(tmp_path / "ok.py")


@pytest.mark.parametrize("name", ["work.rar", "work.7z", "work.tar.zst", "server.py.gz"])
def test_an_archive_that_cannot_be_opened_is_to_be_packed_anew(
    programs: tuple[ProgramSpec, ...], work: Path, name: str
) -> None:
    (work / name).touch()
    assert "pack the folder as .zip or .tar.gz" in refusal(work / name, programs)


def test_a_folder_in_the_folder_is_looked_into_if_it_is_all_there_is(
    programs: tuple[ProgramSpec, ...], work: Path
) -> None:
    write_files(work, {"a/b/server.py": "", ".hidden/client.py": "", "a/__MACOSX/x": ""})
    assert found(work, programs[:2]) == {"doc/echo/server": "a/b/server.py", "doc/echo/client": None}
    write_files(work, {"another/x": ""})
    assert found(work, programs[:2]) == {"doc/echo/server": "a/b/server.py", "doc/echo/client": None}


def test_a_recipe_names_the_programs_that_it_is_for(programs: tuple[ProgramSpec, ...], work: Path) -> None:
    write_files(work, {"sockgrade.toml": "[server]\nrun = 'go run .'\n", "server.py": "", "client.py": ""})
    assert found(work, programs[:2]) == {"doc/echo/server": "sockgrade.toml", "doc/echo/client": "client.py"}


def test_a_malformed_recipe_is_told_before_anything_runs(
    programs: tuple[ProgramSpec, ...], work: Path
) -> None:
    write_files(work, {"sockgrade.toml": "[server]", "server.py": ""})
    assert "does not say how to run" in refusal(work, programs[:2])


@posix
@pytest.mark.parametrize("name", ["echo", "doc"])
def test_a_link_in_the_place_of_a_folder_is_not_followed(
    programs: tuple[ProgramSpec, ...], work: Path, tmp_path: Path, name: str
) -> None:
    reference = write_files(tmp_path / "reference", {"server.py": "", "echo/server.py": ""})
    (work / name).symlink_to(reference)
    assert f"{name} is a symbolic link" in refusal(work, programs)


@posix
def test_an_only_folder_that_is_a_link_is_not_followed(
    programs: tuple[ProgramSpec, ...], work: Path, tmp_path: Path
) -> None:
    write_files(tmp_path / "elsewhere", {"server.py": ""})
    (work / "mine").symlink_to(tmp_path / "elsewhere")
    assert "there is no program" in refusal(work, programs[:2])


def test_two_candidates_in_an_archive_are_asked_about(
    programs: tuple[ProgramSpec, ...], tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr("server.py", "")
        archive.writestr("server.c", "")
    with pytest.raises(SubmissionError) as error, opened(tmp_path / "work.zip") as folder:
        find(folder, programs[:2])
    assert str(error.value) == (
        "work.zip has more than one candidate for doc/echo/server: server.c and server.py: "
        "leave only one of them in the archive"
    )


def test_what_is_no_archive_is_opened_as_it_is(work: Path) -> None:
    for path in (work, work / "server.py", work / "missing.zip"):
        with opened(path) as place:
            assert place == path


def test_archives_and_recipes_are_a_risk_without_a_sandbox(
    programs: tuple[ProgramSpec, ...], work: Path
) -> None:
    write_files(work, {"server.py": "", "work.zip": ""})
    assert risk(work, find(work, programs[:2])) == ""
    assert "archive" in risk(work / "work.zip", find(work, programs[:2]))
    write_files(work, {"sockgrade.toml": "[server]\nrun = 'x'"})
    assert "sockgrade.toml" in risk(work, find(work, programs[:2]))


# the copy


def test_the_copy_is_whole_readable_and_read_only(work: Path, tmp_path: Path) -> None:
    write_files(
        work, {"server.py": "import data.table\n", "data/table.py": "", "run.sh": "", "Makefile": "x"}
    )
    (work / "run.sh").chmod(0o700)
    (work / "server.py").chmod(0o600)
    snapshot = take(Source(work / "server.py", work), tmp_path / "copy")
    copied = {p.relative_to(snapshot.folder).as_posix() for p in snapshot.folder.rglob("*") if p.is_file()}
    assert copied == {"server.py", "data/table.py", "run.sh", "Makefile"}
    assert snapshot.main == "server.py"
    if os.name == "posix":
        assert stat.S_IMODE((snapshot.folder / "server.py").stat().st_mode) == 0o444
        assert stat.S_IMODE((snapshot.folder / "run.sh").stat().st_mode) == 0o555
        assert stat.S_IMODE((snapshot.folder / "data").stat().st_mode) == 0o755


def test_the_students_folder_is_not_touched(work: Path, tmp_path: Path) -> None:
    write_files(work, {"server.py": "x", "data/a": "y"})
    before = {path: path.stat() for path in [work, *work.rglob("*")]}
    take(Source(work / "server.py", work), tmp_path / "copy")
    after = {path: path.stat() for path in [work, *work.rglob("*")]}
    assert {p: (s.st_mtime_ns, s.st_mode) for p, s in before.items()} == {
        p: (s.st_mtime_ns, s.st_mode) for p, s in after.items()
    }


def test_a_single_file_is_copied_alone(work: Path, tmp_path: Path) -> None:
    write_files(work, {"server.py": "x", "secret": "y"})
    snapshot = take(Source(work / "server.py", None), tmp_path / "copy")
    assert [path.name for path in snapshot.folder.iterdir()] == ["server.py"]


def test_what_is_no_work_is_left_out(work: Path, tmp_path: Path) -> None:
    litter = [".git/config", ".hidden", "__pycache__/x.pyc", "venv/lib/x.py", "node_modules/x.js"]
    write_files(work, dict.fromkeys(["server.py", *litter], ""))
    snapshot = take(Source(work / "server.py", work), tmp_path / "copy")
    assert [path.name for path in snapshot.folder.rglob("*")] == ["server.py"]


def test_the_hash_names_the_whole_snapshot(work: Path, tmp_path: Path) -> None:
    def hash_of(files: dict[str, str], number: int) -> str:
        folder = write_files(work / str(number), files)
        return take(Source(folder / "server.py", folder), tmp_path / f"copy{number}").sha256

    first = hash_of({"server.py": "a", "x": "bc"}, 1)
    assert hash_of({"server.py": "a", "x": "bc"}, 2) == first
    others = [{"server.py": "a"}, {"server.py": "a", "xb": "c"}, {"server.py": "a", "y": "bc"}]
    hashes = {hash_of(files, number) for number, files in enumerate(others, start=3)}
    assert len(hashes | {first}) == 4


@posix
@pytest.mark.parametrize("target", ["/etc/passwd", "server.py", "missing", "/etc"])
def test_links_are_refused(work: Path, tmp_path: Path, target: str) -> None:
    write_files(work, {"server.py": "x"})
    (work / "link").symlink_to(target)
    with pytest.raises(SubmissionError, match="symbolic link"):
        take(Source(work / "server.py", work), tmp_path / "copy")


@posix
def test_a_fifo_among_the_files_is_refused_without_hanging(work: Path, tmp_path: Path) -> None:
    write_files(work, {"server.py": "x"})
    os.mkfifo(work / "pipe")
    with pytest.raises(SubmissionError, match="not a regular file"):
        take(Source(work / "server.py", work), tmp_path / "copy")


def test_too_much_is_refused(work: Path, tmp_path: Path) -> None:
    write_files(work, {"server.py": "x"})
    with (work / "huge").open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(SubmissionError, match="larger than 50 MiB"):
        take(Source(work / "server.py", work), tmp_path / "copy")


def test_too_many_files_are_refused(work: Path, tmp_path: Path) -> None:
    write_files(work, {"server.py": "x"} | {f"files/{number}": "" for number in range(2100)})
    with pytest.raises(SubmissionError, match="more than 2000 files"):
        take(Source(work / "server.py", work), tmp_path / "copy")


def test_too_many_entries_are_refused_although_they_are_left_out(work: Path, tmp_path: Path) -> None:
    write_files(work, {"server.py": "x"})
    for number in range(20_001):
        (work / f".{number}").touch()
    with pytest.raises(SubmissionError, match="more than 20000 entries"):
        take(Source(work / "server.py", work), tmp_path / "copy")


def test_folders_that_lie_too_deep_are_refused(work: Path, tmp_path: Path) -> None:
    write_files(work, {"server.py": "x", f"{'d/' * 20}x": ""})
    take(Source(work / "server.py", work), tmp_path / "copy")
    write_files(work, {f"{'d/' * 21}x": ""})
    with pytest.raises(SubmissionError, match="more than 20 folders deep"):
        take(Source(work / "server.py", work), tmp_path / "another")


@posix
def test_a_folder_that_cannot_be_read_is_not_left_out(work: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    write_files(work, {"server.py": "x", "data/x": ""})
    (work / "data").chmod(0)
    try:
        with pytest.raises(SubmissionError, match="data cannot be read: Permission denied"):
            take(Source(work / "server.py", work), tmp_path / "copy")
    finally:
        (work / "data").chmod(0o700)


@posix
def test_a_socket_among_the_files_is_refused(work: Path, tmp_path: Path) -> None:
    write_files(work, {"server.py": "x"})
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(work / "s"))  # short enough for an address of a Unix socket
        with pytest.raises(SubmissionError, match="not a regular file"):
            take(Source(work / "server.py", work), tmp_path / "copy")


@posix
def test_a_single_file_that_is_named_by_a_link_is_copied(work: Path, tmp_path: Path) -> None:
    write_files(tmp_path, {"mine.py": "x"})
    (work / "server.py").symlink_to(tmp_path / "mine.py")
    snapshot = take(Source(work / "server.py", None), tmp_path / "copy")
    assert (snapshot.folder / "server.py").read_text() == "x"


@posix
def test_a_main_file_that_is_a_link_is_not_followed(work: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.py").write_text("secret")
    (work / "server.py").symlink_to(tmp_path / "elsewhere.py")
    with pytest.raises(SubmissionError, match="link"):
        take(Source(work / "server.py", work), tmp_path / "copy")
