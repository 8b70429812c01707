"""Runs servers of one protocol, one after the other: `python -m sockgrade.peers.host http`.

A line of JSON on standard input begins a server, with this as its content; an empty line ends it, and the end of the
input ends all. What is to be said comes on standard output, a line of JSON each: `{"pid": 7, "port": 40000,
"software": "…"}` when the server listens, and then `{"note": "…"}` for each line of its log; or, if a package is
missing, its name: `{"missing": "…"}`.

The protocol's module is loaded once, and each server is a fork: nothing is left of the one before.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from sockgrade.kernel.trees import scratch

#: Bytes of memory, and seconds of processor time: what a client sends must not use up the machine.
_MEMORY, _PROCESSOR = 2**30, 60


class Server(Protocol):
    """What the module of a protocol is."""

    SOFTWARE: str
    """The name and the version of what serves."""

    def serve(self, listener: socket.socket, folder: Path, content: Mapping[str, Any]) -> None:
        """Serve for ever whoever connects to `listener`, which listens at 127.0.0.1; `folder` is an empty one."""


def note(line: str) -> None:
    """Add a line to the server's log."""
    _say(note=line)


def _say(**what: object) -> None:
    # In one go: threads of a server say something at the same time.
    os.write(1, f"{json.dumps(what)}\n".encode())


def main() -> None:
    """Serve as the lines on standard input say."""
    (protocol,) = sys.argv[1:]
    # Ctrl-C is for whoever started this; it ends the input then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        server: Any = import_module(f"sockgrade.peers.{protocol}")
    except ModuleNotFoundError as error:
        _say(missing=error.name)
        return
    with ExitStack() as servers:
        for line in sys.stdin:
            servers.close()
            if line.strip():
                folder = servers.enter_context(scratch())
                servers.callback(_end, _begin(server, folder, json.loads(line)))


def _begin(server: Server, folder: Path, content: Mapping[str, Any]) -> int:
    """Fork a server; its process."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        pid = os.fork()
        if pid == 0:
            _limit()
            _say(pid=os.getpid(), port=listener.getsockname()[1], software=server.SOFTWARE)
            server.serve(listener, folder, content)
            os._exit(0)
    return pid


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR, _PROCESSOR))


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
