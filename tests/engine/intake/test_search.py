"""Programs are found wherever only one file can be meant; otherwise it is said what was found, and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from small_course import write_files

from sockgrade.course import Course, ProgramSpec
from sockgrade.intake.boundary import SubmissionError
from sockgrade.intake.folder import Folder
from sockgrade.intake.recipe import recipes_in
from sockgrade.intake.submission import find, take

SERVER, CLIENT = "doc/echo/server", "doc/echo/client"


@pytest.fixture
def programs(tmp_path: Path) -> tuple[ProgramSpec, ...]:
    """Server and client of one exercise."""
    toml = 'title = "T"\ndocument = "D"\nsection = "1"\n[server]\nport = 1\n[client]\nport = 1\n'
    files = {"exercises/doc/echo/exercise.toml": toml, "graders/x": "", "reference/x": ""}
    return Course(write_files(tmp_path / "course", files)).programs


def found(tmp_path: Path, names: list[str], programs: tuple[ProgramSpec, ...]) -> dict[str, str | None]:
    """The main files of a folder with files of these names."""
    work = write_files(tmp_path / "work", dict.fromkeys(names, "[server]\nrun = 'x'"))
    sources = find(work, programs)
    return {
        name.rpartition("/")[2]: str(source.main.relative_to(work)) if source else None
        for name, source in sources.items()
    }


def refusal(path: Path, programs: tuple[ProgramSpec, ...]) -> str:
    with pytest.raises(SubmissionError) as error:
        find(path, programs)
    assert str(error.value).isprintable()
    return str(error.value)


@pytest.mark.parametrize(
    ("names", "server", "client"),
    [
        (["README.md", "src/server.py", "src/client.py"], "src/server.py", "src/client.py"),
        (["server/server.py", "client/client.py"], "server/server.py", "client/client.py"),
        (["server/main.py", "server/utils.py", "client/app.py"], "server/main.py", "client/app.py"),
        (["a/b/c/Server.py", "x"], "a/b/c/Server.py", None),
        (["utils.py", "src/server.py"], "src/server.py", None),
        (["src/server.py", "lib/deep/server.py"], "src/server.py", None),
        (["src/echo_server.py", "lib/utils.py"], "src/echo_server.py", None),
        (["tests/test_server.py", "test_server.py", "src/server.py"], "src/server.py", None),
        (["src/server.py", "src/server_old.py"], "src/server.py", None),
        (["mine/sockgrade.toml", "mine/server.c", "x"], "mine/sockgrade.toml", None),
        (["x", ".git/server.py", "venv/server.py", "src/server.c"], "src/server.c", None),
        (["server.ipynb", "client.ipynb"], "server.ipynb", "client.ipynb"),
        (["server.ipynb", "server.py"], "server.py", None),
        (["server.sh", "client.sh", "helper.py"], "server.sh", "client.sh"),
        (["server.sh", "test_server.py"], "server.sh", None),
        (["server.sh", "start_server.sh", "src/server.py"], "src/server.py", None),
        (["run_server.sh", "src/my_server.py"], "src/my_server.py", None),
        (["x", "server/run.sh", "server/app.py"], "server/app.py", None),
        (["run_server.sh", "server.ipynb"], "server.ipynb", None),
    ],
)
def test_what_alone_can_be_meant_is_found(
    tmp_path: Path, programs: tuple[ProgramSpec, ...], names: list[str], server: str, client: str | None
) -> None:
    assert found(tmp_path, names, programs) == {"server": server, "client": client}


@pytest.mark.parametrize(
    ("names", "server"),
    [
        (["main.py"], "main.py"),
        (["main.py", "utils.py", "client.py"], "main.py"),
        (["src/echo.py", "client.py"], "src/echo.py"),
        (["echo.py", "lib/one.py", "lib/two.py"], "echo.py"),
        (["aufgabe.ipynb"], "aufgabe.ipynb"),
        (["aufgabe.ipynb", "setup.sh"], "aufgabe.ipynb"),
        (["aufgabe.sh"], "aufgabe.sh"),
        (["build.sh", "src/echo.py"], "src/echo.py"),
    ],
)
def test_the_only_program_is_the_one_that_was_asked_for(
    tmp_path: Path, programs: tuple[ProgramSpec, ...], names: list[str], server: str
) -> None:
    assert found(tmp_path, names, programs[:1]) == {"server": server}


@pytest.mark.parametrize(
    ("names", "shown", "choice"),
    [
        (["a/server.py", "b/server.py"], "a/server.py and b/server.py", "/work/a"),
        (["echo_server.py", "old/server.py"], "echo_server.py and old/server.py", "/work/echo_server.py"),
        (["x", "src/server.py", "src/server.c"], "src/server.c and src/server.py", "/work/src/server.c"),
        (["one.py", "two.py"], "one.py and two.py", "/work/one.py"),
        (["a.ipynb", "b.ipynb"], "a.ipynb and b.ipynb", "/work/a.ipynb"),
    ],
)
def test_what_could_be_either_is_asked_about(
    tmp_path: Path, programs: tuple[ProgramSpec, ...], names: list[str], shown: str, choice: str
) -> None:
    message = refusal(write_files(tmp_path / "work", dict.fromkeys(names, "")), programs[:1])
    assert f"has more than one candidate for doc/echo/server: {shown}" in message
    assert message.endswith(f"{choice}")
    assert "sockgrade grade doc/echo/server" in message


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        (
            "server.cpp",
            "is C++: say how it runs in a file sockgrade.toml beside it, with the line server = { build =",
        ),
        ("src/Server.java", "Server.java is Java: "),
        ("server.js", 'with the line server = { run = "node server.js" }'),
        ("client.rs", 'with the line client = { build = "rustc -O -o client client.rs", run = "./client" }'),
        ("main.go", "is Go: "),
        ("server.py.txt", "server.py.txt server.py, if that is the program"),
        ("server.txt", "server.txt server.py, if that is the program"),
        ("main.py", "which program is "),
        ("aufgabe.ipynb", "which program is "),
        ("abgabe.zip", "abgabe.zip: hand in that, or what is in it"),
        ("abgabe.rar", "abgabe.rar: hand in that, or what is in it"),
    ],
)
def test_what_was_handed_in_instead_is_named(
    tmp_path: Path, programs: tuple[ProgramSpec, ...], name: str, advice: str
) -> None:
    message = refusal(write_files(tmp_path / "work", {name: "x", "notes.txt": ""}), programs)
    assert message.startswith("there is no program in ")
    assert "it should hold server.py or server.c" in message
    assert advice in message


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("server.cpp", "and grade the folder: sockgrade grade doc/echo/server "),
        (
            "Client.java",
            'client = { run = "java Client.java" }, and grade the folder: sockgrade grade doc/echo/client',
        ),
        ("server.py.txt", "its name must end in .py, .c or .sh: rename it server.py, if"),
        ("server", "its name must end in .py, .c or .sh: rename it server.py, if"),
        ("server.png", "its name must end in .py, .c or .sh"),
    ],
)
def test_a_file_in_another_language_is_told_what_to_do(
    tmp_path: Path, programs: tuple[ProgramSpec, ...], name: str, advice: str
) -> None:
    assert advice in refusal(write_files(tmp_path, {name: "x"}) / name, programs)


def test_the_line_that_is_proposed_is_a_recipe(tmp_path: Path, programs: tuple[ProgramSpec, ...]) -> None:
    for name in (
        "server.cpp",
        "server.java",
        "server.go",
        "server.rs",
        "server.cs",
        "server.kt",
        "server.rb",
    ):
        line = refusal(write_files(tmp_path / name, {name: "x"}), programs).partition("with the line ")[2]
        assert line
        (tmp_path / name / "sockgrade.toml").write_text(line)
        assert list(recipes_in(tmp_path / name)) == ["server"]


def test_a_name_with_its_folders_may_not_be_endless(
    tmp_path: Path, programs: tuple[ProgramSpec, ...]
) -> None:
    write_files(tmp_path / "work", {"server.py": ""})
    folder = tmp_path / "work" / "/".join(["x" * 250] * 4)
    folder.mkdir(parents=True)
    (folder / "y").touch()
    with pytest.raises(SubmissionError, match="holds a name of more than 1000 bytes"):
        find(tmp_path / "work", programs)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
def test_a_link_of_somebody_elses_is_not_followed(tmp_path: Path, programs: tuple[ProgramSpec, ...]) -> None:
    write_files(tmp_path, {"secret/server.py": ""})
    (tmp_path / "work").symlink_to("secret")
    assert find(tmp_path / "work", programs)[SERVER] is not None
    os.lchown(tmp_path / "work", 65534, 65534)
    assert "is a symbolic link of somebody else's" in refusal(tmp_path / "work", programs)


def test_the_whole_folder_belongs_to_a_program_further_down(
    tmp_path: Path, programs: tuple[ProgramSpec, ...]
) -> None:
    names = ["src/server.py", "src/helper.py", "common/protocol.py", "config.json"]
    source = find(write_files(tmp_path / "work", dict.fromkeys(names, "")), programs)[SERVER]
    assert source is not None
    assert source.name == "src/server.py"
    snapshot = take(source, tmp_path / "copy")
    assert snapshot.main == "src/server.py"
    with Folder.opened(snapshot.folder) as folder:
        assert sorted("/".join(found.parts) for found in folder.walk()) == sorted(names)
