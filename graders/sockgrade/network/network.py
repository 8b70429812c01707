"""The network in which a program is graded.

On Linux the worker moves *itself* into a private network: checks are then plain socket code, programs keep
their hard-coded ports, and any number of submissions grade at once. Elsewhere, or where the kernel refuses,
the machine's own loopback serves, one submission at a time.

Readiness is what the kernel's tables say, never a probing connect(): several exercises' servers accept
exactly one client, and a probe would use it up.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from sockgrade.checks import CheckSkipped, GraderFault
from sockgrade.network.names import NAMED_ADDRESS, USUAL, NameFiles, Names
from sockgrade.network.tables import Row, Tables

#: Seconds that Linux keeps a port in TIME_WAIT; 60, and what its timers are late by.
_TIME_WAIT = 65

#: What an exercise may call the machine that its programs run on; in a private network all of it is the loopback.
_OWN_ADDRESSES = {"": "127.0.0.1", "::": "::1", "localhost": "127.0.0.1", "gethostname()": NAMED_ADDRESS}

#: The least, the usual and the greatest size of a TCP socket's buffer (tcp(7), tcp_wmem), where it shall be small.
_SMALL_BUFFERS = "4096 16384 65536"

#: The tables of the worker's network (proc_pid_net(5)).
_OWN_TABLES = Path("/proc/thread-self/net")
#: The namespace of that network (namespaces(7)).
_OWN_NAMESPACE = "/proc/thread-self/ns/net"

_KINDS = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}


@dataclass(frozen=True)
class Bound:
    """A listening TCP socket or a bound UDP socket of the program."""

    transport: Literal["tcp", "udp"]
    address: str
    port: int
    takes_ipv4: bool = True
    """False for `::` with IPV6_V6ONLY (ipv6(7)): by default a socket bound to `::` takes IPv4 as well."""

    def __str__(self) -> str:
        return f"{self.transport.upper()} {show_address(self.address, self.port)}"

    @property
    def is_everywhere(self) -> bool:
        """Whether it is bound to all addresses, those of IPv4 among them."""
        return self.address in ("0.0.0.0", "::") and self.takes_ipv4

    def serves(self, address: str) -> bool:
        """Whether a client that connects to this IP address reaches the socket."""
        if ":" in address:
            return self.address in (address, "::")
        return self.is_everywhere or self.address in (address, f"::ffff:{address}")

    @property
    def reachable_at(self) -> tuple[str, int]:
        """Where to connect to reach it."""
        if self.is_everywhere:
            return "127.0.0.1", self.port
        return "::1" if self.address == "::" else self.address, self.port


class Network(Protocol):
    """Where a program and the checks meet."""

    kind: Literal["private", "shared"]
    tables: Tables
    owner: int | None = None
    """The user namespace that owns it (a descriptor), where that is one for a program with rights in it."""

    def renew(self, transport: str, port: int) -> bool:
        """Make a fresh network for the next launch, in which this port is free.

        False if earlier connections in TIME_WAIT still keep it from whoever does not set SO_REUSEADDR.

        Raises GraderFault if somebody uses it.
        """

    def apart(self) -> Network:
        """Another network for another program: only over a link of the grader's does one reach the other.

        Raises CheckSkipped where there is but one.
        """
        raise CheckSkipped("two programs can be kept apart in private networks only")

    def enter(self) -> None:
        """What this thread does from now on, such as starting a program, it does in this network."""
        return

    def wait_for_port(self, transport: str, port: int) -> None:
        """Wait until no TIME_WAIT keeps anybody from the port."""

    def socket(self, family: int, kind: int, protocol: int = 0) -> socket.socket:
        """A socket of the grader's in this network. Raises OSError."""

    def name(self, names: Names) -> None:
        """Let programs that are launched from now on find these names, until the next `renew`.

        Raises CheckSkipped where nobody can.
        """

    def keep_buffers_small(self) -> None:
        """Let TCP sockets that are made from now on have small buffers to send from, until the next `renew`.

        Where nobody can, as on a machine's own network, they stay as they are.
        """
        return

    def add_address(self, address: str) -> None:
        """Make an IP address one of this network's, until the next `renew`, if it is not yet.

        Raises CheckSkipped where nobody can.
        """
        if not self.has_address(address):
            raise CheckSkipped(f"this machine has no address {address}")

    def has_address(self, address: str) -> bool:
        """Whether an IP address is one of this network's, so that clients can come from there."""
        with self.socket(family_of(address), socket.SOCK_DGRAM) as probe:
            try:
                probe.bind((address, 0))
            except OSError as error:
                return error.errno == errno.EADDRINUSE
            return True

    def resolve(self, address: str) -> str:
        """The IP address that an exercise's address means here; `gethostname()` is the machine's own name.

        Raises GraderFault if that name does not resolve.
        """

    def bound(self, root_pid: int, port: int) -> list[Bound]:
        """Where the processes below this pid listen: on `port` in any case, elsewhere as far as one can look."""

    def connected(self, transport: str) -> list[int]:
        """The ports to which sockets are connected, also those that have not sent anything; empty if nobody knows."""

    def open_after_end(self, port: int) -> int:
        """How many connections on the program's port its peer has closed and it has not (CLOSE_WAIT).
        Raises NotImplementedError where the platform cannot tell.
        """


