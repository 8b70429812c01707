"""Exceptions whose cause is certain are explained; the interpreter itself raises each of them here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sockgrade.causes.cause import Cause
from sockgrade.causes.exceptions import cause_of
from sockgrade.causes.tracebacks import Raised, last_raised

before_3_14 = pytest.mark.skipif(sys.version_info >= (3, 14), reason="permitted again (PEP 758)")


def explain(folder: Path, program: str, role: str = "server") -> Cause:
    """What is said of a program that raises an exception."""
    (folder / "it.py").write_text(program)
    process = subprocess.run([sys.executable, "it.py"], cwd=folder, capture_output=True, text=True)
    raised = last_raised(process.stderr.replace(f"{folder}/", ""))
    assert raised is not None, process.stderr
    return cause_of(raised, role, folder)


@pytest.mark.parametrize(
    ("program", "now"),
    [
        ('print "x"', "print(…)"),
        ("x = 1\nif x: print x, 2", "print(…)"),
        ('print "%s" % f(1),', "print(…)"),
        ('import sys\nprint >>sys.stderr, "x"', "print(…, file=sys.stderr)"),
        ("print -1", "print(…)"),
        ('exec "x = 1"', "exec(…)"),
        ("raw_input()", "input()"),
        ("unicode('x')", "str"),
        ("isinstance('', (str, basestring))", "str"),
        ("for i in xrange(3): pass", "range()"),
        ("x = long(3)", "int()"),
        ("f = file('x')", "open()"),
        ("import SocketServer", "socketserver"),
        ("from Queue import Queue", "queue"),
        ("import thread", "threading"),
        ("import urllib2", "urllib.request"),
        ("from Tkinter import *", "tkinter"),
        ("from urllib import urlopen", "urllib.request.urlopen()"),
        ("from itertools import izip", "zip()"),
        ("{}.has_key(1)", "`key in d`"),
        ("{}.iteritems()", "items()"),
        ("(x for x in '').next()", "next(…)"),
        ("import sys\nsys.maxint", "sys.maxsize"),
        ("import string\nstring.letters", "string.ascii_letters"),
        ("import string\nstring.split('a b')", "the method: text.split()"),
        ("{}.keys().sort()", "sorted(d)"),
        ("x = `1`", "repr(…)"),
        ("if 1 <> 2: pass", "!="),
        ("import os\nos.chmod('x', 0777)", "0o777"),
        ("x = 10L", "10"),
        ("raise ValueError, 'x'", "`raise X(text)`"),
        ("def f(a, (b, c)): pass", "one parameter"),
        ("'a'.encode('hex')", "bytes.hex()"),
        pytest.param("try: pass\nexcept OSError, e: pass", "`except X as e:`", marks=before_3_14),
        pytest.param("try: pass\nexcept OSError, (n, s): pass", "`except X as e:`", marks=before_3_14),
    ],
)
def test_python_2_is_recognised_by_its_exception(tmp_path: Path, program: str, now: str) -> None:
    cause = explain(tmp_path, program)
    assert cause.words.startswith("This is Python 2, where "), cause
    assert cause.hint is not None
    assert f"Write {now}" in cause.hint


@pytest.mark.parametrize(
    "program",
    [
        "print(file)",
        "x = buffer",
        "import somebodys_module",
        "try: pass\nexcept (ValueError: pass",
        "x = (print 1",
        "raise ValueError('print \"x\"')",
        "class Node: pass\nNode().next",
        "class D: pass\nD().has_key",
        "x = = 1",
        "{}.split()",
        "import os\nos.split",
        "x = '`<>`' = = 1",
        "{}.clone()",
    ],
)
def test_python_3_is_not_taken_for_python_2(tmp_path: Path, program: str) -> None:
    assert "Python 2" not in explain(tmp_path, program).words


@pytest.mark.parametrize(
    ("program", "words", "hint"),
    [
        ("x = “a”", "The program has typographic quotes (“), as a word processor makes them.", "straight quotes"),
        ("x = ‚a‘", "The program has typographic quotes (‚)", "straight quotes"),
        ("x = 2 – 1", "The program has a dash (–) where a minus (-) is meant.", "Type it anew"),
        ("x =\u00a01", "only looks right: U+00A0, no-break space.", "copying"),
        ("f（1）", "only looks right: U+FF08, fullwidth left parenthesis.", "copying"),
        ("import trio", "There is no module trio here: only Python's standard library, and", "hand it in together"),
        ("import telnetlib_is_gone, asyncore", "There is no module telnetlib_is_gone here", "--python"),
        ("from . import helper", "", "without the dot"),
        ("import Helper", "There is no module Helper, but a file helper.py.", "`import helper`"),
        ("import queue\nqueue.Queue()", "The program's own file queue.py hides Python's module queue.", "another name"),
        ("from queue import Queue", "The program's own file queue.py hides Python's module queue.", "another name"),
        ("import sys\nport = int(sys.argv[1])", "The program wants arguments, and the exercise gives", "Without"),
        ("import sys\n_, host, port = sys.argv", "The program wants arguments", "Without"),
        ("import socket\nsocket.socketpair()[0].send('x')", "Sockets send and receive bytes, not text.", "encode()"),
        ("'a' + b'b'", "Sockets send and receive bytes, not text.", "decode()"),
        ("b'a'.split(',')", "Sockets send and receive bytes, not text.", "decode()"),
        ("b'a'.startswith('a')", "Sockets send and receive bytes, not text.", "decode()"),
        ("'a'.decode()", "Sockets send and receive bytes, not text.", "decode()"),
        ("x = (1,", "A bracket is opened in that line", "count them"),
        ("if 1:\npass", "The lines that belong to it are not indented.", "four blanks"),
        ("if 1:\n\tpass\n        pass", "", "no tabs"),
        ("prnt('x')", "", "Is the name spelt"),
        ("def f():\n    if 0: x = 1\n    return x\nf()", "", "branch that was not taken"),
    ],
)  # fmt: skip
def test_a_program_that_cannot_run_is_told_why(tmp_path: Path, program: str, words: str, hint: str) -> None:
    (tmp_path / "queue.py").touch()
    (tmp_path / "helper.py").touch()
    cause = explain(tmp_path, program)
    assert words in cause.words
    assert hint.lower() in (cause.hint or "").lower()


def test_what_a_network_does_to_a_program_leaves_the_hint_to_the_check(tmp_path: Path) -> None:
    assert explain(tmp_path, "raise ConnectionResetError(104, 'Connection reset by peer')") == Cause()


KINDS = st.sampled_from(
    ["SyntaxError", "ModuleNotFoundError", "ImportError", "NameError", "AttributeError", "TypeError", "E"]
)
MESSAGES = st.one_of(
    st.text(max_size=40),
    st.builds("No module named '{}'".format, st.text(max_size=9)),
    st.builds("name '{}' is not defined".format, st.text(max_size=9)),
    st.builds("invalid character '{}' (U+{:04X})".format, st.characters(), st.integers(0, 2**24)),
    st.builds("module '{}' has no attribute 'x'".format, st.sampled_from(["os", "socket", "a"])),
)


@settings(deadline=None)  # a busy machine, and not the text, decides how long the first one takes
@given(st.builds(Raised, KINDS, MESSAGES, source=st.text(max_size=40)))
def test_no_exception_is_too_strange(raised: Raised) -> None:
    cause_of(raised, "server", Path("/nowhere"))
