"""A server of mailboxes: pymap."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import ssl
import struct
import sys
from argparse import Namespace
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pymap.__about__
from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.concurrent import Subsystem
from pymap.context import connection_exit
from pymap.imap import IMAPConnection
from pymap.imap.state import ConnectionState
from pymap.parsing.command import Command
from pymap.parsing.command.auth import SelectCommand
from pymap.parsing.command.nonauth import LoginCommand
from pymap.parsing.command.select import FetchCommand, StoreCommand
from pymap.parsing.message import AppendMessage
from pymap.parsing.response import Response, ResponseContinuation
from pymap.parsing.specials.flag import Flag
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from sockgrade.peers.host import note

SOFTWARE = f"pymap {pymap.__about__.__version__}"

#: Commands that are another one, as far as `content` is concerned.
_SAME = {"AUTHENTICATE": "LOGIN", "EXAMINE": "SELECT"}
#: When each mail has come.
_CAME = datetime(2026, 2, 13, tzinfo=UTC)


@dataclass
class _Mails:
    """The mails of a user, and how they are marked."""

    mailboxes: dict[str, MailboxData] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)

    async def note_changes(self) -> None:
        """Note whose marks are others than the last time, and who is gone."""
        marks = {}
        for name, mailbox in self.mailboxes.items():
            async for mail in mailbox.messages():
                marks[f"{name} {mail.uid}"] = " ".join(sorted(map(str, mail.permanent_flags)))
        for name, before in self._marks.items():
            if (now := marks.get(name, "GONE")) != before:
                note(f"CHANGED {name}: {now or 'UNMARKED'}")
        self._marks = marks


class _Connection(IMAPConnection):
    """Notes what is asked, and answers otherwise where it is told to."""

    __slots__ = ["_command", "_content", "_mails", "_said"]

    def __init__(self, content: Mapping[str, Any], mails: _Mails, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._content, self._mails = content, mails
        self._command: Command | None = None
        self._said: Counter[str] = Counter()

    async def read_command(self, state: ConnectionState) -> Command:
        self._command = command = await super().read_command(state)
        note(_told(command))
        return command

    async def write_response(self, resp: Response) -> None:
        await self._mails.note_changes()
        written = BytesIO()
        await resp.async_write(written)
        said = written.getvalue()
        if self._command is None or isinstance(resp, ResponseContinuation):
            self.writer.write(said)
        else:
            await self._answer(self._command, said)
        with suppress(ConnectionError):
            await self.writer.drain()

    async def _answer(self, command: Command, said: bytes) -> None:
        name = command.command.decode().removeprefix("UID ")
        name = _SAME.get(name, name)
        is_last = False
        if answer := self._of("answers", name):
            is_last = answer.startswith("*")
            said = b"%b%b\r\n" % (b"" if is_last else command.tag + b" ", answer.encode("latin-1"))
        if more := self._of("adds", name):
            said = more.encode("latin-1") + b"\r\n" + said
        number, how = self._of("stops", name) or (sys.maxsize, "")
        left = number - self._said[name]
        self._said[name] += len(said)
        self.writer.write(said[:left])
        if is_last or left < len(said):
            await self._stop(how)

    def _of(self, what: str, name: str) -> Any:
        return self._content.get(what, {}).get(name)

    async def _stop(self, how: str) -> None:
        if how == "silence":
            await self.reader.read()  # until the client leaves
        if how == "reset":
            await self.writer.drain()
            sock = self.writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise EOFError


def _told(command: Command) -> str:
    """A command as it is noted: what it is about, and never a password."""
    name = command.value.decode("latin-1") or "no command"
    if isinstance(command, LoginCommand):
        return f"{name} {command.userid.decode('latin-1')}"
    if isinstance(command, SelectCommand):
        return f"{name} {command.mailbox}"
    if isinstance(command, FetchCommand | StoreCommand):
        return f"{name} {bytes(command.sequence_set).decode()}"
    return name


def serve(listener: socket.socket, _: Path, content: Mapping[str, Any]) -> None:
    """`users` are who may come, by their passwords; `mailboxes` are their mails, by name: contents and flags, in pairs.

    A mail's flags are a text such as "\\Seen", or an empty one. All users see the same mails. The first mail of each
    mailbox has the UID 101. What the server shall do that is not usual, by the names of commands (without UID, LOGIN
    for AUTHENTICATE and SELECT for EXAMINE): `answers` instead of its own, without a tag, after which it goes if it
    begins with "*"; `adds` are lines before its answer; `stops` are after how many bytes of its answers it goes, and
    how: "end", "reset", or "silence", when it stays.

    It notes each command, each mail whose flags change ("CHANGED INBOX 101: \\Seen"), and that a client is gone.
    """
    # Else it would log to the grader's own stderr, and ask for its name, which may take its time.
    logging.getLogger("pymap").addHandler(logging.NullHandler())
    os.environ["FQDN"] = "mail.example.net"
    asyncio.run(_serve(listener, content))


async def _serve(listener: socket.socket, content: Mapping[str, Any]) -> None:
    config = Config(
        Namespace(passlib_cfg=None, proxy_protocol=None),
        host=None,
        port=0,
        demo_data=False,
        demo_user="",
        demo_password="",
        # Never used, but without it all certificates of the machine are read.
        ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
        tls_enabled=False,
        hash_context=Cleartext(),
        cpu_subsystem=Subsystem.for_asyncio(),  # without threads
        invalid_user_sleep=0.0,
        bad_command_limit=None,
    )
    config.apply_context()
    login, mails = Login(config), _Mails()
    all_mailboxes = await _fill(mails, content.get("mailboxes", {}))
    for name, password in content.get("users", {}).items():
        login.users_dict[name] = UserMetadata(config, name, password=password)
        config.set_cache[name] = (all_mailboxes, FilterSet())

    async def session(reader: StreamReader, writer: StreamWriter) -> None:
        connection = _Connection(
            content, mails, config.commands, config, reader, writer, SocketInfoLocal(writer)
        )
        async with AsyncExitStack() as stack:
            connection_exit.set(stack)
            stack.callback(note, "DISCONNECTED")
            stack.callback(connection.close)
            with suppress(Exception):  # what a client sends may be anything, and so may be what pymap raises
                await connection.run(ConnectionState(login, config))

    server = await asyncio.start_server(session, sock=listener)
    await server.serve_forever()


async def _fill(mails: _Mails, mailboxes: Mapping[str, Sequence[tuple[str, str]]]) -> MailboxSet:
    every = MailboxSet()
    for name, entries in mailboxes.items():
        if name != "INBOX":
            await every.add_mailbox(name)
        mails.mailboxes[name] = mailbox = await every.get_mailbox(name)
        for text, flags in entries:
            marks = frozenset(map(Flag, flags.split()))
            await mailbox.append(AppendMessage(text.encode("latin-1"), _CAME, marks))
    return every
