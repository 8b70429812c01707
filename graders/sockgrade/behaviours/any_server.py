"""What every server must do, whatever it serves."""

from __future__ import annotations

from sockgrade import Server, robust, source


@source("bind(2)")
def check_listens_at_the_documented_address(server: Server) -> None:
    """The server listens on the port and address that the exercise names.

    bind() decides where clients find the server: compare its address and port with the handout. If your
    program listens elsewhere, the other checks have gone on there.

    Python: bind((HOST, PORT)) takes both as a pair.

    C: The port needs htons(PORT), and the address inet_pton() or inet_addr().
    """
    server.expect_documented_address()


@source("ip(7)")
def check_can_be_reached_from_other_machines(server: Server) -> None:
    """The server listens on all addresses of its machine, so that clients on other machines reach it, too.

    127.0.0.1 and "localhost" exist within one machine only: bind to all addresses, 0.0.0.0.

    Python: An empty host name stands for them: bind(("", PORT)).

    C: INADDR_ANY stands for them: address.sin_addr.s_addr = htonl(INADDR_ANY).
    """
    server.expect_all_addresses()


@robust
@source("signal(7)")
def check_stops_on_interrupt(server: Server) -> None:
    """Ctrl-C ends the server without a traceback.

    Ctrl-C sends SIGINT. Close the sockets, and end without an error message.

    Python: SIGINT becomes KeyboardInterrupt: catch it around the main loop, and let the sockets be closed by
    `with` or `finally`.

    C: SIGINT ends a program by itself: if you handle it, let the handler end the main loop.
    """
    assert server.place
    server.interrupt().expect_clean_stop()


@robust
@source("RFC 9293, 3.6.1", "socket(7)")
def check_starts_again_at_once(server: Server) -> None:
    """After a crash the server can be started again at once, on the same port.

    A port on which connections have just ended stays reserved for a minute (TIME_WAIT). Set the socket option
    SO_REUSEADDR before bind().

    Python: `listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)`; with socketserver it is
    `allow_reuse_address = True` in the server's class, before the server is made.

    C: `int on = 1; setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);`
    """
    server.connect()
    server.restart()
    server.connect()


@robust
@source("accept(2)", "recv(2)", "select(2)")
def check_rests_while_nobody_asks(server: Server) -> None:
    """While there is nothing to do, the server sleeps: without a client, and while its client is silent.

    accept() and recv() wait without any work, as long as it takes: let them block. Whoever makes the sockets
    non-blocking needs select() or poll(), with a time-out or without end, and asks whether a socket is
    writable only when there is something to send.
    """
    assert server.place
    server.expect_rest()
    server.connect()
    server.expect_rest()
