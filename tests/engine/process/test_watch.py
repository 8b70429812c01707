"""The kernel's view never calls a program stuck that can still answer; and says at once that one cannot."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable

import pytest
from neighbours import crowded_core

from sockgrade.evidence.wording import capital
from sockgrade.process import spy

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

#: How a message names a line, as far as there is somebody to ask for it; and the line that follows both.
LINE = " (student.py:{})" if spy.program() else ""
HERE = LINE.format(8)

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
    "prints more than a pipe holds": """
os.write(2, b'x' * 2**18); connection.sendall(b'answer')
""",
    "prints more than a terminal holds": """
os.write(1, b'x' * 2**18); connection.sendall(b'answer')
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


@pytest.mark.parametrize("niceness", [0, 5])
def test_a_program_that_waits_for_a_processor_still_passes(verdict: Verdict, niceness: int) -> None:
    with crowded_core() as core:
        program = f"""
        os.sched_setaffinity(0, [{core}]); os.nice({niceness})
        threading.Thread(target=connection.recv, args=[1]).start()
        for _ in range(5):
            time.sleep(0); sum(range(10**5))
        connection.sendall(b'answer')
        """
        assert verdict(HEAD + ACCEPT + textwrap.dedent(program), CHECK) == "passed"


TWO_CLIENTS = """
def check_answers(server: Server) -> None:
    silent = server.connect()
    server.connect().send(b"question").expect(b"answer")
    silent.expect(bytes(2**24))
"""

ACCEPT_TWO = """
silent, _ = listener.accept()
connection, _ = listener.accept(); connection.recv(100)
"""


def test_a_program_that_sends_more_than_is_read_at_once_passes(verdict: Verdict) -> None:
    check = "def check_answers(server: Server) -> None: server.connect().send(b'?').expect(bytes(2**26))"
    assert verdict(HEAD + ACCEPT + "connection.sendall(bytes(2**26))\n", check) == "passed"


def test_a_program_whose_sending_thread_waits_still_passes(verdict: Verdict) -> None:
    answer = """
threading.Timer(PAUSE, connection.sendall, [b'answer']).start()
silent.sendall(bytes(2**24))
"""
    assert verdict(HEAD + ACCEPT_TWO + answer, TWO_CLIENTS) == "passed"


def test_a_program_whose_sending_has_a_time_out_still_passes(verdict: Verdict) -> None:
    answer = """
silent.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack('ll', 0, int(PAUSE * 1e6)))
rest = bytes(2**24)
try:
    while rest: rest = rest[silent.send(rest):]
except BlockingIOError:
    connection.sendall(b'answer')
silent.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, bytes(16))
silent.sendall(rest)
"""
    assert verdict(HEAD + ACCEPT_TWO + answer, TWO_CLIENTS) == "passed"


@pytest.mark.parametrize("call", ["send", "write"])
def test_a_program_that_sends_to_somebody_who_does_not_read_is_stuck(verdict: Verdict, call: str) -> None:
    send = {"send": "silent.sendall(data)", "write": "os.write(silent.fileno(), data)"}[call]
    program = f"{HEAD}{ACCEPT_TWO}data = bytes(2**24)\n{send}\n"
    assert verdict(program, TWO_CLIENTS) == (
        "failed stuck: The program does not send anything, and never will: "
        f"it waits in {call}() until the other side reads on connection 1{LINE.format(10)}."
    )


