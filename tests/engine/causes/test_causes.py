"""A verdict begins with its cause, where the program or the kernel tells it, and has that cause's hint."""

from __future__ import annotations

import sys

import pytest
from causes.failures import SERVER, Judge, message
from results import check as result_of_check
from results import program as result_of_program
from results import result as whole_result

from sockgrade.report.explanation import explanation
from sockgrade.report.html import to_html
from sockgrade.report.junit import to_xml
from sockgrade.verdict import CheckResult, Failure, Kind, Outcome, Result

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's view is Linux's /proc")

ECHO = '''
def check_echoes(server: Server, payload: Payload) -> None:
    """It echoes.

    The hint of the check.
    """
    message = payload.text()
    server.connect().send(message).expect(message)
'''
HANDLER = """
import socketserver
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data = self.request.recv(1024)
        if data.isdigit() and False:
            reply = data
        self.request.sendall(reply)
socketserver.TCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("127.0.0.1", 7007), Handler).serve_forever()
"""
THREAD = (
    SERVER
    + """
def serve(connection):
    data = connection.recv(1024)
    raise ValueError("no luck")
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,)).start()
"""
)
RESETS = (
    SERVER
    + """
import struct
def serve(connection):
    connection.recv(1024)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with connection:
        raise ValueError("no luck")
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,)).start()
    del connection
"""
)
TASK = """
import asyncio
async def serve(reader, writer):
    data = await reader.read(1000)
    writer.write(data.decode())
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 7007)
    await server.serve_forever()
asyncio.run(main())
"""


@linux_only
@pytest.mark.parametrize(
    ("program", "raised", "kind"),
    [
        (HANDLER, "UnboundLocalError: cannot access local variable 'reply'", Kind.CLOSED),
        (THREAD, "ValueError: no luck (student.py:7, in serve).", Kind.STUCK),
        (RESETS, "ValueError: no luck (student.py:10, in serve).", Kind.RESET),
        (TASK, "TypeError: ", Kind.STUCK),
    ],
    ids=["handler", "thread", "reset", "task"],
)
def test_an_exception_that_ends_a_handler_comes_first(
    judge: Judge, program: str, raised: str, kind: Kind
) -> None:
    result = judge(program, ECHO)
    assert result.failure is not None
    assert f"The program reports {raised}" in message(result)
    assert result.failure.kind == kind
    assert message(result).count(raised) == 1


def test_a_program_that_cannot_begin_is_not_told_about_bind(judge: Judge) -> None:
    result = judge('print "no"', ECHO)
    assert message(result) == (
        "This is Python 2, where print is a statement; here runs Python 3. The program ended before a client "
        "could reach it (exit code 1): SyntaxError: Missing parentheses in call to 'print'. Did you mean "
        "print(...)? (student.py:1)"
    )
    assert "Write print(…), with parentheses." in result.advice
    assert result.hint == "The hint of the check."


