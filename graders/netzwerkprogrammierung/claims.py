"""What the notebook says of sockets: `sockgrade verify --documents` tells whether it holds."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from sockgrade import source


@source("Netzwerkprogrammierung")
def claim_a_socket_is_an_address_and_a_port(listener: socket.socket) -> None:
    """A socket that listens has an IP address and a port."""
    address, port = listener.getsockname()
    assert address == "127.0.0.1"
    assert 0 < port < 65536


@source("Echo-Server")
def claim_socket_without_arguments_is_tcp_over_ipv4() -> None:
    """socket.socket() without arguments makes a socket of TCP over IPv4."""
    with socket.socket() as made:
        assert (made.family, made.type) == (socket.AF_INET, socket.SOCK_STREAM)


@source("Echo-Server")
def claim_5_clients_hang_in_a_backlog_of_5(queued: Callable[[int], int]) -> None:
    """listen(5) keeps as many connections that nobody has accepted yet.

    Today: on Linux backlog + 1 are connected; whoever comes then is not refused, but waits.
    """
    clients = queued(5)
    assert clients == 5, f"{clients} were connected"


@source("Echo-Server")
def claim_accept_waits_for_a_connection(listener: socket.socket) -> None:
    """accept() waits until a client connects."""
    listener.settimeout(0.1)
    with pytest.raises(TimeoutError):
        listener.accept()
    with socket.create_connection(listener.getsockname()):
        listener.accept()[0].close()


@source("Echo-Server")
def claim_data_are_bytes_and_become_text(client: socket.socket, server: socket.socket) -> None:
    """What recv() gives are bytes: str(data, "utf8") makes text of them."""
    client.send(b"Hallo Server")
    data = server.recv(128)
    assert isinstance(data, bytes)
    assert str(data, "utf8") == "Hallo Server"


@source("Client")
def claim_the_clients_port_is_chosen_for_it(listener: socket.socket) -> None:
    """The client gets a port that is chosen for it, and the server sees that one."""
    with (
        socket.create_connection(listener.getsockname()) as one,
        socket.create_connection(listener.getsockname()) as another,
    ):
        ports = [one.getsockname()[1], another.getsockname()[1]]
        seen = []
        for _ in ports:
            connection, (_, port) = listener.accept()
            connection.close()
            seen.append(port)
    assert ports[0] != ports[1]
    assert seen == ports


@source("Client")
def claim_only_bytes_can_be_sent(client: socket.socket) -> None:
    """Text has to be made bytes before it is sent."""
    with pytest.raises(TypeError):
        client.send("Hallo Server")  # type: ignore[arg-type]
    client.send(bytes("Hallo Server", "utf8"))


@source("Client")
def claim_send_gives_the_length_in_bytes(client: socket.socket) -> None:
    """send() returns the length in bytes: 12 for "Hallo Server"."""
    assert client.send(bytes("Hallo Server", "utf8")) == 12
