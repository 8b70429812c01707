"""What an exception means to a student: exceptions of programs that cannot even begin, and of common mix-ups."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from sockgrade.causes.cause import Cause
from sockgrade.causes.mixups import mixed_up
from sockgrade.causes.python2 import python2
from sockgrade.causes.tracebacks import Raised
from sockgrade.causes.usage import by_argv

#: Modules that were part of Python until 3.11 or 3.12.
_REMOVED = {
    "asyncore",
    "asynchat",
    "smtpd",
    "imp",
    "distutils",
    "telnetlib",
    "cgi",
    "cgitb",
    "crypt",
    "pipes",
}
_QUOTES = "“”„‟‘’‚‛«»‹›´"
_DASHES = "–—−‐‑"
_UNREADABLE = {"SyntaxError", "IndentationError", "TabError"}
#: Exceptions that come of the program alone, whatever is sent to it; and what is said where nothing better is known.
_OF_THE_PROGRAM = {
    *(
        "TypeError",
        "AttributeError",
        "IndexError",
        "KeyError",
        "ImportError",
        "ZeroDivisionError",
        "ValueError",
    ),
    *("AssertionError", "NotImplementedError", "struct.error"),
}
_MEND_THAT = "Mend that line first: what stands behind it is not reached."
_UNDEFINED = re.compile(r"name '(\w{1,60})' is not defined")
_MISSING_MODULE = re.compile(r"No module named '([\w.]{1,100})'")
_BAD_CHARACTER = re.compile(r"invalid (?:non-printable )?character (?:'(.)' \()?U\+([0-9A-F]{4,6})")
_HIDDEN = re.compile(
    r"(?:partially initialized )?module '(\w+)' has no attribute|No module named '[\w.]+'; '(\w+)' is not"
    r"|cannot import name '\w+' from (?:partially initialized module )?'(\w+)'"
)
#: Messages of TypeError and AttributeError about text where bytes are wanted, and the other way round.
_TEXT_AND_BYTES = re.compile(
    r"a bytes-like object is required, not 'str'|can't concat str to bytes|can only concatenate str \(not \"bytes\""
    r"|.{0,40}must be (?:str, not bytes|bytes or a tuple of bytes, not str|str or a tuple of str, not bytes)"
    r"|argument should be integer or bytes-like object, not 'str'|string argument without an encoding"
    r"|cannot use a (?:string|bytes) pattern on a|decoding to str: need a bytes-like object"
    r"|'str' object has no attribute 'decode'|'bytes' object has no attribute '(?:encode|format)'"
    r"|sequence item 0: expected (?:str instance, bytes|a bytes-like object, str) found"
)


def cause_of(raised: Raised, role: str, folder: Path, arguments: Sequence[str] | None = None) -> Cause:
    """What an exception means of a program of this role, in this folder, as far as that is certain.

    `arguments` are those that it was given, None if it never is any.
    """
    if cause := by_argv(raised, arguments):
        return cause
    for explain in (_in_python2, _of_hidden_module, _of_missing_module, _of_character):
        if cause := explain(raised, folder):
            return cause
    if cause := mixed_up(raised, role):
        return cause
    if raised.kind in _UNREADABLE:
        return Cause(hint="Python cannot read the program: the mistake is in that line, or just before it.")
    if raised.kind == "NameError":
        return Cause(hint=_of_name(raised))
    if raised.kind == "UnboundLocalError":
        return Cause(
            hint="A variable that a function assigns to is the function's own, and has no value before that. Does "
            "the assignment stand in a branch that was not taken? Is `global` missing?"
        )
    if raised.kind in ("TypeError", "AttributeError") and _TEXT_AND_BYTES.match(raised.message):
        return Cause(
            "Sockets send and receive bytes, not text.",
            "text.encode() makes bytes to send, and data.decode() makes text of what was received.",
        )
    return Cause(hint=_MEND_THAT) if raised.kind in _OF_THE_PROGRAM else Cause()


def _of_name(raised: Raised) -> str:
    found = _UNDEFINED.match(raised.message)
    if found and found[1] in sys.stdlib_module_names:
        return f"It is a module: write `import {found[1]}` at the beginning of the file."
    return "Is the name spelt as where it gets its value, or is an import missing?"


def _in_python2(raised: Raised, _: Path) -> Cause | None:
    found = python2(raised)
    if found is None:
        return None
    then, now = found
    return Cause(
        f"This is Python 2, where {then}; here runs Python 3.",
        f"Write {now}. There will be more of the kind: Python 2 and 3 differ in print, input(), text and bytes, "
        "and in the names of modules.",
    )


def _of_hidden_module(raised: Raised, folder: Path) -> Cause | None:
    """A file of the program has the name of one of Python's modules."""
    found = _HIDDEN.match(raised.message)
    name = next(filter(None, found.groups()), "") if found else ""
    if name not in sys.stdlib_module_names or not _is_file(folder / f"{name}.py"):
        return None
    return Cause(
        f"The program's own file {name}.py hides Python's module {name}.",
        f"Give {name}.py another name: `import {name}` finds the file in the program's folder first.",
    )


def _of_missing_module(raised: Raised, folder: Path) -> Cause | None:
    if raised.kind == "ImportError" and raised.message.startswith("attempted relative import"):
        hint = (
            "The file is run as a program, and is no part of a package: write `import name`, without the dot."
        )
        return Cause(hint=hint)
    found = _MISSING_MODULE.match(raised.message)
    if raised.kind != "ModuleNotFoundError" or found is None:
        return None
    name = found[1].partition(".")[0]
    if name in _REMOVED:
        return Cause(
            f"The module {name} is no longer part of Python.", "Do it with the modules of today's Python."
        )
    if other := _other_case(name, folder):
        return Cause(
            f"There is no module {name}, but a file {other}.",
            f"Capital and small letters differ in names: write `import {other.removesuffix('.py')}`.",
        )
    if name.lstrip("_") in sys.stdlib_module_names:
        return Cause(f"Python's module {name} is not installed here.", "Do without it: the exercise does.")
    return Cause(
        f"There is no module {name} here: only Python's standard library, and the files that were handed in.",
        f"If {name}.py is a file of yours, hand it in together with the program, in one folder. If it is a package "
        "that pip installed, do without it: the exercise needs the standard library only. (`--python` runs "
        "programs with another interpreter, which may have it.)",
    )


def _other_case(name: str, folder: Path) -> str:
    """A file of the program whose name differs from a module's in capital and small letters only."""
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return ""
    return next((other for other in names if other.lower() == f"{name}.py".lower()), "")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _of_character(raised: Raised, _: Path) -> Cause | None:
    """A character that comes from a word processor, a web page or another keyboard."""
    found = _BAD_CHARACTER.match(raised.message)
    if raised.kind != "SyntaxError" or found is None:
        return None
    number = int(found[2], 16)
    character = chr(number) if number <= sys.maxunicode else "?"
    if character in _QUOTES:
        return Cause(
            f"The program has typographic quotes ({character}), as a word processor makes them.",
            "Type straight quotes, \" or ', in an editor for programs; in all lines, not in this one only.",
        )
    if character in _DASHES:
        return Cause(f"The program has a dash ({character}) where a minus (-) is meant.", "Type it anew.")
    name = unicodedata.name(character, f"U+{found[2]}").lower()
    return Cause(
        f"The program has a character in it that only looks right: U+{found[2]}, {name}.",
        "It comes from copying out of a document or web page, or from another keyboard layout: type it anew.",
    )
