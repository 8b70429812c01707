"""What a program is started with: arguments, files beside it, its environment; and what it leaves behind."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from sockgrade.verdict import ProgramResult

Verdict = Callable[..., str]
Grade = Callable[..., ProgramResult]

ARGUMENTS = 'arguments = ["{address}", "{port}"]'

SERVER = """
import socket, sys
if len(sys.argv) != 3:
    sys.exit("usage: HOST PORT") if {sloppy} else (print("usage: HOST PORT", file=sys.stderr), sys.exit(2))
listener = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((sys.argv[1], {port}))
listener.listen()
while True:
    connection, _ = listener.accept()
    while data := connection.recv(1000):
        connection.sendall(data)
"""
WITH_ARGUMENTS = SERVER.format(port="int(sys.argv[2])", sloppy=False)

ECHOES = """
def check_echoes(server: Server, payload: Payload) -> None:
    message = payload.text()
    {start}
    server.connect().send(message).expect(message)
    server.expect_documented_address()
"""


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_program_gets_the_usual_arguments(verdict: Verdict, address: str) -> None:
    checks = ECHOES.format(start="")
    assert verdict(WITH_ARGUMENTS, checks, address=address, more=ARGUMENTS) == "passed"


@pytest.mark.parametrize("address", ["127.0.0.3", "::1"])
def test_a_check_says_where_a_server_must_be(verdict: Verdict, address: str) -> None:
    checks = ECHOES.format(start=f"server.start({address!r}, 4711)")
    assert verdict(WITH_ARGUMENTS, checks, more=ARGUMENTS) == "passed"
    # On the shared network another program's port could be met.
    wrong = verdict(SERVER.format(port="7007", sloppy=False), checks, more=ARGUMENTS)
    assert wrong == "failed wrong_address: The program listens at the wrong port."


def test_a_program_is_started_again_and_again(verdict: Verdict) -> None:
    checks = """
    def check_twice(server: Server, payload: Payload) -> None:
        for port in (4711, 4712):
            server.start("127.0.0.1", port)
            message = payload.text()
            server.connect().send(message).expect(message)
        server.start().expect_usage_error()
    """
    assert verdict(WITH_ARGUMENTS, checks, more=ARGUMENTS) == "passed"


USAGE = """
def check_usage(program: Program) -> None:
    program.start().expect_usage_error()
"""


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("import sys; print('usage: A B', file=sys.stderr); sys.exit(2)", "passed"),
        ("import argparse; p = argparse.ArgumentParser(); p.add_argument('host'); p.parse_args()", "passed"),
        (
            "import sys; sys.exit('usage: A B')",
            "failed wrong_exit: The program says what went wrong, and ends with ",
        ),
        (
            "import sys; print('usage: A B'); sys.exit(2)",
            "failed wrong_exit: The program does not say that something",
        ),
        (
            "import sys; print('hello'); print('usage: A B', file=sys.stderr); sys.exit(2)",
            "failed wrong_output: The program prints something on stdout although it was started wrongly.",
        ),
        (
            "import sys; sys.argv[1]",
            "failed wrong_exit: The program takes its arguments without looking how many there are: ",
        ),
        ("print()", "failed wrong_exit: The program does not say that something went wrong"),
    ],
)
def test_wrong_usage_has_its_verdicts(verdict: Verdict, program: str, expected: str) -> None:
    assert verdict(program, USAGE, role="program", more=ARGUMENTS).startswith(expected)


def test_arguments_that_are_wrong_on_purpose_are_no_cause(verdict: Verdict) -> None:
    check = "def check_usage(program: Program) -> None: program.start('http').expect_usage_error()"
    told = verdict("import sys; sys.exit('usage: server.py PORT')", check, role="program", more=ARGUMENTS)
    assert (
        told == "failed wrong_exit: The program says what went wrong, and ends with another exit code than 2."
    )


def test_files_lie_beside_the_program(verdict: Verdict) -> None:
    program = """
    import os
    print(open("hello.txt").read(), open("data.bin", "rb").read(), os.environ["COLOUR"])
    os.rename("new/folder/data.bin", "new/moved.bin")
    """
    checks = """
    def check_reads(program: Program) -> None:
        program.put("data.bin", bytes(3)).put("new/folder/data.bin", bytes(4)).set_environment("COLOUR", "blue")
        program.expect_output("Hello", repr(bytes(3)), "blue").expect_exit(0)
        program.expect_file("new/moved.bin", bytes(4))
    """
    assert verdict(program, checks, role="program", more='files = { "hello.txt" = "Hello" }') == "passed"


WRITES = """
def check_writes(program: Program, payload: Payload) -> None:
    program.put("in.bin", payload.binary(300_000)).run().expect_exit(0)
    program.expect_file("out.bin", payload.binary(0) or program.file("in.bin"))
    program.expect_no_file("out.bin.part")
