"""What the kernel tells of a program beyond its answers: what it keeps, and how its sockets are set up.

Each expectation is asked of real programs, in ways that only look like the fault as well as in those that are it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from process.servers import HEAD, RESTS, server

from sockgrade.checks import CheckSkipped
from sockgrade.process.resources import holdings
from sockgrade.verdict import CheckResult, Outcome, ProgramResult

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")

Verdict = Callable[..., str]
GradeSource = Callable[..., ProgramResult]


@pytest.fixture
def check(grade_source: GradeSource) -> Callable[..., CheckResult]:
    """Grades with a single check, and returns all that it says."""

    def result(program: str, check: str, **options: object) -> CheckResult:
        return grade_source(program, check, **options).checks[0]

    return result


# Growth

GROWS = """
def check_does_not_grow(server: Server) -> None:
    server.expect_no_growth(lambda: server.connect().send(b"hello").expect(b"hello").leave())
"""

KEEPS = {
    "its sockets": (
        server(begin="kept.append(connection.dup())", end="kept[-1].shutdown(2)", setup="kept = []"),
        "still_open: The program has more and more sockets: close() each socket when it is not needed any more.",
    ),
    "a file": (
        server(begin="kept.append(open('/dev/null'))", setup="kept = []"),
        "still_open: The program has more and more open files: close each file when it is not needed any more.",
    ),
    "a pipe": (
        server(begin="os.pipe()"),
        "still_open: The program has more and more pipes: close each pipe when it is not needed any more.",
    ),
    "a selector": (
        server(begin="kept.append(select.epoll())", setup="kept = []"),
        "still_open: The program has more and more selectors or timers: "
        "close each of them when it is not needed any more.",
    ),
    "a thread": (
        server(begin="threading.Thread(target=threading.Event().wait).start()"),
        "still_running: The program has more and more threads: let each thread end when its work is done.",
    ),
    "a process": (
        server(begin="os.fork() or (connection.close(), listener.close(), signal.pause())"),
        "still_running: The program has more and more child processes: "
        "let each child process end when its work is done.",
    ),
    "a zombie": (
        server(begin="os.fork() or os._exit(0)"),
        "still_running: The program has more and more child processes that have ended (zombies): "
        "call wait() for each of them.",
    ),
    "a socket and a thread": (
        server(
            begin="threading.Thread(target=threading.Event().wait).start(); kept.append(socket.socket())",
            setup="kept = []",
        ),
        "still_open: The program has more and more sockets and threads: "
        "close() each socket when it is not needed any more, and let each thread end when its work is done.",
    ),
}


@pytest.mark.parametrize("what", KEEPS)
def test_a_server_that_keeps_something_of_every_client_grows(verdict: Verdict, what: str) -> None:
    program, message = KEEPS[what]
    assert verdict(program, GROWS) == f"failed {message}"


def test_it_is_said_how_much_a_server_has_grown(check: Callable[..., CheckResult]) -> None:
    program = server(begin="threading.Thread(target=threading.Event().wait).start()")
    failure = check(program, GROWS).failure
    assert failure is not None
    # On a busy machine fewer clients come in the time that there is: half of those that came are the later ones.
    told = re.fullmatch(
        r"as many descriptors, threads and processes as before (\d+) more clients", failure.expected
    )
    assert told is not None
    assert 3 <= int(told[1]) <= 100
    assert failure.received.startswith(
        f"{told[1]} threads more; its main thread waits in accept() for the next client"
    )


KEEPS_NOTHING = {
    "": server(),
    "but a list of threads that have ended": server(
        begin="kept.append(threading.Thread(target=print)); kept[-1].start()", setup="kept = []"
    ),
    "but threads that take their time to end": server(
        begin="threading.Thread(target=time.sleep, args=[0.5]).start()"
    ),
    "but a child process for the next client": server(
        begin="os.fork() or os._exit(0); kept.append(1); len(kept) > 1 and os.wait()", setup="kept = []"
    ),
    "but a pool of threads that fills up": server(
        begin="len(pool) < 60 and (pool.append(threading.Thread(target=wait)), pool[-1].start())",
        setup="pool, wait = [], threading.Event().wait",
    ),
    "and closes late": server(
        end="kept.append(os.open('/dev/null', 0)); threading.Timer(0.3, os.close, kept[-1:]).start()",
        setup="kept = []",
    ),
}


@pytest.mark.parametrize("what", KEEPS_NOTHING)
def test_a_server_that_keeps_nothing_does_not_grow(verdict: Verdict, what: str) -> None:
    assert verdict(KEEPS_NOTHING[what], GROWS) == "passed"


def test_a_slow_server_that_keeps_its_sockets_grows(verdict: Verdict) -> None:
    program = server(begin="time.sleep(0.3)", end="kept.append(socket.socket())", setup="kept = []")
    assert verdict(program, GROWS).startswith("failed still_open: The program has more and more sockets")


def test_a_slow_server_that_keeps_nothing_does_not_grow(check: Callable[..., CheckResult]) -> None:
    result = check(server(begin="time.sleep(0.3)"), GROWS)
    assert result.outcome is Outcome.PASSED
    assert result.seconds < 10, "a slow program need not serve two hundred clients"


def test_a_slow_pool_of_threads_may_fill_up(verdict: Verdict) -> None:
    program = server(
        begin="time.sleep(0.05); len(pool) < 60 and (pool.append(threading.Thread(target=wait)), pool[-1].start())",
        setup="pool, wait = [], threading.Event().wait",
    )
    assert verdict(program, GROWS) == "passed"


def test_a_server_whose_threads_never_notice_the_end_of_a_client_grows(
    check: Callable[..., CheckResult],
) -> None:
    program = (
        HEAD
        + """
