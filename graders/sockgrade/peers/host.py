"""Runs servers of one protocol, one after the other: `python -m sockgrade.peers.host http USER GROUP`.

A line of JSON on standard input begins a server, with this as its content; an empty line ends it, and the end of the
input ends all. What is to be said comes on standard output, a line of JSON each: `{"pid": 7, "port": 40000,
"software": "…", "more": []}` when the server listens, and then `{"note": "…"}` for each line of its log, and
`{"taken": …}` for what it has taken from its client; or, if a package is missing, its name: `{"missing": "…"}`.

The protocol's module is loaded once, and each server is a fork: nothing is left of the one before. What a client
sends may be anything: a server has the rights of that user, and little memory.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from sockgrade.kernel.trees import scratch

#: Bytes of memory, and seconds of processor time: what a client sends must not use up the machine.
_MEMORY, _PROCESSOR = 2**30, 60
#: Characters of a line of the log.
_LINE = 1000


class Server(Protocol):
    """What the module of a protocol is."""

    SOFTWARE: str
    """The name and the version of what serves."""

    MORE_PORTS: Sequence[int]
    """Ports that it may listen at besides, for further connections of its clients. It may be left out.

    Below 32768, where no kernel takes one for somebody else by itself.
    """

    def serve(self, listener: socket.socket, folder: Path, content: Mapping[str, Any]) -> None:
        """Serve for ever whoever connects to `listener`, which listens at 127.0.0.1; `folder` is an empty one."""


def lay(folder: Path, files: Mapping[str, str]) -> None:
    """Write a server's files, by their names; in their contents a byte is the character of the same number."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("latin-1"))


def note(line: str) -> None:
    """Add a line to the server's log; the beginning of a long one."""
    _say(note=line[:_LINE])


def take(thing: object) -> None:
    """Tell the check what the client has left with the server: something that JSON can say."""
    _say(taken=thing)


def _say(**what: object) -> None:
    # In one go: threads of a server say something at the same time.
    os.write(1, f"{json.dumps(what)}\n".encode())


def main() -> None:
    """Serve as the lines on standard input say."""
    protocol, *identity = sys.argv[1:]
    user, group = map(int, identity)
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
                if os.geteuid() == 0:
                    os.chown(folder, user, group)
                servers.callback(_end, _begin(server, folder, json.loads(line), user, group))


def _begin(server: Server, folder: Path, content: Mapping[str, Any], user: int, group: int) -> int:
    """Fork a server; its process."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        pid = os.fork()
        if pid == 0:
            _limit(user, group)
            more = list(getattr(server, "MORE_PORTS", ()))
            os.write(1, b"\n")  # the server before may have been ended in the midst of a line
            _say(pid=os.getpid(), port=listener.getsockname()[1], software=server.SOFTWARE, more=more)
            server.serve(listener, folder, content)
            os._exit(0)
    return pid


def _limit(user: int, group: int) -> None:
    import resource

    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR, _PROCESSOR))


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
