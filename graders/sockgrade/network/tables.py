"""The kernel's sockets of one network: who listens, who is connected, and what nobody has read yet. Linux only.

It is asked by `sock_diag`, and where a kernel does not answer that, its tables are read (proc_pid_net(5)). However
many sockets a program opens, no question is answered with less than there is: what would take too long to tell is
the program's fault.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sockgrade.checks import CheckFailed
from sockgrade.verdict import Kind

#: States of sockets (include/net/tcp_states.h).
ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSED, CLOSE_WAIT, LAST_ACK, LISTEN, CLOSING = 1, 4, 5, 7, 8, 9, 10, 11
SYN_SENT, SYN_RECV = 2, 3
#: Those in which data may be under way.
_TALKING = (ESTABLISHED, SYN_SENT, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT, LAST_ACK, CLOSING)
#: A UDP socket that is bound to an address, and connected to nobody.
_UDP_UNCONNECTED = CLOSED

#: More sockets than any exercise needs.
MAX_ROWS = 4096


@dataclass(frozen=True)
class Row:
    """A socket in the kernel's tables."""

    address: str
    port: int
    remote_port: int
    state: int
    unread: int
    unsent: int
    inode: int
    """0 for a connection that nobody has accepted, or that nobody holds any more."""
    only_ipv6: bool = False
    """IPV6_V6ONLY (ipv6(7)); only sock_diag tells, of a socket that is bound."""


class TooManySockets(CheckFailed):
    """The program has opened so many that it would take the grader long to look through them."""

    def __init__(self) -> None:
        super().__init__(
            Kind.UNOBSERVABLE,
            f"The program has opened more than {MAX_ROWS} sockets: nobody can look through them.",
            expected="no more sockets than the exercise needs",
            received=f"more than {MAX_ROWS} sockets",
        )


class Tables:
    """What the kernel tells of the sockets of one network."""

    def __init__(self, make: Callable[[int, int, int], socket.socket], folder: Callable[[], Path]) -> None:
        """`make` makes a socket in that network; `folder` is where its tables are, for kernels without sock_diag."""
        self._make = make
        self._folder = folder
        self._diag: socket.socket | None = None

    def listening(self, port: int) -> list[Row]:
        """The TCP sockets that listen; those on `port` are among them, however many there are."""
        return self._bound("tcp", LISTEN, port)

    def receiving(self, port: int) -> list[Row]:
        """The UDP sockets that are bound, in the same way."""
        return self._bound("udp", _UDP_UNCONNECTED, port)

    def _bound(self, transport: str, state: int, port: int) -> list[Row]:
        found = list(islice(self._rows(transport, (state,)), MAX_ROWS))
        if len(found) == MAX_ROWS:
            found += islice(self._rows(transport, (state,), port), MAX_ROWS)
        return list(dict.fromkeys(found))

    def connected(self, transport: str) -> list[Row]:
        """The sockets that are connected. Raises TooManySockets."""
        return self._all(transport, (ESTABLISHED,))

    def open(self) -> list[Row]:
        """The TCP connections that have not been closed from this side. Raises TooManySockets."""
        return self._all("tcp", (ESTABLISHED, CLOSE_WAIT))

    def raw(self) -> list[Row]:
        """The raw sockets (raw(7)); `port` is the number of the protocol whose packets they get. Of /proc alone.

        A kernel may know nothing of them by sock_diag, and nobody has many: that takes a right. Raises TooManySockets.
        """
        return _counted(_read(self._folder(), "raw", -1, 0))

    def closed_by_peer(self, port: int) -> int:
        """How many connections on a port the peer has closed and the program has not (CLOSE_WAIT)."""
        return sum(1 for _ in self._rows("tcp", (CLOSE_WAIT,), port))

    def unread_by_peer(self, connection: socket.socket) -> int:
        """Bytes that have arrived at the other end of a connection within this network, and that nobody has read."""
        peer = self._peer_of(connection)
        return peer.unread if peer else 0

    def is_accepted(self, connection: socket.socket) -> bool:
        """Whether the program has called accept() for a connection that was made to it; True where nobody knows."""
        peer = self._peer_of(connection)
        return peer is None or peer.inode != 0

    def is_anything_under_way(self) -> bool:
        """Whether anything is on its way between two sockets of this network, and not merely unread.

        True as well where there are too many sockets to look through: then nobody knows.
        """
        try:
            rows = self._all("tcp", (*_TALKING, SYN_RECV, LISTEN))
        except TooManySockets:
            return True
        if is_any_arriving(rows):
            return True
        connections = [row for row in rows if row.state in _TALKING]
        unread = {(row.port, row.remote_port): row.unread for row in connections}
        return any(row.unsent and not unread.get((row.remote_port, row.port)) for row in connections)

    def close(self) -> None:
        """The network is no more."""
        if self._diag is not None:
            self._diag.close()
            self._diag = None

    def _all(self, transport: str, states: tuple[int, ...]) -> list[Row]:
        return _counted(self._rows(transport, states))

    def _rows(self, transport: str, states: tuple[int, ...], port: int = 0) -> Iterator[Row]:
        from sockgrade.network import sock_diag

        mask = sum(1 << state for state in states)
        complete = False
        try:
            yield from sock_diag.sockets(self._asked(), transport, mask, port)
            complete = True
        except OSError:  # a kernel without it answers nothing at all
            yield from _read(self._folder(), transport, mask, port)
        finally:
            if not complete:
                self.close()

    def _peer_of(self, connection: socket.socket) -> Row | None:
        from sockgrade.network import sock_diag

        local, remote = connection.getpeername()[:2], connection.getsockname()[:2]
        try:
            return sock_diag.find(self._asked(), connection.family, local, remote)
        except OSError:
            self.close()
            ports = local[1], remote[1]
            table = _read(self._folder(), "tcp", -1, local[1])
            return next((row for row in table if (row.port, row.remote_port) == ports), None)

    def _asked(self) -> socket.socket:
        from sockgrade.network import sock_diag

        if self._diag is None:
            self._diag = self._make(socket.AF_NETLINK, socket.SOCK_RAW, sock_diag.NETLINK_SOCK_DIAG)
        return self._diag


