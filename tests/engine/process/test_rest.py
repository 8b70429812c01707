"""Whether a program rests while there is nothing to do, asked of programs that do, and of such as spin."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from neighbours import crowded_core
from process.servers import HEAD, RESTS

from sockgrade.process import spy

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")

Verdict = Callable[..., str]

#: The place that a message names, if there is somebody to ask for it.
LINE = r" at student.py:{}" if spy.program() else ""


# Rest

SLEEPS = {
    "waits in accept": "listener.accept()",
    "waits in accept with a time-out": """
listener.settimeout(0.01)
while True:
    try: listener.accept()
    except TimeoutError: pass
""",
    "asks every ten milliseconds": """
listener.setblocking(False)
while True:
    try: listener.accept()
    except BlockingIOError: time.sleep(0.01)
""",
    "selects for ten milliseconds": "while True: select.select([listener], [], [], 0.01)",
    "selects for one millisecond": "while True: select.select([listener], [], [], 0.001)",
    "has twenty threads that look around": """
def look():
    while True: time.sleep(0.05)
for _ in range(20): threading.Thread(target=look).start()
""",
    "has a timer in asyncio": """
async def main():
    while True: await asyncio.sleep(0.01)
asyncio.run(main())
""",
    "is a socketserver": """
listener.close()
socketserver.TCPServer.allow_reuse_address = True
socketserver.TCPServer(("127.0.0.1", 7007), socketserver.StreamRequestHandler).serve_forever()
""",
    "is still at work when the check begins": """
end = time.process_time() + 0.3
while time.process_time() < end: pass
listener.accept()
""",
}


@pytest.mark.parametrize("way", SLEEPS)
def test_a_program_that_sleeps_most_of_the_time_rests(verdict: Verdict, way: str) -> None:
    assert verdict(HEAD + SLEEPS[way], RESTS) == "passed"


SPINS = {
    "accepts without blocking": """
listener.setblocking(False)
while True:
    try: listener.accept()
    except BlockingIOError: pass
""",
    "selects for no time": "while True: select.select([listener], [], [], 0)",
    "has two threads that do": """
def look():
    while True: select.select([listener], [], [], 0)
for _ in range(2): threading.Thread(target=look).start()
""",
    "has a child process that does": """
if os.fork() == 0:
    while True: pass
os.wait()
""",
}


@pytest.mark.parametrize("way", SPINS)
def test_a_program_that_never_sleeps_does_not_rest(verdict: Verdict, way: str) -> None:
    said = verdict(HEAD + SPINS[way], RESTS)
    assert said.startswith(
        "failed busy: The program does not rest although there is nothing to do: it runs in circles"
    )


def test_a_program_that_never_sleeps_is_told_where(verdict: Verdict) -> None:
    assert verdict(HEAD + "while True: pass\n", RESTS) == (
        "failed busy: The program does not rest although there is nothing to do: "
        f"it runs in circles{LINE.format(4)}, and uses the processor all the time."
    )


def test_a_program_that_has_ended_does_not_rest(verdict: Verdict) -> None:
    once = "def check_rests(server: Server) -> None: server.connect(); server.expect_rest()"
    assert verdict(HEAD + "listener.accept()\n", once).startswith("failed ended: The program ended")


@pytest.mark.parametrize("niceness", [0, 5])
@pytest.mark.parametrize(
    ("seconds", "outcome"), [(0.01, "passed"), (0, "failed busy: The program does not rest")]
)
def test_whether_a_program_rests_does_not_depend_on_its_neighbours(
    verdict: Verdict, seconds: float, outcome: str, niceness: int
) -> None:
    with crowded_core() as core:
        program = f"os.sched_setaffinity(0, [{core}]); os.nice({niceness})"
        program += f"\nwhile True: select.select([listener], [], [], {seconds})"
        assert verdict(HEAD + program, RESTS).startswith(outcome)
