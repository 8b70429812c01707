"""What every server must do, whatever it serves."""

from __future__ import annotations

from sockgrade import Server, robust, source


@source("bind(2)")
def check_listens_at_the_documented_address(server: Server) -> None:
    """The server listens on the port and address that the exercise names.

    bind((HOST, PORT)) decides where clients find the server: compare both with the handout. If your program
    listens elsewhere, the other checks have gone on there.
    """
    server.expect_documented_address()


@source("ip(7)")
def check_can_be_reached_from_other_machines(server: Server) -> None:
    """The server listens on all addresses of its machine, so that clients on other machines reach it, too.

    127.0.0.1 and "localhost" exist within one machine only. An empty host name stands for all addresses:
    bind(("", PORT)).
    """
    server.expect_all_addresses()


@robust
@source("signal(7)")
def check_stops_on_interrupt(server: Server) -> None:
    """Ctrl-C ends the server without a traceback.

    Ctrl-C sends SIGINT, which Python turns into KeyboardInterrupt. Catch it around the main loop, and let the
    sockets be closed by `with` or `finally`.
    """
    assert server.place
    server.interrupt().expect_clean_stop()


@robust
@source("RFC 9293, 3.6.1", "socket(7)")
def check_starts_again_at_once(server: Server) -> None:
    """After a crash the server can be started again at once, on the same port.

    A port on which connections have just ended stays reserved for a minute (TIME_WAIT). Set the socket option
    SO_REUSEADDR before bind(): setsockopt(SOL_SOCKET, SO_REUSEADDR, 1).
    """
    server.connect()
    server.restart()
    server.connect()


@robust
@source("accept(2)", "recv(2)", "select(2)")
def check_rests_while_nobody_asks(server: Server) -> None:
    """While there is nothing to do, the server sleeps: without a client, and while its client is silent.

    accept() and recv() wait without any work, as long as it takes: let them block. Whoever makes them return at
    once (setblocking(False)) needs select() with a time-out or without end, and asks whether a socket is
    writable only when there is something to send.
    """
    assert server.place
    server.expect_rest()
    server.connect()
    server.expect_rest()
