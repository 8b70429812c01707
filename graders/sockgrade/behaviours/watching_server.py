"""What a server must do that watches its listening socket, as one of Python's socketserver does."""

from __future__ import annotations

from sockgrade import Server, source


@source("poll(2)", "select(2)", "accept(2)")
def check_watches_the_listening_socket(server: Server) -> None:
    """While nobody asks, the server watches its listening socket, as socketserver does, and does not sleep in accept().

    The kernel shows in which system call a program sleeps. A server of that module sleeps in poll() or select(), and
    calls accept() when a client has come: so it could wait for other things meanwhile, such as shutdown().

    Python: Make a server of socketserver with your handler, and call serve_forever(); do not call accept() yourself.

    C: Call poll() or select() for the listening socket, and accept() when it says that somebody has come.
    """
    assert server.place
    server.expect_watch_for_clients()
