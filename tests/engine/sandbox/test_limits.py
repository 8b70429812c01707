"""The limits of the sandboxes, and what programs may do within them."""

from __future__ import annotations

import signal
import socket
from textwrap import dedent

import pytest
from sandbox.programs import Start, linux_only

from sockgrade.network.names import NAMED_ADDRESS
from sockgrade.sandbox import Limits
from sockgrade.sandbox.choose import Chosen


@linux_only
def test_limits(chosen: Chosen, start: Start) -> None:
    _check_limits(chosen, start)


def test_limits_from_within(bubblewrapped: Chosen, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root without CAP_SYS_RESOURCE bubblewrap's programs cannot be limited from outside."""
    monkeypatch.setattr("sockgrade.sandbox.bubblewrap.may_limit", lambda: False)
    _check_limits(bubblewrapped, start)


def _check_limits(chosen: Chosen, start: Start) -> None:
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
    program = "import json, socket; print(json.dumps(socket.gethostbyname(socket.gethostname())))"
    if contained.sandbox.has_network:  # whose name it is
        assert start.result(contained, program) == NAMED_ADDRESS
        return
    try:
        here = socket.gethostbyname(socket.gethostname())
    except OSError:
        pytest.skip("this machine's name does not resolve, so that there is nothing to compare with")
    if not here.startswith("127."):
        pytest.skip("this machine's name is an address of its network card, which no sandbox has")
    assert start.result(contained, program) == here
