"""Messages with a header of their own: the header's length in two bytes (big-endian), a JSON header, the content.

JSON is compared by what it means: the order of keys, blanks and escapes are up to whoever writes it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sockgrade import Connection
from sockgrade.checks import CheckFailed
from sockgrade.evidence.clues import clue
from sockgrade.evidence.wording import quote
from sockgrade.verdict import Kind

#: The content is JSON.
TEXT = "text/json"
#: The content is bytes of any kind.
BINARY = "application/octet-stream"
#: How a content may be encoded, by its type.
ENCODINGS = {TEXT: ("utf-8", "latin-1", "utf-16"), BINARY: ("binary",)}
#: Bytes of a header, and of a content, at most.
LONGEST_HEADER = 1024
LONGEST_CONTENT = 1_000_000
#: What the result of a question begins with that could not be answered.
ERROR = "Fout: "


@dataclass(frozen=True)
class Message:
    """A message as it was received."""

    header: Mapping[str, object]
    content: bytes

    @property
    def encoding(self) -> str:
        """How the content is encoded; without a word about it, as JSON is."""
        return str(self.header.get("content-encoding", "utf-8"))

    @property
    def meaning(self) -> object:
        """The JSON of the content."""
        try:
            return json.loads(self.content.decode(self.encoding))
        except LookupError as error:
            raise _wrong("The header's `content-encoding` is no encoding.", self.encoding) from error
        except (ValueError, RecursionError) as error:
            raise _wrong(
                "The content is no JSON in the encoding and the length that the header names.",
                quote(self.content),
            ) from error

    def expect(self, meaning: object) -> None:
        """The content is this, as JSON."""
        if self.meaning != meaning:
            raise CheckFailed(
                Kind.WRONG_DATA,
                "The content of the message is not as it should be.",
                expected=_shown(meaning),
                received=_shown(self.meaning),
            )

    def expect_bytes(self, content: bytes) -> None:
        """The content is these bytes."""
        if self.content != content:
            raise CheckFailed(
                Kind.WRONG_DATA,
                f"The content of the message is not as it should be.{clue(content, self.content)}",
                expected=quote(content),
                received=quote(self.content),
            )

    def expect_described(self, kind: str) -> None:
        """The header names all that the handout asks for, and calls the content by this type."""
        for key in ("byteorder", "content-type", "content-encoding", "content-length"):
            if key not in self.header:
                raise _wrong(f"The header has no `{key}`.", _shown(self.header))
        if self.header.get("byteorder") not in ("little", "big"):
            raise _wrong('The header\'s `byteorder` is neither "little" nor "big".', _shown(self.header))
        if self.header.get("content-type") != kind:
            raise _wrong(f'The header\'s `content-type` is not "{kind}".', _shown(self.header))
        if self.header.get("content-encoding") not in ENCODINGS[kind]:
            allowed = " or ".join(f'"{encoding}"' for encoding in ENCODINGS[kind])
            raise _wrong(f"The header's `content-encoding` is not {allowed}.", _shown(self.header))


def framed(header: bytes, content: bytes = b"") -> bytes:
    """A message with this header, whatever it says."""
    return len(header).to_bytes(2, "big") + header + content


def message(content: bytes, **changes: object) -> bytes:
    """A message with this content; `changes` to its header have _ for -, and None for a key that is missing."""
    header: dict[str, object] = {
        "byteorder": "little",
        "content-type": TEXT,
        "content-encoding": "utf-8",
        "content-length": len(content),
    }
    header |= {key.replace("_", "-"): value for key, value in changes.items()}
    return framed(
        _written({key: value for key, value in header.items() if value is not None}).encode(), content
    )


def longest(content: bytes) -> bytes:
    """A message whose header is as long as any may be: a key that nobody knows fills it, with letters of two bytes."""
    space = LONGEST_HEADER - int.from_bytes(message(content, remark="é")[:2], "big")
    return message(content, remark="é" + "." * space)


def text(meaning: object, encoding: str = "utf-8") -> bytes:
    """A message whose content is this, as JSON."""
    return message(_written(meaning).encode(encoding), content_encoding=encoding)


def binary(content: bytes) -> bytes:
    """A message whose content is no text."""
    return message(content, content_type=BINARY, content_encoding="binary")


def _written(meaning: object) -> str:
    return json.dumps(meaning, ensure_ascii=False)


def _shown(meaning: object) -> str:
    """A few of its letters, for a report."""
    return quote(_written(meaning).encode(errors="replace"))


def receive(connection: Connection) -> Message:
    """The next message that the program sends."""
    prefix = connection.receive_exactly(2)
    header = _header(connection.receive_exactly(_length(prefix, connection.got)))
    return Message(header, connection.receive_exactly(_size(header)))


def expect_refusal(connection: Connection) -> None:
    """The program answers with an error, or closes the connection."""
    try:
        got = connection.receive_message()
    except CheckFailed as failed:
        # Whoever closes with something unread breaks the connection off (RST); to end as a whole is another thing.
        if failed.failure.kind in (Kind.CLOSED, Kind.RESET):
            return
        raise
    _expect_error(got)


def expect_no_result(connection: Connection) -> None:
    """The program answers with an error, or with nothing, and the connection may stay open."""
    try:
        got = connection.receive_message()
    except CheckFailed:
        return
    _expect_error(got)


def _expect_error(got: bytes) -> None:
    meaning = _first(got).meaning
    if not (isinstance(meaning, dict) and str(meaning.get("result", "")).startswith(ERROR)):
        raise CheckFailed(
            Kind.WRONG_DATA,
            "The program answers a message that is broken as if it were whole.",
            expected=f'a result that begins with "{ERROR}", or the end of the connection',
            received=_shown(meaning),
        )


def _first(data: bytes) -> Message:
    """The first message of what has come: whoever goes on after one that was broken may find some more."""
    end = 2 + _length(data[:2], data[2:])
    header = _header(data[2:end])
    return Message(header, data[end : end + _size(header)])


def _length(prefix: bytes, rest: bytes) -> int:
    """The length of the header."""
    length = int.from_bytes(prefix, "big")
    if not 0 < length <= LONGEST_HEADER:
        raise _wrong(_bad_length(prefix), quote(prefix + rest))
    return length


def _size(header: Mapping[str, object]) -> int:
    """The length of the content."""
    size = header.get("content-length")
    if type(size) is not int or not 0 <= size <= LONGEST_CONTENT:
        raise _wrong("The header's `content-length` is no number of bytes.", _shown(header))
    return size


def _header(data: bytes) -> dict[str, object]:
    with contextlib.suppress(ValueError, RecursionError):
        header = json.loads(data.decode())
        if isinstance(header, dict):
            return header
    raise _wrong("The header, as long as the first two bytes say, is no JSON object in UTF-8.", quote(data))


def _bad_length(prefix: bytes) -> str:
    number = int.from_bytes(prefix, "big")
    if prefix == b'{"':
        return "The message begins with JSON, and not with the length of its header in two bytes."
    if 0 < int.from_bytes(prefix, "little") <= LONGEST_HEADER:
        return "The two bytes of the header's length come in reverse order (little-endian)."
    return f"The first two bytes say that the header has {number} bytes: there must be 1 to {LONGEST_HEADER}."


def _wrong(fault: str, received: str) -> CheckFailed:
    return CheckFailed(
        Kind.WRONG_DATA,
        fault,
        expected="two bytes with the header's length, the JSON header, and the content",
        received=received,
    )
