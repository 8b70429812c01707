"""Mutants: each is a program with one change, that compiles; a mistake, or a control that nobody can see."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import pytest

from sockgrade.course import Course, CourseError, ProgramSpec
from sockgrade.mutants.change import Change
from sockgrade.mutants.equivalents import NAME, equivalents_in, find
from sockgrade.mutants.mutant import Mutant, mutants_of, sample

SERVER = '''
"""A server."""

import socket
import threading


def echo(connection, address):
    with connection:
        try:
            while data := connection.recv(4096):
                print("Received", repr(data))
                connection.sendall(data)
        except ConnectionError as error:
            print("Lost", error)


with socket.create_server(("127.0.0.1", 7007)) as listener:
    while True:
        connection, address = listener.accept()
        threading.Thread(target=echo, args=(connection, address), daemon=True).start()
'''

FILLS_A_BUFFER = SERVER.replace("data := connection.recv(4096)", "size := connection.recv_into(buffer)")

CLIENT = """
import socket, sys

address = input("Adresse: ")
with socket.create_connection((address, 7007)) as connection:
    connection.sendall(input("Zeile für den Server: ").encode())
    answer = connection.recv(1024)
    if len(answer) < 1:
        sys.exit("no answer")
print(f"[{address}] {answer.decode(errors='replace')}")
"""

DATAGRAMS = """
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
    receiver.bind(("", 7007))
    while True:
        data, sender = receiver.recvfrom(1024)
        print(sender, data)
