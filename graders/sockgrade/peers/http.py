"""A web server: http.server, of Python's standard library."""

from __future__ import annotations

import platform
import socket
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sockgrade.peers.host import lay, note

SOFTWARE = f"http.server of Python {platform.python_version()}"


class _Handler(SimpleHTTPRequestHandler):
    sys_version = ""  # an answer is as long with every Python

    def log_message(self, format: str, *arguments: object) -> None:
        note(format % arguments)


class _KeepsConnections(_Handler):
    protocol_version = "HTTP/1.1"


def serve(listener: socket.socket, folder: Path, content: Mapping[str, Any]) -> None:
    """`files` are what there is to be had, by their names; with `keeps_connections` it speaks HTTP/1.1."""
    lay(folder, content.get("files", {}))
    handler = _KeepsConnections if content.get("keeps_connections") else _Handler
    address = listener.getsockname()
    with ThreadingHTTPServer(
        address, partial(handler, directory=str(folder)), bind_and_activate=False
    ) as server:
        server.socket.close()
        server.socket = listener
        server.server_name, server.server_port = address
        server.serve_forever()
