"""The sandboxes, with real programs in them."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sockgrade.sandbox import HOME, Launch, Limits, Running, SandboxUnavailable
from sockgrade.sandbox.choose import Chosen, choose
from sockgrade.sandbox.none import NoSandbox, processes_are_counted_apart
from sockgrade.sandbox.spawn import give_to_program, signalled

#: Seconds after which a test gives up; nothing here takes a tenth of it on a loaded machine.
PATIENCE = 60.0

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux' /proc")


@pytest.fixture(scope="session", params=["none", "bubblewrap", "docker"])
def chosen(request: pytest.FixtureRequest) -> Iterator[Chosen]:
    yield from _choose(request.param)


@pytest.fixture(scope="session", params=["bubblewrap", "docker"])
def contained(request: pytest.FixtureRequest) -> Iterator[Chosen]:
    """What only a sandbox keeps."""
    yield from _choose(request.param)


@pytest.fixture(scope="session", params=["none", "bubblewrap"])
def on_this_machine(request: pytest.FixtureRequest) -> Iterator[Chosen]:
    """Where programs see the system of this machine."""
    yield from _choose(request.param)


@pytest.fixture(scope="session")
def bubblewrapped() -> Iterator[Chosen]:
    """What is bubblewrap's own."""
    yield from _choose("bubblewrap")


def _choose(name: str) -> Iterator[Chosen]:
    try:
        found = choose(name)
    except SandboxUnavailable as reason:
        pytest.skip(str(reason))
    yield found
    found.sandbox.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A submission's folder, that everybody may read: root's `tmp_path` is for root alone."""
    path = Path(tempfile.mkdtemp(prefix="submission-", dir="/tmp" if os.name == "posix" else None))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@dataclass
class Program:
    """A started program with pipes."""

    running: Running
    stdin: int
    stdout: int
    text: bytes = b""

    def read_line(self) -> str:
        while b"\n" not in self.text:
            part = self._read()
            assert part, f"the program ended: {self.text!r}"
            self.text += part
        line, _, self.text = self.text.partition(b"\n")
        return line.decode()

    def read_all(self) -> str:
        """Everything up to the moment at which nobody has the program's output open any more."""
        while part := self._read():
            self.text += part
        return self.text.decode()

    def _read(self) -> bytes:
        assert select.select([self.stdout], [], [], PATIENCE)[0], f"nothing comes: {self.text!r}"
        return os.read(self.stdout, 65536)

    def wait(self) -> int:
        descriptor = self.running.exit_descriptor()
        if descriptor is not None:
            assert select.select([descriptor], [], [], PATIENCE)[0], "the program does not end"
            os.close(descriptor)
        while (status := self.running.poll()) is None:
            pass
        return status


@dataclass
class Start:
    """Starts programs in a folder, and ends them after the test."""

    folder: Path
    ends: ExitStack
    options: dict[str, Any] = field(default_factory=dict)

    def __call__(self, chosen: Chosen, program: str | Sequence[str], **options: Any) -> Program:
        if isinstance(program, str):
            (self.folder / "program.py").write_text(dedent(program))
            program = [str(chosen.python.path), "program.py"]
        their_stdin, our_stdin = os.pipe()
        our_stdout, their_stdout = os.pipe()
        self.ends.callback(os.close, our_stdin)
        self.ends.callback(os.close, our_stdout)
        options = {"folder": self.folder, "readable": chosen.python.readable, **options}
        if chosen.sandbox.name == "none":
            # All that run as nobody at the same time, in other tests, share one count.
            options.setdefault("limits", Limits(processes=4096))
        if (network := chosen.sandbox.network(0)) is not None:
            network.renew("tcp", 0)  # and with it everything else that a program could leave behind
        try:
            launch = Launch(program, stdin=their_stdin, stdout=their_stdout, stderr=their_stdout, **options)
            running = chosen.sandbox.start(launch)
        finally:
            os.close(their_stdin)
            os.close(their_stdout)
        self.ends.callback(running.kill)
        return Program(running, our_stdin, our_stdout)

    def result(self, chosen: Chosen, program: str, **options: Any) -> Any:
        """What the program prints as JSON."""
        started = self(chosen, program, **options)
        text = started.read_all()
        assert started.wait() == 0, text
        return json.loads(text)


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    with ExitStack() as ends:
        yield Start(folder, ends)


