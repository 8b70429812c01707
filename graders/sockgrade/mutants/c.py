"""Mutants of programs in C: an expression is replaced where it stands; what does not compile is left out."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator

from sockgrade.mutants.change import Change, shown

#: (name, what is replaced, what by): patterns for `re`, on the text without comments.
_MISTAKES = (
    ("without setsockopt", r"^ *setsockopt\([^;]*\);", ""),
    ("without signal", r"^ *signal\([^;]*\);", ""),
    ("without close", r"\bclose\(\w+\);", ";"),
    ("without pthread_detach", r"pthread_detach\(\w+\);", ";"),
    ("without fork's exit", r"\b_?exit\(0\);", ";"),
    ("without MSG_NOSIGNAL", r"MSG_NOSIGNAL", "0"),
    ("without printf", r"^ *printf\([^;]*\);", ";"),
    ("printf without a line end", r'(\bprintf\("[^"]*)\\n"', r'\1"'),
    ("printf of everything", r"%\.\*s(.*)\(int\)\w+, ", r"%s\1"),
    ("printf with quotes", r"%\.\*s", "'%.*s'"),
    ("printf of a part", r"\(int\)length", "(int)(length < 100 ? length : 100)"),
    ("printf of one too many", r"\(int\)length", "(int)length + 1"),
    ("a static buffer", r"^( *)char (\w+)\[", r"\1static char \2["),
    ("a buffer of 8 bytes", r"\b(char \w+)\[\d+\]", r"\1[8]"),
    ("receives too much by one", r"sizeof buffer, 0", "sizeof buffer + 1, 0"),
    ("receives one byte less", r"sizeof buffer, 0", "sizeof buffer - 1, 0"),
    ("receives 8 bytes", r"sizeof buffer, 0", "8, 0"),
    ("waits for a full buffer", r"sizeof buffer, 0\)", "sizeof buffer, MSG_WAITALL)"),
    ("peeks", r"sizeof buffer, 0\)", "sizeof buffer, MSG_PEEK)"),
    ("strlen for the length", r"(send_all\(\w+, \w+, )length", r"\1__builtin_strlen(buffer)"),
    ("sends one byte less", r"(send_all\(\w+, \w+, )length", r"\1length - 1"),
    ("sends one byte more", r"(send_all\(\w+, \w+, )length", r"\1length + 1"),
    ("sends at most 2000", r"(send_all\(\w+, \w+, )length", r"\1(length < 2000 ? length : 2000)"),
    ("sends a whole buffer", r"(send_all\(\w+, \w+, )length", r"\1sizeof buffer"),
    ("sends twice", r"(if \((send_all\([^)]*\)))", r"\2;\n        \1"),
    ("sends once", r"while \(length > 0\)", "if (length > 0)"),
    ("does not advance", r"^ *data \+= sent;", ""),
    ("receives once", r"while \(\((.*) = (recv|read)\(", r"if ((\1 = \2("),
    ("accepts once", r"for \(;;\)", "for (int turns = 0; turns < 1; turns++)"),
    ("accepts ten", r"for \(;;\)", "for (int turns = 0; turns < 10; turns++)"),
    ("port without htons", r"htons\(port\)", "port"),
    ("another port", r"PORT = (\d+)", r"PORT = \g<1>0 % 65536"),
    ("port without ntohs", r"ntohs\((peer\.sin_port)\)", r"\1"),
    ("all addresses", r'"127\.0\.0\.1"', '"0.0.0.0"'),
    ("another address", r'"127\.0\.0\.1"', '"127.0.0.2"'),
    ("UDP", r"SOCK_STREAM", "SOCK_DGRAM"),
    ("backlog 0", r"SOMAXCONN", "0"),
    ("> 0 → >= 0", r"(?<=\))\) > 0", ") >= 0"),
    ("> 0 → > 1", r"(?<=\))\) > 0", ") > 1"),
    ("< 0 → > 0", r" < 0", " > 0"),
    ("EXIT_SUCCESS", r"EXIT_FAILURE", "EXIT_SUCCESS"),
    ("without break", r"\bbreak;", ";"),
    ("without continue", r"\bcontinue;", ";"),
    ("waits for the thread", r"pthread_detach\((\w+)\)", r"pthread_join(\1, NULL)"),
    (
        "the address of the number",
        r"\(void \*\)\(intptr_t\)connection",
        "&(int){connection}",
    ),
    (
        "a global number",
        r"int connection = \(int\)\(intptr_t\)argument;",
        "static int connection;\n    connection = (int)(intptr_t)argument;",
    ),
    (
        "closes with a reset",
        r"(close\((connection)\);)",
        r"setsockopt(\2, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0}, sizeof(struct linger));\n    \1",
    ),
    (
        "gives up after a second",
        r"(^ *)(char buffer\[\d+\];)",
        r"\1setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, (long[]){1, 0}, 16);\n\1\2",
    ),
    (
        "ends at quit",
        r"(^ *)(if \(send_all)",
        r'\1if (length == 4 && !__builtin_memcmp(buffer, "quit", 4)) break;\n\1\2',
    ),
    (
        "ends at end",
        r"(^ *)(if \(send_all)",
        r'\1if (length == 3 && !__builtin_memcmp(buffer, "end", 3)) break;\n\1\2',
    ),
    ("ends after ten", r"(^ *)(if \(send_all)", r"\1static int turns; if (++turns % 10 == 0) break;\n\1\2"),
)
_CONTROLS = (
    ("another name", r"\bbuffer\b", "data_of_client"),
    ("another name", r"\bconnection\b", "client_socket"),
    ("a larger buffer", r"\b(char \w+)\[4096\]", r"\1[8192]"),
    ("a buffer of 1000 bytes", r"\b(char \w+)\[4096\]", r"\1[1000]"),
    ("a comment", r"^int main", "/* The program begins here. */\nint main"),
    ("backlog 5", r"SOMAXCONN", "5"),
    ("MSG_NOSIGNAL", r"length, 0\)", "length, MSG_NOSIGNAL)"),
    ("write()", r"send\((\w+, \w+, length), 0\)", r"write(\1)"),
    ("read()", r"recv\((\w+, \w+, sizeof \w+), 0\)", r"read(\1)"),
    ("line by line", r"^(int main\(void\)\n\{)", r"\1\n    setvbuf(stdout, NULL, _IOLBF, 0);"),
    ("unbuffered", r"^(int main\(void\)\n\{)", r"\1\n    setvbuf(stdout, NULL, _IONBF, 0);"),
    ("a pause before it sends", r"^( *)(if \(send_all)", r"\1usleep(50000);\n\1\2"),
    ("a pause before accept()", r"^( *)(int connection = accept)", r"\1usleep(50000);\n\1\2"),
    (
        "a small SO_SNDBUF",
        r"(^ *)(char buffer\[\d+\];)",
        r"\1setsockopt(connection, SOL_SOCKET, SO_SNDBUF, &(int){2048}, sizeof(int));\n\1\2",
    ),
    (
        "a small SO_RCVBUF",
        r"(^ *)(char buffer\[\d+\];)",
        r"\1setsockopt(connection, SOL_SOCKET, SO_RCVBUF, &(int){2048}, sizeof(int));\n\1\2",
    ),
    ("small sends", r"send\((\w+, \w+), length, 0\)", r"send(\1, length < 100 ? length : 100, 0)"),
)
#: Replaced everywhere at once.
_EVERYWHERE = {"another name"}
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def mistakes(data: bytes) -> Iterator[Change]:
    """Changes that a client can see."""
    yield from _changes(data, _MISTAKES)


def controls(data: bytes) -> Iterator[Change]:
    """Changes that no client can see."""
    yield from _changes(data, _CONTROLS)


def essence(data: bytes) -> bytes | None:
    """The program without comments and blanks; None if it does not compile, or if there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    checked = subprocess.run(
        [compiler, "-fsyntax-only", "-Werror=implicit-function-declaration", "-xc", "-"],
        input=data,
        capture_output=True,
        check=False,
    )
    if checked.returncode:
        return None
    return b" ".join(_COMMENT.sub("", data.decode()).encode().split())


def _changes(data: bytes, table: Iterable[tuple[str, str, str]]) -> Iterator[Change]:
    text = data.decode()
    # Blanks in the place of comments: what follows stays where it is.
    code = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for name, pattern, replacement in table:
        found = list(re.finditer(pattern, code, re.MULTILINE))
        groups = [found] if name in _EVERYWHERE and found else [[match] for match in found]
        for group in groups:
            line = code.count("\n", 0, group[0].start() + len(group[0][0]) - len(group[0][0].lstrip())) + 1
            edits = tuple(
                (len(text[: m.start()].encode()), len(text[: m.end()].encode()), m.expand(replacement))
                for m in group
            )
            yield Change(shown(name), line, edits)
