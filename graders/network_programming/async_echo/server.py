"""Checks of network_programming/async_echo/server."""

from __future__ import annotations

from sockgrade import Payload, Server, source
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
from sockgrade.behaviours.server_for_many import (
    check_does_not_grow,
    check_forgets_no_socket,
    check_prints_the_address_of_each_client,
    check_serves_client_after_client,
    check_survives_a_client_that_does_not_wait,
    check_survives_a_client_that_says_nothing,
    check_survives_a_reset,
    check_waits_for_the_next_client,
)


def _let_clients_come(server: Server, payload: Payload) -> None:
    """Several clients are connected; each has sent something, and is served if the server serves it at all."""
    for _ in range(4):
        server.connect().send(payload.text())


@source("pthreads(7)", "epoll(7)")
def check_serves_all_clients_in_one_thread(server: Server, payload: Payload) -> None:
    """While it serves several clients, the server is one process in which one thread works.

    The kernel shows which threads and processes a program has. Start none for a client: one loop waits for all of them,
    and serves whichever has sent something.

    Python: asyncio.start_server() starts a task for each client, and all tasks share one thread.
    """
    assert server.place
    _let_clients_come(server, payload)
    server.expect_one_thread()


@source("epoll(7)", "poll(2)", "select(2)")
def check_waits_for_all_clients_together(server: Server, payload: Payload) -> None:
    """While its clients are silent, the server waits for all of them together: in epoll_wait(), poll() or select().

    The kernel shows in which system call a program sleeps. One that sleeps in recv() waits for a single client, and in
    accept() for new ones only.

    Python: asyncio.run() has such a loop. It goes on while a coroutine waits with `await`, and stands still while one
    calls something that waits by itself, such as recv() or accept() of a socket.
    """
    assert server.place
    _let_clients_come(server, payload)
    server.expect_waiting_in("epoll_wait", "poll", "select")
