"""Attacks 20 to 36: what a program does in, and to, the network."""

from __future__ import annotations

import json
import re
import socket
import textwrap

import pytest

from hostile.arena import PROGRAMS, Arena

LISTEN = """
import os, socket, struct, time
listener = socket.create_server(("127.0.0.1", 7007))
"""
SERVE = """
while True:
    connection, _ = listener.accept()
    with connection:
        while data := connection.recv(65536):
            connection.sendall(data)
"""
_SENDS_WITHOUT_END = "failed too_much: The program sends without end."


def test_20_is_its_own_client(arena: Arena) -> None:
    """While a server is graded, nobody but itself listens in its network."""
    program = """
    connection, _ = listener.accept()
    connection.recv(100)
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table][1:]
    connection.sendall(repr([row[1] for row in rows if row[3] == "0A"]).encode())
    """
    check = arena.attack(LISTEN + textwrap.dedent(program), "echo/server/echoes")
    assert check.failure is not None
    assert check.failure.received.startswith("\"['0100007F:1B5F']\"")


@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_21_takes_every_port(arena: Arena, transport: str) -> None:
    exercise = "echo" if transport == "tcp" else "datagrams"
    verdict = arena.verdict(PROGRAMS / f"21_takes_every_{transport}_port.py", f"{exercise}/server/echoes")
    said = "failed unreachable: The program has taken all ports of its network: none is left for a client."
    assert verdict == said


def test_22_reaches_outside(arena: Arena) -> None:
    reached = json.loads(arena.output(PROGRAMS / "22_reaches_outside.py"))
    assert set(reached.values()) == {"ENETUNREACH", "Name or service not known"}


def test_23_connects_to_an_abstract_socket_of_the_machine(arena: Arena) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(b"")  # the kernel chooses an abstract name (unix(7))
        listener.listen()
        name = listener.getsockname()
        program = f"import socket\ntry: socket.socket(socket.AF_UNIX).connect({name!r})\nexcept OSError as e: print(e)"
        assert "Connection refused" in arena.output(program)


def test_25_sends_without_end(arena: Arena) -> None:
    program = "connection, _ = listener.accept()\nwhile True: connection.sendall(bytes(65536))"
    assert arena.verdict(LISTEN + program, "echo/server/ends_the_stream") == (
        f"{_SENDS_WITHOUT_END} Does it notice that the client has finished (recv returns b'')?"
    )


def test_26_sends_one_byte_a_second(arena: Arena) -> None:
    program = """
    connection, _ = listener.accept()
    data = b""
    while len(data) < 100:
        data += connection.recv(1)
    for byte in data:
        time.sleep(1)
        connection.send(bytes([byte]))
    """
    verdict = arena.verdict(LISTEN + textwrap.dedent(program), "echo/server/echoes_bytewise")
    assert verdict.startswith(
        "failed timeout: The program does not send the rest: 60 seconds have passed since the check began"
    )


def test_26_dawdles_at_every_step(arena: Arena) -> None:
    """No single wait takes too long, and all of them together would take forever."""
    program = """
    connection, _ = listener.accept()
    while byte := connection.recv(1):
        time.sleep(1)
        connection.send(byte)
    """
    verdict = arena.verdict(LISTEN + textwrap.dedent(program), "echo/server/echoes_bytewise")
    assert verdict.startswith(
        "failed timeout: The program does not send the rest: 60 seconds have passed since the check began"
    )


def test_27_never_reads(arena: Arena) -> None:
    verdict = arena.verdict(
        LISTEN + "connection, _ = listener.accept()\ninput()", "echo/server/takes_much_in"
    )
    assert verdict.startswith(
        "failed stuck: The program does not take in the 25165824 bytes that were sent to it, and never will"
    )


def test_27_never_reads_and_may_wake_up(arena: Arena) -> None:
    program = "connection, _ = listener.accept()\ntime.sleep(1000)"
    verdict = arena.verdict(LISTEN + program, "echo/server/takes_much_in")
    assert verdict.startswith(
        "failed timeout: The program does not take in the 25165824 bytes that were sent to it: seconds"
    )


def test_28_resets_after_some_data(arena: Arena) -> None:
    program = """
    connection, _ = listener.accept()
    connection.sendall(connection.recv(100)[:4])
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    input()
    """
    verdict = arena.verdict(LISTEN + textwrap.dedent(program), "echo/server/echoes")
    assert verdict.startswith("failed reset: The program sent only the first 4 of 16 bytes.")


