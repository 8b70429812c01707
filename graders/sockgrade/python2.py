"""Programs in Python 2, which Python 3 does not run: told by the exception that it raises, and never by a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sockgrade.tracebacks import Raised


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
#: Of methods and attributes.
_ATTRIBUTES = {
    "has_key": "`key in d`",
    "iteritems": "items()",
    "iterkeys": "keys()",
    "itervalues": "values()",
    "viewitems": "items()",
    "viewkeys": "keys()",
    "viewvalues": "values()",
    "next": "next(…)",
    "maxint": "sys.maxsize",
    "setdefaultencoding": "nothing: text is Unicode",
    "getcwdu": "os.getcwd()",
    "letters": "string.ascii_letters",
    "lowercase": "string.ascii_lowercase",
    "uppercase": "string.ascii_uppercase",
    "maketrans": "str.maketrans()",
    "join": "the method: ' '.join(words)",
    "urlopen": "urllib.request.urlopen()",
    "urlretrieve": "urllib.request.urlretrieve()",
    "urlencode": "urllib.parse.urlencode()",
    "quote": "urllib.parse.quote()",
    "unquote": "urllib.parse.unquote()",
    "izip": "zip()",
    "imap": "map()",
    "ifilter": "filter()",
}
_OLD = "|".join(_ATTRIBUTES)
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
        r",\s*[a-z_]\w*\s*:",
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
_NAMED = {
    "ModuleNotFoundError": re.compile(r"No module named '(\w+)"),
    "NameError": re.compile(r"name '(\w+)' is not defined"),
    "AttributeError": re.compile(
        rf"(?:'(?:dict|generator|\w+_?iterator|_io\.\w+)' object|module '(?:sys|os|string|urllib|itertools)') "
        rf"has no attribute '({_OLD})'"
    ),
    "ImportError": re.compile(rf"cannot import name '({_OLD})' from '(?:string|urllib|itertools)'"),
}


def python2(raised: Raised) -> tuple[str, str] | None:
    """What is Python 2 in a program that raised this, and what to write instead; None if it need not be."""
    for sign in _SIGNS:
        if sign.is_seen_in(raised):
            return sign.then, sign.now
    named = _NAMED.get(raised.kind)
    found = named.match(raised.message) if named else None
    if found is None:
        return None
    name = found[1]
    if raised.kind == "ModuleNotFoundError":
        return (f"a module is called {name}", _MODULES[name]) if name in _MODULES else None
    if raised.kind == "NameError":
        if name in _NAMES or re.search(rf"\b{name}\s*\(", raised.source):
            now = {**_NAMES, **_CALLED}.get(name)
            return (f"{name} is built in", now) if now else None
        return None
    return f"there is {name}", _ATTRIBUTES[name]
