"""What the Dutch tutorial says of sockets: `sockgrade verify --documents` tells whether it holds."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from sockgrade import source


@source("Socket API Overzicht")
def claim_a_socket_has_these_methods() -> None:
    """A socket has bind, listen, accept, connect, connect_ex, send, recv and close."""
    for name in ("bind", "listen", "accept", "connect", "connect_ex", "send", "recv", "close"):
        assert callable(getattr(socket.socket, name))


@source("Socket API Overzicht")
def claim_methods_are_the_systems_calls(nobody: tuple[str, int]) -> None:
    """Python's methods are the system's calls: an error has the number that C gives it."""
    with socket.socket() as client, pytest.raises(OSError) as caught:
        client.connect(nobody)
    assert caught.value.errno == 111
    assert caught.value.strerror == "Connection refused"


@source("TCP Sockets aanmaken")
def claim_the_default_is_tcp() -> None:
    """A socket object uses TCP unless told otherwise."""
    with socket.socket() as made:
        assert made.type == socket.SOCK_STREAM


@source("TCP Sockets aanmaken")
def claim_tcp_data_are_read_in_the_order_of_writing(client: socket.socket, server: socket.socket) -> None:
    """With TCP data are read in the order in which they were written."""
    for number in range(100):
        client.send(bytes([number]))
    received = b""
    while len(received) < 100:
        received += server.recv(7)
    assert received == bytes(range(100))


@source("Client en Server")
def claim_127_0_0_1_is_localhost() -> None:
    """127.0.0.1 is the usual address of the loopback interface, localhost."""
    assert socket.gethostbyname("localhost") == "127.0.0.1"


@source("Client en Server")
def claim_ports_without_privilege_begin_at_1024() -> None:
    """Ports above 1023 need no privilege, those below do.

    Today: Linux lets net.ipv4.ip_unprivileged_port_start say where they begin; containers often set it to 0.
    """
    first = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text())
    assert first == 1024, f"here they begin at {first}"


@source("Client en Server")
def claim_listen_needs_no_backlog() -> None:
    """listen() can be called without a backlog."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(listener.getsockname()):
            listener.accept()[0].close()


@source("Client en Server")
def claim_recv_gives_nothing_when_the_client_has_closed(client: socket.socket, server: socket.socket) -> None:
    """When the client has closed, recv() gives no data any more, and that ends the loop."""
    client.sendall(b"Hello, world")
    client.close()
    assert server.recv(1024) == b"Hello, world"
    assert server.recv(1024) == b""


@source("Client en Server")
def claim_with_closes_both_sockets(listener: socket.socket) -> None:
    """`with` closes a socket at its end."""
    with socket.create_connection(listener.getsockname()) as client:
        connection, _ = listener.accept()
        with connection:
            pass
        assert client.recv(1024) == b""
    assert client.fileno() == connection.fileno() == -1