# How programs end


@pytest.mark.parametrize("status", [0, 1, 42, 255])
def test_exit_status(chosen: Chosen, start: Start, status: int) -> None:
    assert start(chosen, f"raise SystemExit({status})").wait() == status


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL", "SIGSEGV", "SIGABRT"])
def test_signal(chosen: Chosen, start: Start, name: str) -> None:
    program = start(chosen, f"import os, signal; os.kill(os.getpid(), signal.{name})")
    assert program.wait() == -signal.Signals[name]


def test_only_signals_are_translated() -> None:
    assert [signalled(status) for status in (0, 1, 127, 128, 130, 137, 255)] == [0, 1, 127, 128, -2, -9, 255]


def test_poll_is_none_while_it_runs(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "print(flush=True); input()")
    program.read_line()
    assert program.running.poll() is None
    os.write(program.stdin, b"\n")
    assert program.wait() == 0


def test_program_that_is_not_there(chosen: Chosen, start: Start) -> None:
    program = start(chosen, ["/usr/bin/no-such-program"])
    assert program.wait() in (126, 127)
    assert "no-such-program" in program.read_all()


def test_folder_that_is_not_there(contained: Chosen, start: Start) -> None:
    """The sandbox failed, not the program: that is never reported as the program's exit."""
    with pytest.raises(SandboxUnavailable, match="no such folder"):
        start(contained, ["/bin/true"], folder=Path("/tmp/no such folder")).wait()


@linux_only
def test_pid_is_the_program(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "import os; print(os.getpid(), flush=True); input()")
    inside = program.read_line()
    pid = program.running.pid
    assert pid is not None
    status = Path(f"/proc/{pid}/status").read_text()
    assert next(line for line in status.splitlines() if line.startswith("NSpid")).split()[-1] == inside
    assert pid not in program.running.own_pids
    assert b"program.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
    program.running.kill()
    assert program.running.pid is None


@linux_only
def test_interrupt(chosen: Chosen, start: Start) -> None:
    program = start(
        chosen,
        """
        import signal
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            print(flush=True)
            input()
        except KeyboardInterrupt:
            raise SystemExit(7)
        """,
    )
    program.read_line()
    assert program.running.pid is not None
    os.kill(program.running.pid, signal.SIGINT)
    assert program.wait() == 7


# What kill() ends


def test_kill(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "print(flush=True); input()")
    program.read_line()
    program.running.kill()
    program.running.kill()
    assert program.running.poll() == -signal.SIGKILL
    assert program.read_all() == ""


def test_kill_at_once(chosen: Chosen, start: Start) -> None:
    """Also while the sandbox is still being made."""
    for _ in range(10):
        program = start(chosen, "input()")
        program.running.kill()
        assert program.running.poll() == -signal.SIGKILL


def test_kill_after_the_end(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "raise SystemExit(3)")
    assert program.wait() == 3
    program.running.kill()
    assert program.running.poll() == 3


FAMILY = """
import os, signal, sys, time
print(flush=True)
for make in (lambda: None, os.setsid, os.setpgrp):
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        make()
        if os.fork() == 0:
            print("grandchild", flush=True)
        signal.pause()
"""


def test_kill_ends_children_in_other_sessions(chosen: Chosen, start: Start) -> None:
    program = start(chosen, FAMILY + "signal.pause()")
    for expected in ["", "grandchild", "grandchild", "grandchild"]:
        assert program.read_line() == expected
    program.running.kill()
    # The end of the stream: nobody is left who has the other end.
    assert program.read_all() == ""


def test_children_end_with_the_program(chosen: Chosen, start: Start) -> None:
    program = start(
        chosen,
        """
        import os, signal
        if os.fork() == 0:
            print("child", flush=True)
            signal.pause()
        input()
        """,
    )
    assert program.read_line() == "child"
    os.write(program.stdin, b"\n")
    assert program.wait() == 0
    assert program.read_all() == ""


DAEMON = """
import os, signal
reading, writing = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print("daemon", flush=True)
        os.write(writing, b"!")
        signal.pause()
    os._exit(0)
os.wait()
os.read(reading, 1)
"""


