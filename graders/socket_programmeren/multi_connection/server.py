"""Checks of socket_programmeren/multi_connection/server."""

from __future__ import annotations

from sockgrade import Payload, Server, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_server import (
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
    check_prints_the_address_of_each_client,
    check_serves_client_after_client,
    check_survives_a_client_that_does_not_wait,
    check_survives_a_client_that_says_nothing,
    check_survives_a_reset,
    check_waits_for_the_next_client,
)


def check_listens_where_it_is_told(server: Server, payload: Payload) -> None:
    """The server listens on the address and port that its arguments name, whichever they are.

    HOST and PORT are the first and the second argument: no other address or port may stand in the program.

    Python: sys.argv[1] and int(sys.argv[2]); sys.argv[0] is the name of the program.

    C: argv[1] and argv[2]; inet_pton() makes an address, and htons() of strtol() a port.
    """
    server.start("127.0.0.2", 50123).expect_documented_address()
    message = payload.text()
    server.connect().send(message).expect_containing(message)


@source("fcntl(2)", "send(2)")
def check_makes_its_sockets_non_blocking(server: Server, payload: Payload) -> None:
    """The sockets of the clients are non-blocking, so that no send() and recv() can wait for one of them.

    What counts is the flag O_NONBLOCK of each socket, as the kernel shows it. accept() gives a socket that blocks:
    change it at once.

    Python: connection.setblocking(False)

    C: fcntl(connection, F_SETFL, O_NONBLOCK)
    """
    message = payload.text()
    server.connect().send(message).expect_containing(message)
    server.expect_non_blocking()
