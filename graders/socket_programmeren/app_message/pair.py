"""Checks of socket_programmeren/app_message/pair."""

from __future__ import annotations

from sockgrade import Pair, Payload, robust, source

#: A value that the server knows, and its result: with letters that are two bytes in UTF-8.
_VALUE, _RESULT = "coördinaat", "één getal van een plaats"


def _ask(pair: Pair, value: str, result: str) -> None:
    """Start the client with a value, which shows this result and ends."""
    address, port, *_ = pair.client.usual()
    pair.client.start(address, port, "search", value).expect_output(result).expect_exit(0)


def check_understand_each_other(pair: Pair) -> None:
    """Server and client work together: the client shows what the server knows of a value.

    Try both at once, in two windows. They must agree on how a message is built: the order of the two bytes of the
    length, the keys of the header, and that `content-length` counts bytes, of which "é" has two in UTF-8.
    """
    _ask(pair, _VALUE, _RESULT)


def check_end_together(pair: Pair, payload: Payload) -> None:
    """When the client has its answer, both close the connection (FIN), and nobody breaks it off.

    The header says how long the answer is: the client waits for nothing more, and closes. The server closes its side
    when recv() says that nothing more comes.
    """
    value = payload.word()
    _ask(pair, value, f"Geen resultaat voor {value}")
    pair.expect_end()


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_single_bytes(pair: Pair) -> None:
    """Server and client understand each other when every byte travels by itself.

    TCP keeps the order of bytes and nothing else: one send() may be many recv(), and even the length of the header may
    come in two. Loop around recv() until so many bytes are there as you need.
    """
    pair.cut()
    _ask(pair, _VALUE, _RESULT)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_what_comes_late(pair: Pair) -> None:
    """Server and client understand each other when the network holds back what they send, and then brings it at once.

    A slow network is no reason to give up or to go on without the answer: recv() waits by itself.
    """
    pair.hold()
    _ask(pair, _VALUE, _RESULT)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_carry_a_long_value(pair: Pair, payload: Payload) -> None:
    """A value of twenty thousand letters is asked for, and comes back in the answer, in pieces of any size.

    A content may have a million bytes, and no recv() gives so many at once: receive until as many bytes are there as
    the header says.
    """
    value = payload.word(20_000)
    pair.cut(1000)
    _ask(pair, value, f"Geen resultaat voor {value}")
