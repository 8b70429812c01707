"""Checks of netzwerkkommunikation/udp_message/pair."""

from __future__ import annotations

from sockgrade import Pair, Payload, robust, source


def _send(pair: Pair, text: str) -> None:
    pair.client.type("127.0.0.1").type(text)
    pair.expect_request(text.encode())
    pair.client.expect_exit(0)


def check_bring_a_message(pair: Pair, payload: Payload) -> None:
    """What is typed into the client, the server shows.

    Try both at once, in two windows. They must agree on the port, and on what a datagram holds: the text and nothing
    else, as UTF-8.
    """
    for text in (payload.word(), f"Grüße {payload.word()}"):
        _send(pair, text)
        pair.server.expect_output(text)
        pair.client.restart()


@robust
@source("RFC 768", "udp(7)")
def check_survive_a_message_that_comes_twice(pair: Pair, payload: Payload) -> None:
    """A datagram that the network delivers twice is shown twice, and the server goes on.

    UDP promises neither that a datagram comes nor that it comes once: each is a message of its own.
    """
    text, other = payload.word(), payload.word()
    pair.double()
    _send(pair, text)
    pair.server.expect_output(text, times=2)
    pair.client.restart()
    _send(pair, other)
    pair.server.expect_output(other, times=2)


@robust
@source("RFC 768", "udp(7)")
def check_survive_a_message_that_is_lost(pair: Pair, payload: Payload) -> None:
    """When the network loses a datagram, the client ends all the same, and the server shows the next one.

    Nobody tells a sender of UDP what became of its datagram: do not wait for an answer.
    """
    lost, text = payload.word(), payload.word()
    pair.lose(1)
    _send(pair, lost)
    pair.client.restart()
    _send(pair, text)
    pair.server.expect_output(text)
    assert not pair.server.printed(lost), "The server shows a message that it cannot have received."
