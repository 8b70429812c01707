"""A server that keeps mails: the POP3 of Twisted, without Twisted's reactor (asyncio calls it)."""

from __future__ import annotations

import asyncio
import io
import re
import socket
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import twisted
from twisted.cred.error import UnauthorizedLogin
from twisted.internet import defer
from twisted.logger import globalLogBeginner
from twisted.mail.pop3 import POP3, IMailbox
from zope.interface import implementer

from sockgrade.peers.host import note

SOFTWARE = f"Twisted {twisted.__version__}"

#: Half of it has types, and those say nothing of what may be set.
_POP3: Any = POP3
#: A dot at the beginning of a line.
_DOT = re.compile(rb"^\.", re.MULTILINE)


def _at_once(steps: Iterable[object]) -> Any:
    """Do all that there is to do: nobody else wants his turn."""
    for _ in steps:
        pass
    return defer.succeed(None)


@implementer(IMailbox)
class _Mailbox:
    """The mails of all users (the names of its methods are Twisted's, which counts from 0)."""

    def __init__(self, mails: Sequence[bytes]) -> None:
        self._mails, self._deleted = mails, set[int]()

    def listMessages(self, index: int | None = None) -> int | list[int]:
        if index is not None:
            return len(self._mail(index))
        return [0 if at in self._deleted else len(mail) for at, mail in enumerate(self._mails)]

    def getMessage(self, index: int) -> io.BytesIO:
        # Twisted puts the dots of each chunk of a mail by itself, and would miss those where a chunk begins.
        return io.BytesIO(_DOT.sub(b"..", self._mail(index)))

    def getUidl(self, index: int) -> bytes:
        # Twisted lists those that are deleted as well, with the size 0.
        if index not in range(len(self._mails)):
            raise ValueError(b"no such message")
        return b"mail-%d" % (index + 1)

    def deleteMessage(self, index: int) -> None:
        self._mail(index)
        self._deleted.add(index)

    def undeleteMessages(self) -> None:
        self._deleted.clear()

    def sync(self) -> None:
        """The goodbye deletes: each session has a mailbox of its own, and nobody comes back to this one."""

    def _mail(self, index: int) -> bytes:
        if index in self._deleted or index not in range(len(self._mails)):
            raise ValueError(b"no such message")
        return self._mails[index]


class _Line:
    """asyncio's transport, as Twisted calls it."""

    disconnecting = False

    def __init__(self, transport: asyncio.Transport) -> None:
        self.write, self.writeSequence = transport.write, transport.writelines
        self._transport = transport
        self._producer: Any = None

    def loseConnection(self) -> None:
        self.disconnecting = True
        self._transport.close()

    def registerProducer(self, producer: Any, _: bool) -> None:
        self._producer = producer
        while self._producer is not None:
            producer.resumeProducing()

    def unregisterProducer(self) -> None:
        self._producer = None


class _Session(_POP3, asyncio.Protocol):  # type: ignore[misc]
    timeOut = None
    magic = b"mail.example.net is ready"  # without the mark of APOP, which it does not know
    schedule = staticmethod(_at_once)
    factory = SimpleNamespace(noisy=False)

    def __init__(self, users: Mapping[bytes, bytes], mails: Sequence[bytes]) -> None:
        self._users, self._mails = users, mails

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.makeConnection(_Line(transport))

    def data_received(self, data: bytes) -> None:
        self.dataReceived(data)

    def lineReceived(self, line: bytes) -> None:
        verb, blank, rest = line.decode("latin-1").partition(" ")
        verb = verb.upper()
        note(verb if verb == "PASS" else f"{verb}{blank}{rest}")
        try:
            super().lineReceived(line)
        except TypeError:  # Twisted cannot word what is wrong with a number of arguments
            self.failResponse(b"bad arguments")

    def transformChunk(self, chunk: bytes) -> bytes:
        return chunk  # it has its dots, and ends its lines as the check has said

    def authenticateUserPASS(self, user: bytes, password: bytes) -> tuple[Any, _Mailbox, Any]:
        if self._users.get(user) != password:
            raise UnauthorizedLogin
        return IMailbox, _Mailbox(self._mails), lambda: None


def serve(listener: socket.socket, _: Path, content: Mapping[str, Any]) -> None:
    """`users` are who may come, by their passwords; `mails` are what each of them finds, with CR LF at line ends."""
    # Else it would log to the grader's own stderr.
    globalLogBeginner.beginLoggingTo([], redirectStandardIO=False, discardBuffer=True)
    users = {name.encode(): password.encode() for name, password in content.get("users", {}).items()}
    mails = [mail.encode("latin-1") for mail in content.get("mails", [])]
    loop = asyncio.new_event_loop()
    loop.run_until_complete(loop.create_server(lambda: _Session(users, mails), sock=listener))
    loop.run_forever()
