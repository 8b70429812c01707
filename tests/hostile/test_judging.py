"""Attacks 73 to 82: a program cannot choose how it is judged."""

from __future__ import annotations

import pytest

from hostile.arena import PROGRAMS, Arena


@pytest.mark.parametrize(
    ("family", "option", "address"),
    [
        ("AF_INET", "(socket.SOL_IP, 15, 1)", "10.1.2.3"),  # IP_FREEBIND
        ("AF_INET6", "(socket.IPPROTO_IPV6, 78, 1)", "2001:db8::1"),  # IPV6_FREEBIND
        ("AF_INET", "(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)", "255.255.255.255"),
        ("AF_INET", "(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)", "224.0.0.1"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "exercise"), [("SOCK_STREAM", "echo"), ("SOCK_DGRAM", "datagrams")], ids=["tcp", "udp"]
)
def test_73_binds_what_is_not_the_machines(
    arena: Arena, family: str, option: str, address: str, kind: str, exercise: str
) -> None:
    program = f"""
    import signal, socket
    server = socket.socket(socket.{family}, socket.{kind})
    server.setsockopt{option}
    server.bind(({address!r}, 7007))
    if socket.{kind} == socket.SOCK_STREAM:
        server.listen()
    signal.pause()
    """
    assert arena.verdict(program, f"{exercise}/server/echoes").startswith("failed ")


def test_76_makes_the_grader_hoard_what_it_sends(arena: Arena) -> None:
    """The arena's own bounds say how much the grader may have grown."""
    assert arena.verdict(PROGRAMS / "76_sends_much_to_all.py", "echo/server/serves_many").startswith(
        "failed too_much"
    )


def test_78_takes_ipv6_only(arena: Arena) -> None:
    program = """
    import signal, socket
    server = socket.socket(socket.AF_INET6)
    server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    server.bind(("::", 7007))
    server.listen()
    signal.pause()
    """
    said = "failed wrong_address: The program takes clients that come by IPv6 only: it has set IPV6_V6ONLY."
    assert arena.verdict(program, "echo/server/listens_at_the_documented_address") == said


def test_81_prints_what_makes_patterns_backtrack(arena: Arena) -> None:
    program = """
    import signal, socket
    print("Connected by" * 2600 + "127.0.0.1" * 3600, flush=True)
    server = socket.create_server(("127.0.0.1", 7007))
    signal.pause()
    """
    assert arena.verdict(program, "echo/server/prints_who_comes").startswith("failed wrong_output")


def test_82_fills_its_queue_of_clients(arena: Arena) -> None:
    program = """
    import signal, socket
    server = socket.socket()
    server.bind(("127.0.0.1", 7007))
    server.listen(0)
    connection, _ = server.accept()
    own = socket.create_connection(("127.0.0.1", 7007))
    while data := connection.recv(65536):
        connection.sendall(data)
    connection.close()
    signal.pause()
    """
    said = "failed timeout: The program accepts no connection: its queue of waiting clients is full."
    assert arena.verdict(program, "echo/server/goes_on") == said


def test_82_fills_its_own_input(arena: Arena) -> None:
    program = """
    import os, signal
    writing = os.open("/proc/self/fd/0", os.O_WRONLY | os.O_NONBLOCK)
    try:
        while True:
            os.write(writing, b"x" * 4096)
    except BlockingIOError:
        pass
    print("full", flush=True)
    signal.pause()
    """
    assert arena.verdict(program, "echo/program/reads_a_line").startswith("failed ")