@pytest.mark.parametrize("rest", ["input()", "raise SystemExit(5)"])
def test_daemon_is_ended(contained: Chosen, start: Start, rest: str) -> None:
    program = start(contained, DAEMON + rest)
    assert program.read_line() == "daemon"
    if rest != "input()":
        assert program.wait() == 5
    program.running.kill()
    assert program.read_all() == ""


BOMB = """
import os
told = False
while True:
    try:
        if os.fork() == 0:
            told = True
    except OSError:
        if not told:
            print("full", flush=True)
            told = True
"""


def test_fork_bomb(chosen: Chosen, start: Start) -> None:
    if chosen.sandbox.name == "none" and not processes_are_counted_apart():
        pytest.skip("without a sandbox, a user's processes are not limited")
    program = start(chosen, BOMB, limits=Limits(processes=40))
    assert program.read_line() == "full"
    program.running.kill()
    assert program.read_all() == ""


@linux_only
def test_program_dies_with_the_grader(chosen: Chosen, folder: Path) -> None:
    grader = f"""
import sys
from pathlib import Path
from sockgrade.sandbox import Launch
from sockgrade.sandbox.choose import choose
argv = [{str(chosen.python.path)!r}, "-c", "print('started', flush=True); input()"]
running = choose({chosen.sandbox.name!r}).sandbox.start(Launch(argv, Path({str(folder)!r}), 0, 1, 2))
sys.stdin.read()
"""
    # The program must not end because its input does: the test keeps both ends of it.
    their_stdin, our_stdin = os.pipe()
    process = subprocess.Popen([sys.executable, "-c", grader], stdin=their_stdin, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        process.kill()
        assert process.stdout.read() == b""
    os.close(their_stdin)
    os.close(our_stdin)


# What programs see


def test_environment(chosen: Chosen, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    monkeypatch.setenv("LD_PRELOAD", "")
    seen = start.result(
        chosen, "import json, os; print(json.dumps(dict(os.environ)))", environment={"EXTRA": "1"}
    )
    seen.pop("PWD", None)  # bubblewrap says where it has gone
    seen.pop("LC_CTYPE", None)  # Python's own, where C.UTF-8 is missing
    assert seen == {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp",
        "TMPDIR": "/tmp",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "EXTRA": "1",
    }


def test_no_secret_in_any_process(contained: Chosen, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    seen = start.result(
        contained,
        """
        import glob, json
        found = {}
        for name in sorted(glob.glob("/proc/[0-9]*/environ")):
            try:
                found[name] = open(name).read()
            except OSError as error:
                found[name] = error.strerror
        print(json.dumps(found))
        """,
    )
    assert len(seen) == 2  # the sandbox's own first process, and the program
    assert "secret" not in str(seen)


def test_not_root(chosen: Chosen, start: Start) -> None:
    uids, gids, groups = start.result(
        chosen, "import json, os; print(json.dumps([os.getresuid(), os.getresgid(), os.getgroups()]))"
    )
    assert 0 not in uids + gids + groups
    if chosen.sandbox.name != "none":
        name = start.result(
            chosen, "import json, os, pwd; print(json.dumps([p.pw_name for p in pwd.getpwall()]))"
        )
        assert name == ["root", "student"]


def test_no_privileges(contained: Chosen, start: Start) -> None:
    status = start.result(
        contained,
        """
        import json
        print(json.dumps(dict(line.split(":\\t", 1) for line in open("/proc/self/status"))))
        """,
    )
    assert {int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {0}
    assert status["NoNewPrivs"].strip() == "1"
    assert status["Seccomp"].strip() == "2"


def test_no_descriptors(chosen: Chosen, start: Start) -> None:
    """Also those of the grader's that are inheritable, and bubblewrap's own."""
    leak = os.open(os.devnull, os.O_RDONLY)
    os.set_inheritable(leak, True)
    start.ends.callback(os.close, leak)
    seen = start.result(
        chosen,
        """
        import json, os
        print(json.dumps({n: os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                          if os.path.lexists(f"/proc/self/fd/{n}")}))
        """,
    )
    assert sorted(seen) == ["0", "1", "2"]


def test_working_directory(chosen: Chosen, start: Start) -> None:
    seen = start.result(
        chosen, "import json, os; print(json.dumps([os.getcwd(), os.path.exists('program.py')]))"
    )
    assert seen == [str(HOME if chosen.sandbox.name != "none" else start.folder), True]


WRITE = """
import errno, json, os
def attempt(path):
    try:
        with open(path, "w") as file:
            file.write("x")
    except OSError as error:
        return errno.errorcode[error.errno]
    return "written"
"""


def test_only_tmp_is_writable(contained: Chosen, start: Start) -> None:
    start.folder.chmod(0o777)
    (start.folder / "data.txt").write_text("")
    (start.folder / "data.txt").chmod(0o666)
    places = [
        "/x",
        "/usr/x",
        "/etc/x",
        "/etc/passwd",
        "/dev/x",
        "/home/x",
        "x",
        "data.txt",
        "/tmp/x",
        "/dev/shm/x",
    ]
    seen = start.result(contained, WRITE + f"print(json.dumps({{p: attempt(p) for p in {places}}}))")
    # In a container /dev is a file system in memory, of root's.
    refused = {"EROFS", "EACCES"} if contained.sandbox.name == "docker" else {"EROFS"}
    assert {seen.pop("/tmp/x"), seen.pop("/dev/shm/x")} == {"written"}
    assert set(seen.values()) <= refused
    assert len(seen) == 8
    assert not Path("/tmp/x").exists()
    again = start.result(
        contained, "import json, os; print(json.dumps(os.listdir('/tmp') + os.listdir('/dev/shm')))"
    )
    assert again == []


def test_tmp_is_limited(contained: Chosen, start: Start) -> None:
    seen = start.result(
        contained,
        """
        import errno, json
        result = {}
        for folder in ("/tmp", "/dev/shm"):
            written = 0
            try:
                with open(folder + "/big", "wb", buffering=0) as file:
                    while written < 2**27:
                        written += file.write(bytes(2**16))
            except OSError as error:
                result[folder] = [errno.errorcode[error.errno], written]
        print(json.dumps(result))
        """,
        limits=Limits(file_size=2**28),
    )
    most = Limits().scratch
    assert seen == {"/tmp": ["ENOSPC", most], "/dev/shm": ["ENOSPC", most]}


def test_the_machine_is_not_visible(contained: Chosen, start: Start) -> None:
    seen = start.result(
        contained,
        """
        import json, os
        print(json.dumps([sorted(os.listdir("/")), os.listdir("/home"), sorted(os.listdir("/etc")),
                          [p for p in os.listdir("/proc") if p.isdigit()]]))
        """,
    )
    top, home, etc, pids = seen
    # An image has the folders that every system has, with what is the image's.
    there = {"boot", "media", "mnt", "opt", "root", "run", "srv", "sys", "var", ".dockerenv"}
    assert set(top) - (there if contained.sandbox.name == "docker" else set()) <= {
        "bin",
        "dev",
        "etc",
        "home",
        "lib",
        "lib32",
        "lib64",
        "libx32",
        "proc",
        "sbin",
        "tmp",
        "usr",
    }
    assert home == [HOME.name]
    if contained.sandbox.name != "docker":
        assert not {"shadow", "hostname", "machine-id", "resolv.conf", "ssh"} & set(etc)
    assert len(pids) == 2


def test_writable_folder(chosen: Chosen, start: Start) -> None:
    with chosen.sandbox.workshop(2**24, 100) or nullcontext(start.folder) as folder:
        start.folder = folder
        give_to_program(folder)
        seen = start.result(chosen, WRITE + "print(json.dumps(attempt('a.out')))", writable=True)
        assert seen == "written"
        assert (folder / "a.out").read_text() == "x"


def test_readable_folder(bubblewrapped: Chosen, start: Start) -> None:
    other = start.folder / "other"
    other.mkdir()
    (other / "data.txt").write_text("here")
    program = f"import json; print(json.dumps(open('{other}/data.txt').read()))"
    assert start.result(bubblewrapped, program, readable=[*bubblewrapped.python.readable, other]) == "here"


# Limits


@linux_only
def test_limits(chosen: Chosen, start: Start) -> None:
    seen = start.result(
        chosen,
        """
        import json, resource as r
        names = ("DATA", "STACK", "FSIZE", "NOFILE", "CORE", "CPU")
        print(json.dumps([r.getrlimit(getattr(r, "RLIMIT_" + name)) for name in names]))
        """,
        limits=Limits(data=2**29, stack=2**20, file_size=2**21, open_files=512, cpu_seconds=9),
    )
    assert seen == [[2**29] * 2, [2**20] * 2, [2**21] * 2, [512] * 2, [0, 0], [9, 10]]


@linux_only
def test_programs_at_the_same_time_do_not_take_each_others_threads(
    on_this_machine: Chosen, start: Start
) -> None:
    """As root all of them run as nobody, whose processes the kernel counts together."""
    program = """
    import threading
    end = threading.Event()
    for _ in range(200):
        threading.Thread(target=end.wait, daemon=True).start()
    print("started", flush=True)
    input()
    """
    (start.folder / "threads.py").write_text(dedent(program))
    command = [str(on_this_machine.python.path), "threads.py"]
    programs = [start(on_this_machine, command, limits=Limits()) for _ in range(3)]
    assert [each.read_line() for each in programs] == ["started"] * 3


@linux_only
def test_memory_is_limited(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "bytearray(4 * 2**30)")
    assert program.wait() == 1
    assert "MemoryError" in program.read_all()


@linux_only
def test_processor_time_is_limited(chosen: Chosen, start: Start) -> None:
    program = start(chosen, "while True: pass", limits=Limits(cpu_seconds=1))
    assert program.wait() == -signal.SIGXCPU


def test_limits_above_the_graders_own(contained: Chosen, start: Start) -> None:
    """They are lowered; a program that is not started for want of them would be the grader's fault."""
    assert start(contained, ["/bin/true"], limits=Limits(open_files=2**40, data=2**60)).wait() == 0


# What programs may do


def test_200_threads(chosen: Chosen, start: Start) -> None:
    program = """
    import json, threading
    barrier = threading.Barrier(201)
    threads = [threading.Thread(target=barrier.wait) for _ in range(200)]
    for thread in threads:
        thread.start()
    barrier.wait()
    for thread in threads:
        thread.join()
    print(json.dumps(len(threads)))
    """
    assert start.result(chosen, program) == 200


def test_200_sockets(chosen: Chosen, start: Start) -> None:
    program = """
    import json, socket
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    clients = [socket.create_connection(listener.getsockname()) for _ in range(200)]
    served = [listener.accept()[0] for _ in clients]
    for client in clients:
        client.sendall(b"x")
    print(json.dumps(sum(len(s.recv(1)) for s in served)))
    """
    assert start.result(chosen, program) == 200


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing(chosen: Chosen, start: Start, method: str) -> None:
    program = f"""
    import json, multiprocessing

    def work(numbers, results):
        results.put(numbers.get() * 2)

    if __name__ == "__main__":
        context = multiprocessing.get_context({method!r})
        numbers, results = context.Queue(), context.Queue()
        workers = [context.Process(target=work, args=(numbers, results)) for _ in range(4)]
        for worker in workers:
            worker.start()
        for number in range(4):
            numbers.put(number)
        print(json.dumps(sorted(results.get() for _ in range(4))))
        for worker in workers:
            worker.join()
    """
    assert start.result(chosen, program) == [0, 2, 4, 6]


def test_asyncio_and_subprocess(chosen: Chosen, start: Start) -> None:
    program = """
    import asyncio, json, sys

    async def main():
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", "print(6 * 7)", stdout=-1)
        return (await child.communicate())[0].decode().strip()

    print(json.dumps(asyncio.run(main())))
    """
    assert start.result(chosen, program) == "42"


def test_names(chosen: Chosen, start: Start) -> None:
    program = """
    import json, socket
    try:
        unknown = socket.gethostbyname("no-such-host.invalid")
    except socket.gaierror:
        unknown = None
    print(json.dumps([
        socket.gethostbyname("localhost"),
        sorted({entry[4][0] for entry in socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)}),
        socket.getservbyname("http"),
        [family.name for family in (socket.socketpair()[0].family,)],
        unknown,
    ]))
    """
    by_name, by_info, service, pair, unknown = start.result(chosen, program)
    assert by_name == "127.0.0.1"
    assert set(by_info) <= {"127.0.0.1", "::1"}
    assert "127.0.0.1" in by_info
    assert (service, pair, unknown) == (80, ["AF_UNIX"], None)


def test_the_machines_name_means_the_same(contained: Chosen, start: Start) -> None:
    try:
        here = socket.gethostbyname(socket.gethostname())
    except OSError:
        pytest.skip("this machine's name does not resolve")
    if not here.startswith("127."):
        pytest.skip("this machine's name is not in /etc/hosts")
    program = "import json, socket; print(json.dumps(socket.gethostbyname(socket.gethostname())))"
    assert start.result(contained, program) == here


# What programs may not do

ATTEMPTS = """
import ctypes, errno, fcntl, json, os, socket
libc = ctypes.CDLL(None, use_errno=True)
results = {}

def call(name, *arguments):
    ctypes.set_errno(0)
    results[name] = errno.errorcode.get(ctypes.get_errno(), 0) if libc.syscall(*arguments) < 0 else "allowed"

def open_socket(name, family, kind=socket.SOCK_DGRAM, protocol=0):
    try:
        socket.socket(family, kind, protocol).close()
    except OSError as error:
        results[name] = errno.errorcode[error.errno]
    else:
        results[name] = "allowed"
"""


def test_socket_families(contained: Chosen, start: Start) -> None:
    families = {"unspec": 0, "ax25": 3, "appletalk": 5, "netlink": 16, "packet": 17, "alg": 38, "vsock": 40}
    allowed = {"unix": 1, "inet": 2, "inet6": 10}
    seen = start.result(
        contained,
        ATTEMPTS
        + f"""
for name, family in {families | allowed}.items():
    open_socket(name, family)
print(json.dumps(results))
""",
    )
    assert seen == {**dict.fromkeys(families, "EAFNOSUPPORT"), **dict.fromkeys(allowed, "allowed")}


def test_raw_sockets_are_refused(contained: Chosen, start: Start) -> None:
    program = ATTEMPTS + "open_socket('raw', socket.AF_INET, socket.SOCK_RAW, 1); print(json.dumps(results))"
    assert start.result(contained, program) == {"raw": "EPERM"}


def test_system_calls(contained: Chosen, start: Start) -> None:
    # Numbers that are the same on all architectures (asm-generic/unistd.h), and calls that libc wraps.
    seen = start.result(
        contained,
        ATTEMPTS
        + """
for name, number in {"open_tree": 428, "move_mount": 429, "fsopen": 430, "clone3": 435, "pidfd_getfd": 438,
                     "io_uring_setup": 425, "io_uring_enter": 426}.items():
    call(name, number, 0, 0, 0, 0, 0, 0)

def wrapped(name, *arguments):
    ctypes.set_errno(0)
    failed = getattr(libc, name)(*arguments) < 0
    results[name] = errno.errorcode.get(ctypes.get_errno(), 0) if failed else "allowed"

for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
    wrapped("unshare", flag)
    assert results.pop("unshare") == "EPERM", hex(flag)
wrapped("ptrace", 0, 0, 0, 0)
wrapped("process_vm_readv", os.getpid(), None, 0, None, 0, 0)
wrapped("mount", b"none", b"/tmp", b"tmpfs", 0, None)
wrapped("umount2", b"/tmp", 0)
wrapped("setns", 0, 0)
wrapped("chroot", b"/tmp")
master, terminal = os.openpty()
libc.ioctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_char_p]
wrapped("ioctl", terminal, 0x5412, b"x")
results["TIOCSTI"] = results.pop("ioctl")
wrapped("ioctl", terminal, 0x5412 | 1 << 32, b"x")
results["TIOCSTI in disguise"] = results.pop("ioctl")
print(json.dumps(results))
""",
    )
    assert seen.pop("clone3") == "ENOSYS"
    assert seen == dict.fromkeys(seen, "EPERM")
    assert len(seen) == 14


def test_user_namespaces_are_refused_to_programs(contained: Chosen, start: Start) -> None:
    program = start(contained, ["unshare", "--user", "--map-root-user", "true"])
    assert program.wait() == 1
    assert "Operation not permitted" in program.read_all()


# Choosing


def test_auto_takes_bubblewrap_where_it_works(bubblewrapped: Chosen) -> None:
    chosen = choose("auto")
    assert (chosen.sandbox.name, chosen.notes) == (bubblewrapped.sandbox.name, ())


def test_without_bubblewrap(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(SandboxUnavailable, match="bubblewrap"):
        choose("bubblewrap")
    chosen = choose("auto")
    assert isinstance(chosen.sandbox, NoSandbox)
    assert len(chosen.notes) == 1
    assert "UNSANDBOXED" in chosen.notes[0]


def test_unknown_sandbox() -> None:
    with pytest.raises(SandboxUnavailable, match="choose auto"):
        choose("jail")


@pytest.mark.parametrize("python", ["/bin/cat", "/bin/true", "/no/such/python"])
def test_what_is_not_python(chosen: Chosen, python: str) -> None:
    with pytest.raises(SandboxUnavailable, match=python):
        choose(chosen.sandbox.name, python)


def test_interpreter_outside_usr(on_this_machine: Chosen, start: Start) -> None:
    """A virtual environment: its own folder must be readable, and its packages are found."""
    environment = start.folder / "venv"
    subprocess.run([on_this_machine.python.path, "-m", "venv", "--without-pip", environment], check=True)
    mine = choose(on_this_machine.sandbox.name, str(environment / "bin" / "python"))
    assert mine.python.version == on_this_machine.python.version
    assert start.result(mine, "import json, sys; print(json.dumps(sys.prefix))") == str(environment)


@linux_only
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root has what others cannot run"
)
def test_interpreter_that_only_root_can_run(on_this_machine: Chosen, start: Start) -> None:
    environment = start.folder / "venv"
    subprocess.run([on_this_machine.python.path, "-m", "venv", "--without-pip", environment], check=True)
    environment.chmod(0o700)
    with pytest.raises(SandboxUnavailable, match="no Python runs"):
        choose(on_this_machine.sandbox.name, str(environment / "bin" / "python"))


# Cost


@linux_only
def test_launch_is_cheap(
    on_this_machine: Chosen, start: Start, record_property: Callable[[str, object], None]
) -> None:
    bare, sandboxed = [], []
    for _ in range(10):
        began = time.perf_counter()
        subprocess.run(["/bin/true"], check=True)
        bare.append(time.perf_counter() - began)
        began = time.perf_counter()
        assert start(on_this_machine, ["/bin/true"]).wait() == 0
        sandboxed.append(time.perf_counter() - began)
    cost = statistics.median(sandboxed) - statistics.median(bare)
    record_property("launch_milliseconds", round(cost * 1000, 1))
    # Some 8 ms on an idle machine; the least of ten, so that a loaded one does not fail this.
    assert min(sandboxed) < 0.1


def _own_descriptors() -> int:
    """How many there are; without the connections to its daemon that Docker's client keeps, one for each URL."""
    daemon = os.environ.get("DOCKER_HOST", "").removeprefix("unix://")
    found = os.listdir("/proc/self/fd")
    for descriptor in [name for name in found if os.path.lexists(f"/proc/self/fd/{name}")]:
        if os.readlink(f"/proc/self/fd/{descriptor}").startswith("socket:"):
            with socket.socket(fileno=os.dup(int(descriptor))) as sock, suppress(OSError):
                if sock.getpeername() == daemon:
                    found.remove(descriptor)
    return len(found)


@linux_only
def test_nothing_is_left_of_the_graders(chosen: Chosen, start: Start) -> None:
    start(chosen, "").wait()  # where each start has a network of its own, it takes the place of this one's
    for end_first in (True, False):
        before = _own_descriptors()
        program = start(chosen, "input()")
        if end_first:
            os.write(program.stdin, b"\n")
            assert program.wait() == 0
        program.running.kill()
        assert _own_descriptors() == before + 2  # the test's own two pipes
    with pytest.raises(ChildProcessError):
        os.waitpid(program.running.root_pid, os.WNOHANG)
