"""Checks of network_programming/socketserver_time/server. Nothing is ever sent to it: it would answer with a reset."""

from __future__ import annotations

from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.time_server import (
    check_closes_after_the_time,
    check_does_not_grow,
    check_ends_the_line_with_cr_lf,
    check_prints_who_has_connected,
    check_survives_a_client_that_breaks_off,
    check_tells_client_after_client,
    check_tells_each_client_its_own_time,
    check_tells_the_time,
    check_waits_for_the_next_client,
)
from sockgrade.behaviours.watching_server import check_watches_the_listening_socket