def _counted(rows: Iterator[Row]) -> list[Row]:
    """All of them, unless they are too many."""
    found = list(islice(rows, MAX_ROWS + 1))
    if len(found) > MAX_ROWS:
        raise TooManySockets
    return found


def is_any_arriving(rows: list[Row]) -> bool:
    """Whether a connection is about to reach a queue of clients that has room for it.

    On a busy machine the last segment of a handshake comes long after the client has taken itself for
    connected. Of a socket that listens, `unread` is the length of its queue and `unsent` how long it may be.
    """
    full = {row.port for row in rows if row.state == LISTEN and row.unread > row.unsent}
    return any(row.state == SYN_RECV and row.port not in full for row in rows)


def _read(folder: Path, transport: str, states: int, port: int) -> Iterator[Row]:
    """The same of /proc/net/tcp, tcp6, udp, udp6, raw and raw6, in `folder`."""
    for name, family in ((transport, socket.AF_INET), (f"{transport}6", socket.AF_INET6)):
        with contextlib.suppress(FileNotFoundError), (folder / name).open() as table:
            next(table)
            for line in table:
                _, local, remote, state, queues, _, _, _, _, inode, *_ = line.split()
                address, own_port = local.split(":")
                if not states >> int(state, 16) & 1 or port not in (0, int(own_port, 16)):
                    continue
                yield Row(
                    address=_address(address, family),
                    port=int(own_port, 16),
                    remote_port=int(remote.rpartition(":")[2], 16),
                    state=int(state, 16),
                    unread=int(queues.rpartition(":")[2], 16),
                    unsent=int(queues.partition(":")[0], 16),
                    inode=int(inode),
                )


def _address(digits: str, family: socket.AddressFamily) -> str:
    """An address of /proc/net: 32-bit words in hexadecimal, each in the machine's byte order."""
    words = [int(digits[i : i + 8], 16).to_bytes(4, sys.byteorder) for i in range(0, len(digits), 8)]
    return socket.inet_ntop(family, b"".join(words))
