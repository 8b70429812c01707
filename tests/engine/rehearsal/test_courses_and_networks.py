"""`sockgrade try` on the machine's own network, in other courses, and asked for what there is not."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
from rehearsal.stage import echo_server, in_sequence, linux_only, write
from small_course import sockgrade, write_files


@pytest.mark.parametrize("sandbox", ["none", "auto"])
def test_on_the_machines_own_network_packets_are_not_shown(course: Path, sandbox: str) -> None:
    options = ["--network", "shared", "--sandbox", sandbox, "--course", str(course)]
    process = sockgrade("try", "doc/echo", course / "reference/doc/echo/server.py", *options)
    assert process.returncode == 0, process
    in_sequence(
        process.stdout,
        "network: shared",
        "packets cannot be shown",
        "client  < one",
        "client  │ got one",
        "client  < two",
        "client  │ got two",
        "client  · its input has ended (Ctrl-D)",
        "client  · has ended: exit code 0",
    )
    assert ("UNSANDBOXED" in process.stdout) == (sandbox == "none")
    assert "SYN" not in process.stdout


def test_a_port_in_use_is_said_in_one_line(course: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        path = course / "reference/doc/echo/server.py"
        process = sockgrade("try", "doc/echo", path, "--course", course, "--network", "shared")
    assert process.returncode == 2
    assert process.stdout == ""
    assert f"port {port} of this machine is in use" in process.stderr
    assert process.stderr.count("\n") == 1


@linux_only
def test_a_client_without_a_reference_server_is_refused(course: Path, port: int) -> None:
    (course / "reference/doc/echo/server.py").unlink()
    process = sockgrade("try", "doc/echo", course / "reference/doc/echo/client.py", "--course", course)
    assert process.returncode == 2
    assert f"nc -l {port}" in process.stderr


@linux_only
def test_a_folder_is_taken_as_a_whole(course: Path, tmp_path: Path, port: int) -> None:
    (tmp_path / "work").mkdir()
    write(tmp_path / "work/server.py", "import helper\n")
    write(tmp_path / "work/helper.py", echo_server(port=port))
    process = sockgrade("try", "doc/echo", "server", ".", "--course", course, cwd=tmp_path / "work")
    assert process.returncode == 0, process
    assert "client  │ got two" in process.stdout


# which program


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fsst/ecko", "server.py"], ["fsst/ecko", "did you mean fsst/echo"]),
        (["fsst/echo/sever", "server.py"], ["did you mean fsst/echo/server"]),
        (["fsst/echo", "program", "server.py"], ["has no program: it has server and client"]),
        (["fsst/threaded_echo", "client", "client.py"], ["has no client"]),
        (["fsst/echo/server", "client", "client.py"], ["has no client server"]),
        (["fsst/echo", "mine.py"], ["is mine.py the server or the client?", "try fsst/echo server mine.py"]),
        (["fsst/echo", "server", "missing.py"], ["no file or folder missing.py"]),
        (["fsst/echo", "server", "evil\x1b[2J.py"], ["evil\\x1b[2J.py"]),
        (["fsst/echo", "server", "notes.txt"], ["notes.txt", "must end in"]),
        (["fsst/echo", "server", ""], ["PROGRAM is empty"]),
        (["fsst/echo", "client", "mine.py", "--by-hand"], ["--by-hand is for servers"]),
        (["fsst/echo", "server", "mine.py", "--course", "."], ["not a course"]),
        (["fsst/echo", "server", "mine.py", "--python", "/no/python"], ["/no/python"]),
    ],
)
def test_what_cannot_be_tried_is_said_in_one_line(
    tmp_path: Path, arguments: Sequence[str], words: Sequence[str]
) -> None:
    write_files(tmp_path, {"mine.py": "", "notes.txt": "", "server.py": "", "client.py": ""})
    process = sockgrade("try", *arguments, cwd=tmp_path)
    assert process.returncode == 2, process
    assert process.stdout == ""
    assert process.stderr.startswith("sockgrade: ")
    assert process.stderr.count("\n") == 1
    for word in words:
        assert word in process.stderr


def test_bad_usage_exits_with_2() -> None:
    assert "Missing argument" in sockgrade("try", "fsst/echo").stderr
    process = sockgrade("try", "fsst/echo", "server", "server.py", "more")
    assert process.returncode == 2
    assert "unexpected extra argument (more)" in process.stderr


def test_help_has_an_example() -> None:
    process = sockgrade("try", "--help")
    assert process.returncode == 0
    assert "\n  sockgrade try fsst/echo" in process.stdout
    assert max(map(len, process.stdout.splitlines())) <= 80
