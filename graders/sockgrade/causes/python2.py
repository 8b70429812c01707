"""Programs in Python 2, which Python 3 does not run: told by the exception that it raises, and never by a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sockgrade.causes.tracebacks import Raised


@dataclass(frozen=True)
class _Sign:
    """An exception that Python 3 raises of what was right in Python 2."""

    kind: str
    message: str
    """A pattern that the beginning of the message matches."""
    source: str
    """A pattern that is found in the line."""
    then: str
    """What was right, as the end of the sentence "In Python 2 …"."""
    now: str
    """What to write instead."""
    at_the_mark: bool = False
    """Whether `source` is looked for from the place on that a SyntaxError marks."""

    def is_seen_in(self, raised: Raised) -> bool:
        source = raised.source[raised.column :] if self.at_the_mark else raised.source
        return (
            self.kind == raised.kind
            and re.match(self.message, raised.message) is not None
            and re.search(self.source, source) is not None
        )


#: Of modules that have another name: the new one.
_MODULES = {
    "SocketServer": "socketserver",
    "Queue": "queue",
    "thread": "threading",
    "dummy_thread": "threading",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
    "robotparser": "urllib.robotparser",
    "httplib": "http.client",
    "cookielib": "http.cookiejar",
    "Cookie": "http.cookies",
    "BaseHTTPServer": "http.server",
    "SimpleHTTPServer": "http.server",
    "CGIHTTPServer": "http.server",
    "xmlrpclib": "xmlrpc.client",
    "SimpleXMLRPCServer": "xmlrpc.server",
    "HTMLParser": "html.parser",
    "htmlentitydefs": "html.entities",
    "StringIO": "io",
    "cStringIO": "io",
    "cPickle": "pickle",
    "ConfigParser": "configparser",
    "copy_reg": "copyreg",
    "repr": "reprlib",
    "commands": "subprocess",
    "popen2": "subprocess",
    "md5": "hashlib",
    "sha": "hashlib",
    "sets": "the built-in set",
    "UserDict": "collections",
    "__builtin__": "builtins",
    "exceptions": "builtins",
    "anydbm": "dbm",
    "Tkinter": "tkinter",
    "Tkconstants": "tkinter.constants",
    "tkMessageBox": "tkinter.messagebox",
    "tkFileDialog": "tkinter.filedialog",
    "tkSimpleDialog": "tkinter.simpledialog",
    "ScrolledText": "tkinter.scrolledtext",
    "ttk": "tkinter.ttk",
}
#: Of names that were built in; those that a program may well have meant as its own count where they are called.
_NAMES = {
    "raw_input": "input()",
    "unicode": "str",
    "basestring": "str",
    "xrange": "range()",
    "unichr": "chr()",
    "execfile": "exec()",
}
_CALLED = {
    "long": "int()",
    "file": "open()",
    "reduce": "functools.reduce()",
    "reload": "importlib.reload()",
    "buffer": "memoryview()",
    "apply": "f(*arguments)",
    "intern": "sys.intern()",
    "cmp": "the operators < and >",
}
#: Of attributes: by the type or module that has them no more.
_ATTRIBUTES = {
    "dict": {
        "has_key": "`key in d`",
        "iteritems": "items()",
        "iterkeys": "keys()",
        "itervalues": "values()",
        "viewitems": "items()",
        "viewkeys": "keys()",
        "viewvalues": "values()",
    },
    "dict_keys": {"sort": "sorted(d)"},
    "generator": {"next": "next(…)"},
    "_io.TextIOWrapper": {"next": "next(…)"},
    "sys": {"maxint": "sys.maxsize", "setdefaultencoding": "nothing of the kind: text is Unicode"},
    "os": {"getcwdu": "os.getcwd()"},
    "string": {
        "letters": "string.ascii_letters",
        "lowercase": "string.ascii_lowercase",
        "uppercase": "string.ascii_uppercase",
        "maketrans": "str.maketrans()",
        "atoi": "int()",
        "join": "the method: ' '.join(words)",
        **{
            name: f"the method: text.{name}()"
            for name in ("split", "strip", "replace", "find", "upper", "lower")
        },
    },
    "urllib": {
        "urlopen": "urllib.request.urlopen()",
        "urlretrieve": "urllib.request.urlretrieve()",
        "urlencode": "urllib.parse.urlencode()",
        "quote": "urllib.parse.quote()",
        "unquote": "urllib.parse.unquote()",
    },
    "itertools": {"izip": "zip()", "imap": "map()", "ifilter": "filter()"},
}
_PRINT = ("print is a statement", "print(…), with parentheses")
_SIGNS = [
    _Sign("SyntaxError", r"Missing parentheses in call to 'print'", "", *_PRINT),
    _Sign("SyntaxError", r"invalid syntax", r"^print\s*[\"'\w]", *_PRINT),
    _Sign("TypeError", r"unsupported operand type\(s\) for -: 'builtin_func", r"\bprint\b", *_PRINT),
    _Sign(
        "TypeError",
        r"unsupported operand type\(s\) for >>: 'builtin_func",
        r"\bprint\b",
        "print >>file is a statement",
        "print(…, file=sys.stderr)",
    ),
    _Sign(
        "SyntaxError",
        r"Missing parentheses in call to 'exec'",
        "",
        "exec is a statement",
        "exec(…), a function",
    ),
    _Sign(
        "SyntaxError",
        r"multiple exception types must be",
        r",\s*(?:[a-z_]\w*|\([^)]*\))\s*:",
        "`except X, e:` names the exception",
        "`except X as e:`",
    ),
    _Sign(
        "SyntaxError",
        r"invalid syntax",
        r"^raise\s+[\w.]+\s*,",
        "`raise X, text` is right",
        "`raise X(text)`",
    ),
    _Sign("SyntaxError", r"invalid syntax", r"^<>", "<> compares", "!=", at_the_mark=True),
    _Sign("SyntaxError", r"invalid syntax", r"^`", "backticks are repr()", "repr(…)", at_the_mark=True),
    _Sign("SyntaxError", r"leading zeros in decimal", r"\b0[0-7]+\b", "0777 is octal", "0o777"),
    _Sign("SyntaxError", r"invalid (?:hexa)?decimal literal", r"\b\d\w*[lL]\b", "10L is a long int", "10"),
    _Sign("SyntaxError", r"invalid syntax", r"\b[uU][rR][\"']", 'ur"…" is text', 'r"…"'),
    _Sign(
        "SyntaxError",
        r"(?:Function|Lambda expression) parameters cannot be parenthesized",
        "",
        "a parameter may be a tuple",
        "one parameter, and take it apart inside",
    ),
    _Sign("LookupError", r"'hex' is not a text encoding", "", 'text has encode("hex")', "bytes.hex()"),
]
_NO_MODULE = re.compile(r"No module named '(\w+)")
_NO_NAME = re.compile(r"name '(\w+)' is not defined")
_NO_ATTRIBUTE = re.compile(r"(?:module )?'([\w.]+)'(?: object)? has no attribute '(\w+)'")
_NO_IMPORT = re.compile(r"cannot import name '(\w+)' from '(\w+)'")


def python2(raised: Raised) -> tuple[str, str] | None:
    """What is right in Python 2 in a program that raised this, and what to write instead; None if nothing is."""
    for sign in _SIGNS:
        if sign.is_seen_in(raised):
            return sign.then, sign.now
    message = raised.message
    if raised.kind == "ModuleNotFoundError" and (found := _NO_MODULE.match(message)):
        return _renamed(f"a module is called {found[1]}", _MODULES.get(found[1]))
    if raised.kind == "NameError" and (found := _NO_NAME.match(message)):
        is_called = re.search(rf"\b{found[1]}\s*\(", raised.source)
        names = {**_NAMES, **_CALLED} if is_called else _NAMES
        return _renamed(f"{found[1]} is built in", names.get(found[1]))
    if raised.kind == "AttributeError" and (found := _NO_ATTRIBUTE.match(message)):
        return _renamed(f"{found[1]} has {found[2]}", _ATTRIBUTES.get(found[1], {}).get(found[2]))
    if raised.kind == "ImportError" and (found := _NO_IMPORT.match(message)):
        return _renamed(f"{found[2]} has {found[1]}", _ATTRIBUTES.get(found[2], {}).get(found[1]))
    return None


def _renamed(then: str, now: str | None) -> tuple[str, str] | None:
    return None if now is None else (then, now)
