"""Causes that no program tells: text in a buffer, a copy of a socket, the threads that run, what the bytes are."""

from __future__ import annotations

import re
import sys

import pytest
from causes.failures import SERVER, Judge, message

from sockgrade.process import spy

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")
needs_spy = pytest.mark.skipif(spy.program() is None, reason="py-spy is not installed")

ECHO = '''
def check_echoes(server: Server, payload: Payload) -> None:
    """It echoes.

    The hint of the check.
    """
    message = payload.text()
    server.connect().send(message).expect(message)
'''
PRINTS = '''
def check_prints(server: Server) -> None:
    """It prints.

    The hint of the check.
    """
    server.connect().send(b"a message")
    server.expect_output("Received", "a message")
'''


CLOSES = '''
def check_closes(server: Server) -> None:
    """It closes.

    The hint of the check.
    """
    server.connect().send(b"a message").expect(b"a message").finish().expect_end()
'''
BUFFERS_IN_C = r"""
#include <arpa/inet.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(7007)};
    char data[100];
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    bind(listener, (struct sockaddr *)&here, sizeof here);
    listen(listener, 5);
    int client = accept(listener, NULL, NULL);
    int length = read(client, data, sizeof data);
    printf("Received %.*s", length, data);
    pause();
}
"""
KNOWN = "The text still stands in the program's memory: it was printed without a line end"
UNKNOWN = "(If it prints that without a line end, it stays in the program's memory"


@linux_only
@pytest.mark.parametrize(
    ("program", "suffix", "told"),
    [
        (SERVER + "print('Received', listener.accept()[0].recv(9), end='')\nlistener.accept()", ".py", KNOWN),
        (SERVER + "listener.accept()\nprint('Received something else', end='')\nlistener.accept()", ".py", ""),
        (BUFFERS_IN_C, ".c", UNKNOWN),
    ],
    ids=["Python", "something else", "C"],
)  # fmt: skip
def test_text_in_a_buffer_is_found(judge: Judge, program: str, suffix: str, told: str) -> None:
    result = judge(program, PRINTS, suffix=suffix)
    assert (told or "The program has not printed 'Received … a message'") in message(result)
    assert ("memory" in message(result)) is bool(told)
    assert ("flush=True" in result.advice) is (told is KNOWN)
    # What was done to find it out is no part of the evidence.
    assert not result.output.strip()
    assert "SIGINT" not in [event.text for event in result.evidence.events]


FORKS_IN_C = r"""
#include <arpa/inet.h>
#include <signal.h>
#include <unistd.h>
int main(void) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(7007)};
    char data[100];
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1, length;
    signal(SIGCHLD, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    bind(listener, (struct sockaddr *)&here, sizeof here);
    listen(listener, 5);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (fork() == 0) {
            while ((length = read(client, data, sizeof data)) > 0)
                write(client, data, length);
            _exit(0);
        }
    }
}
"""
STARTS_PROCESSES = (
    SERVER
    + """
def serve(connection):
    while data := connection.recv(1000):
        connection.sendall(data)
    connection.close()
while True:
    connection, _ = listener.accept()
    multiprocessing.get_context("fork").Process(target=serve, args=(connection,)).start()
"""
)
FORGETS_TO_CLOSE = (
    SERVER
    + """
connections = []
while True:
    connections.append(listener.accept()[0])
    while data := connections[-1].recv(1000):
        connections[-1].sendall(data)
"""
)
PARENT = "The parent process still holds the connection."


@linux_only
@pytest.mark.parametrize(
    ("program", "suffix", "is_the_parent"),
    [(FORKS_IN_C, ".c", True), (STARTS_PROCESSES, ".py", True), (FORGETS_TO_CLOSE, ".py", False)],
    ids=["C", "Python", "no child"],
)
def test_a_copy_in_the_parent_process_is_found(
    judge: Judge, program: str, suffix: str, is_the_parent: bool
) -> None:
    result = judge(program, CLOSES, suffix=suffix)
    assert message(result).startswith(PARENT) is is_the_parent
    assert ("in the parent as well" in result.advice) is is_the_parent


SPINS = """
def wait():
    connection, _ = listener.accept()
    connection.recv(100)
    connection.recv(100)
def spin():
    while True:
        pass
"""


@linux_only
@needs_spy
@pytest.mark.parametrize(
    "start",
    [
        "threading.Thread(target=wait, daemon=True).start()\nspin()",
        "threading.Thread(target=spin, daemon=True).start()\nwait()",
        "if os.fork() == 0:\n    spin()\nwait()",
    ],
    ids=["main thread", "thread", "child process"],
)
def test_only_what_runs_is_said_to_run(judge: Judge, start: str) -> None:
    result = judge(SERVER + SPINS + start, ECHO)
    assert re.search(r" at student.py:(10|11), in spin[,.]", message(result))
    assert "in wait" not in message(result)


STRANGE_NAMES = """
def spin():
    while True:
        pass
spin.__code__ = spin.__code__.replace(co_filename={name!r}, co_name={name!r})
listener.accept()[0].recv(100)
spin()
"""


@linux_only
@pytest.mark.parametrize("name", ["a\0.py", "../../etc/passwd", "x" * 5000])
def test_a_program_may_give_its_code_any_name(judge: Judge, name: str) -> None:
    judge(SERVER + STRANGE_NAMES.format(name=name), ECHO)


PART = "The program sent only the first 3 of 8 bytes. "


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("sendall(data[:3]); connection.close()", PART + "The program closed the connection"),
        ("sendall(data[:3]); sys.exit()", PART + "The program closed the connection"),
        ("sendall(data[:3]); sys.exit(4)", PART + "The program ended (exit code 4)"),
        ("sendall(data[:3]); {}['x']", "The program crashed (exit code 1): KeyError: 'x'"),
        ("sendall(data[:4] + b'x'); connection.close()", "The program sent other bytes than expected."),
    ],
)  # fmt: skip
def test_what_is_cut_off_comes_before_the_end(judge: Judge, answer: str, words: str) -> None:
    program = SERVER + f"connection, _ = listener.accept()\ndata = connection.recv(99)\nconnection.{answer}\n"
    check = 'def check_it(server: Server) -> None: server.connect().send(b"12345678").expect(b"12345678")'
    assert message(judge(program + "listener.accept()", check)).startswith(words)


def test_an_answer_to_the_message_before_is_recognised(judge: Judge) -> None:
    program = (
        SERVER
        + """
connection, _ = listener.accept()
before = connection.recv(99)
connection.sendall(before)
while data := connection.recv(99):
    connection.sendall(before)
    before = data
"""
    )
    check = """
def check_it(server: Server) -> None:
    server.connect().send(b"one").expect(b"one").send(b"two").expect(b"two")
"""
    assert message(judge(program, check)).endswith("the program is one message behind.")


def test_a_client_that_asks_for_no_address_sends_it(judge: Judge) -> None:
    program = """
import socket
with socket.create_connection(("127.0.0.1", 7007)) as connection:
    connection.sendall(input("Message: ").encode())
"""
    check = """
def check_it(client: Client) -> None:
    client.type("127.0.0.1").type("a message")
    client.accept().expect(b"a message")
"""
    assert message(judge(program, check, role="client")).endswith(
        "It is the line that was typed for the address."
    )
