"""What a TCP server must do that serves one client, and ends when this one has gone."""

from __future__ import annotations

from sockgrade import Payload, Server, Word, output, robust, source


@source("recv(2)")
def check_ends_after_its_client(server: Server, payload: Payload) -> None:
    """When its client has gone, the server ends by itself, with exit code 0.

    This server calls accept() once. When recv() returns b"" its client has finished: leave the loop, close
    both sockets, and let the program reach its last line. No second accept(), no input() at the end.
    """
    server.connect().send(payload.text()).finish()
    server.expect_exit(0)


@output
@source("accept(2)")
def check_prints_the_address_of_its_client(server: Server, payload: Payload) -> None:
    """The server prints `Connected by` and the client's address.

    accept() returns two things: the connection, and the address of the client, a pair of IP address and port.
    Print the second at once.
    """
    address, port = server.connect().send(payload.text()).local_address
    server.expect_line("Connected by", address, Word(port), example=f"Connected by {(address, port)}")


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_ends_after_a_client_that_sends_nothing(server: Server) -> None:
    """A client that connects and leaves without a word ends the server like any other.

    The very first recv() may return b"". What you use after the loop must exist even if the loop never ran.
    """
    server.connect().finish()
    server.expect_exit(0)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_ends_after_a_reset(server: Server, payload: Payload) -> None:
    """A client that breaks off (RST) ends the server without a traceback.

    recv() and send() raise ConnectionResetError or BrokenPipeError when the client has crashed. Catch
    ConnectionError around the loop, say what happened, and let the server end.
    """
    message = payload.text()
    server.connect().send(message).expect_containing(message).reset()
    server.expect_clean_stop(after="The client's reset")


@robust
@source("RFC 9293, 3.6.1", "send(2)")
def check_ends_after_a_client_that_does_not_wait(server: Server, payload: Payload) -> None:
    """A client that sends something and is gone before its answer comes ends the server without a traceback.

    send() then raises BrokenPipeError, recv() ConnectionResetError: both are ConnectionErrors, so catch that.
    """
    server.connect_and_break_off(payload.text())
    server.expect_clean_stop(after="The client's reset")


@source("accept(2)")
def check_waits_for_its_client(server: Server, payload: Payload) -> None:
    """The server waits for its client as long as it takes.

    accept() waits by itself. Set no time-out (settimeout), or go on when it has passed.
    """
    assert server.place
    server.wait_in_silence()
    message = payload.text()
    server.connect().send(message).expect_containing(message)
