"""What a TCP server must do that serves client after client, for ever, and answers what they send."""

from __future__ import annotations

from sockgrade import Payload, Server, Word, output, robust, source
from sockgrade.behaviours.exchange import Exchanges


@source("accept(2)")
def check_serves_client_after_client(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """When a client has gone, the server serves the next one.

    Put accept() into an endless loop. Close the client's socket, not the one that listens.
    """
    for _ in range(3):
        exchange(payload).on(server.connect()).leave()


@source("accept(2)")
def check_waits_for_the_next_client(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """The server waits for its clients as long as it takes.

    accept() waits by itself. Set no time-out, or go on when it has passed.
    """
    assert server.place
    server.wait_in_silence()
    exchange(payload).on(server.connect())


@output
@source("accept(2)")
def check_prints_the_address_of_each_client(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """The server prints `Connected by` and the client's address.

    accept() gives two things: the connection, and the address of the client. Print the second at once.

    Python: connection, address = listener.accept() takes both.

    C: accept() fills in the struct sockaddr_in that you give it, and inet_ntop() makes text of its sin_addr.
    """
    for _ in range(2):
        connection = server.connect().send(exchange(payload).request)
        address, port = connection.local_address
        server.expect_line("Connected by", address, Word(port), example=f'"Connected by {(address, port)}"')
        connection.leave()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_survives_a_reset(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """A client that breaks off (RST) does not end the server.

    recv() and send() fail when the client has crashed. Give up this client then, and go on serving the
    others.

    Python: Catch ConnectionError for each client: it includes ConnectionResetError and BrokenPipeError.

    C: When one of them returns -1, close the connection, and do not exit().
    """
    # The whole answer first: whether a program dies must not depend on what it is doing at that moment.
    exchange(payload).on(server.connect()).reset()
    exchange(payload).on(server.connect())


@robust
@source("RFC 9293, 3.6.1", "send(2)")
def check_survives_a_client_that_does_not_wait(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """A client that sends something and is gone before its answer comes does not end the server.

    send() and recv() fail then. Give up this client, and go on serving the others.

    Python: Catch ConnectionError for each client: it includes BrokenPipeError and ConnectionResetError.

    C: SIGPIPE ends a program in send(), unless it ignores that: signal(SIGPIPE, SIG_IGN), or send() with
    MSG_NOSIGNAL.
    """
    server.connect_and_break_off(exchange(payload).request)
    exchange(payload).on(server.connect())


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_survives_a_client_that_says_nothing(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """A client that connects, sends nothing and goes does not end the server.

    The very first recv() finds the end of the stream then. Whatever you do with a client's data, be ready for
    none at all.

    Python: recv() returns b"", in which there is no data[0] and no word.

    C: recv() returns 0, and the buffer holds nothing that could be used.
    """
    server.connect().leave()
    exchange(payload).on(server.connect())


@robust
@source("RFC 9293, 3.6", "close(2)")
def check_forgets_no_socket(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """The server closes the socket of every client that has gone.

    A socket that is not closed stays in CLOSE_WAIT and uses up a file descriptor, until accept() fails. Close
    it however the conversation ends.

    Python: `with connection:` does that, or close() in `finally`.

    C: close(connection) stands behind the loop, and before every `return` and `continue` that leaves it.
    """
    for _ in range(3):
        exchange(payload).on(server.connect()).leave()
    server.expect_no_forgotten_socket()


@robust
@source("close(2)", "getrlimit(2)", "pthread_detach(3)", "wait(2)")
def check_does_not_grow(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """After two hundred clients the server has no more sockets and threads than before.

    A server runs for months, and 1024 open descriptors are often all that it gets. Whatever you open for a
    client, close when it has gone; let its thread end, and wait() for its process.

    Python: Do not keep clients in a list that only becomes longer.

    C: pthread_detach() a thread that nobody joins, and free() what you malloc().
    """

    def serve() -> None:
        exchange(payload).on(server.connect()).leave()

    server.expect_no_growth(serve)
