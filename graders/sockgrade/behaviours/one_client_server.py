"""What a TCP server must do that serves one client, and ends when this one has gone."""

from __future__ import annotations

from sockgrade import Payload, Server, Word, output, robust, source


@source("recv(2)")
def check_ends_after_its_client(server: Server, payload: Payload) -> None:
    """When its client has gone, the server ends by itself, with exit code 0.

    This server calls accept() once. When its client has closed, leave the loop, close both sockets, and let
    the program reach its last line, without waiting for another client or the keyboard.

    Python: recv() returns b"" then.

    C: recv() returns 0 then.
    """
    server.connect().send(payload.text()).finish()
    server.expect_exit(0)


@output
@source("accept(2)")
def check_prints_the_address_of_its_client(server: Server, payload: Payload) -> None:
    """The server prints `Connected by` and the client's address.

    accept() gives two things: the connection, and the address of the client. Print the second at once.

    Python: connection, address = listener.accept() takes both.

    C: accept() fills in the struct sockaddr_in that you give it, and inet_ntop() makes text of its sin_addr.
    """
    address, port = server.connect().send(payload.text()).local_address
    server.expect_line("Connected by", address, Word(port), example=f"Connected by {(address, port)}")


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_ends_after_a_client_that_sends_nothing(server: Server) -> None:
    """A client that connects and leaves without a word ends the server like any other.

    The very first recv() may find the end of the stream. What you use after the loop must exist even if the
    loop never ran.

    Python: recv() returns b"" then.

    C: recv() returns 0 then, and the buffer holds nothing that could be printed.
    """
    server.connect().finish()
    server.expect_exit(0)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_ends_after_a_reset(server: Server, payload: Payload) -> None:
    """A client that breaks off (RST) ends the server without a traceback.

    recv() and send() fail when the client has crashed. Say what happened, and let the server end.

    Python: Catch ConnectionError around the loop: it includes ConnectionResetError and BrokenPipeError.

    C: When one of them returns -1, leave the loop. SIGPIPE ends a program in send(), unless it says
    signal(SIGPIPE, SIG_IGN).
    """
    message = payload.text()
    server.connect().send(message).expect_containing(message).reset()
    server.expect_clean_stop(after="The client's reset")


@robust
@source("RFC 9293, 3.6.1", "send(2)")
def check_ends_after_a_client_that_does_not_wait(server: Server, payload: Payload) -> None:
    """A client that sends something and is gone before its answer comes ends the server without a traceback.

    send() and recv() fail then, and the server has nothing more to do: let it end.

    Python: Catch ConnectionError around the loop: it includes BrokenPipeError and ConnectionResetError.

    C: SIGPIPE ends a program in send(), unless it ignores that: signal(SIGPIPE, SIG_IGN), or send() with
    MSG_NOSIGNAL.
    """
    server.connect_and_break_off(payload.text())
    server.expect_clean_stop(after="The client's reset")


@source("accept(2)")
def check_waits_for_its_client(server: Server, payload: Payload) -> None:
    """The server waits for its client as long as it takes.

    accept() waits by itself. Set no time-out, or go on when it has passed.
    """
    assert server.place
    server.wait_in_silence()
    message = payload.text()
    server.connect().send(message).expect_containing(message)
