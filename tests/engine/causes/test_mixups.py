"""What is commonly mixed up with sockets is told in words; the interpreter and the kernel show each mix-up here."""

from __future__ import annotations

import pytest
from causes.failures import Judge, message

SERVER_CHECK = '''
def check_it(server: Server, payload: Payload) -> None:
    """It echoes.

    The hint of the check.
    """
    word = payload.text()
    server.connect().send(word).expect(word)
    server.connect().send(word).expect(word)
'''
CLIENT_CHECK = '''
def check_it(client: Client) -> None:
    """It connects.

    The hint of the check.
    """
    client.accept().expect(b"Hallo")
'''
ADDRESS = "def check_it(server: Server) -> None:\n    server.expect_documented_address()"
OPEN = "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\n"
BOUND = OPEN + "s.bind(('127.0.0.1', 7007))\n"
SERVER = BOUND + "s.listen()\n"
SERVE = "while True:\n    c, a = s.accept()\n    c.sendall(c.recv(99))\n    c.close()\n"


@pytest.mark.parametrize(
    ("program", "words", "hint"),
    [
        (BOUND + SERVE, "listen() was never called", "before accept()"),
        (BOUND + "s.listen\n" + SERVE, "listen() was never called", "With parentheses"),
        (BOUND + "import time\ntime.sleep(99)", "listen() was never called", "before accept()"),
        (SERVER + "s.accept().recv(9)", "accept() returns a pair", "connection, address ="),
        (SERVER + "c, a = s.accept()\ns.recv(99)", "The server talks on its listening socket", "a new socket for each"),
        (SERVER + SERVE + "    s.close()", "uses a socket that it has closed", "Does close() stand in a loop"),
        (OPEN + "s.bind('127.0.0.1', 7007)", "An address is one pair", "bind((HOST, PORT))"),
        (OPEN + "s.bind('127.0.0.1')", "An address is one pair", "bind((HOST, PORT))"),
        (OPEN + "s.bind(('127.0.0.1', '7007'))", "The port must be a number", "without quotes"),
        (OPEN + "s.bind(('127.0.0.1', 70070))", "A port is a number from 0 to 65535", "handout"),
        (OPEN + "s.bind(('192.0.2.1', 7007))", "This machine has no such address", "handout"),
        (OPEN + "s.bind(('127.0.0.l', 7007))", "known to nobody here", "The hint of the check."),
        (BOUND + "s.bind(('127.0.0.1', 7007))", "Invalid argument", "bound already"),
        (OPEN + "s.bind(('::1', 7007))", "of one address family, and the address of another", "AF_INET6"),
        (SERVER.replace("AF_INET,", "AF_INET6,").replace("127.0.0.1", "::1") + "c, (ip, port) = s.accept()",
         "too many values to unpack", "address[:2]"),
        (SERVER + "s.accept()[0].recv()", "how many bytes it may return", "recv(1024)"),
        (SERVER + "s.setblocking(False)\ns.accept()", "does not block", "select()"),
        (SERVER + "import threading\nc, a = s.accept()\nthreading.Thread(target=print, args=(c)).start()",
         "The arguments of a thread are a tuple", "args=(connection,)"),
        ("import socket\nsocket(socket.AF_INET)", "The module is called", "socket.socket(…)"),
        (SERVER + "c, a = s.accept()\nx = bytearray(2**33)", "more memory than it is given here (2 GiB)", "grows"),
        (SERVER + "def f(): f()\nf()", "A function calls itself without end", "loop"),
        (SERVER + "c, a = s.accept()\nx = 1\nwhile x: x += 1", "", "A loop does not end"),
        (SERVER + "import json\nlen(3)", "", "Mend that line first"),
        (SERVER + "sleep(1)", "", "Is the name spelt"),
        (SERVER + "time.sleep(1)", "", "write `import time`"),
        ("while True\n    pass", "A colon (:) is missing", "while"),
        ("x = (1,\n", "A bracket is opened in that line", "closing bracket"),
        ("x = 1)\n", "A bracket is closed that was not opened", "Count the brackets"),
        ("x = 'a\n", "A text begins in that line", "same kind of quote"),
        ("if 1:\npass", "are not indented", "four blanks"),
        ("x = 1\n  y = 2", "not indented like those around it", "same column"),
        ("type A = int", "written for a newer Python", "older way"),
        ("def f[T](x): pass", "written for a newer Python", "older way"),
        (SERVER + "input()\n" + SERVE, "waits for somebody to type something before it serves", "without a keyboard"),
        ("import socket\ns = socket.socket(type=socket.SOCK_DGRAM)\ns.bind(('127.0.0.1', 7007))\ns.recv(9)",
         "uses UDP instead of TCP", "SOCK_STREAM, and have connections"),
        (SERVER + "while True:\n    c, a = s.accept()\n    while c.recv(99): c.sendall(b'Hallo')",
         "answers the same, whatever it is sent", "Send back what recv() returned"),
        (SERVER + "old = b'hi'\nwhile True:\n    c, a = s.accept()\n    while d := c.recv(99):\n"
         "        c.sendall(old)\n        old = d", "one message behind", "before you receive again"),
    ],
)  # fmt: skip
def test_a_server_is_told_what_was_mixed_up(judge: Judge, program: str, words: str, hint: str) -> None:
    result = judge(program, SERVER_CHECK)
    assert words in message(result)
    assert hint in result.advice
    assert ("The hint of the check" in result.advice) is ("hint of the check" in hint)


