"""Checks of network_programming/socketserver_time/server. Nothing is ever sent to it: it would answer with a reset."""

from __future__ import annotations

from sockgrade import Server, source
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


@source("poll(2)", "select(2)", "accept(2)")
def check_watches_the_listening_socket(server: Server) -> None:
    """While nobody asks, the server watches its listening socket, as socketserver does, and does not sleep in accept().

    The kernel shows in which system call a program sleeps. A server of that module sleeps in poll() or select(), and
    calls accept() when a client has come: so it could wait for other things meanwhile, such as shutdown().

    Python: Make a socketserver.TCPServer with your handler, and call serve_forever(); do not call accept() yourself.

    C: Call poll() or select() for the listening socket, and accept() when it says that somebody has come.
    """
    assert server.place
    server.expect_watch_for_clients()