def serve(connection):
    while True: connection.sendall(connection.recv(100))
while True: threading.Thread(target=serve, args=[listener.accept()[0]], daemon=True).start()
"""
    )
    failure = check(program, GROWS).failure
    assert failure is not None
    assert failure.message.startswith("The program has more and more sockets and threads: ")


def test_a_server_that_ends_does_not_count_as_one_that_keeps_nothing(verdict: Verdict) -> None:
    assert verdict(server(end="sys.exit('enough')"), GROWS).startswith("failed ended: The program ended")


# Zombies

WAITS = """
def check_waits(server: Server) -> None:
    server.connect().send(b"hello").expect(b"hello").leave()
    server.expect_no_zombies()
"""


@pytest.mark.parametrize(
    "end",
    ["os._exit(0)", "(listener.close(), connection.close(), sum(range(10**7)), os._exit(0))"],
    ids=["at once", "after some work"],
)
def test_a_child_process_that_has_ended_must_be_waited_for(verdict: Verdict, end: str) -> None:
    assert verdict(server(begin=f"os.fork() or {end}"), WAITS) == (
        "failed still_running: The program does not call wait() for its child processes."
    )


@pytest.mark.parametrize(
    "program",
    [
        server(begin="os.fork() or os._exit(0); os.wait()"),
        server(begin="os.fork() or os._exit(0)", setup="signal.signal(signal.SIGCHLD, signal.SIG_IGN)"),
        server(begin="subprocess.Popen(['sleep', '1000'])"),
        server(begin="os.fork() or os._exit(0)", end="time.sleep(0.2); os.wait()"),
    ],
    ids=["waits", "does not want to hear of it", "has a child that lives", "waits later"],
)
def test_a_program_without_zombies_passes(verdict: Verdict, program: str) -> None:
    assert verdict(program, WAITS) == "passed"


def test_a_zombie_may_be_left_until_the_next_client_comes(verdict: Verdict) -> None:
    lenient = WAITS.replace("expect_no_zombies()", "expect_no_zombies(at_most=1)")
    assert verdict(server(begin="os.fork() or os._exit(0)"), lenient) == "passed"


def test_what_an_orphan_leaves_behind_is_not_the_programs_fault(verdict: Verdict) -> None:
    # The child's child belongs to the sandbox's first process, or to init, which wait for it.
    program = server(begin="os.fork() or (os.fork() or os._exit(0), os._exit(0)); os.wait()")
    assert verdict(program, WAITS) == "passed"


# Sockets

NON_BLOCKING = """
def check_does_not_block(server: Server) -> None:
    server.connect().send(b"hello")
    server.expect_non_blocking()
