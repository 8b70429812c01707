"""Checks of fsst/process_echo/server."""

from __future__ import annotations

from sockgrade import Payload, Server, source
from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.concurrent_server import (
    check_answers_the_client_that_asked,
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
    check_prints_no_more_than_it_received,
    check_prints_what_it_received,
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

#: Clients that are connected while the processes are counted.
_CLIENTS = 3


@source("fork(2)")
def check_has_a_process_for_each_client(server: Server, payload: Payload) -> None:
    """Each client is served by a process of its own: with three clients there are four processes.

    What counts is what the kernel shows, as ps does: the process that listens, and one more for each client that
    is connected. Threads do not count, nor does select().

    Python: os.fork() returns 0 in the child; or Process(target=…, args=…).start() of multiprocessing, without
    join().

    C: fork() returns 0 in the child, which serves the client and ends; its parent goes back to accept().
    """
    for _ in range(_CLIENTS):
        message = payload.text()
        server.connect().send(message).expect_containing(message)
    server.expect_processes(_CLIENTS + 1)


@source("wait(2)", "signal(7)")
def check_leaves_no_zombies(server: Server, payload: Payload) -> None:
    """Of the processes whose clients have gone nothing is left: no zombies, or one until the next client comes.

    A process that has ended stays in the kernel's table until its parent calls wait() for it. The parent shall not
    wait, but go back to accept(): let the kernel clear up, with SIGCHLD ignored; or call waitpid() with WNOHANG
    until there is nothing more, for SIGCHLD or before each accept().

    Python: signal.signal(signal.SIGCHLD, signal.SIG_IGN). A Process of multiprocessing is cleared up when the
    next one is started.

    C: signal(SIGCHLD, SIG_IGN).
    """
    for _ in range(_CLIENTS):
        message = payload.text()
        server.connect().send(message).expect_containing(message).leave()
        server.expect_no_zombies(at_most=1)
