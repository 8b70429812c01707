"""`sockgrade try` with programs that behave: what is shown, and what is typed to them on a pipe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rehearsal.stage import REFERENCE, Terminal, echo_server, in_sequence, linux_only, of, write
from small_course import sockgrade


@linux_only
def test_a_server_meets_the_reference_client() -> None:
    process = sockgrade("try", "fsst/echo", REFERENCE / "fsst/echo/server.py")
    assert process.returncode == 0, process
    assert process.stderr == ""
    in_sequence(
        process.stdout,
        "server: your server.py · client: the reference client.py",
        "server  · starts: your server.py",
        "server  · listens on TCP 127.0.0.1:61111",
        "client  · starts: the reference client.py",
        "client  → SYN to 127.0.0.1:61111",
        "server  → SYN ACK",
        "client  < Hallo Server",
        "client  → 12 bytes: 'Hallo Server'",
        "server  → 12 bytes: 'Hallo Server'",
        "client  │ Received: Hallo Server",
        "client  < end",
        "client  · has ended: exit code 0",
        "server  · it waits in accept() for the next client",
        "sockgrade grade fsst/echo/server",
    )
    in_sequence(
        of("server", process.stdout), "SYN ACK", "│ Connected by", "│ Received from client b'Hallo Server'"
    )


@linux_only
def test_a_client_is_typed_what_comes_on_stdin() -> None:
    process = sockgrade("try", "fsst/echo/client", REFERENCE / "fsst/echo/client.py", stdin="Grüße\nend\n")
    assert process.returncode == 0, process
    in_sequence(
        process.stdout,
        "server  · listens",
        "client  · starts: your client.py",
        "client  < Grüße",
        "client  · its input has ended (Ctrl-D)",
        "client  → 7 bytes: 'Grüße'",
        "server  → 7 bytes: 'Grüße'",
        "client  │ Received: Grüße",
        "client  · has ended: exit code 0",
    )


@linux_only
def test_a_program_runs_alone() -> None:
    path = REFERENCE / "netzwerkprogrammierung/server_thread/program.py"
    process = sockgrade("try", "netzwerkprogrammierung/server_thread", path)
    assert process.returncode == 0, process
    in_sequence(process.stdout, "program · starts", "client  → 12 bytes: 'Hallo Server'", "exit code 0")


@linux_only
def test_a_server_in_c() -> None:
    process = sockgrade("try", "fsst/echo", "server", REFERENCE / "fsst/echo/server.c")
    assert process.returncode == 0, process
    in_sequence(process.stdout, "server  │ Connected by", "client  │ Received: Hallo Server")


@linux_only
def test_a_reference_server_answers_as_often_as_it_is_asked() -> None:
    path = REFERENCE / "netzwerkkommunikation/tcp_chat/client.py"
    lines = ["127.0.0.1", "eins", "zwei", "drei"]
    process = sockgrade("try", "netzwerkkommunikation/tcp_chat", path, stdin="\n".join(lines))
    assert process.returncode == 0, process
    answers = re.findall(r"server  < (.*)", process.stdout)
    assert len(answers) == 3
    assert answers[0] == answers[2] != answers[1]
    in_sequence(process.stdout, *(f"client  │ [127.0.0.1] {answer}" for answer in answers))


@linux_only
def test_datagrams_are_shown() -> None:
    path = REFERENCE / "netzwerkkommunikation/udp_message/server.py"
    process = sockgrade("try", "netzwerkkommunikation/udp_message", path)
    assert process.returncode == 0, process
    in_sequence(
        process.stdout,
        "client  → a datagram of 12 bytes: 'Hallo Server' to 127.0.0.1:50000",
        "server  │ [127.0.0.1] Hallo Server",
        "server  · it waits in recv() for a datagram",
    )


# by hand


@linux_only
@pytest.mark.parametrize("arguments", [["fsst/echo", "--by-hand"], ["fsst/threaded_echo"]])
def test_what_is_typed_goes_to_a_server_by_hand(arguments: list[str]) -> None:
    """Where the student wants it, and where there is no reference client."""
    path = REFERENCE / arguments[0] / "server.py"
    process = sockgrade("try", arguments[0], path, *arguments[1:], stdin="eins\nzwei\n")
    assert process.returncode == 0, process
    in_sequence(
        process.stdout,
        "client  · is you",
        "client  < zwei",
        "client  → 10 bytes: 'eins\\nzwei\\n'",
        "server  → 10 bytes: 'eins\\nzwei\\n'",
        "client  │ eins",
        "client  │ zwei",
        "client  · the server has closed the connection",
    )


@linux_only
def test_each_line_is_a_datagram_by_hand(tmp_path: Path) -> None:
    source = """
    import socket
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("", 50000))
    while True:
        data, address = receiver.recvfrom(1000)
        receiver.sendto(data.upper(), address)
    """
    path = write(tmp_path / "server.py", source)
    process = sockgrade("try", "netzwerkkommunikation/udp_message", path, "--by-hand", stdin="eins\nzwei\n")
    assert process.returncode == 0, process
    in_sequence(process.stdout, "datagram of 5 bytes: 'eins\\n'", "'ZWEI\\n'", "client  │ ZWEI")


@linux_only
def test_somebody_types_to_a_server_by_hand(scratch: Path, program: Path) -> None:
    write(program, echo_server())
    with Terminal("fsst/echo", program, "--by-hand", tmp=scratch) as terminal:
        terminal.expect("client  · is you", "client  < ")
        terminal.type("Hallo\n")
        terminal.expect("client  → 6 bytes: 'Hallo\\n'", "client  │ Hallo", "client  < ")
        terminal.type("\x04")
        terminal.expect("its input has ended (Ctrl-D)", "client  → FIN", "server  · it waits in accept()")
        assert terminal.end() == 0
