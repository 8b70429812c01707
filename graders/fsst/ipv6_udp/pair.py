"""Checks of fsst/ipv6_udp/pair."""

from __future__ import annotations

from sockgrade.behaviours.datagram_echo_pair import (
    check_say_that_a_line_was_lost,
    check_say_that_an_answer_was_lost,
    check_survive_what_comes_twice,
    check_understand_each_other,
)
