"""Checks of network_programming/echo/server."""

from sockgrade.behaviours.any_server import (
    check_can_be_reached_from_other_machines,
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
    check_waits_for_a_silent_client,
)
from sockgrade.behaviours.one_client_server import (
    check_ends_after_a_client_that_does_not_wait,
    check_ends_after_a_client_that_sends_nothing,
    check_ends_after_a_reset,
    check_ends_after_its_client,
    check_prints_the_address_of_its_client,
    check_waits_for_its_client,
)
