"""A mail server: aiosmtpd."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiosmtpd
from aiosmtpd.smtp import SMTP, Envelope, Session

from sockgrade.peers.host import note, take

SOFTWARE = f"aiosmtpd {aiosmtpd.__version__}"

#: Bytes of a mail, at most.
_LARGEST = 2**20
_OK = "250 OK"


class _Commands(logging.Handler):
    """Notes each command, as aiosmtpd logs it; its name in capital letters, as a check looks for it."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "%r >> %r" and isinstance(record.args, tuple):
            *_, line = record.args
            assert isinstance(line, bytes)
            verb, blank, rest = line.decode("latin-1").partition(" ")
            note(f"{verb.upper()}{blank}{rest}")


class _Postman:
    """Takes every mail, unless it is told to refuse something (the names of its methods are aiosmtpd's)."""

    def __init__(self, refuses: Mapping[str, str]) -> None:
        self._answers = {"MAIL": _OK, "RCPT": _OK, "DATA": _OK, **refuses}

    async def handle_MAIL(self, _: SMTP, __: Session, mail: Envelope, sender: str, ___: list[str]) -> str:
        if self._answers["MAIL"] == _OK:
            mail.mail_from = sender
        return self._answers["MAIL"]

    async def handle_RCPT(self, _: SMTP, __: Session, mail: Envelope, recipient: str, ___: list[str]) -> str:
        if self._answers["RCPT"] == _OK:
            mail.rcpt_tos.append(recipient)
        return self._answers["RCPT"]

    async def handle_DATA(self, _: SMTP, __: Session, mail: Envelope) -> str:
        if self._answers["DATA"] == _OK:
            content = bytes(mail.original_content or b"").decode("latin-1")
            take({"sender": mail.mail_from, "recipients": mail.rcpt_tos, "content": content})
        return self._answers["DATA"]


def serve(listener: socket.socket, _: Path, content: Mapping[str, Any]) -> None:
    """`refuses` says what it answers to MAIL, RCPT or the end of DATA instead of 250.

    Each mail that it takes is told with its sender, its recipients and its content, in which a byte is the character
    of the same number.
    """
    logging.basicConfig(level=logging.INFO, handlers=[_Commands()])
    postman = _Postman(content.get("refuses", {}))
    loop = asyncio.new_event_loop()

    def session() -> SMTP:
        return SMTP(postman, data_size_limit=_LARGEST, hostname="mail.example.net", loop=loop)

    loop.run_until_complete(loop.create_server(session, sock=listener))
    loop.run_forever()
