"""The network in which a program is graded.

On Linux the worker moves *itself* into a private network: checks are then plain socket code, programs keep
their hard-coded ports, and any number of submissions grade at once. Elsewhere, or where the kernel refuses,
the machine's own loopback serves, one submission at a time.

Readiness is what the kernel's tables say, never a probing connect(): several exercises' servers accept
exactly one client, and a probe would use it up.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from sockgrade.checks import GraderFault

#: Seconds that Linux keeps a port in TIME_WAIT; 60, and what its timers are late by.
_TIME_WAIT = 65

_KINDS = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}

_ESTABLISHED = 0x01
_TCP_LISTEN = 0x0A
_TCP_CLOSE_WAIT = 0x08
_UDP_UNCONNECTED = 0x07


@dataclass(frozen=True)
class Bound:
    """A listening TCP socket or a bound UDP socket of the program."""

    transport: Literal["tcp", "udp"]
    address: str
    port: int

    def __str__(self) -> str:
        return f"{self.transport.upper()} {show_address(self.address, self.port)}"

    @property
    def is_everywhere(self) -> bool:
        return self.address in ("0.0.0.0", "::")

    @property
    def is_ipv6(self) -> bool:
        return ":" in self.address

    def serves(self, address: str) -> bool:
        """Whether a client that connects to this IPv4 address reaches the socket.

        A socket bound to `::` counts: by default it takes IPv4 as well (ipv6(7), IPV6_V6ONLY).
        """
        return self.is_everywhere or self.address in (address, f"::ffff:{address}")

    @property
    def reachable_at(self) -> tuple[str, int]:
        """Where to connect to reach it."""
        substitutes = {"0.0.0.0": "127.0.0.1", "::": "::1"}
        return substitutes.get(self.address, self.address), self.port


class Network(Protocol):
    """Where a program and the checks meet."""

    kind: Literal["private", "shared"]

    def renew(self, transport: str, port: int) -> bool:
        """Make a fresh network for the next launch, in which this port is free.

        False if earlier connections in TIME_WAIT still keep it from whoever does not set SO_REUSEADDR.

        Raises GraderFault if somebody uses it.
        """

    def wait_for_port(self, transport: str, port: int) -> None:
        """Wait until no TIME_WAIT keeps anybody from the port."""

    def bound(self, root_pid: int) -> list[Bound]:
        """Where the program below `root_pid` listens."""

    def connected(self, transport: str) -> list[int]:
        """The ports to which sockets are connected, also those that have not sent anything; empty if nobody knows."""

    def open_after_end(self, port: int) -> int:
        """How many connections on the program's port its peer has closed and it has not (CLOSE_WAIT).

        Raises NotImplementedError where the platform cannot tell.
        """


def show_address(address: str, port: int) -> str:
    """An address as a person writes it: 127.0.0.1:80, [::1]:80."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def resolve(address: str) -> str:
    """The IPv4 address that an exercise's address means here; `gethostname()` is the machine's own name."""
    if address == "":
        return "127.0.0.1"
    name = socket.gethostname() if address == "gethostname()" else address
    try:
        return socket.gethostbyname(name)
    except OSError as error:
        raise GraderFault(
            f"this machine's name {name!r} does not resolve ({error}): add it to /etc/hosts"
        ) from None


def _can_bind(kind: socket.SocketKind, port: int, *, reuse: bool) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        if reuse:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


