"""An FTP server: pyftpdlib."""

from __future__ import annotations

import logging
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pyftpdlib
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.ioloop import IOLoop
from pyftpdlib.servers import FTPServer

from sockgrade.peers.host import lay, note

SOFTWARE = f"pyftpdlib {pyftpdlib.__ver__}"
#: Where it waits for data connections. A client has one at a time; where others use them, too, one is free.
MORE_PORTS = range(30100, 30116)
_ACTIVE = {"PORT", "EPRT"}


class _Handler(FTPHandler):  # type: ignore[misc]
    passive_ports = MORE_PORTS
    # Without the active mode: it would reach no client, since no way leads from its network into theirs.
    proto_cmds: ClassVar = {name: FTPHandler.proto_cmds[name] for name in {*FTPHandler.proto_cmds} - _ACTIVE}
    auth_failed_timeout = 0
    timeout = None

    def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
        note(cmd if cmd == "PASS" else line)
        super().pre_process_command(line, cmd, arg)


def serve(listener: socket.socket, folder: Path, content: Mapping[str, Any]) -> None:
    """`files` are what there is to be had, by their names; `users` are who may have it, by their passwords.

    Without them it is anybody who says that he is anonymous.
    """
    lay(folder, content.get("files", {}))
    authorizer = DummyAuthorizer()
    for name, password in content.get("users", {"anonymous": ""}).items():
        authorizer.add_user(name, password, str(folder))
    _Handler.authorizer = authorizer
    # Else it would log to the grader's own stderr.
    logging.getLogger("pyftpdlib").addHandler(logging.NullHandler())
    FTPServer(listener, _Handler, IOLoop()).serve_forever(handle_exit=False)
