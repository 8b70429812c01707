"""What the English tutorial says of sockets: `sockgrade verify --documents` tells whether it holds."""

from __future__ import annotations

import gc
import socket
import time
import warnings
from collections.abc import Callable

import pytest

from sockgrade import source


@source("Summary: socket.socket()")
def claim_socket_takes_family_type_and_protocol() -> None:
    """socket() takes an address family, a type and a protocol number."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as made:
        assert (made.family, made.type, made.proto) == (
            socket.AF_INET,
            socket.SOCK_STREAM,
            socket.IPPROTO_TCP,
        )


@source("Summary: socket.bind()")
def claim_a_server_can_be_bound_to_the_machines_name() -> None:
    """A server can be bound to gethostname()."""
    with socket.socket() as listener:
        listener.bind((socket.gethostname(), 0))
        listener.listen(5)
        with socket.create_connection((socket.gethostname(), listener.getsockname()[1])):
            listener.accept()[0].close()


@source("Summary: socket.listen()")
def claim_a_negative_backlog_is_0() -> None:
    """The smallest backlog is 0; what is smaller is taken for that."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(-1)
        with socket.create_connection(listener.getsockname()):
            listener.accept()[0].close()


@source("Summary: socket.listen()")
def claim_the_greatest_backlog_is_5(queued: Callable[[int], int]) -> None:
    """The greatest backlog is usually 5.

    Today: on Linux it is net.core.somaxconn, 4096 since 5.4.
    """
    clients = queued(20)
    assert clients <= 6, f"{clients} were connected"


@source("Summary: socket.accept()")
def claim_accept_gives_a_new_socket_and_the_other_ends_address(listener: socket.socket) -> None:
    """accept() gives a new socket for this client, and the address at the other end."""
    with socket.create_connection(listener.getsockname()) as client:
        connection, address = listener.accept()
        with connection:
            assert connection.fileno() != listener.fileno()
            assert address == client.getsockname()


@source("Summary: socket.accept()")
def claim_many_clients_can_be_served_at_once(listener: socket.socket) -> None:
    """Each client has a socket of its own, so that one server manages many."""
    clients = [socket.create_connection(listener.getsockname()) for _ in range(5)]
    connections = [listener.accept()[0] for _ in clients]
    for number, client in reversed(list(enumerate(clients))):
        client.send(bytes([number]))
    assert [connection.recv(1) for connection in connections] == [bytes([number]) for number in range(5)]
    for end in clients + connections:
        end.close()


@source("Summary: socket.send()")
def claim_send_wants_a_connected_socket() -> None:
    """send() works on a connected socket only."""
    with socket.socket() as alone, pytest.raises(OSError):
        alone.send(b"text")


@source("Summary: socket.send()")
def claim_send_gives_the_number_of_bytes_sent(client: socket.socket) -> None:
    """send() returns the number of bytes that were sent."""
    assert client.send(b"text") == 4


@source("Summary: socket.send()")
def claim_send_may_send_only_some_of_the_data(client: socket.socket) -> None:
    """send() may send only some of the data; the rest is to be sent by the program."""
    client.setblocking(False)
    data = bytes(64 * 1024 * 1024)
    assert 0 < client.send(data) < len(data)


@source("Summary: socket.close()")
def claim_everything_fails_on_a_closed_socket(client: socket.socket) -> None:
    """After close() every operation on the socket fails."""
    client.close()
    for operation in (lambda: client.send(b"text"), lambda: client.recv(1), client.getpeername):
        with pytest.raises(OSError, match="Bad file descriptor"):
            operation()


@source("Summary: socket.close()")
def claim_what_was_queued_still_arrives(client: socket.socket, server: socket.socket) -> None:
    """After close() the other end gets what was queued, and nothing more."""
    client.send(b"queued")
    client.close()
    assert server.recv(1024) == b"queued"
    assert server.recv(1024) == b""


@source("Summary: socket.close()")
def claim_a_forgotten_socket_is_closed(listener: socket.socket) -> None:
    """A socket that is garbage-collected is closed."""
    client = socket.create_connection(listener.getsockname())
    connection, _ = listener.accept()
    with connection, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        del client
        gc.collect()
        assert connection.recv(1) == b""


@source("Summary")
def claim_the_server_socket_receives_no_data(listener: socket.socket) -> None:
    """A socket that listens neither sends nor receives."""
    with pytest.raises(OSError):
        listener.recv(1)
    with pytest.raises(OSError):
        listener.sendall(b"text")


@source("Simple Socket")
def claim_the_time_is_ascii_and_ends_in_cr_lf(client: socket.socket, server: socket.socket) -> None:
    """The time goes over the network as ASCII, and comes out of decode() as it was."""
    current = time.ctime(time.time()) + "\r\n"
    server.send(current.encode("ascii"))
    assert client.recv(1024).decode("ascii") == current


@source("Simple Socket")
def claim_text_has_to_be_encoded(client: socket.socket) -> None:
    """In Python 3 text has to be encoded before it is sent."""
    with pytest.raises(TypeError):
        client.send("text")  # type: ignore[arg-type]


@source("Echo Server")
def claim_an_empty_host_means_all_interfaces() -> None:
    """An empty host means all available interfaces.

    Today: it means all of IPv4. A client that comes over IPv6 is refused, unless the socket is one of AF_INET6.
    """
    with socket.socket() as listener:
        listener.bind(("", 0))
        listener.listen(1)
        for address in ("127.0.0.1", "127.0.0.2", "::1"):
            with socket.create_connection((address, listener.getsockname()[1])):
                listener.accept()[0].close()


@source("Echo Server")
def claim_received_data_print_like_text(client: socket.socket, server: socket.socket) -> None:
    """repr() of what was received looks like that of a text: 'Hello, world'.

    Today: it is b'Hello, world', since what is received are bytes.
    """
    client.send(b"Hello, world")
    shown = repr(server.recv(1024))
    assert shown == "'Hello, world'", f"it is {shown}"
