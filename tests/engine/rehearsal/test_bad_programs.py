"""`sockgrade try` with programs that do not behave."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from rehearsal.stage import REFERENCE, echo_server, in_sequence, linux_only, of, write
from small_course import SOCKGRADE, sockgrade

from sockgrade.process import spy


def test_a_program_that_crashes_is_told_with_its_traceback(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", echo_server(answer="connection.sendall(str(data))"))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    in_sequence(
        of("server", process.stdout),
        "! Traceback",
        '!   File "server.py", line 10',
        "! TypeError",
        "· has ended: exit code 1",
    )
    assert "client  ! No conversation" in process.stdout
    assert "sockgrade grade" not in process.stdout


def test_a_program_that_does_not_compile_is_told_with_the_compilers_messages(tmp_path: Path) -> None:
    path = write(tmp_path / "server.c", "int main(void) { return x\x1b[31m; }\n")
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    assert "server.c does not compile" in process.stdout
    assert "error:" in process.stdout
    assert "\x1b" not in process.stdout


@linux_only
def test_a_program_that_hangs_is_told_and_ended(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", echo_server(answer="pass"))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    place = " (server.py:9)" if spy.program() else ""
    in_sequence(
        process.stdout,
        f"server  · goes no further: it waits in recv() for more data{place}",
        "client  · goes no further: it waits in recv() for more data",
        "Nothing will change by itself: that is the end.",
    )


@linux_only
def test_a_program_that_never_listens_is_told_what_it_does_instead(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", echo_server().replace("socket.socket()", "socket.socket(type=2)"))
    path.write_text(path.read_text().replace("listener.listen()", "listener.recv(1)"))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    in_sequence(
        process.stdout,
        "server  · goes no further: it waits in recv() for a datagram",
        "does not listen on TCP 127.0.0.1:61111, where clients look for it, but on UDP 127.0.0.1:61111",
    )
    assert "client  ·" not in process.stdout


@linux_only
def test_a_server_on_the_wrong_port_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", echo_server(port=61112))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    in_sequence(
        process.stdout,
        "listens on TCP 127.0.0.1:61112, and not on port 61111",
        "nobody  → RST",
        "client  ! No conversation",
    )


def test_a_flood_is_bounded(tmp_path: Path) -> None:
    path = write(tmp_path / "server.py", "while True: print('x' * 50)")
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    assert re.search(r"\[… \d+ lines left out …\]", process.stdout)
    assert "runs in circles" in process.stdout
    assert len(process.stdout) < 10_000_000


@linux_only
def test_a_flood_of_packets_is_bounded(tmp_path: Path) -> None:
    source = """
    import socket
    listener = socket.create_server(("127.0.0.1", 61111))
    one = socket.create_connection(("127.0.0.1", 61111))
    other, _ = listener.accept()
    while True:
        one.sendall(b"x")
        other.recv(1)
    """
    process = sockgrade("try", "fsst/echo", write(tmp_path / "server.py", source))
    assert process.returncode == 1, process
    assert re.search(r"\[… \d+ packets left out …\]", process.stdout)
    assert len(process.stdout) < 10_000_000


def test_hostile_output_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    source = """
    print("\\x1b[2J\\x07\\u202eabc\\x00\\rover")
    print("\\x1b]0;title\\x07", end="")
    raise SystemExit("\\x1b[31m")
    """
    process = sockgrade("try", "fsst/echo", write(tmp_path / "server.py", source))
    assert process.returncode == 1, process
    assert "server  │ \\x1b[2J\\x07\\u202eabc\\x00\\rover\n" in process.stdout
    assert "server  ! \\x1b[31m\n" in process.stdout
    assert not set(process.stdout) & set("\x1b\x07\u202e\x00\r")


@linux_only
def test_a_hostile_name_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "server\x1b[31m\n.py", echo_server(answer="pass"))
    process = sockgrade("try", "fsst/echo", path)
    assert process.returncode == 1, process
    assert "server: your server\\x1b[31m\\n.py" in process.stdout
    assert "server  · goes no further: it waits in recv()" in process.stdout
    assert "\x1b" not in process.stdout


@linux_only
def test_a_server_that_only_polls_is_ended_when_its_client_has_gone(tmp_path: Path) -> None:
    """The kernel cannot say that it rests: it wakes up five times a second."""
    source = echo_server().replace("connection, _ = listener.accept()", POLL)
    process = sockgrade("try", "fsst/echo", write(tmp_path / "server.py", source))
    assert process.returncode == 0, process
    in_sequence(process.stdout, "client  · has ended: exit code 0", "The other side has gone")


POLL = """
    listener.settimeout(0.2)
    try:
        connection, _ = listener.accept()
    except TimeoutError:
        continue
"""


@linux_only
def test_a_pipe_on_which_nothing_comes_is_not_waited_for_without_end() -> None:
    process = subprocess.Popen(
        [SOCKGRADE, "try", "fsst/echo", REFERENCE / "fsst/echo/client.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.wait(timeout=60) == 0
    with process:
        assert process.stdout is not None
        in_sequence(
            process.stdout.read(), "its input has ended (Ctrl-D)", "client  │ cleaning up", "exit code 0"
        )


def test_a_reader_that_goes_away_leaves_nothing_behind(program: Path, scratch: Path) -> None:
    write(program, "while True: print('x' * 50)")
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [SOCKGRADE, "try", "fsst/echo", program],
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(scratch)},
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    os.read(reading, 10)
    os.close(reading)
    _, errors = process.communicate(timeout=60)
    assert errors == b""
    assert not list(scratch.iterdir())