"""

IN_C = r"""
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* close(connection); stands in a comment */
static void echo(int connection)
{
    char buffer[4096];
    ssize_t length;
    while ((length = recv(connection, buffer, sizeof buffer, 0)) > 0) {
        printf("Received %.*s\n", (int)length, buffer);
        send(connection, buffer, length, 0);
    }
    close(connection);
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    echo(accept(0, NULL, NULL));
    return 0;
}
"""


@functools.cache
def mutants(text: str, name: str = "program.py") -> list[Mutant]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text.lstrip("\n"), encoding="utf-8")
        return mutants_of(name, path)


def added(text: str, change: str, name: str = "program.py") -> list[str]:
    """The lines that a change puts into a program."""
    (mutant,) = (m for m in mutants(text, name) if m.change == change)
    return [line[1:].strip() for line in mutant.diff().splitlines() if line.startswith("+")]


@pytest.mark.parametrize(
    ("program", "change", "lines"),
    [
        (SERVER, "recv(4096)→recv(8)", ["while data := connection.recv(8):"]),
        (SERVER, "sendall→send", ["connection.send(data)"]),
        (SERVER, "sends strip()", ["connection.sendall((data).strip())"]),
        (SERVER, "ends at quit", ['if data == b"quit": break']),
        (FILLS_A_BUFFER, "ends at quit", ['if buffer[:size] == b"quit": break']),
        (SERVER, "one round of: True", ["break"]),
        (SERVER, "ten rounds of: True", ["rounds = 0", "rounds += 1", "if rounds == 10: break"]),
        (SERVER, "ends at a short piece", ["if len(data) < 4096: break"]),
        (
            SERVER,
            "waits for more of a full buffer",
            ["while len(data) % 4096 == 0 and (more := connection.recv(4096)): data += more"],
        ),
        (SERVER, "closes with a reset", ['connection.setsockopt(1, 13, bytes.fromhex("0100000000000000"))']),
        (SERVER, "adds connection.settimeout(1)", ["connection.settimeout(1)"]),
        (SERVER, "never closes connection", ["pass", "if True:"]),
        (
            SERVER,
            "no daemon",
            ["threading.Thread(target=echo, args=(connection, address), daemon=False).start()"],
        ),
        (SERVER, "'127.0.0.1'→''", ["with socket.create_server(('', 7007)) as listener:"]),
        (SERVER, "except ConnectionError→BrokenPipeError", ["except BrokenPipeError as error:"]),
        (SERVER, "prints twice", ['print("Received", repr(data))']),
        (SERVER, "without connection.sendall(data)", ["pass"]),
        (CLIENT, "encode latin-1", ['connection.sendall(input("Zeile für den Server: ").encode("latin-1"))']),
        (CLIENT, "input strip()", ['address = input("Adresse: ").strip()']),
        (CLIENT, "exit(0)", ["sys.exit(0)"]),
        (CLIENT, "len(answer) < 1→<=", ["if len(answer) <= 1:"]),
        (CLIENT, "decode strict", ["print(f\"[{address}] {answer.decode(errors='strict')}\")"]),
        (CLIENT, "7007→7008", ["with socket.create_connection((address, 7008)) as connection:"]),
        (DATAGRAMS, "answers", ["receiver.sendto(data, sender)"]),
        (DATAGRAMS, "prints no line end", ['print(sender, data, end="")']),
    ],
)
def test_mistakes(program: str, change: str, lines: list[str]) -> None:
    assert added(program, change) == lines


@pytest.mark.parametrize(
    ("program", "change", "lines"),
    [
        (SERVER, "connection.close() by hand", ["try:", "finally:", "connection.close()"]),
        (
            SERVER,
            "send() in a loop",
            ["rest = memoryview(data)", "while rest:", "rest = rest[connection.send(rest):]"],
        ),
        (SERVER, "a pause before it sends", ["import time as the_time", "the_time.sleep(0.05)"]),
        (DATAGRAMS, "print of an f-string", ["print(f'{sender} {data}')"]),
        (SERVER, "recv(4096)→recv(8192)", ["while data := connection.recv(8192):"]),
        (CLIENT, "a comment", ["# This is a comment.", ""]),
    ],
)
def test_controls(program: str, change: str, lines: list[str]) -> None:
    assert added(program, change) == lines


def test_a_variable_has_another_name_everywhere() -> None:
    assert added(SERVER, "data→data_1") == [
        "while data_1 := connection.recv(4096):",
        'print("Received", repr(data_1))',
        "connection.sendall(data_1)",
    ]


@pytest.mark.parametrize("guard", ["", 'if __name__ == "__main__":\n    '])
def test_nothing_is_put_where_a_program_never_comes(guard: str) -> None:
    def at_the_end(last: str) -> set[str]:
        program = f"import sys\ndef main():\n    print(input())\n    return 0\n{guard}{last}\n"
        return {m.change for m in mutants(program)} & {"waits at the end", "ends with a traceback"}

    assert at_the_end("main()") == {"waits at the end", "ends with a traceback"}
    assert at_the_end("sys.exit(main())") == set()


def test_blanks_around_what_is_shown_are_no_mistake() -> None:
    sent_and_shown = 'line = input("Line: ")\nprint(f"Line: {line}")\nsocket.send(f"Line: {line}".encode())\n'
    blanks = [line for m in mutants(sent_and_shown) for line in m.diff().splitlines() if "Line:  {" in line]
    assert len(blanks) == 1
    assert "send" in blanks[0]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ("without signal", [""]),
        ("a static buffer", ["static char buffer[4096];"]),
        ("without close", [";"]),
        ("ends at nothing", []),
        ("a larger buffer", ["char buffer[8192];"]),
    ],
)
def test_programs_in_c(change: str, lines: list[str]) -> None:
    if lines:
        assert added(IN_C, change, "program.c") == lines
    else:
        assert change not in {m.change for m in mutants(IN_C, "program.c")}


@pytest.mark.parametrize("program", [SERVER, CLIENT, DATAGRAMS])
def test_every_mutant_is_another_program_with_a_name_of_its_own(program: str) -> None:
    made = mutants(program)
    assert {m.is_control for m in made} == {True, False}
    assert len({m.name for m in made}) == len(made)
    assert len({m.data for m in made}) == len(made)
    for mutant in made:
        compile(mutant.data, mutant.name, "exec")
        assert mutant.data != mutant.original
        assert mutant.changed_line in mutant.original.decode()


def test_words_about_faults_are_free() -> None:
    changed = [m.changed_line for m in mutants(SERVER) if not m.is_control]
    assert 'print("Lost", error)' in changed  # what is done there counts …
    texts = [m for m in mutants(SERVER) if "lOST" in m.change]
    assert not texts  # … and not how it is said


def test_insertions_at_one_place_keep_their_order() -> None:
    assert Change("", 1, ((0, 0, "a"), (0, 0, "b"), (1, 2, "Y"))).apply(b"xyz") == b"abxYz"


def test_a_sample_is_chosen_by_the_seed() -> None:
    everything = list(range(100))
    chosen = sample(everything, 10, 1)
    assert chosen == sorted(chosen) == sample(everything, 10, 1)
    assert len(set(chosen)) == 10
    assert chosen != sample(everything, 10, 2)
    assert sample(everything, None, 1) == sample(everything, 1000, 1) == everything


def test_equivalents_are_found_by_change_and_line(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(
        """
        [[equivalent]]
        change = ["recv(*)→recv(8)", "sendall→send"]
        line = "while data := *"
        reason = "a loop"
        [[equivalent]]
        change = "no daemon"
        program = "another.py"
        reason = "elsewhere"
        """
    )
    written = equivalents_in(tmp_path)
    made = {m.change: m for m in mutants(SERVER)}
    found = find(written, made["recv(4096)→recv(8)"])
    assert found is not None
    assert found.reason == "a loop"
    assert find(written, made["recv(4096)→recv(1)"]) is None
    assert find(written, made["sendall→send"]) is None  # another line
    assert find(written, made["no daemon"]) is None  # another program
    moved = {m.change: m for m in mutants("\n# One more line.\n" + SERVER)}
    assert find(written, moved["recv(4096)→recv(8)"]) is not None


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "equivalent = [1]",
        "[[equivalent]]\nchange = 'x'",
        "[[equivalent]]\nchange = [1]\nreason = 'x'",
        "[[equivalent]]\nchange = 'x'\nreason = 'y'\nfile = 'z'",
    ],
)
def test_a_broken_file_of_equivalents_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(CourseError, match=NAME.replace(".", r"\.")):
        equivalents_in(tmp_path)


@pytest.mark.parametrize("program", Course.default().programs, ids=lambda program: program.id)
def test_there_are_mutants_of_every_reference(program: ProgramSpec) -> None:
    for path in Course.default().references(program):
        if path.suffix == ".py":  # compiling C takes long
            made = mutants_of(path.name, path)
            assert {m.is_control for m in made} == {True, False}, path
