"""Checks of socket_programmeren/multi_connection/pair."""

from __future__ import annotations

from sockgrade import Pair, Shown, robust, source

#: Connections: as many as exercise.toml asks for, and more than a table of ten has room for.
_USUAL, _MANY = 3, 20


def _talk(pair: Pair, connections: int = _USUAL) -> None:
    """The client shows what has come back on each of so many connections, and ends."""
    pair.client.start(*pair.client.usual()[:2], connections)
    for number in range(1, connections + 1):
        # Whole, or connection 1 would be found in what is shown of connection 11.
        pair.client.expect_output(Shown("".join(f"bericht {i} van verbinding {number}\n" for i in (1, 2))))
    pair.client.expect_exit(0)


def check_understand_each_other(pair: Pair) -> None:
    """Server and client work together: on three connections at once both messages come back, and are shown.

    Try both at once, in two windows. The server sends back all that it receives, unchanged, and on the same connection;
    the client is done with a connection when as many bytes are back as it has sent.
    """
    _talk(pair)


def check_end_together(pair: Pair) -> None:
    """When a connection is done both close it (FIN), and nobody breaks it off.

    The client closes the socket when all bytes are back; the server closes its side when recv() says that nothing more
    comes.
    """
    _talk(pair)
    pair.expect_end()


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_single_bytes(pair: Pair) -> None:
    """Server and client understand each other when every byte travels by itself.

    TCP keeps the order of bytes and nothing else: one send() may be many recv(). The server sends back whatever has
    come; the client adds it up for each connection until all of it is there.
    """
    pair.cut()
    _talk(pair)


@robust
@source("RFC 9293, 3.7", "select(2)")
def check_understand_what_comes_late(pair: Pair) -> None:
    """Server and client understand each other when the network holds back what they send, and then brings it at once.

    A slow network is no reason to give up or to go on without the answer: select() waits by itself, for as long as it
    takes.
    """
    pair.hold()
    _talk(pair)


@robust
@source("RFC 9293, 3.7", "select(2)")
def check_talk_over_many_connections(pair: Pair) -> None:
    """Twenty connections are served that are all open before the first of them is answered.

    Let no table have room for a fixed number of connections, and keep with each connection what belongs to it.
    """
    pair.hold()
    _talk(pair, _MANY)
