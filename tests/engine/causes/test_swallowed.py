"""An exception that a program catches and keeps to itself is found by running its check once more."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import indent

import pytest
from causes.failures import Judge, message
from hypothesis import given
from hypothesis import strategies as st

from sockgrade.causes.swallowed import telling_copy

CHECK = '''
def check_it(server: Server, payload: Payload) -> None:
    """It echoes.

    The hint of the check.
    """
    message = payload.text()
    server.connect().send(message).expect(message)
'''
SERVER = """
import socket, contextlib
listener = socket.create_server(("127.0.0.1", 7007))
while True:
    connection, _ = listener.accept()
{serve}
"""
TOLD = "The program catches a mistake of its own and tells nobody: "


def server(serve: str) -> str:
    return SERVER.format(serve=indent(serve, "    "))


@pytest.mark.parametrize(
    ("serve", "raised"),
    [
        ("try: connection.sendall(dat)\nexcept: pass", "NameError: name 'dat' is not defined (student.py:6)"),
        (
            "data = connection.recv(99)\ntry:\n    connection.sendall(data + 'x')\nexcept Exception:\n"
            "    connection.close()",
            "TypeError: can't concat str to bytes (student.py:8)",
        ),
        (
            "try:\n    connection.sendall(connection.recv(99).decode())\nexcept (OSError, TypeError) as e:\n"
            "    print('Fehler')\n    connection.close()",
            "TypeError: a bytes-like object is required, not 'str' (student.py:7)",
        ),
        (
            "with contextlib.suppress(Exception):\n    connection.sendall(dat)",
            "NameError: name 'dat' is not defined (student.py:7)",
        ),
        (
            "from concurrent.futures import ThreadPoolExecutor\n"
            "def serve(c): c.sendall(c.recv(99) + 'x')\nThreadPoolExecutor().submit(serve, connection)",
            "TypeError: can't concat str to bytes (student.py:7, in serve)",
        ),
        (
            "try: (lambda: ümlaut)()\nexcept BaseException as ä: pass",
            "NameError: name 'ümlaut' is not defined",
        ),
        (
            "try: listener.recv(99)\nexcept socket.error: pass",
            "OSError: [Errno 107] Transport endpoint is not connected (student.py:6). The server talks on",
        ),
    ],
    ids=["bare", "Exception", "a tuple", "suppress()", "an executor", "not ASCII", "socket.error"],
)
def test_a_swallowed_exception_is_the_cause(judge: Judge, serve: str, raised: str) -> None:
    result = judge(server(serve), CHECK)
    assert message(result).startswith(f"{TOLD}{raised}")
    assert "whoever catches everything does not see their own mistakes" in result.advice
    assert "The hint of the check" not in result.advice


@pytest.mark.parametrize(
    "serve",
    [
        "try: connection.recv(99)\nexcept ConnectionError: pass",
        "try: raise ConnectionResetError\nexcept: pass",
        "try: connection.sendall(dat)\nexcept NameError as error: print(error)\nconnection.recv(99)",
        "import queue\ntry: queue.Queue().get_nowait()\nexcept Exception: pass\nconnection.recv(99)",
        "try: int(connection.recv(99))\nexcept ValueError: pass\nconnection.recv(99)",
        "try: socket.socket().shutdown(2)\nexcept OSError: pass\nconnection.recv(99)",
    ],
    ids=[
        "nothing raised",
        "the network's",
        "told",
        "an empty queue",
        "what was expected",
        "what is gone already",
    ],
)
def test_what_is_caught_with_good_reason_is_no_cause(judge: Judge, serve: str) -> None:
    assert TOLD not in message(judge(server(serve), CHECK))


def test_the_verdict_is_that_of_the_first_run(judge: Judge) -> None:
    """The copy of this program would pass, and its check has failed all the same."""
    serve = "try: raise ValueError\nexcept Exception: pass\n"
    serve += "if '_ex' + 'c()' in open('student.py').read(): connection.sendall(connection.recv(99))\n"
    assert message(judge(server(serve + "connection.recv(99)"), CHECK))


STATEMENTS = st.sampled_from(
    [
        *("pass", "x = 'ü'", "raise", "print(e)", "f(\n    1)", "for _ in (): pass"),
        *("return_ = '''\nexcept:\n'''", "x = '\u2028'", "x = 1 # \f"),
    ]
)
CLAUSES = st.sampled_from(
    [
        *("except:", "except  :", "except Exception:", "except (A,\n  TypeError) as e:"),
        *("except m.error as e :", "except (ü, Exception):", "except\\\n Exception:"),
    ]
)


@given(st.lists(st.tuples(CLAUSES, STATEMENTS), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_a_telling_copy_has_the_same_lines(
    tmp_path_factory: pytest.TempPathFactory, handlers: list[tuple[str, str]], end: str
) -> None:
    bare = [handler for handler in handlers if handler[0].strip(" :") == "except"]
    handlers = [handler for handler in handlers if handler not in bare] + bare[:1]  # it comes last, and once
    source = "try: pass\n" + "".join(
        f"{clause}\n  {indent(body, '  ').lstrip()}\n" for clause, body in handlers
    )
    folder = tmp_path_factory.mktemp("it")
    (folder / "own").mkdir()
    (folder / "own/it.py").write_bytes(source.replace("\n", end).encode())
    telling_copy(folder / "own", folder / "copy")
    copied = (folder / "copy/it.py").read_bytes()
    assert copied.count(b"\n") == source.count("\n")
    assert [n.lineno for n in ast.walk(ast.parse(copied)) if isinstance(n, ast.ExceptHandler)] == [
        n.lineno for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ExceptHandler)
    ]


def test_nothing_is_copied_for_a_program_that_is_none(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "it.py").write_bytes(b"try:\xff")
    (own / "other.py").symlink_to("/etc/passwd")
    assert not telling_copy(own, tmp_path / "copy")
