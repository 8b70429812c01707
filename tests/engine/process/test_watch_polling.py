"""A program that only looks for clients now and then is stuck; one that counts, in whatever way, is not."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from sockgrade.process import spy

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")

Verdict = Callable[..., str]

#: Of a program that counts, so many times, so many seconds: longer than a program looks in vain that is stuck.
TIMES, PAUSE = 7, 0.25

CHECK = """
def check_answers(server: Server) -> None:
    server.connect().send(b"question").expect(b"answer")
"""

HEAD = f"""
import asyncio, os, select, selectors, signal, socket, socketserver, threading, time
TIMES, PAUSE = {TIMES}, {PAUSE}
def serve():
    global listener
    listener = socket.create_server(("127.0.0.1", 7007))
"""

ACCEPT = "serve()\nconnection, _ = listener.accept()\nconnection.recv(100)\n"

ONLY_LOOKS = {
    "a socketserver": (
        """
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(100); self.request.recv(100)
socketserver.ThreadingTCPServer(("127.0.0.1", 7007), Handler).serve_forever(0.2)
""",
        "its main thread waits in poll() for the next client, again and again",
    ),
    "accept with a time-out": (
        ACCEPT
        + """
listener.settimeout(0.2)
while True:
    try: other, _ = listener.accept()
    except TimeoutError: pass
""",
        "it waits in poll() for the next client, again and again",
    ),
    "select on the listening socket": (
        ACCEPT + "while True: select.select([listener], [], [], 0.2)\n",
        "it waits in select() for the next client, again and again",
    ),
}


@pytest.mark.parametrize("way", ONLY_LOOKS)
def test_a_program_that_only_looks_for_clients_is_stuck(verdict: Verdict, way: str) -> None:
    program, place = ONLY_LOOKS[way]
    said = verdict(HEAD + program, CHECK)
    assert said.startswith("failed stuck: The program ")
    assert place in said.replace("Its main", "its main")
    assert "student.py" in said or not spy.program()


COUNTS = {
    "sleeps": "for _ in range(TIMES): time.sleep(PAUSE)",
    "waits for an event": "for _ in range(TIMES): threading.Event().wait(PAUSE)",
    "selects on nothing": "for _ in range(TIMES): select.select([], [], [], PAUSE)",
    "selects on the connection": "for _ in range(TIMES): select.select([connection], [], [], PAUSE)",
    "selects on both": "for _ in range(TIMES): select.select([listener, connection], [], [], PAUSE)",
    "reads with a time-out": """
connection.settimeout(PAUSE)
for _ in range(TIMES):
    try: connection.recv(1)
    except TimeoutError: pass
""",
    "looks at many things": """
selector = selectors.EpollSelector(); selector.register(listener, selectors.EVENT_READ)
for _ in range(TIMES): selector.select(PAUSE)
""",
    "prints a point each time": """
for _ in range(TIMES):
    select.select([listener], [], [], PAUSE); print(".", flush=True)
""",
    "has a child each time": """
for _ in range(TIMES):
    select.select([listener], [], [], PAUSE); os.fork() or os._exit(0)
""",
    "computes each time": """
for _ in range(TIMES):
    select.select([listener], [], [], PAUSE); end = time.process_time() + PAUSE / 6
    while time.process_time() < end: pass
""",
    "has another thread that sleeps": """
def look():
    while True: select.select([listener], [], [], PAUSE)
threading.Thread(target=look, daemon=True).start()
time.sleep(TIMES * PAUSE)
""",
    "has an alarm": """
signal.signal(signal.SIGALRM, lambda *_: connection.sendall(b"answer"))
signal.setitimer(signal.ITIMER_REAL, TIMES * PAUSE)
for _ in range(2 * TIMES): select.select([listener], [], [], PAUSE)
connection.recv(1)
""",
    "ticks in asyncio": """
async def main():
    for _ in range(TIMES): await asyncio.sleep(PAUSE)
asyncio.run(main())
""",
}


@pytest.mark.parametrize("way", COUNTS)
def test_a_program_that_counts_still_passes(verdict: Verdict, way: str) -> None:
    end = "" if "alarm" in way else "connection.sendall(b'answer')\n"
    assert verdict(f"{HEAD}{ACCEPT}{COUNTS[way]}\n{end}connection.recv(1)\n", CHECK) == "passed"


def test_a_program_that_talks_to_somebody_else_meanwhile_still_passes(verdict: Verdict) -> None:
    program = """
serve()
other, _ = listener.accept()
connection, _ = listener.accept(); connection.recv(100)
for _ in range(TIMES):
    select.select([listener], [], [], PAUSE); other.sendall(b".")
connection.sendall(b"answer")
connection.recv(1)
"""
    check = f"""
def check_answers(server: Server) -> None:
    other = server.connect()
    server.connect().send(b"question").expect(b"answer")
    other.expect({b"." * TIMES!r})
"""
    assert verdict(HEAD + program, check) == "passed"


def test_a_silence_is_waited_for_all_the_same(verdict: Verdict) -> None:
    program = ACCEPT + f"connection.sendall(b'answer')\nlistener.settimeout({2.2})\nlistener.accept()\n"
    check = """
def check_waits(server: Server) -> None:
    server.connect().send(b"question").expect(b"answer")
    server.wait_in_silence()
    server.connect()
"""
    assert verdict(HEAD + program, check).startswith("failed ended: The program crashed")


def test_a_program_at_rest_between_its_looks_is_not_waited_for(verdict: Verdict) -> None:
    """A check that lets it come to rest often does not take a second each time."""
    program = """
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(100): self.request.sendall(data)
socketserver.ThreadingTCPServer(("127.0.0.1", 7007), Handler).serve_forever(30)
"""
    check = """
from sockgrade.kernel.clock import now
def check_echoes(server: Server) -> None:
    connection, began = server.connect(), now()
    for _ in range(50): connection.send(b"text").expect(b"text").expect_nothing()
    assert now() - began < 25
"""
    assert verdict(HEAD + program, check) == "passed"