IS_STUCK = {
    "in recv": (ACCEPT + "connection.recv(1)", f"it waits in recv() for more data{HERE}"),
    "in accept": (
        "kept = listener.accept()\n\nlistener.accept()",
        f"it waits in accept() for the next client{HERE}",
    ),
    "in input": (ACCEPT + "input()", f"it waits for input on its standard input{HERE}"),
    "in select": (
        ACCEPT + "select.select([connection], [], [])",
        f"it waits in select() for something to happen on its sockets{HERE}",
    ),
    "in epoll": (
        ACCEPT + "s = selectors.EpollSelector(); s.register(connection, 1); s.select()",
        f"it waits in epoll_wait() for something to happen on its sockets{HERE}",
    ),
    "in two threads": (
        ACCEPT + "threading.Thread(target=connection.recv, args=[1]).start(); listener.accept()",
        f"its main thread waits in accept() for the next client{HERE} "
        "and a thread waits in recv() for more data",
    ),
    "in many threads": (
        ACCEPT
        + "def wait(): connection.recv(1)\n"
        + "for _ in range(9): threading.Thread(target=wait).start()\nlistener.accept()",
        "its main thread waits in accept() for the next client"
        f"{LINE.format(10)} and 9 threads wait in recv() for more data{LINE.format('8, in wait')}",
    ),
    "waiting for its thread": (
        ACCEPT + "t = threading.Thread(target=connection.recv, args=[1]); t.start(); t.join()",
        f"its main thread waits for another thread{HERE} and a thread waits in recv() for more data",
    ),
    "with idle workers": (
        ACCEPT + "threading.Thread(target=threading.Event().wait).start(); connection.recv(1)",
        f"its main thread waits in recv() for more data{HERE}",
    ),
    "waiting for itself": (
        ACCEPT + "lock = threading.Lock(); lock.acquire(); lock.acquire()",
        f"it waits for another thread{HERE}",
    ),
    "in a child process": (
        ACCEPT + "p = multiprocessing.Process(target=connection.recv, args=[1]); p.start(); p.join()",
        f"its main thread waits in wait() for a child process{HERE} "
        f"and a child process waits in recv() for more data{HERE}",
    ),
    "in two child processes": (
        ACCEPT + "for _ in range(2): os.fork() or connection.recv(1)\nos.wait()",
        f"its main thread waits in wait() for a child process{LINE.format(9)} "
        f"and 2 processes wait in recv() for more data{HERE}",
    ),
}


def stuck(place: str) -> str:
    """The verdict on a program that hangs there: whether it took what was sent is told with it."""
    if "recv()" in place or "read()" in place:
        return f"failed stuck: The program took what was sent, and answers nothing. {capital(place)}"
    return f"failed stuck: The program does not send anything, and never will: {place}"


@pytest.mark.parametrize("way", IS_STUCK)
def test_a_stuck_program_is_told_where(verdict: Verdict, way: str) -> None:
    program, place = IS_STUCK[way]
    assert verdict(HEAD + program + "\n", CHECK) == stuck(f"{place}.")


def test_without_py_spy_it_is_told_what_the_program_waits_for(verdict: Verdict) -> None:
    # The check itself runs in the worker: there, py-spy shall not be found.
    check = """
def check_answers(server: Server) -> None:
    from sockgrade.process import spy
    spy.program = lambda: None
    server.connect().send(b"question").expect(b"answer")
"""
    assert verdict(HEAD + ACCEPT + "connection.recv(1)\n", check) == (
        stuck("it waits in recv() for more data.")
    )


def test_a_program_that_waits_for_a_datagram_is_told_so(verdict: Verdict) -> None:
    program = """
    import socket
    s = socket.socket(type=socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", 7007))
    while True:
        s.recvfrom(100)
    """
    check = "def check_answers(server: Server) -> None: server.datagrams().send(b'?').expect(b'!')"
    assert verdict(program, check, transport="udp") == (
        "failed stuck: The program does not answer the datagram, and never will: "
        f"it waits in recv() for a datagram{LINE.format(6)}."
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
    assert verdict(program, CHECK, suffix=".c") == stuck("it waits in read() for data.")


def test_a_timed_wait_is_left_to_the_deadline(verdict: Verdict) -> None:
    program = HEAD + ACCEPT + "while True: time.sleep(0.1)\n"
    assert verdict(program, CHECK).startswith("failed timeout: ")


def test_a_program_that_runs_in_circles_is_given_up_after_a_second_of_processor_time(
    verdict: Verdict,
) -> None:
    assert verdict(HEAD + ACCEPT + "while True: pass\n", CHECK) == (
        "failed busy: The program does not send anything: "
        f"it runs in circles{' at student.py:8' if spy.program() else ''}, "
        "and uses the processor all the time."
    )


def test_a_program_that_has_ended_is_never_said_to_be_late(verdict: Verdict) -> None:
    """However little is left, when it ends, of the time in which what it had sent may still arrive."""
    check = """
    from sockgrade.process.waiting import Halted, wait_for

    def check_a(program: Program) -> None:
        program.expect_exit()
        for power in 20 * list(range(10, 25)):
            try:
                wait_for(lambda: None, program._process, aftermath=2.0**-power)
            except Halted as why:
                assert why.kind == "ended", why.kind
    """
    assert verdict("pass", check, role="program") == "passed"
