"""Checks of fsst/ipv6_echo/server."""

from __future__ import annotations

from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
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
