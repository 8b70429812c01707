"""A call over XML-RPC, as a client sends it, and what a server answers.

How the XML of an answer is written is up to the server: it is compared by what it means. Nor does it matter which
fields are in its head, as long as its end can be found: by `Content-Length`, or else by the end of the stream.
"""

from __future__ import annotations

import re
from typing import Any
from xmlrpc.client import Fault, dumps, loads

from sockgrade import Connection
from sockgrade.checks import CheckFailed
from sockgrade.evidence.wording import quote
from sockgrade.verdict import Kind

#: Characters of a call that is named.
_NAMED = 50
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})")
_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,9})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


def call(function: str, *arguments: Any) -> bytes:
    """What a client sends that calls this function."""
    return post(dumps(arguments, function).encode())


def post(content: bytes) -> bytes:
    """What a client sends whose call is this, whatever it is. It asks in HTTP/1.0, so that no answer is in chunks."""
    head = (
        "POST /RPC2 HTTP/1.0",
        "Host: 127.0.0.1:50001",
        "User-Agent: sockgrade",
        "Connection: close",
        "Content-Type: text/xml",
        f"Content-Length: {len(content)}",
    )
    return "\r\n".join((*head, "", "")).encode() + content


def receive(connection: Connection) -> object:
    """The result that the server answers a call with, or its Fault."""
    return _meaning(_content(connection))


def expect_result(connection: Connection, result: object, what: str = "this call") -> None:
    """The server answers a call, which `what` names, with this result."""
    got = receive(connection)
    if isinstance(got, Fault):
        fault = "The server answers with a fault, where it should have a result."
    elif type(got) is not type(result):
        fault = "The result is of another type than it should be."
    elif got != result:
        fault = "The result is not as it should be."
    else:
        return
    raise _wrong(fault, f"{_shown(result)} for {what}", _shown(got))


def expect_fault(connection: Connection, what: str) -> None:
    """The server answers a call, which `what` names, with a fault."""
    got = receive(connection)
    if not isinstance(got, Fault):
        fault = "The server answers with a result, where it should have a fault."
        raise _wrong(fault, f"a fault for {what}", _shown(got))


def named(function: str, *arguments: object) -> str:
    """A call as a report names it: `addieren(2, 3)`, and not more of it than has room."""
    whole = f"{function}({', '.join(map(repr, arguments))})"
    return whole if len(whole) <= _NAMED else f"{function}(…)"


def _content(connection: Connection) -> bytes:
    """What comes behind the head of the answer."""
    head = connection.receive_until(b"\r\n\r\n", "the head of an answer in HTTP")
    status = _STATUS.match(head)
    if not status:
        raise _wrong("The answer is none of HTTP/1.", '"HTTP/1.0 200 OK" at its beginning', quote(head))
    if status[1] != b"200":
        raise _wrong(
            f"The HTTP status of the answer is {status[1].decode()}, and not 200.",
            '"HTTP/1.0 200 OK" at its beginning',
            quote(head),
        )
    if length := _LENGTH.search(head):
        return connection.receive_exactly(int(length[1]))
    return connection.receive_all()


def _meaning(content: bytes) -> object:
    """The only result in an answer, or the fault."""
    try:
        (result,), name = loads(content)
    except Fault as found:
        return found
    except Exception as error:  # whatever the parser stumbles over, the answer is to blame
        fault = "The content of the answer is no XML of XML-RPC."
        raise _wrong(fault, "<methodResponse>", quote(content)) from error
    if name is not None:
        fault = "The server answers with a call, and not with a response."
        raise _wrong(fault, "<methodResponse>", quote(content))
    return result


def _shown(meaning: object) -> str:
    """As Python writes it, and a fault with its text."""
    if isinstance(meaning, Fault):
        return f"a fault: {quote(str(meaning.faultString).encode(errors='replace'))}"
    return quote(repr(meaning).encode(errors="replace"))


def _wrong(fault: str, expected: str, received: str) -> CheckFailed:
    return CheckFailed(Kind.WRONG_DATA, fault, expected=expected, received=received)
