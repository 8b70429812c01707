"""Checks of netzwerkkommunikation/socketserver_echo/server."""

from __future__ import annotations

from sockgrade import Connection, Payload, Server, Word, output, robust, source
from sockgrade.behaviours.any_server import (
    check_can_be_reached_from_other_machines,
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.concurrent_server import (
    check_answers_the_client_that_asked,
    check_gives_each_client_its_own_bytes,
    check_goes_on_when_another_client_leaves,
    check_keeps_the_others_when_one_breaks_off,
    check_serves_many_clients_at_once,
    check_serves_the_others_while_one_does_not_read,
    check_serves_two_clients_at_once,
    check_stops_on_interrupt_while_serving,
)
from sockgrade.behaviours.echo_server import (
    check_answers_after_a_half_close,
    check_closes_when_the_client_has_finished,
    check_echoes_a_long_message,
    check_echoes_a_message,
    check_echoes_binary_data,
    check_echoes_blanks_and_line_ends,
    check_echoes_message_after_message,
    check_echoes_messages_as_long_as_a_buffer,
    check_echoes_single_bytes,
    check_obeys_no_magic_word,
    check_waits_for_a_silent_client,
)
from sockgrade.behaviours.exchange import Exchanges
from sockgrade.behaviours.server_for_many import (
    check_does_not_grow,
    check_forgets_no_socket,
    check_serves_client_after_client,
    check_survives_a_client_that_does_not_wait,
    check_survives_a_client_that_says_nothing,
    check_survives_a_reset,
    check_waits_for_the_next_client,
)
from sockgrade.behaviours.watching_server import check_watches_the_listening_socket

#: Clients that are connected at the same time.
_CLIENTS = 3


def _name(client: Connection) -> str:
    """What the server calls a client, as long as that is connected."""
    address, port = client.local_address
    return f"{address}:{port}"


def _expect_said(server: Server, word: str, name: str) -> None:
    """The server says of this client, once, that it has come or gone."""
    server.expect_line(f"{word}:", Word(name), example=f'"{word}: {name}"')


@source("pthreads(7)")
def check_serves_each_client_in_a_thread_of_its_own(server: Server) -> None:
    """Each client is served in a thread of its own: with three clients the server has four threads.

    The kernel shows which threads a program has: the one that watches the listening socket, and one more for each
    client that is connected. Processes do not count, nor does a single thread that serves all clients in turn.

    Python: ThreadingTCPServer starts the threads by itself; with TCPServer the next client waits until handle() has
    returned.

    C: pthread_create() starts a thread for each client that accept() gives.
    """
    for _ in range(_CLIENTS):
        server.connect()
    server.expect_threads(_CLIENTS + 1)


@output
@source("accept(2)")
def check_prints_who_comes(server: Server) -> None:
    """The server prints `Verbunden: IP:PORT` as soon as a client has connected, before that has sent anything.

    accept() gives two things: the connection, and the address of the client, which is an IP address and a port.

    Python: socketserver calls setup() of the handler when a client has come, and handle() after it. The pair
    self.client_address is the client's address, self.server.server_address that of the server.

    C: accept() fills in the struct sockaddr_in that you give it; inet_ntop() makes text of its sin_addr, and ntohs()
    a number of its sin_port.
    """
    for _ in range(2):
        _expect_said(server, "Verbunden", _name(server.connect()))


@output
@source("recv(2)")
def check_prints_who_goes(server: Server) -> None:
    """The server prints `Getrennt: IP:PORT` when a client has closed its connection, whichever goes first.

    Clients go in another order than they have come: what serves a client keeps the address of this client.

    Python: socketserver calls finish() of the handler when handle() has returned; self.client_address is the
    address of this client, since each has an object of its own.

    C: Give each thread the address of its client together with its socket, in memory of its own.
    """
    first, second, third = (server.connect().wait_until_accepted() for _ in range(_CLIENTS))
    for client in (second, third, first):
        name = _name(client)
        client.leave()
        _expect_said(server, "Getrennt", name)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_prints_who_breaks_off(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """The server prints `Getrennt: IP:PORT` for a client that breaks off (RST), too.

    recv() fails then, and what stands behind the loop may never be reached. And nobody can ask the socket for the
    address any more: the connection is gone.

    Python: socketserver calls finish() of the handler even when handle() has raised an exception;
    self.client_address is still there, where getpeername() raises one.

    C: recv() returns -1: leave the loop as for 0, and print the address that accept() gave.
    """
    client = exchange(payload).on(server.connect())
    name = _name(client)
    client.reset()
    _expect_said(server, "Getrennt", name)
