"""A mail as a server has taken it (RFC 5322, MIME), and what a server says to a client that brings one (SMTP).

How a mail is encoded is up to whoever writes it: it is compared by what it means.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.header import decode_header
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cached_property
from typing import TypeVar

from sockgrade import Client, Connection, Peer
from sockgrade.checks import CheckFailed
from sockgrade.evidence.clues import clue
from sockgrade.evidence.wording import count, quote, show_difference
from sockgrade.verdict import Kind

#: What a server says that takes everything.
_ANSWERS = {
    b"EHLO": b"250 mail.example.net",
    b"HELO": b"250 mail.example.net",
    b"MAIL": b"250 OK",
    b"RCPT": b"250 OK",
    b"DATA": b"354 Go ahead",
    b"RSET": b"250 OK",
    b"NOOP": b"250 OK",
    b"VRFY": b"252 Perhaps",
    b"QUIT": b"221 Bye",
}
_UNKNOWN = b"502 Command not implemented"
#: Commands after which a client is not about to send a mail any more.
_MANY = 20
#: An end of line that is not CR LF.
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)")

#: What stands for letters beyond ASCII in the head.
_ENCODED = re.compile(rb"=\?[!->@-~]+\?[bBqQ]\?[!->@-~]*\?=")

_T = TypeVar("_T")


# A mail


@dataclass(frozen=True)
class Mail:
    """A mail that a server has taken."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    def expect_way(self, sender: str, recipient: str) -> None:
        """That is what MAIL and RCPT have said."""
        if self.sender != sender:
            raise _wrong("MAIL FROM names another sender.", sender, self.sender)
        if self.recipients != (recipient,):
            raise _wrong("RCPT TO does not name the recipient, and only that.", recipient, self.recipients)

    def expect_address(self, field: str, address: str) -> None:
        """The address, or the only one, in this field of the head; there may be a name with it."""
        text = self._field(field)
        found = _understood(lambda: [each.addr_spec for each in self._message[field].addresses], field)
        if found != [address]:
            raise _wrong(f"The field {field} of the mail does not hold the address.", address, text)

    def expect_subject(self, subject: str, *, minds_blanks: bool = True) -> None:
        """The subject, decoded. Not to mind blanks is for long ones: some libraries lose them where they fold."""
        found = self._field("Subject")
        if any(byte > 127 for byte in self._head):
            raise _wrong(
                "The head of the mail holds bytes beyond ASCII: they must be encoded there.",
                "=?utf-8?…?=",
                next(line for line in self._head.splitlines() if not line.isascii()),
            )
        for word in _ENCODED.findall(self._head):
            _expect_whole_letters(word)
        wanted, got = (subject, found) if minds_blanks else ("".join(subject.split()), "".join(found.split()))
        if wanted != got:
            raise _wrong("The subject of the mail is another one.", subject, found)

    def expect_date(self) -> None:
        """The mail says when it was written."""
        text = self._field("Date")
        if _understood(lambda: self._message["Date"].datetime, "Date") is None:
            raise _wrong("The field Date of the mail holds no date.", "Fri, 13 Feb 2026 09:30:00 +0100", text)

    def expect_text(self, text: str) -> None:
        """The text, decoded; empty lines at its end do not count."""
        part = self._text
        raw = _understood(lambda: part.get_payload(decode=True), "the text")
        assert isinstance(raw, bytes)
        charset = _charset(part) or "utf-8"
        try:
            found = raw.decode(charset, errors="replace")
        except LookupError:
            raise _wrong("The charset of the text is unknown.", "utf-8", charset) from None
        wanted, got = (each.replace("\r\n", "\n").rstrip("\n") for each in (text, found))
        if wanted != got:
            expected, received = show_difference(wanted.encode(), got.encode(errors="replace"))
            raise CheckFailed(
                Kind.WRONG_DATA, _what_became_of(wanted, got), expected=expected, received=received
            )

    def expect_utf8(self) -> None:
        """The mail says that its text is in UTF-8, and how that is encoded."""
        part = self._text
        if "MIME-Version" not in self._message:
            raise _wrong("The mail has no field MIME-Version.", "MIME-Version: 1.0", self._head)
        if "Content-Type" not in part:
            raise _wrong(
                "The mail has no field Content-Type.", "Content-Type: text/plain; charset=utf-8", self._head
            )
        if _charset(part).lower().replace("-", "") != "utf8":
            raise _wrong("The field Content-Type does not name UTF-8.", "charset=utf-8", part["Content-Type"])
        is_ascii = self.content.partition(b"\r\n\r\n")[2].isascii()
        field = "Content-Transfer-Encoding"
        encoding = _understood(lambda: str(part.get(field, "no such field")).strip().lower(), field)
        if not is_ascii and encoding not in ("8bit", "binary"):
            raise _wrong(
                "The text has bytes beyond ASCII, and the field Content-Transfer-Encoding does not say so.",
                "Content-Transfer-Encoding: 8bit",
                encoding,
            )

    def expect_line_ends(self) -> None:
        """Each line of the mail ends with CR LF, and neither of the two comes by itself."""
        if bare := _BARE.search(self.content):
            around = self.content[max(0, bare.start() - 20) : bare.end() + 10]
            what = "LF without CR" if bare[0] == b"\n" else "CR without LF"
            raise _wrong(f"The mail has a {what}.", b"\r\n", around)

    @property
    def _head(self) -> bytes:
        return self.content.partition(b"\r\n\r\n")[0]

    @cached_property
    def _message(self) -> EmailMessage:
        return _understood(
            lambda: BytesParser(EmailMessage, policy=policy.default).parsebytes(self.content), "it"
        )

    @property
    def _text(self) -> EmailMessage:
        part = _understood(lambda: self._message.get_body(("plain",)), "the text")
        if part is None:
            raise _wrong(
                "The mail has no part that is text/plain.", "text/plain", self._message.get_content_type()
            )
        assert isinstance(part, EmailMessage)
        return part

    def _field(self, name: str) -> str:
        fields = _understood(lambda: [str(each) for each in self._message.get_all(name, [])], name)
        if not fields:
            raise _wrong(f"The head of the mail has no field {name}.", f"{name}: …", self._head)
        if len(fields) > 1:
            raise _wrong(f"The head of the mail has {len(fields)} fields {name}.", "one", self._head)
        return fields[0]


