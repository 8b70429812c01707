"""How long a program listens to a silence before it gives up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Verdict = Callable[..., str]

ARGUMENTS = 'arguments = ["{address}", "{port}"]'
CLIENT = """
import asyncio, select, signal, socket, sys, time
try:
    connection = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout={connecting})
    connection.sendall(b"hello")
    {waits}
    sys.exit()
except (OSError, TimeoutError) as error:
    sys.exit(f"nothing comes: {{error}}")
"""
SILENT = """
def check_gives_up(client: Client) -> None:
    connection = client.accept().expect(b"hello")
    {more}
    client.expect_giving_up(0.5, 2.5, 1)
"""

GIVES_UP = {
    "settimeout": "connection.settimeout(1); connection.recv(9)",
    "select": "select.select([connection], [], [], 1)[0] or sys.exit('nothing comes')",
    "SO_RCVTIMEO": "connection.settimeout(None)\n"
    "    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, (1).to_bytes(8, 'little') + bytes(8))\n"
    "    connection.recv(9)",
    "asyncio": "asyncio.run(asyncio.wait_for(asyncio.sleep(9), 1))",
    "an alarm": "signal.signal(signal.SIGALRM, lambda *_: sys.exit('nothing comes')); signal.alarm(1); "
    "connection.settimeout(None); connection.recv(9)",
    "looks again and again": "connection.settimeout(0.1)\n    for _ in range(10):\n        try:\n"
    "            connection.recv(9)\n        except TimeoutError:\n            pass\n    sys.exit('nothing comes')",
    "looks without a pause": "connection.setblocking(False)\n    end = time.time() + 1\n"
    "    while time.time() < end:\n        try:\n            connection.recv(9)\n"
    "        except BlockingIOError:\n            pass\n    sys.exit('nothing comes')",
    "half-closes": "connection.shutdown(socket.SHUT_WR); connection.settimeout(1); connection.recv(9)",
}


@pytest.mark.parametrize("how", GIVES_UP)
def test_a_client_that_gives_up_in_time(verdict: Verdict, how: str) -> None:
    program = CLIENT.format(connecting=5, waits=GIVES_UP[how])
    assert verdict(program, SILENT.format(more="pass"), role="client", more=ARGUMENTS) == "passed"


def test_the_silence_begins_with_the_last_byte(verdict: Verdict) -> None:
    says_more = "time.sleep(1); connection.sendall(b'again'); connection.settimeout(.1); connection.recv(9)"
    program = CLIENT.format(connecting=5, waits=says_more)
    found = verdict(program, SILENT.format(more="connection.expect(b'again')"), role="client", more=ARGUMENTS)
    assert found == "failed ended: The program gives up too soon."


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        (
            "connection.settimeout(None); connection.recv(9)",
            "still_running: The program does not give up although",
        ),
        ("connection.settimeout(9); connection.recv(9)", "still_running: The program waits too long"),
        (
            "connection.settimeout(.1)\n    while True:\n        try:\n            connection.recv(9)\n"
            "        except TimeoutError:\n            pass",
            "still_running: The program waits too long",
        ),
        ("connection.settimeout(.1); connection.recv(9)", "ended: The program gives up too soon."),
        ("sys.exit('nothing comes')", "ended: The program gives up too soon."),
        (
            "connection.settimeout(1)\n    try: connection.recv(9)\n    except TimeoutError: pass",
            "wrong_exit: ",
        ),
        ("connection.settimeout(1)\n    try: connection.recv(9)\n    finally: None[0]", "wrong_exit: "),
    ],
    ids=["never", "late", "again and again", "soon", "at once", "without a word", "with a traceback"],
)
def test_a_client_that_does_not(verdict: Verdict, waits: str, expected: str) -> None:
    program = CLIENT.format(connecting=5, waits=waits)
    found = verdict(program, SILENT.format(more="pass"), role="client", more=ARGUMENTS)
    assert found.startswith(f"failed {expected}")


@pytest.mark.parametrize(
    ("connecting", "expected"),
    [("1", "passed"), ("None", "failed still_running: The program waits too long")],
)
def test_a_client_that_nobody_answers(verdict: Verdict, connecting: str, expected: str) -> None:
    check = """
    def check_gives_up(client: Client) -> None:
        client.silent_at("127.0.0.6").start("127.0.0.6", 7007).expect_giving_up(0.5, 2.5, 1)
    """
    program = CLIENT.format(connecting=connecting, waits="pass")
    assert verdict(program, check, role="client", more=ARGUMENTS).startswith(expected)