def family_of(address: str) -> socket.AddressFamily:
    """Whether an IP address is one of IPv6 or IPv4."""
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def show_address(address: str, port: int) -> str:
    """An address as a person writes it: 127.0.0.1:80, [::1]:80."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _look_up(name: str) -> str:
    if ":" in name:
        return name
    try:
        return socket.gethostbyname(name)
    except OSError as error:
        raise GraderFault(
            f"the name {name!r} does not resolve here ({error}): add it to /etc/hosts"
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


def _bound(tables: Tables, port: int) -> list[Bound]:
    """Where anybody in a network listens."""
    found = [_bound_at("tcp", row) for row in tables.listening(port)]
    return found + [_bound_at("udp", row) for row in tables.receiving(port)]


def _bound_at(transport: Literal["tcp", "udp"], row: Row) -> Bound:
    # For any other address of IPv6 the kernel sets IPV6_V6ONLY by itself.
    return Bound(transport, row.address, row.port, takes_ipv4=not (row.only_ipv6 and row.address == "::"))


class SharedNetwork(Network):
    """The machine's own loopback."""

    kind: Literal["private", "shared"] = "shared"

    def __init__(self) -> None:
        self.tables = Tables(self.socket, lambda: _OWN_TABLES)

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

    def name(self, names: Names) -> None:  # noqa: ARG002 - they would be the whole machine's
        raise CheckSkipped("only in a private network programs can be told other names than this machine has")

    def wait_for_port(self, transport: str, port: int) -> None:
        deadline = time.monotonic() + _TIME_WAIT
        while not _can_bind(_KINDS[transport], port, reuse=False) and time.monotonic() < deadline:
            time.sleep(0.1)

    def socket(self, family: int, kind: int, protocol: int = 0) -> socket.socket:
        return socket.socket(family, kind, protocol)

    def resolve(self, address: str) -> str:
        if address in ("", "::"):
            return "127.0.0.1" if address == "" else "::1"
        return _look_up(socket.gethostname() if address == "gethostname()" else address)

    def bound(self, root_pid: int, port: int) -> list[Bound]:
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
        if sys.platform == "linux" and any(b.address == "::" for b in found):
            known = _bound(self.tables, port)
            found = [only if (only := replace(b, takes_ipv4=False)) in known else b for b in found]
        return list(dict.fromkeys(found))

    def connected(self, transport: str) -> list[int]:  # noqa: ARG002 - other programs' cannot be told apart
        return []

    def open_after_end(self, port: int) -> int:
        raise NotImplementedError(
            "the machine's own loopback: other programs' connections cannot be told apart"
        )


