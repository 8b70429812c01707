"""Whatever Python tells of an exception is read, wherever the exception was raised; and any other text is harmless."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sockgrade.causes.tracebacks import last_raised
from sockgrade.process.spy import Frame

HANDLER = """
import socket, socketserver
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        reply = {}["nothing"]
server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
client = socket.create_connection(server.server_address)
server.handle_request()
"""
TASK = """
import asyncio, gc
async def work():
    return 1 // 0
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
asyncio.run(main())
"""
GROUP = """
import asyncio
async def work():
    return 1 // 0
async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(work())
asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("def f():\n    return 1 // 0\nf()", "ZeroDivisionError: integer division or modulo by zero (it.py:2, in f)"),
        ("\nraise ValueError('a\\nb')", "ValueError: a (it.py:2)"),
        ("raise KeyError", "KeyError (it.py:1)"),
        ("x = (", "SyntaxError: '(' was never closed (it.py:1)"),
        ("try:\n    1 // 0\nexcept Exception:\n    {}['a']", "KeyError: 'a' (it.py:4)"),
        (
            "import json\njson.loads('?')",
            "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0) (it.py:2)",
        ),
        (
            "import threading\ndef work():\n    {}['a']\nthreading.Thread(target=work).start()",
            "KeyError: 'a' (it.py:3, in work)",
        ),
        (
            "import _thread, time\ndef work():\n    {}['a']\n_thread.start_new_thread(work, ())\ntime.sleep(0.3)",
            "KeyError: 'a' (it.py:3, in work)",
        ),
        (HANDLER, "KeyError: 'nothing' (it.py:5, in handle)"),
        (TASK, "ZeroDivisionError: integer division or modulo by zero (it.py:4, in work)"),
        (GROUP, "ZeroDivisionError: integer division or modulo by zero (it.py:4, in work)"),
        ("import sys\nprint('File \"a.py\", line 1\\na: b', file=sys.stderr)", "a: b (a.py:1)"),
        ("class A:\n    def __del__(self):\n        1 // 0\nA()", "None"),
        ("import sys\nsys.exit('Error: no such host')", "None"),
    ],
)  # fmt: skip
def test_an_exception_is_found_wherever_it_was_raised(tmp_path: Path, program: str, told: str) -> None:
    (tmp_path / "it.py").write_text(program)
    process = subprocess.run([sys.executable, "it.py"], cwd=tmp_path, capture_output=True, text=True)
    # A program's own files are named relative to its folder, as `streams.Output` does it.
    assert str(last_raised(process.stderr.replace(f"{tmp_path}/", ""))) == told


LINES = st.one_of(
    st.just("Traceback (most recent call last):"),
    st.builds('  File "{}", line {}, in {}'.format, st.text(max_size=5), st.integers(), st.text(max_size=5)),
    st.builds("{}: {}".format, st.text(max_size=9), st.text(max_size=9)),
    st.just("    ~~~^^^"),
    st.just("  | "),
    st.text(max_size=30),
)


@given(st.lists(LINES).map("\n".join))
@example(f'  File "digits.py", line {"9" * 5000}, in <module>\nKeyError: 1\n')
@example('  File "\0\ud800", line 1\nE')
def test_no_text_is_an_error(text: str) -> None:
    raised = last_raised(text)
    assert raised is None or len(str(raised)) < 500


def test_a_line_number_of_thousands_of_digits_is_none() -> None:
    assert last_raised(f'  File "it.py", line {"9" * 5000}\nKeyError: 1\n') is None


def test_a_frame_with_long_names_is_shown_shortened() -> None:
    assert len(str(Frame("a" * 9999, 1, "b" * 9999))) < 300


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["a.", "| ", 'File "', '", line 1', "Traceback", ": ", "^ ", "a: "])
def test_a_long_line_takes_linear_time(piece: str) -> None:
    line = piece * (2**19 // len(piece))
    last_raised(f'File "a.py", line 1\n{line}\n    {line}!\n{line}?')