"""


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("import shutil; shutil.copy('in.bin', 'out.bin')", "passed"),
        ("pass", "failed no_file: The program has not written the file out.bin"),
        (
            "open('out.bin', 'wb').write(open('in.bin', 'rb').read()[:-1])",
            "failed wrong_file: In the file out.bin stand other bytes than expected.",
        ),
        (
            "import shutil; [shutil.copy('in.bin', name) for name in ('out.bin', 'out.bin.part')]",
            "failed wrong_file: The program leaves a file out.bin.part behind.",
        ),
        # What a link leads to may be anybody's.
        ("import os; os.symlink('in.bin', 'out.bin')", "failed no_file: "),
        ("import os; os.mkfifo('out.bin')", "failed no_file: "),
        ("import os; os.mkdir('out.bin')", "failed no_file: "),
    ],
)
def test_files_are_read_back(verdict: Verdict, program: str, expected: str) -> None:
    assert verdict(program, WRITES, role="program").startswith(expected)


def test_bytes_are_fed_into_a_program(verdict: Verdict) -> None:
    program = "import sys; print(len(sys.stdin.buffer.read()))"
    checks = """
    def check_counts(program: Program) -> None:
        program.feed(bytes(1_000_000)).end_input().expect_output("1000000").expect_exit(0)
    """
    assert verdict(program, checks, role="program") == "passed"


TECHNIQUE = """
def check_technique(program: Program) -> None:
    program.run().{asked}
"""
THREADS = "import threading, time\nthreading.Thread(target=lambda: time.sleep(9), daemon=True).start()\n"
LISTENS = "import socket\ns = socket.create_server(('127.0.0.1', 7007))\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a program is made of")
@pytest.mark.parametrize(
    ("program", "asked", "expected"),
    [
        (f"{LISTENS}s.accept()", "expect_waiting_in('accept').expect_one_thread()", "passed"),
        (
            f"{LISTENS}s.accept()",
            "expect_waiting_in('poll', 'select')",
            "failed wrong_technique: The program waits in",
        ),
        (f"{LISTENS}s.settimeout(30)\ns.accept()", "expect_waiting_in('poll')", "passed"),
        (
            f"{THREADS}{LISTENS}s.accept()",
            "expect_waiting_in('accept').expect_one_thread()",
            "failed wrong_technique: The program uses more than one thread or process.",
        ),
        ("import os\nos.fork()\nimport signal\nsignal.pause()", "expect_processes(2)", "passed"),
        (
            f"{LISTENS}s.accept()",
            "expect_processes(2)",
            "failed wrong_technique: The program has fewer processes",
        ),
        (f"{THREADS}{LISTENS}s.accept()", "expect_threads(2)", "passed"),
        (
            "import os\nos.fork()\nimport signal\nsignal.pause()",
            "expect_threads(2)",
            "failed wrong_technique: The program has fewer threads",
        ),
    ],
)
def test_the_kernel_shows_how_a_program_works(
    verdict: Verdict, program: str, asked: str, expected: str
) -> None:
    assert verdict(program, TECHNIQUE.format(asked=asked), role="program").startswith(expected)