class PrivateNetwork(Network):
    """A network namespace of the worker's own; only to be made by `namespaces.enter_private_network`."""

    kind: Literal["private", "shared"] = "private"

    def __init__(self, files: NameFiles | None = None) -> None:
        """`files` tell programs names."""
        self.tables = Tables(self.socket, self._tables_folder)
        self._namespace: int | None = None
        self._make: Callable[[], tuple[int, int]] | None = None
        self._files = files
        self._names = USUAL

    def let_own(self, make: Callable[[], tuple[int, int]]) -> None:
        """From now on this network and those that follow it are made by `make`, and owned as it says.

        It gives two descriptors: the network, and the user namespace that owns it. Raises OSError if it does.
        """
        self._make = make
        self._renew()

    def _tables_folder(self) -> Path:
        self.enter()
        return _OWN_TABLES

    def apart(self) -> Network:
        return PrivateNetwork(self._files)

    def enter(self) -> None:
        from sockgrade.kernel import linux

        if self._namespace is not None:
            linux.set_namespace(self._namespace, linux.CLONE_NEWNET)

    def _hold_on(self) -> None:
        """Remember the namespace that this thread is in: there may be others, and the way back leads over it."""
        held, self._namespace = self._namespace, os.open(_OWN_NAMESPACE, os.O_RDONLY)
        if held is not None:
            os.close(held)

    def renew(self, transport: str, port: int) -> bool:  # noqa: ARG002 - every port is free there
        self._renew()
        return True

    def _renew(self) -> None:
        from sockgrade.kernel import linux

        self.tables.close()
        # The kernel's table of connections is as large as the machine's memory suggests, and reading it takes
        # 9 ms; a small one takes 0.1 ms. The setting is for the next namespace (Linux 6.1 and newer).
        with contextlib.suppress(OSError):
            Path("/proc/sys/net/ipv4/tcp_child_ehash_entries").write_text("512")
        if self._make is None:
            linux.unshare(linux.CLONE_NEWNET)
        else:
            network, owner = self._make()
            if self.owner is not None:
                os.close(self.owner)
            self.owner = owner
            try:
                linux.set_namespace(network, linux.CLONE_NEWNET)
            finally:
                os.close(network)
        linux.bring_up_loopback()
        # Programs may bind port 80: nobody else's port 80 is here.
        Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").write_text("0")
        self._hold_on()
        self.name(USUAL)

    def name(self, names: Names) -> None:
        if names != self._names and self._files is not None:
            for file in names.needed():
                if not Path("/etc", file).exists():
                    raise CheckSkipped(
                        f"this machine has no file /etc/{file}, where programs would find a name"
                    )
            self._files.write(names)
            self._names = names

    def keep_buffers_small(self) -> None:
        self.enter()
        Path("/proc/sys/net/ipv4/tcp_wmem").write_text(_SMALL_BUFFERS)

    def add_address(self, address: str) -> None:
        from sockgrade.kernel import linux

        if ":" in address and not self.has_address(address):
            self.enter()
            linux.add_address(address)
        super().add_address(address)

    def wait_for_port(self, transport: str, port: int) -> None:
        pass

    def socket(self, family: int, kind: int, protocol: int = 0) -> socket.socket:
        self.enter()
        return socket.socket(family, kind, protocol)

    def resolve(self, address: str) -> str:
        return _OWN_ADDRESSES.get(address) or _look_up(address)

    def bound(self, root_pid: int, port: int) -> list[Bound]:  # noqa: ARG002 - whose sockets they are is known
        # In a private network nobody but the program and the grader has sockets, and the grader tells its own
        # apart by the ports it opened: no need to ask which process owns which.
        return _bound(self.tables, port)

    def connected(self, transport: str) -> list[int]:
        return [row.remote_port for row in self.tables.connected(transport)]

    def open_after_end(self, port: int) -> int:
        return self.tables.closed_by_peer(port)