@pytest.mark.parametrize(
    ("program", "words", "hint"),
    [
        (OPEN + "s.bind(('127.0.0.1', 7007))\ns.connect(('127.0.0.1', 7007))", "takes a port for itself", "bind"),
        (OPEN + "s.bind(('127.0.0.1', 7008))\ns.listen()\ns.accept()", "as a server does", "connect()"),
        (OPEN + "s.sendall(b'Hallo')", "connected to nobody", "connect()"),
        (OPEN + "a = ('127.0.0.1', 7007)\ns.connect(a)\ns.connect(a)", "a second time", "Connect once"),
        (OPEN + "s.connect(('127.0.0.1', 7007))\nd, _ = s.recvfrom(9), 1\nd.decode()", "", "The hint"),
        (OPEN + "s.connect(('192.0.2.1', 7007))", "cannot be reached from here", "127.0.0.1"),
        (OPEN + "input()\ns.connect(('127.0.0.1', 7007))", "type something before it connects", "Connect first"),
        (OPEN + "s.connect(('127.0.0.1', 7007))\ns.sendto(b'Hallo')", "wants to know where to send to", "sendto(data"),
    ],
)  # fmt: skip
def test_a_client_is_told_what_was_mixed_up(judge: Judge, program: str, words: str, hint: str) -> None:
    result = judge(program, CLIENT_CHECK, role="client")
    assert words in message(result)
    assert hint in result.advice


def test_a_daemon_thread_that_waits_for_input_makes_the_end_a_crash(judge: Judge) -> None:
    thread = "import threading\nthreading.Thread(target=input, daemon=True).start()\n"
    check = """
    def check_it(client: Client) -> None:
        client.accept().expect(b"Hallo").finish()
        client.expect_exit(0)
    """
    program = f"{thread}{OPEN}s.connect(('127.0.0.1', 7007))\ns.sendall(b'Hallo')\ns.recv(9)"
    result = judge(program, check, role="client")
    assert message(result).startswith(
        "The program was about to end, and a daemon thread still waited in sys.stdin"
    )
    assert "os.read(0, 65536)" in result.advice


C = """
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(void) {
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = PORT};
    bind(s, (struct sockaddr *)&a, sizeof a);
    LISTEN
    int c = accept(s, NULL, NULL);
    if (c < 0) { perror("accept"); return 1; }
    THEN
}
"""


@pytest.mark.parametrize(
    ("port", "listen", "then", "words", "hint"),
    [
        ("htons(7007)", "", "", "listen() was never called", "before accept()"),
        ("7007", "listen(s, 5);", "for (;;) pause();", "two bytes are swapped", "htons(PORT)"),
        ("htons(7007)", "listen(s, 5);", "raise(SIGPIPE);", "the other side had closed", "MSG_NOSIGNAL"),
        (
            "htons(7007)",
            "listen(s, 5);",
            "raise(SIGSEGV);",
            "memory that is not its own",
            "-fsanitize=address",
        ),
        ("htons(7007)", "listen(s, 5);", "abort();", "gave itself up", "-fsanitize=address"),
        ("htons(7007)", "listen(s, 5);", "raise(SIGFPE);", "divided by zero", "right side"),
    ],
)
def test_a_program_in_c(judge: Judge, port: str, listen: str, then: str, words: str, hint: str) -> None:
    program = C.replace("PORT", port).replace("LISTEN", listen).replace("THEN", then)
    result = judge(program, ADDRESS if "swapped" in words else SERVER_CHECK, suffix=".c")
    assert words in message(result)
    assert hint in result.advice
