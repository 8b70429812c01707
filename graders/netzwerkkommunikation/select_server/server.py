"""Checks of netzwerkkommunikation/select_server/server."""

from __future__ import annotations

from sockgrade import Payload, Server, Word, output, robust, source
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
from sockgrade.behaviours.one_thread_server import (
    check_keeps_what_a_slow_reader_has_not_read,
    check_serves_two_hundred_clients_at_once,
    check_waits_for_all_together,
    check_works_in_one_thread,
)
from sockgrade.behaviours.server_for_many import (
    check_does_not_grow,
    check_forgets_no_socket,
    check_serves_client_after_client,
    check_survives_a_client_that_does_not_wait,
    check_survives_a_client_that_says_nothing,
    check_survives_a_reset,
    check_waits_for_the_next_client,
)

#: Words: much more than fits between a server and a client that does not read.
_ENOUGH = 20_000


@source("select(2)", "poll(2)", "accept(2)")
def check_watches_the_listening_socket(server: Server) -> None:
    """Before anybody has come, the server already waits in select(), poll() or epoll_wait(), and not in accept().

    The listening socket is one of those that are watched, from the beginning. It is readable when somebody has come:
    accept() does not wait then. Whoever calls it before the loop waits there for the first client.
    """
    assert server.place
    server.expect_watch_for_clients()


@output
@source("accept(2)")
def check_prints_who_comes(server: Server) -> None:
    """The server prints `Verbunden:` and the address of each client as soon as it is there.

    accept() gives two things: the connection, and the address of the client. Print the second at once, before the
    client has said anything.

    Python: connection, (ip, port) = listener.accept() takes everything apart.

    C: accept() fills in the struct sockaddr_in that you give it; inet_ntop() makes text of its sin_addr, and ntohs() a
    number of its sin_port.
    """
    for _ in range(2):
        address, port = server.connect().local_address
        server.expect_line("Verbunden", address, Word(port), example=f'"Verbunden: {address}:{port}"')


@output
@source("recv(2)", "close(2)")
def check_prints_who_goes(server: Server, payload: Payload) -> None:
    """The server prints `Getrennt:` and the address of each client when it has closed its connection.

    Clients go in another order than they came. Keep each client's address with its socket, for instance in a table from
    the one to the other, and print it when you close the socket.
    """
    clients = [server.connect().wait_until_accepted().send(payload.text()) for _ in range(3)]
    for client in (clients[1], clients[2], clients[0]):
        address, port = client.local_address
        client.leave()
        server.expect_line("Getrennt", address, Word(port), example=f'"Getrennt: {address}:{port}"')


@robust
@source("select(2)", "send(2)")
def check_rests_while_a_client_does_not_read(server: Server, payload: Payload) -> None:
    """While one client sends much and reads nothing, the server sleeps until that changes.

    Its socket stays readable as long as there is something to receive. Do not watch for that while you would leave it
    there, or the call that waits comes back at once, again and again: wait until it can be written to. And when send()
    takes nothing, do not try again before that.
    """
    client = server.connect(takes_little=True).wait_until_accepted()
    client.send_without_reading(payload.text(13) * _ENOUGH)
    server.expect_rest()