HOSTILE = [
    f'  File "student.py", line {"9" * 5000}, in <module>\nKeyError: 1\n',
    "  File \"\0\", line 1, in \0\n  x\nModuleNotFoundError: No module named '\0'\n",
    "Traceback (most recent call last)\n" * 999,
    'File "' + ', line 1\n  File "' * 999 + "\nE: x",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("ending", ["sys.exit(1)", "listener.accept()[0].recv(99); listener.accept()"])
def test_whatever_a_program_reports_is_its_own_affair(judge: Judge, text: str, ending: str) -> None:
    judge(f"{SERVER}\nsys.stderr.write({text!r})\nsys.stderr.flush()\n{ending}\n", ECHO)


def test_a_crash_in_a_conversation_leaves_the_hint_to_the_check(judge: Judge) -> None:
    program = SERVER + "listener.accept()[0].recv(100)\nraise ConnectionResetError('oh')"
    assert judge(program, ECHO).advice == "The hint of the check."


USAGE = """
#include <stdio.h>
int main(int argc, char **argv) {
    if (argc < 2) {
        %s
        return %d;
    }
    return 0;
}
"""


@pytest.mark.parametrize(
    ("program", "suffix", "quoted"),
    [
        (USAGE % (r'fprintf(stderr, "usage: %s PORT\n  -v  say more\n", argv[0]);', 1), ".c", "usage: ./student"),
        (USAGE % (r'printf("Aufruf: server <port>\n");', 0), ".c", "Aufruf: server <port>"),
        (USAGE % (r'fprintf(stderr, "ERROR, no port provided\n");', 1), ".c", "ERROR, no port provided"),
        ("import argparse as a; p = a.ArgumentParser(); p.add_argument('port'); p.parse_args()", ".py", "usage: "),
        ("import sys; sys.exit('Verwendung: server.py PORT')", ".py", "Verwendung: server.py PORT"),
        ("import sys; print('Gebruik: python server.py [poort]'); sys.exit(2)", ".py", "Gebruik: "),
        ("import sys; sys.exit(f'Usage {sys.argv[0]} <host> <port>')", ".py", "Usage "),
    ],
)  # fmt: skip
def test_a_usage_text_means_that_arguments_are_wanted(
    judge: Judge, program: str, suffix: str, quoted: str
) -> None:
    result = judge(program, ECHO, suffix=suffix)
    assert message(result).startswith(
        "The program wants arguments, and the exercise gives it none: it printed"
    )
    assert f"'{quoted}" in message(result)
    assert "Without" not in result.hint
    assert "without arguments" in result.advice


@pytest.mark.parametrize("program", ["print('usage of this chat: type a line')", "print('I am of no use')"])
def test_a_program_that_explains_itself_wants_no_arguments(judge: Judge, program: str) -> None:
    assert "arguments" not in message(judge(program, ECHO))


FAILS_WELL = '''
def check_says_what_went_wrong(program: Program) -> None:
    """It says so."""
    program.run().expect_failure()
'''


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("print('Fehler: nobody there')", "says what went wrong on stdout instead of stderr, and exits with 0"),
        ("print('Connection refused'); raise SystemExit(1)", "says what went wrong on stdout instead of stderr."),
        ("import sys; print('Error', file=sys.stderr)", "says on stderr what went wrong, and exits with 0"),
        ("print('Message:')", "does not say that something went wrong: it writes nothing to stderr, and exits with 0"),
        ("raise SystemExit(1)", "does not say that something went wrong: it writes nothing to stderr."),
        ("x = (", "crashed (exit code 1): SyntaxError: '(' was never closed (student.py:1)"),
    ],
)  # fmt: skip
def test_what_a_failure_leaves_unsaid_is_named(judge: Judge, program: str, words: str) -> None:
    result = judge(program, FAILS_WELL, role="program")
    assert f"The program {words}" in message(result)


@pytest.mark.parametrize(
    ("own", "advice"), [(None, "Mend what keeps it from: it."), ("Another.", "Another."), ("", "")]
)
def test_the_hint_of_a_cause_takes_the_place_of_the_checks_everywhere(own: str | None, advice: str) -> None:
    failed = result_of_check("it", Outcome.FAILED)
    failed = CheckResult(**{**vars(failed), "failure": Failure(Kind.ENDED, "It ended.", hint=own)})
    result = whole_result(result_of_program(failed))
    assert failed.advice == advice
    assert [row.text for row in explanation(failed) if row.label == "hint"] == ([advice] if advice else [])
    for document in (to_html(result), to_xml(result)):
        assert ("Mend what keeps it from" in document) is (own is None)
        assert ("Another." in document) is (own == "Another.")
    assert Result.from_json(result.to_json()) == result
    with pytest.raises(ValueError, match="not a whole result: TypeError: hint is 7"):
        Result.from_json(result.to_json().replace(f'"hint": {_json(own)}', '"hint": 7'))


def _json(text: str | None) -> str:
    return "null" if text is None else f'"{text}"'