def receive(client: Client, peer: Peer) -> Mail:
    """The mail that the client has sent, once it has ended and says that all went well."""
    client.expect_exit(0)
    taken = peer.expect_taken("a mail")
    return Mail(taken["sender"], tuple(taken["recipients"]), taken["content"].encode("latin-1"))


def _expect_whole_letters(word: bytes) -> None:
    """An encoded word can be decoded by itself; Python's parser would put a letter in two of them together."""
    [(data, charset)] = _understood(lambda: decode_header(word.decode()), "an encoded word")
    try:
        data.decode(charset or "ascii")
    except UnicodeDecodeError:
        raise _wrong("An encoded word of the head holds a part of a letter.", "whole letters", word) from None
    except LookupError:
        raise _wrong("An encoded word of the head names no charset.", "utf-8", word) from None


def _charset(part: EmailMessage) -> str:
    """What Content-Type says; nothing if it says nothing."""
    return _understood(lambda: str(part.get_content_charset("")), "Content-Type")


def _what_became_of(wanted: str, got: str) -> str:
    if got.split("\n") == [line.removeprefix(".") for line in wanted.split("\n")]:
        return "A dot at the beginning of a line has got lost."
    if wanted.startswith(got):
        return f"The text breaks off: {count(len(wanted) - len(got), 'character')} of its end are missing."
    return f"The text of the mail is another one.{clue(wanted.encode(), got.encode(errors='replace'))}"


def _understood(look: Callable[[], _T], what: str) -> _T:
    """What a look at a mail gives, which may be anything: so may be what Python's parser raises."""
    try:
        return look()
    except Exception as error:  # whatever the parser stumbles over, the mail is to blame, and not the grader
        raise _wrong(f"The mail cannot be understood: {what} is broken.", "a mail", str(error)) from error


def _wrong(fault: str, expected: object, received: object) -> CheckFailed:
    return CheckFailed(Kind.WRONG_DATA, fault, expected=_shown(expected), received=_shown(received))


def _shown(what: object) -> str:
    return quote(what if isinstance(what, bytes) else str(what).encode(errors="replace"))


# What a server says


def greet(client: Client, greeting: bytes = b"220 mail.example.net") -> Connection:
    """The client comes, and is greeted."""
    return client.accept().send(greeting + b"\r\n")


def answer_until(connection: Connection, last: bytes, **others: bytes) -> bytes:
    """Answer the client's commands, up to this one, which gets no answer yet; the line of it.

    `others` are answers in the place of the usual ones.
    """
    answers = {**_ANSWERS, **{command.encode(): answer for command, answer in others.items()}}
    for _ in range(_MANY):
        line = connection.receive_until(b"\n", "a command")
        command = line[:4].upper()
        if command == last:
            return line
        connection.send(answers.get(command, _UNKNOWN) + b"\r\n")
    raise _wrong(f"The program has sent {_MANY} commands, and none of them was {last.decode()}.", last, line)


def take_text(connection: Connection) -> bytes:
    """Tell the client to go ahead with its text, after DATA; the text with its end."""
    connection.send(_ANSWERS[b"DATA"] + b"\r\n")
    return connection.receive_until(b"\r\n.\r\n", "a mail, and a line with a single dot at its end")


def answer_all(connection: Connection) -> None:
    """Answer whatever the client still says, take every mail, and be gone when it says no more."""
    with contextlib.suppress(CheckFailed):
        for _ in range(_MANY):
            answer_until(connection, b"DATA")
            take_text(connection)
            connection.send(b"250 OK\r\n")
    connection.finish()
