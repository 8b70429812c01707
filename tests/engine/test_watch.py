"""The kernel's view never calls a program stuck that can still answer; and says at once that one cannot."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")

Verdict = Callable[..., str]

#: Longer than the looks that make a program count as stuck, by far.
PAUSE = 0.25

CHECK = """
def check_answers(server: Server) -> None:
    server.connect().send(b"question").expect(b"answer")
"""

HEAD = f"""
import array, ctypes, multiprocessing, os, select, selectors, signal, socket, socketserver, struct, threading, time
import asyncio
PAUSE = {PAUSE}
listener = socket.create_server(("127.0.0.1", 7007))
"""

ACCEPT = "connection, _ = listener.accept()\nconnection.recv(100)\n"
FOR_EVER = "connection.recv(100)\n"

LOOKS_ASLEEP = {
    "sleeps": "time.sleep(PAUSE); connection.sendall(b'answer')",
    "reads with a time-out": """
connection.settimeout(PAUSE)
try: connection.recv(1)
except TimeoutError: connection.sendall(b'answer')
""",
    "selects with a time-out": "select.select([connection], [], [], PAUSE); connection.sendall(b'answer')",
    "polls with a time-out": """
p = select.poll(); p.register(connection, select.POLLIN); p.poll(PAUSE * 1000)
connection.sendall(b'answer')
""",
    "waits in epoll with a time-out": """
p = select.epoll(); p.register(connection, select.EPOLLIN); p.poll(PAUSE)
connection.sendall(b'answer')
""",
    "has set an alarm": """
signal.signal(signal.SIGALRM, lambda *_: connection.sendall(b'answer'))
signal.setitimer(signal.ITIMER_REAL, PAUSE)
connection.recv(1)
""",
    "waits for an alarm in sigwait": """
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
signal.setitimer(signal.ITIMER_REAL, PAUSE)
signal.sigwait([signal.SIGALRM])
connection.sendall(b'answer')
""",
    "waits for a timerfd": """
libc = ctypes.CDLL(None)
fd = libc.timerfd_create(1, 0)
libc.timerfd_settime(fd, 0, struct.pack('llll', 0, 0, 0, int(PAUSE * 1e9)), None)
os.read(fd, 8)
connection.sendall(b'answer')
""",
    "waits for a POSIX timer": """
libc = ctypes.CDLL(None)
signal.signal(signal.SIGUSR1, lambda *_: connection.sendall(b'answer'))
event = struct.pack('QiiQQQQQQ', 0, signal.SIGUSR1, 0, 0, 0, 0, 0, 0, 0)
timer = ctypes.c_void_p()
libc.timer_create(1, event, ctypes.byref(timer))
libc.timer_settime(timer, 0, struct.pack('llll', 0, 0, 0, int(PAUSE * 1e9)), None)
connection.recv(1)
""",
    "has a receive time-out on its socket": """
connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack('ll', 0, int(PAUSE * 1e6)))
try: connection.recv(1)
except BlockingIOError: connection.sendall(b'answer')
""",
    "answers from a thread, later": """
threading.Timer(PAUSE, connection.sendall, [b'answer']).start()
listener.accept()
""",
    "answers from a child process, later": """
if os.fork() == 0:
    time.sleep(PAUSE); connection.sendall(b'answer'); os._exit(0)
os.wait(); listener.accept()
""",
    "answers from an asyncio timer": """
async def main():
    asyncio.get_running_loop().call_later(PAUSE, connection.sendall, b'answer')
    await asyncio.Event().wait()
asyncio.run(main())
""",
    "computes": """
end = time.process_time() + PAUSE
while time.process_time() < end: pass
connection.sendall(b'answer')
""",
    "is stopped and continued": """
pid = os.getpid()
if os.fork() == 0:
    os.kill(pid, signal.SIGSTOP); time.sleep(PAUSE); os.kill(pid, signal.SIGCONT); os._exit(0)
time.sleep(0.05)
connection.sendall(b'answer')
""",
    "has a parenthesis in its name": """
ctypes.CDLL(None).prctl(15, b'x) S 1 (y', 0, 0, 0)
time.sleep(PAUSE); connection.sendall(b'answer')
""",
}


@pytest.mark.parametrize("way", LOOKS_ASLEEP)
def test_a_program_that_looks_asleep_still_passes(verdict: Verdict, way: str) -> None:
    assert verdict(HEAD + ACCEPT + LOOKS_ASLEEP[way] + "\n" + FOR_EVER, CHECK) == "passed"


def test_a_socketserver_that_answers_late_passes(verdict: Verdict) -> None:
    program = """
import socketserver, time
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(100); time.sleep(0.2); self.request.sendall(b"answer")
socketserver.ThreadingTCPServer(("127.0.0.1", 7007), Handler).serve_forever(poll_interval=0.05)
"""
    assert verdict(program, CHECK) == "passed"


IS_STUCK = {
    "in recv": (ACCEPT + "connection.recv(1)", "it waits in recv() for more data"),
    "in accept": ("kept = listener.accept(); listener.accept()", "it waits in accept() for the next client"),
    "in input": (ACCEPT + "input()", "it waits for input on its standard input"),
    "in select": (ACCEPT + "select.select([connection], [], [])", "it waits in select() for something"),
    "in epoll": (
        ACCEPT + "s = selectors.EpollSelector(); s.register(connection, 1); s.select()",
        "it waits in epoll_wait() for something",
    ),
    "in two threads": (
        ACCEPT + "threading.Thread(target=connection.recv, args=[1]).start(); listener.accept()",
        "it waits in accept() for the next client and it waits in recv() for more data",
    ),
    "waiting for its thread": (
        ACCEPT + "t = threading.Thread(target=connection.recv, args=[1]); t.start(); t.join()",
        "a thread waits for another thread and it waits in recv() for more data",
    ),
    "in a child process": (
        ACCEPT + "p = multiprocessing.Process(target=connection.recv, args=[1]); p.start(); p.join()",
        "it waits in wait() for a child process and it waits in recv() for more data",
    ),
}


@pytest.mark.parametrize("way", IS_STUCK)
def test_a_stuck_program_is_told_where(verdict: Verdict, way: str) -> None:
    program, place = IS_STUCK[way]
    assert verdict(HEAD + program + "\n", CHECK).startswith(
        f"failed stuck: The program does not send anything, and never will: {place}"
    )


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler here")
def test_a_stuck_c_program_is_told_where(verdict: Verdict) -> None:
    program = """
    #include <arpa/inet.h>
    #include <sys/socket.h>
    #include <unistd.h>
    int main(void) {
        struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(7007)};
        int s = socket(AF_INET, SOCK_STREAM, 0);
        bind(s, (struct sockaddr *)&a, sizeof a);
        listen(s, 1);
        char c[9];
        int n = accept(s, 0, 0);
        while (read(n, c, sizeof c) > 0) ;
    }
    """
    assert verdict(program, CHECK, suffix=".c").endswith("and never will: it waits in read() for data.")


def test_a_timed_wait_is_left_to_the_deadline(verdict: Verdict) -> None:
    program = HEAD + ACCEPT + "while True: time.sleep(0.1)\n"
    assert verdict(program, CHECK).startswith("failed timeout: ")


def test_a_program_that_runs_in_circles_is_given_up_after_a_second_of_processor_time(
    verdict: Verdict,
) -> None:
    assert verdict(HEAD + ACCEPT + "while True: pass\n", CHECK) == (
        "failed busy: The program does not send anything: "
        "it runs in circles, and has used 1.5 s of processor time meanwhile."
    )
