"""A server of XML-RPC: xmlrpc.server, of Python's standard library."""

from __future__ import annotations

import platform
import socket
from collections.abc import Mapping
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from xmlrpc.client import Fault
from xmlrpc.server import SimpleXMLRPCServer

from sockgrade.peers.host import note

SOFTWARE = f"xmlrpc.server of Python {platform.python_version()}"


class _Server(ThreadingMixIn, SimpleXMLRPCServer):
    daemon_threads = True


class _Functions:
    """Each gives the same answer, or the same fault, whatever it is called with."""

    def __init__(self, answers: Mapping[str, Any], faults: Mapping[str, Any]) -> None:
        self._answers, self._faults = answers, faults

    def _dispatch(self, method: str, parameters: tuple[Any, ...]) -> Any:
        """The name is xmlrpc.server's."""
        note(f"{method}({', '.join(map(repr, parameters))})")
        if method in self._answers:
            return self._answers[method]
        raise Fault(*self._faults.get(method, (1, f"there is no {method}")))


def serve(listener: socket.socket, _: Path, content: Mapping[str, Any]) -> None:
    """`answers` are what its functions give, by their names; `faults` a code and a text of those that fail.

    Each call is noted with its parameters, as Python writes them: `addieren(2, 3)`.
    """
    with _Server(("", 0), logRequests=False, bind_and_activate=False) as server:
        server.socket.close()
        server.socket = listener
        server.register_instance(_Functions(content.get("answers", {}), content.get("faults", {})))
        server.serve_forever()