"""


@pytest.mark.parametrize(
    ("accept", "outcome"),
    [
        ("connection.setblocking(False); select.select([listener], [], [])", "passed"),
        ("connection.settimeout(60); connection.recv(9); connection.recv(9)", "passed"),
        ("time.sleep(0.2); connection.setblocking(False); time.sleep(60)", "passed"),
        (
            "connection.recv(9); connection.recv(9)",
            "failed wrong_socket: The program talks on a socket that blocks.",
        ),
        (
            "listener.setblocking(False); connection.recv(9); connection.recv(9)",
            "failed wrong_socket: The program talks on a socket that blocks.",
        ),
        ("connection.close()", "failed ended: The program ended"),
    ],
    ids=["non-blocking", "time-out", "later", "blocking", "only its listener", "ended"],
)
def test_whether_a_server_blocks(verdict: Verdict, accept: str, outcome: str) -> None:
    program = HEAD + f"connection, _ = listener.accept()\n{accept}\n"
    assert verdict(program, NON_BLOCKING).startswith(outcome)


CLIENT = """
def check_does_not_block(client: Client) -> None:
    client.accept()
    client.expect_non_blocking()
"""


@pytest.mark.parametrize(
    ("setup", "outcome"),
    [("s.setblocking(False)", "passed"), ("pass", "failed wrong_socket")],
    ids=["non-blocking", "blocking"],
)
def test_whether_a_client_blocks(verdict: Verdict, setup: str, outcome: str) -> None:
    program = f"""
    import select, socket
    s = socket.socket()
    {setup}
    s.connect_ex(("127.0.0.1", 7007))
    select.select([s], [], [])
    """
    assert verdict(program, CLIENT, role="client").startswith(outcome)


BACKLOG = "def check_backlog(server: Server) -> None: server.expect_backlog(5)"


@pytest.mark.parametrize(
    ("backlog", "outcome"),
    [
        (5, "passed"),
        (100, "passed"),
        (4, "failed wrong_socket: The program lets too few clients wait until it accepts them."),
        (0, "failed wrong_socket: The program lets too few clients wait until it accepts them."),
    ],
)
def test_how_many_clients_may_wait(verdict: Verdict, backlog: int, outcome: str) -> None:
    program = f"""
    import socket
    s = socket.create_server(("127.0.0.1", 7007), backlog={backlog})
    s.accept()
    """
    assert verdict(program, BACKLOG) == outcome


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler here")
def test_the_kernel_tells_the_same_of_a_program_in_c(verdict: Verdict) -> None:
    program = """
    #include <arpa/inet.h>
    #include <sys/socket.h>
    #include <unistd.h>
    int main(void) {
        struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(7007)};
        int s = socket(AF_INET, SOCK_STREAM, 0), c;
        char data[9];
        bind(s, (struct sockaddr *)&a, sizeof a);
        listen(s, 5);
        while ((c = accept(s, 0, 0)) >= 0)
            for (ssize_t n; (n = read(c, data, sizeof data)) > 0;) write(c, data, n);
    }
    """
    assert verdict(program, GROWS, suffix=".c").startswith(
        "failed still_open: The program has more and more sockets"
    )
    assert verdict(program, BACKLOG, suffix=".c") == "passed"
    assert verdict(program, RESTS, suffix=".c") == "passed"


# Where nobody may look


@dataclass(frozen=True)
class Somebody:
    """A program that belongs to the machine's administrator: its first process."""

    root_pid: int = 1
    own_pids: frozenset[int] = frozenset()


def test_what_may_not_be_looked_at_is_skipped() -> None:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            holdings(Somebody())  # type: ignore[arg-type] # it has all that is asked for
        except CheckSkipped:
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
