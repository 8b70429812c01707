"""Checks of fsst/ipv6_udp/server."""

from __future__ import annotations

from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.datagram_echo_server import (
    check_answers_once,
    check_answers_the_sender,
    check_does_not_grow,
    check_echoes_a_datagram,
    check_echoes_an_empty_datagram,
    check_echoes_binary_data,
    check_echoes_blanks_and_line_ends,
    check_echoes_datagram_after_datagram,
    check_echoes_the_largest_datagram,
    check_goes_on_after_an_empty_datagram,
    check_keeps_the_boundaries,
    check_obeys_no_magic_word,
    check_prints_no_more_than_it_received,
    check_prints_what_it_received,
    check_rests_while_nobody_asks,
    check_waits_for_datagrams,
)
