"""Several files are one submission, each in the role that its name says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_course import GOOD, one_line, sockgrade, write_files

ASKS = (
    "from sockgrade import {0}\n\n\ndef check_says_it({1}: {0}) -> None:\n    {1}.{2}expect_output('hello')\n"
)
HELPED = (
    "import helper\nprint(helper.WORD)\nimport socket\nsocket.create_server(('127.0.0.1', 7007)).accept()\n"
)


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """A course with an exercise of a server and a client, who say hello."""
    return write_files(
        tmp_path / "pair",
        {
            "exercises/doc/pair/exercise.toml": 'title = "T"\ndocument = "D"\nsection = "1"\n'
            '[server]\nport = 7007\naddress = "127.0.0.1"\n[client]\nport = 7007\naddress = "127.0.0.1"\n',
            "graders/doc/pair/server.py": ASKS.format("Server", "server", ""),
            "graders/doc/pair/client.py": ASKS.format("Client", "client", "without_server()."),
            "reference/doc/pair/server.py": GOOD,
        },
    )


@pytest.fixture
def work(tmp_path: Path) -> Path:
    files = {
        "a/my_server.py": HELPED,
        "b/client.py": GOOD,
        "helper.py": "WORD = 'hello'\n",
        "a/client.py": GOOD,
    }
    return write_files(tmp_path / "work", files)


def test_each_file_has_the_role_of_its_name_and_helpers_come_along(pair: Path, work: Path) -> None:
    paths = ("a/my_server.py", "b/client.py", "helper.py")
    process = sockgrade("grade", "doc/pair", *paths, "--course", pair, "--json", "r.json", cwd=work)
    assert process.returncode == 0, process
    result = json.loads((work / "r.json").read_text())
    assert result["submission"] == "my_server.py, client.py, helper.py"
    assert [program["source"] for program in result["programs"]] == ["my_server.py", "client.py"]


def test_the_command_to_grade_again_names_all(pair: Path, work: Path) -> None:
    process = sockgrade("grade", "doc/pair", "a/my_server.py", "b/client.py", "--course", pair, cwd=work)
    assert process.returncode == 1, process  # without its helper
    assert process.stdout.rstrip().splitlines()[-2].endswith("doc/pair a/my_server.py b/client.py")


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        ("a b/client.py", "a is no single file: give one folder or archive, or files"),
        ("a/client.py b/client.py", "two of the files are called client.py"),
        ("a/my_server.py server.py", "which file is doc/pair/server, a/my_server.py or server.py?"),
        ("a/my_server.py nothing.py", "there is no file or folder nothing.py"),
        ("helper.py other.py", "there is no program in what was given: it should hold server.py"),
    ],
)
def test_what_is_not_clear_is_asked_in_one_line(pair: Path, work: Path, paths: str, words: str) -> None:
    write_files(work, {"server.py": HELPED, "other.py": ""})
    one_line(sockgrade("grade", "doc/pair", *paths.split(), "--course", pair, cwd=work), words)