def test_29_floods_the_grader_with_connections(arena: Arena) -> None:
    program = """
    import socket
    kept = []
    while True:
        try:
            kept.append(socket.socket())
            kept[-1].setblocking(False)
            kept[-1].connect_ex(("127.0.0.1", 7007))
        except OSError:
            pass
    """
    verdict = arena.verdict(program, "echo/client/says_hello")
    assert re.match("failed (busy|timeout): The program does not send anything", verdict)


def test_30_floods_the_grader_with_empty_datagrams(arena: Arena) -> None:
    program = """
    import socket
    server = socket.socket(type=socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 7007))
    data, client = server.recvfrom(100)
    server.sendto(data, client)
    while True:
        server.sendto(b"", client)
    """
    verdict = arena.verdict(program, "datagrams/server/echoes")
    assert verdict == "failed too_much: The program sent more datagrams than it should."


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("data + data", "failed wrong_data: The program answered with another datagram than expected"),
        ("b''", "failed wrong_data: The program answered with another datagram than expected"),
        ("bytes(65507)", "failed wrong_data: The program answered with another datagram than expected"),
    ],
    ids=["twice", "empty", "huge"],
)
def test_30_answers_with_another_datagram(arena: Arena, answer: str, verdict: str) -> None:
    program = f"""
    import socket
    server = socket.socket(type=socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 7007))
    data, client = server.recvfrom(100)
    server.sendto({answer}, client)
    """
    assert arena.verdict(program, "datagrams/server/echoes").startswith(verdict)


def test_30_floods_a_stranger_with_datagrams(arena: Arena) -> None:
    """Each is a packet that the grader records."""
    program = """
    import socket
    flood = socket.socket(type=socket.SOCK_DGRAM)
    while True:
        try:
            flood.sendto(b"", ("127.0.0.1", 9))
        except OSError:
            pass
    """
    verdict = arena.verdict(program, "echo/client/tries")
    assert re.match("failed (busy|timeout): The program does not connect to TCP 127.0.0.1:7007", verdict)


def test_31_answers_from_another_port(arena: Arena) -> None:
    program = """
    import socket
    server = socket.socket(type=socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 7007))
    data, client = server.recvfrom(100)
    socket.socket(type=socket.SOCK_DGRAM).sendto(data, client)
    """
    verdict = arena.verdict(program, "datagrams/server/echoes")
    assert verdict.startswith("failed wrong_address: The program answered from another socket")


def test_32_accepts_and_never_answers(arena: Arena) -> None:
    verdict = arena.verdict(LISTEN + "connection, _ = listener.accept()\ninput()", "echo/server/echoes")
    assert verdict.startswith("failed stuck: The program does not send anything, and never will")


def test_33_sends_a_gigabyte_without_a_newline(arena: Arena) -> None:
    program = "connection, _ = listener.accept()\nfor _ in range(1024): connection.sendall(bytes(2**20))"
    assert arena.verdict(LISTEN + program, "echo/server/answers_with_a_line") == _SENDS_WITHOUT_END


def test_34_listens_elsewhere(arena: Arena) -> None:
    """It is graded where it listens; that it is the wrong place is for a check of its own."""
    program = LISTEN.replace("7007", "7070") + SERVE
    assert arena.verdict(program, "echo/server/listens_at_the_documented_address").startswith(
        "failed wrong_address: The program listens at the wrong port"
    )
    udp = (
        "import socket\nsock = socket.socket(type=socket.SOCK_DGRAM)\nsock.bind(('127.0.0.1', 7007))\ninput()"
    )
    assert arena.verdict(udp, "echo/server/echoes").startswith("failed wrong_transport: The program uses UDP")


def test_35_sends_urgent_data(arena: Arena) -> None:
    """The last byte is out of band, and no part of the stream (RFC 6093)."""
    program = (
        "connection, _ = listener.accept()\nconnection.send(connection.recv(100), socket.MSG_OOB)\ninput()"
    )
    verdict = arena.verdict(LISTEN + program, "echo/server/echoes")
    assert verdict.startswith("failed stuck: The program does not send the rest, and never will")


@pytest.mark.parametrize("kind", ["listening", "connected"])
def test_36_opens_thousands_of_sockets(arena: Arena, kind: str) -> None:
    """A program that serves all the same passes; the kernel's table is read to its 4096th row."""
    crowd = {
        "listening": "crowd = [socket.create_server(('127.0.0.1', port)) for port in range(10000, 14000)]",
        "connected": "other = socket.create_server(('127.0.0.1', 9000), backlog=4096)\n"
        "crowd = [socket.create_connection(('127.0.0.1', 9000)) for _ in range(4000)]",
    }
    assert arena.verdict(f"import socket\n{crowd[kind]}\n{LISTEN}{SERVE}", "echo/server/echoes") == "passed"
