"""A telnet server, with a login and a small shell: telnetlib3."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from telnetlib3.server import TelnetServer
from telnetlib3.stream_reader import TelnetReader
from telnetlib3.stream_writer import TelnetWriter
from telnetlib3.telopt import DO, ECHO, NAWS, SGA, WILL, WONT, name_option

from sockgrade.peers.host import note

SOFTWARE = f"telnetlib3 {version('telnetlib3')}"

#: Whoever has no line to end with has gone, or sends one without an end.
_NO_LINE = (EOFError, ConnectionError, asyncio.LimitOverrunError)


class _Writer(TelnetWriter):
    """Notes what the client agrees to, and what it refuses."""

    slc_simulated = False  # no byte of a line is a key

    def handle_do(self, opt: bytes) -> bool:
        note(f"DO {name_option(opt)}")
        return bool(super().handle_do(opt))

    def handle_dont(self, opt: bytes) -> None:
        note(f"DONT {name_option(opt)}")
        super().handle_dont(opt)

    def handle_will(self, opt: bytes) -> None:
        note(f"WILL {name_option(opt)}")
        super().handle_will(opt)

    def handle_wont(self, opt: bytes) -> None:
        note(f"WONT {name_option(opt)}")
        super().handle_wont(opt)


class _Server(TelnetServer):
    """Asks for its options at once, and waits for no answer: it has no timer, which the kernel would not see."""

    def begin_negotiation(self) -> None:
        super().begin_negotiation()  # DO TTYPE
        assert self.writer
        self.writer.iac(DO, NAWS)
        self.writer.iac(WILL, SGA)

    def on_ttype(self, ttype: str) -> None:
        note(f"TTYPE {ttype}")


class _Session:
    """One client at its shell."""

    def __init__(self, content: Mapping[str, Any], reader: TelnetReader, writer: TelnetWriter) -> None:
        self._users: Mapping[str, str] = content.get("users", {})
        self._commands: Mapping[str, str] = content.get("commands", {})
        self._welcome: str = content.get("welcome", "")
        self._reader, self._writer = reader, writer

    async def run(self) -> None:
        """Let it in, and do what it says, until it says `exit` or has gone."""
        try:
            while not await self._lets_in():
                self._say("Login incorrect\n")
            self._say(self._welcome)
            while (command := await self._ask("$ ")) != b"exit":
                note(f"command {_text(command)}")
                unknown = f"{_text(command)}: command not found\n"
                self._say(self._commands.get(_text(command), unknown if command else ""))
            note("exit")
        except _NO_LINE:
            note("the client has gone")
        self._writer.close()

    async def _lets_in(self) -> bool:
        name = _text(await self._ask("login: "))
        self._writer.iac(WILL, ECHO)  # and echoes nothing: nobody shall see the password
        password = await self._ask("Password: ")
        if self._writer.local_option.enabled(ECHO):
            self._writer.iac(WONT, ECHO)
        self._say("\n")
        is_right = self._users.get(name) == password.decode("latin-1")
        note(f"login {name}: {'right' if is_right else 'wrong'}")
        return is_right

    async def _ask(self, question: str) -> bytes:
        self._say(question)
        line: bytes = await self._reader.readuntil(b"\n")
        return line.removesuffix(b"\n").removesuffix(b"\r")

    def _say(self, text: str) -> None:
        # A CR that is not the beginning of a line end has a NUL behind it (RFC 854); the writer doubles a byte 255.
        self._writer.write(text.replace("\r", "\r\0").replace("\n", "\r\n").encode("latin-1", "replace"))


def _text(line: bytes) -> str:
    return line.decode(errors="replace")


def serve(listener: socket.socket, _: Path, content: Mapping[str, Any]) -> None:
    """`users` are who may come in, by their passwords; `commands` what there is to be run, and what it prints.

    `welcome` is what it says to whoever has come in. In all that it says, and in passwords, a byte is the character of
    the same number, and `\\n` a line end.
    """
    logging.getLogger("telnetlib3").addHandler(
        logging.NullHandler()
    )  # else it would log to the grader's own stderr
    loop = asyncio.new_event_loop()

    def session() -> TelnetServer:
        return _Server(
            shell=lambda reader, writer: _Session(content, reader, writer).run(),
            encoding=False,
            timeout=0,
            connect_maxwait=-1,
            writer_factory=_Writer,
        )

    loop.run_until_complete(loop.create_server(session, sock=listener))
    loop.run_forever()
