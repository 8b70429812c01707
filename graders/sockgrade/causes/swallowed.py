"""Exceptions that a Python program catches and keeps to itself: a copy of it is made to tell of them.

For the explanation of a failure its check is run once more with that copy. In it every `except` that catches mistakes
of the program's own, and tells nobody, prints them first, and so do contextlib.suppress() and what an executor runs,
whose exceptions wait for a result() that nobody asks for. The copy has the same lines: what is added stands in them.
"""

from __future__ import annotations

import ast
import codecs
import shutil
from collections.abc import Iterator
from pathlib import Path

from sockgrade.causes.cause import Cause
from sockgrade.causes.exceptions import cause_of
from sockgrade.causes.tracebacks import INTERRUPTED, Raised, all_raised
from sockgrade.verdict import Kind

#: A module that is put beside the program's own files.
_HELPER = "_tells_sockgrade"
_HELPER_SOURCE = """
import contextlib, functools, traceback

class suppress(contextlib.suppress):
    def __exit__(self, kind, error, where):
        if error is not None:
            traceback.print_exception(error)
        return super().__exit__(kind, error, where)

def telling(function):
    return functools.partial(_run, function)

def _run(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except BaseException:
        traceback.print_exc()
        raise
"""
#: An expression that prints the exception which is being handled, and is false.
_TELL = '__import__("traceback").print_exc()'
#: What catches a program's own mistakes; whoever names another exception expects that one.
_BROAD = {
    *("Exception", "BaseException", "NameError", "UnboundLocalError", "TypeError", "AttributeError"),
    *("OSError", "IOError", "EnvironmentError", "error"),
}
#: What tells of an exception already.
_TELLING = {"print_exc", "print_exception", "format_exc", "exception", "exc_info", "excepthook"}
#: Failures of which a program may know more than it says.
UNSAID = {
    *(Kind.CLOSED, Kind.RESET, Kind.REFUSED, Kind.STUCK, Kind.TIMEOUT, Kind.ENDED, Kind.NEVER_ACCEPTED),
    *(Kind.NOT_LISTENING, Kind.NOT_CONNECTING, Kind.WRONG_OUTPUT, Kind.STILL_OPEN),
}
#: Bytes of a source that is looked at.
_MAX_SOURCE = 2**18
#: What is caught with good reason, of whatever module: it comes from the other side, or is how things end.
_EXPECTED = set(
    "ConnectionResetError ConnectionAbortedError ConnectionRefusedError BrokenPipeError TimeoutError timeout "
    "BlockingIOError InterruptedError EOFError StopIteration SystemExit GeneratorExit Empty CancelledError "
    f"{INTERRUPTED}".split()
)
_NARROW = (
    "Catch only what you expect, such as ConnectionError, and print it: whoever catches everything does not see their "
    "own mistakes."
)


def telling_copy(folder: Path, copy: Path) -> bool:
    """Make a copy of a program's folder whose handlers tell what they catch; False if all of them do so anyhow."""
    changed = False
    shutil.copytree(folder, copy, symlinks=True)
    for path in list(copy.rglob("*.py")):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_SOURCE:
            continue
        try:
            source = path.read_bytes()
            told = _telling(source)
        except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if told != source:
            path.write_bytes(told)
            path.with_name(f"{_HELPER}.py").write_text(_HELPER_SOURCE)
            changed = True
    return changed


def swallowed(errors: str, role: str, folder: Path) -> Cause | None:
    """The cause that the output of such a copy tells."""
    for raised in all_raised(errors):
        is_expected = raised.kind.rpartition(".")[2] in _EXPECTED
        is_expected |= (
            raised.kind == "OSError" and "shutdown" in raised.source
        )  # the connection may be gone already
        if raised.frame is not None and not is_expected:
            return _kept_to_itself(raised, cause_of(raised, role, folder))
    return None


def _kept_to_itself(raised: Raised, cause: Cause) -> Cause:
    words = f"The program catches a mistake of its own and tells nobody: {raised}. {cause.words}"
    return Cause(words.strip(), f"{cause.hint or ''} {_NARROW}".strip(), tells_all=True)


def _telling(source: bytes) -> bytes:
    """The source with the handlers' expressions changed. Raises ValueError and SyntaxError where it cannot be."""
    source.decode()  # offsets of `ast` count bytes of UTF-8, behind a byte order mark
    starts = [len(codecs.BOM_UTF8) if source.startswith(codecs.BOM_UTF8) else 0]
    for line in source[starts[0] :].splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for place, text in sorted(_changes(ast.parse(source), starts), reverse=True):
        source = source[:place] + text + source[place:]
    ast.parse(source)
    return source


def _changes(tree: ast.Module, starts: list[int]) -> Iterator[tuple[int, bytes]]:
    """What is put where."""

    def around(node: ast.expr, before: str) -> Iterator[tuple[int, bytes]]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        yield starts[node.lineno - 1] + node.col_offset, before.encode()
        yield starts[node.end_lineno - 1] + node.end_col_offset, b")"

    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _tells(node):
            if node.type is None:
                at = starts[node.lineno - 1] + node.col_offset + len("except")
                yield at, f" ({_TELL} or BaseException)".encode()
            else:
                yield from around(node.type, f"({_TELL} or ")
        elif isinstance(node, ast.Call) and _names(node.func, "suppress") and any(map(_is_broad, node.args)):
            yield from around(node.func, f'(__import__("{_HELPER}").suppress or ')
        elif isinstance(node, ast.Call) and _names(node.func, "submit") and node.args:
            yield from around(node.args[0], f'__import__("{_HELPER}").telling(')


def _is_broad(caught: ast.expr | None) -> bool:
    """Whether mistakes of the program's own are among what is caught."""
    return caught is None or any(_names(node, name) for node in ast.walk(caught) for name in _BROAD)


def _names(node: ast.AST, name: str) -> bool:
    """Whether something goes by this name, as part of a module or as a method, too."""
    return name in (getattr(node, "id", ""), getattr(node, "attr", ""))


def _tells(handler: ast.ExceptHandler) -> bool:
    """Whether a handler passes on what it caught, or looks at it."""
    for statement in handler.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Raise):
                return True
            if isinstance(node, ast.Name) and node.id in {handler.name, *_TELLING}:
                return True
            if isinstance(node, ast.Attribute) and node.attr in _TELLING:
                return True
    return False
