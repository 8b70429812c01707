"""What the FSST script says of sockets: `sockgrade verify --documents` tells whether it holds."""

from __future__ import annotations

import multiprocessing
import socket

import pytest

from sockgrade import source


@source("2.1 Server- VS Clientsocket")
def claim_the_server_makes_a_socket_for_each_client(listener: socket.socket) -> None:
    """A server socket makes a socket of its own for each client, which talks to that client only."""
    with (
        socket.create_connection(listener.getsockname()) as one,
        socket.create_connection(listener.getsockname()) as another,
    ):
        connections = [listener.accept()[0] for _ in range(2)]
        for client, connection in zip((one, another), connections, strict=True):
            assert connection.getpeername() == client.getsockname()
            assert connection.getsockname() == listener.getsockname()
            connection.close()


@source("2.2.1 Client-Socket")
def claim_the_same_socket_sends_and_receives(client: socket.socket, server: socket.socket) -> None:
    """What sent the question reads the answer."""
    client.send(b"question")
    assert server.recv(100) == b"question"
    server.send(b"answer")
    assert client.recv(100) == b"answer"


@source("2.2.1 Client-Socket")
def claim_a_socket_serves_one_exchange(client: socket.socket, server: socket.socket) -> None:
    """After one exchange of data a socket is destroyed.

    Today: it lives until somebody closes it, as it always did, and may exchange as much as both like: the script's
    own echo client does.
    """
    exchanges = 0
    for _ in range(3):
        client.send(b"question")
        server.send(server.recv(100))
        exchanges += client.recv(100) == b"question"
    assert exchanges == 1, f"it served {exchanges} exchanges"


@source("2.2.1 Client-Socket")
def claim_connect_takes_a_url() -> None:
    """connect() takes an IP address or a URL.

    Today: it takes an address or a host name, such as www.MyServer.org; URLs are the business of HTTP.
    """
    with socket.socket() as listener, socket.socket() as client:
        listener.bind(("localhost", 0))
        listener.listen()
        client.connect(("tcp://localhost", listener.getsockname()[1]))


@source("2.2.1 Client-Socket")
def claim_ipv4_and_ipv6_go_with_tcp_and_udp() -> None:
    """AF_INET and AF_INET6 go with SOCK_STREAM and SOCK_DGRAM."""
    for family in (socket.AF_INET, socket.AF_INET6):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            socket.socket(family, kind).close()


@source("2.2.1 Client-Socket")
def claim_sock_raw_needs_no_more_than_af_inet() -> None:
    """AF_INET with SOCK_RAW makes a socket of raw data.

    Today: it wants a protocol as well, such as IPPROTO_ICMP, and the right CAP_NET_RAW.
    """
    socket.socket(socket.AF_INET, socket.SOCK_RAW).close()


@source("2.2.2 Server-Socket")
def claim_a_server_binds_to_its_name_an_address_or_nothing() -> None:
    """A server can be bound to its host name, to 127.0.0.1 or to "", which means every address of the machine."""
    for host in (socket.gethostname(), "127.0.0.1", ""):
        with socket.socket() as listener:
            listener.bind((host, 0))
            listener.listen(5)
            address, port = listener.getsockname()
            assert (address == "0.0.0.0") is (host == "")
            socket.create_connection((host or "127.0.0.1", port)).close()


@source("2.2.2 Server-Socket")
def claim_beyond_the_backlog_clients_are_refused(full: tuple[str, int]) -> None:
    """listen(5): five clients wait, and whoever comes then is refused.

    Today: on Linux six are connected, and whoever comes then is not refused: it tries again until somebody is
    accepted, or its time is over.
    """
    with socket.socket() as client, pytest.raises(ConnectionRefusedError):
        client.settimeout(0.2)
        client.connect(full)


@source("2.2.2 Server-Socket")
def claim_a_process_takes_arg() -> None:
    """multiprocessing.Process takes the arguments of its function as `arg`.

    Today: it takes them as `args`.
    """
    multiprocessing.Process(target=print, arg=(1,))  # type: ignore[call-arg]


@source("3.1 Echo-Server")
def claim_recv_ends_the_loop_with_nothing(client: socket.socket, server: socket.socket) -> None:
    """When the client is gone, recv() gives nothing, which ends the loop."""
    client.close()
    assert not server.recv(1024)


@source("3.1 Echo-Server")
def claim_recv_may_take_any_length(client: socket.socket, server: socket.socket) -> None:
    """recv() may be asked for any number of bytes; what does not fit comes next."""
    client.send(b"0123456789")
    assert [server.recv(size) for size in (1, 2, 3, 100)] == [b"0", b"12", b"345", b"6789"]
