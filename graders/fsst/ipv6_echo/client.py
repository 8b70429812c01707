"""Checks of fsst/ipv6_echo/client."""

from __future__ import annotations

from sockgrade.behaviours.any_client import (
    check_connects_to_the_documented_address,
    check_says_that_the_server_is_absent,
)
from sockgrade.behaviours.echo_client import (
    check_ends_at_the_end_of_the_input,
    check_ends_with_the_line_end,
    check_goes_on_after_an_empty_line,
    check_greets,
    check_keeps_blanks_at_the_ends,
    check_keeps_umlauts,
    check_labels_each_reply,
    check_puts_a_reply_in_pieces_together,
    check_says_that_it_cleans_up,
    check_says_that_the_connection_broke_off,
    check_says_that_the_server_has_gone,
    check_sends_a_long_line_whole,
    check_sends_each_line,
    check_sends_every_word_but_end,
    check_shows_each_reply,
    check_waits_for_a_slow_answer,
)
