"""What the kernel tells of sockets: the same by sock_diag and by its tables, and never less than there is."""

from __future__ import annotations

import contextlib
import errno
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sockgrade.network import tables
from sockgrade.network.tables import Tables, TooManySockets

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sock_diag(7) and /proc are Linux' own")


def _refuse(*_: int) -> socket.socket:
    raise OSError(errno.EPROTONOSUPPORT, "a kernel without sock_diag")


@pytest.fixture(params=["sock_diag", "proc"])
def kernel(request: pytest.FixtureRequest) -> Iterator[Tables]:
    """Both ways of asking, in the machine's own network."""
    make = socket.socket if request.param == "sock_diag" else _refuse
    with contextlib.closing(Tables(make, lambda: Path("/proc/thread-self/net"))) as asked:
        yield asked


@pytest.fixture(params=["127.0.0.1", "::1", "::"])
def listener(request: pytest.FixtureRequest) -> Iterator[socket.socket]:
    """A socket that listens; the last one is reached by IPv4."""
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    with socket.create_server(
        (request.param, 0), family=family, dualstack_ipv6=request.param == "::"
    ) as made:
        yield made


@pytest.fixture
def client(listener: socket.socket) -> Iterator[socket.socket]:
    """A connection to it."""
    address, port = listener.getsockname()[:2]
    with socket.create_connection(("127.0.0.1" if address == "::" else address, port)) as connection:
        yield connection


def test_a_connection_is_found_by_its_addresses(
    kernel: Tables, listener: socket.socket, client: socket.socket
) -> None:
    assert not kernel.is_accepted(client)
    with listener.accept()[0] as accepted:
        assert kernel.is_accepted(client)
        client.sendall(b"four")
        assert kernel.unread_by_peer(client) == 4
        accepted.recv(3)
        assert kernel.unread_by_peer(client) == 1
        assert kernel.unread_by_peer(accepted) == 0


def test_a_connection_that_its_client_has_closed_is_counted(
    kernel: Tables, listener: socket.socket, client: socket.socket
) -> None:
    port = listener.getsockname()[1]
    with listener.accept()[0]:
        assert kernel.closed_by_peer(port) == 0
        client.close()
        assert kernel.closed_by_peer(port) == 1
    assert kernel.closed_by_peer(port) == 0


def test_nobody_is_asked_about_a_connection_that_is_none(kernel: Tables) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        peer = listener.accept()[0]
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            client.close()
            peer.close()
            other.connect(listener.getsockname())
            assert not kernel.is_accepted(other)


def test_a_connection_that_has_yet_to_reach_the_queue_is_under_way(kernel: Tables) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # The kernel forgets the client's part of the handshake, as a busy machine is late with it (tcp(7)).
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 60)
        with socket.create_connection(listener.getsockname()) as client:
            assert not kernel.is_accepted(client)
            assert kernel.is_anything_under_way()


def test_a_connection_for_which_the_queue_has_no_room_is_not() -> None:
    waiting = tables.Row("127.0.0.1", 7, 40000, tables.SYN_RECV, unread=0, unsent=0, inode=0)
    queue = tables.Row("127.0.0.1", 7, 0, tables.LISTEN, unread=0, unsent=5, inode=1)
    assert tables.is_any_arriving([waiting, queue])
    assert not tables.is_any_arriving([waiting, replace(queue, unread=6)])


def test_who_listens_and_who_receives(kernel: Tables, listener: socket.socket) -> None:
    address, port = listener.getsockname()[:2]
    assert (address, port) in [(row.address, row.port) for row in kernel.listening(port)]
    with socket.socket(type=socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        rows = kernel.receiving(receiver.getsockname()[1])
        assert receiver.getsockname() in [(row.address, row.port) for row in rows]


@pytest.mark.parametrize("only_ipv6", [True, False])
@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_who_takes_clients_that_come_by_ipv6_only(only_ipv6: bool, kind: socket.SocketKind) -> None:
    with (
        contextlib.closing(Tables(socket.socket, lambda: Path("/nowhere"))) as kernel,
        socket.socket(socket.AF_INET6, kind) as made,
    ):
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, only_ipv6)
        made.bind(("::", 0))
        port = made.getsockname()[1]
        if kind == socket.SOCK_STREAM:
            made.listen()
        rows = kernel.listening(port) if kind == socket.SOCK_STREAM else kernel.receiving(port)
        assert [row.only_ipv6 for row in rows if row.port == port] == [only_ipv6]


def test_what_nobody_can_look_through_is_never_left_out(
    kernel: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 8)
    with contextlib.ExitStack() as stack:
        listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(20)]
        for listener in listeners:
            port = listener.getsockname()[1]
            assert port in [row.port for row in kernel.listening(port)]
            client = stack.enter_context(socket.create_connection(listener.getsockname()))
            stack.enter_context(listener.accept()[0])
        with pytest.raises(TooManySockets):
            kernel.connected("tcp")
        assert kernel.is_anything_under_way()  # nobody knows
        assert kernel.is_accepted(client)
