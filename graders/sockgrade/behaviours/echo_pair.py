"""What an echo server and its client do together, whatever the network makes of what they send.

For exercises whose client sends each line that is typed and shows what comes back; the line `end` ends it.
"""

from __future__ import annotations

from sockgrade.checks import robust, source
from sockgrade.endpoints.pair import Pair
from sockgrade.endpoints.stage import Payload

#: Lines that are typed one after the other: more than one, which would do without a loop.
_LINES = 3


def _converse(pair: Pair, payload: Payload) -> None:
    for _ in range(_LINES):
        line = payload.word()
        pair.client.type(line)
        pair.expect_request(line.encode()).expect_reply(line.encode())
        pair.client.expect_output(line)


def check_understand_each_other(pair: Pair, payload: Payload) -> None:
    """Server and client work together: line after line comes back, and is shown.

    Try both at once, in two windows. What one sends, the other must expect: the same port, the same bytes, and the same
    idea of where a message ends.
    """
    _converse(pair, payload)


def check_end_together(pair: Pair, payload: Payload) -> None:
    """When the client ends, both close the connection (FIN), and nobody breaks it off.

    Close the socket when the conversation is over; the server closes its side when recv() says that nothing more comes.
    """
    _converse(pair, payload)
    pair.client.type("end").expect_exit(0)
    pair.expect_end()


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_single_bytes(pair: Pair, payload: Payload) -> None:
    """Server and client understand each other when every byte travels by itself.

    TCP keeps the order of bytes and nothing else: one send() may be many recv(). Loop around recv() until the whole
    answer is there.
    """
    pair.cut()
    _converse(pair, payload)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_what_comes_late(pair: Pair, payload: Payload) -> None:
    """Server and client understand each other when the network holds back what they send, and then brings it at once.

    A slow network is no reason to give up or to go on without the answer: recv() waits by itself.
    """
    pair.hold()
    _converse(pair, payload)


@robust
@source("RFC 9293, 3.7", "send(2)")
def check_carry_a_long_line(pair: Pair, payload: Payload) -> None:
    """A line of two thousand letters comes back whole, in pieces of any size.

    Neither send() nor recv() does all of it in one call: send in a loop, and receive until as many bytes are back as
    were sent.

    Python: sendall() is such a loop.
    """
    line = payload.word(2000)
    pair.cut(400)
    pair.client.type(line)
    pair.expect_request(line.encode()).expect_reply(line.encode())
    pair.client.expect_output(line)
