"""Where the grader waits for a program that connects: with open doors, and with some at which nobody ever answers."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass

from sockgrade.endpoints.wire import SMALL
from sockgrade.network.network import Network, family_of, show_address

#: Connections that may wait for accept().
_BACKLOG = 128


@dataclass(frozen=True)
class Door:
    """An address of the grader's, as a check wants it."""

    address: str
    port: int
    is_silent: bool = False
    """Whether whoever connects there gets no answer at all."""

    def __str__(self) -> str:
        return show_address(self.address, self.port)

    def open(self, network: Network, transport: str, *, takes_little: bool) -> Listener:
        """Be there, with small buffers if it `takes_little`. Raises OSError."""
        kind = socket.SOCK_STREAM if transport == "tcp" else socket.SOCK_DGRAM
        with contextlib.ExitStack() as unless_it_fails:
            listener = network.socket(family_of(self.address), kind)
            unless_it_fails.callback(listener.close)
            if listener.family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            if kind == socket.SOCK_STREAM:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if takes_little:  # what a connection has said to take it must take: before it comes
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
            listener.bind((self.address, self.port))
            fillers = []
            if self.is_silent:
                # A queue of no length takes one connection, and leaves everybody else without an answer (listen(2)).
                listener.listen(0)
                fillers.append(network.socket(listener.family, kind))
                unless_it_fails.callback(fillers[0].close)
                fillers[0].connect((self.address, self.port))
            elif kind == socket.SOCK_STREAM:
                listener.listen(_BACKLOG)
            listener.setblocking(False)
            unless_it_fails.pop_all()
        return Listener(listener, fillers)


class Listener:
    """A door that is there."""

    def __init__(self, sock: socket.socket, fillers: list[socket.socket]) -> None:
        self.socket = sock
        self._fillers = fillers

    def accept(self) -> tuple[socket.socket, str, int] | None:
        """A connection that has come, and from where."""
        with contextlib.suppress(BlockingIOError, ConnectionError):
            sock, source = self.socket.accept()
            return sock, source[0], source[1]
        return None

    def close(self) -> None:
        """Let nobody in any more."""
        for sock in (self.socket, *self._fillers):
            sock.close()
