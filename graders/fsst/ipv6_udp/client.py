"""Checks of fsst/ipv6_udp/client."""

from __future__ import annotations

from sockgrade.behaviours.datagram_echo_client import (
    check_ends_at_the_end_of_the_input,
    check_ends_with_the_line_end,
    check_gives_up_when_no_answer_comes,
    check_greets,
    check_keeps_blanks_at_the_ends,
    check_keeps_umlauts,
    check_labels_each_reply,
    check_says_that_it_cleans_up,
    check_says_that_the_server_is_absent,
    check_sends_a_long_line_whole,
    check_sends_an_empty_line_too,
    check_sends_each_line,
    check_sends_each_line_once,
    check_sends_every_word_but_end,
    check_sends_to_the_documented_address,
    check_shows_a_long_reply_whole,
    check_shows_each_reply,
    check_takes_no_answer_from_a_stranger,
    check_takes_no_old_answer_for_a_new_one,
    check_waits_for_a_slow_answer,
)
