"""Where the grader waits for a program that comes: with open doors, and with some at which nobody ever answers."""

from __future__ import annotations

import contextlib
import socket
import sys
from dataclasses import dataclass, field

from sockgrade.endpoints.wire import SMALL
from sockgrade.network.network import Network, family_of, show_address

#: Connections that may wait for accept().
_BACKLOG = 128
#: Bytes: more than any datagram has.
_DATAGRAM = 65536
#: ip(7), which Python 3.11 does not name; ipv6(7).
_IP_PKTINFO, _IPV6_RECVPKTINFO = 8, 49
#: Bytes of what they say: struct in_pktinfo has 12, struct in6_pktinfo 20.
_PKTINFO = socket.CMSG_SPACE(20) if sys.platform != "win32" else 0


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
            if kind == socket.SOCK_DGRAM and sys.platform == "linux":
                # At which of the machine's addresses a datagram came: its answer must come from there.
                if listener.family == socket.AF_INET6:
                    listener.setsockopt(socket.IPPROTO_IPV6, _IPV6_RECVPKTINFO, 1)
                else:
                    listener.setsockopt(socket.IPPROTO_IP, _IP_PKTINFO, 1)
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

    def receive(self) -> Incoming | None:
        """A datagram that has come."""
        with contextlib.suppress(BlockingIOError):
            if sys.platform == "win32":
                data, source = self.socket.recvfrom(_DATAGRAM)
                return Incoming(data, source, self.socket)
            data, came_to, _, source = self.socket.recvmsg(_DATAGRAM, _PKTINFO)
            return Incoming(data, source, self.socket, came_to)
        return None

    def close(self) -> None:
        """Let nobody in any more."""
        for sock in (self.socket, *self._fillers):
            sock.close()


@dataclass(frozen=True)
class Incoming:
    """A datagram that has come, and the way back to where it comes from."""

    data: bytes
    source: tuple[str, int]
    """With what else belongs to an address of IPv6."""
    _socket: socket.socket = field(repr=False)
    _came_to: list[tuple[int, int, bytes]] = field(default_factory=list, repr=False)
    """At which address, in the words of the kernel, which are the same for an answer from there."""

    def answer(self, data: bytes) -> None:
        """Send a datagram to where this one comes from, from where it came to. Raises OSError."""
        if self._came_to:
            self._socket.sendmsg([data], self._came_to, 0, self.source)
        else:
            self._socket.sendto(data, self.source)

    def answer_from_elsewhere(self, data: bytes, network: Network) -> int:
        """The same from another socket, whose port is returned. Raises OSError."""
        with network.socket(self._socket.family, socket.SOCK_DGRAM) as stranger:
            stranger.sendto(data, self.source)
            port: int = stranger.getsockname()[1]
            return port