class SharedNetwork:
    """The machine's own loopback."""

    kind: Literal["private", "shared"] = "shared"

    def renew(self, transport: str, port: int) -> bool:
        kind = _KINDS[transport]
        if _can_bind(kind, port, reuse=False):
            return True
        # On Windows SO_REUSEADDR would take the port from somebody who uses it.
        if sys.platform == "win32" or not _can_bind(kind, port, reuse=True):
            raise GraderFault(
                f"port {port} of this machine is in use: end the program that uses it, and grade again"
            )
        return False

    def wait_for_port(self, transport: str, port: int) -> None:
        deadline = time.monotonic() + _TIME_WAIT
        while not _can_bind(_KINDS[transport], port, reuse=False) and time.monotonic() < deadline:
            time.sleep(0.1)

    def bound(self, root_pid: int) -> list[Bound]:
        import psutil

        found = []
        with contextlib.suppress(psutil.Error):
            root = psutil.Process(root_pid)
            for process in [root, *root.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    for entry in process.net_connections(kind="inet"):
                        if entry.type == socket.SOCK_DGRAM and not entry.raddr and entry.laddr:
                            found.append(Bound("udp", entry.laddr.ip, entry.laddr.port))
                        elif entry.status == psutil.CONN_LISTEN:
                            found.append(Bound("tcp", entry.laddr.ip, entry.laddr.port))
        return list(dict.fromkeys(found))

    def connected(self, transport: str) -> list[int]:  # noqa: ARG002 - other programs' cannot be told apart
        return []

    def open_after_end(self, port: int) -> int:
        raise NotImplementedError(
            "the machine's own loopback: other programs' connections cannot be told apart"
        )


class PrivateNetwork:
    """A network namespace of the worker's own; only to be made by `sockgrade.namespaces.enter_private_network`."""

    kind: Literal["private", "shared"] = "private"

    def renew(self, transport: str, port: int) -> bool:  # noqa: ARG002 - every port is free there
        from sockgrade import linux

        # The kernel's table of connections is as large as the machine's memory suggests, and reading it takes
        # 9 ms; a small one takes 0.1 ms. The setting is for the next namespace (Linux 6.1 and newer).
        with contextlib.suppress(OSError):
            Path("/proc/sys/net/ipv4/tcp_child_ehash_entries").write_text("512")
        linux.unshare(linux.CLONE_NEWNET)
        linux.bring_up_loopback()
        # Programs may bind port 80: nobody else's port 80 is here.
        Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").write_text("0")
        return True

    def wait_for_port(self, transport: str, port: int) -> None:
        pass

    def bound(self, root_pid: int) -> list[Bound]:  # noqa: ARG002 - see below
        # In a private network nobody but the program and the grader has sockets, and the grader tells its own
        # apart by the ports it opened: no need to ask which process owns which.
        found = []
        for transport, state in (("tcp", _TCP_LISTEN), ("udp", _UDP_UNCONNECTED)):
            for row in _rows(transport):
                if row.state == state:
                    found.append(Bound(transport, row.address, row.port))  # type: ignore[arg-type]
        return found

    def connected(self, transport: str) -> list[int]:
        return [row.remote_port for row in _rows(transport) if row.state == _ESTABLISHED]

    def open_after_end(self, port: int) -> int:
        return sum(1 for row in _rows("tcp") if row.state == _TCP_CLOSE_WAIT and row.port == port)


@dataclass(frozen=True)
class _Row:
    address: str
    port: int
    remote_port: int
    state: int
    unread: int
    unsent: int
    inode: int
    """0 for a connection that nobody has accepted."""


#: More rows than any exercise needs: a program that opens thousands of sockets costs the grader bounded time.
_MAX_ROWS = 4096


def _rows(transport: str) -> list[_Row]:
    """The kernel's table of sockets of this thread's network (proc_net_tcp: /proc/net/tcp, tcp6, udp, udp6)."""
    rows: list[_Row] = []
    for name, family in ((transport, socket.AF_INET), (f"{transport}6", socket.AF_INET6)):
        with contextlib.suppress(FileNotFoundError), open(f"/proc/thread-self/net/{name}") as table:
            next(table)
            for line in table:
                _, local, remote, state, queues, _, _, _, _, inode, *_ = line.split()
                address, port = local.split(":")
                rows.append(
                    _Row(
                        address=_address(address, family),
                        port=int(port, 16),
                        remote_port=int(remote.rpartition(":")[2], 16),
                        state=int(state, 16),
                        unread=int(queues.rpartition(":")[2], 16),
                        unsent=int(queues.partition(":")[0], 16),
                        inode=int(inode),
                    )
                )
                if len(rows) == _MAX_ROWS:
                    break
    return rows


def _address(digits: str, family: socket.AddressFamily) -> str:
    """An address of /proc/net: 32-bit words in hexadecimal, each in the machine's byte order."""
    words = [int(digits[i : i + 8], 16).to_bytes(4, sys.byteorder) for i in range(0, len(digits), 8)]
    return socket.inet_ntop(family, b"".join(words))


def unread_by_peer(connection: socket.socket) -> int:
    """Bytes that have arrived at the other end of a loopback connection and that nobody has read (Linux)."""
    local, peer = connection.getsockname()[1], connection.getpeername()[1]
    return next((r.unread for r in _rows("tcp") if (r.port, r.remote_port) == (peer, local)), 0)


def is_accepted(connection: socket.socket) -> bool:
    """Whether the program has called accept() for a connection that was made to it; True where nobody knows (Linux)."""
    local, peer = connection.getsockname()[1], connection.getpeername()[1]
    ends = [row for row in _rows("tcp") if (row.port, row.remote_port) == (peer, local)]
    return not ends or any(row.inode for row in ends)


def bytes_under_way() -> bool:
    """Whether anything is on its way between two sockets of this network, and not merely unread (Linux)."""
    rows = _rows("tcp")
    unread = {(row.port, row.remote_port): row.unread for row in rows}
    return any(row.unsent and not unread.get((row.remote_port, row.port)) for row in rows)
