"""What a UDP echo server and its client do together, whatever the network makes of their datagrams.

For exercises whose client sends each line that is typed, and says so when no answer comes.
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
        # What is still under way comes before the next line is typed: whether it is thrown away is no matter of luck.
        pair.client.expect_output(line).come_to_rest()


def check_understand_each_other(pair: Pair, payload: Payload) -> None:
    """Server and client work together: line after line comes back, and is shown.

    Try both at once, in two windows. What one sends, the other must expect: the same port, the same bytes, and a
    datagram for each line.
    """
    _converse(pair, payload)


@robust
@source("RFC 768", "udp(7)")
def check_survive_what_comes_twice(pair: Pair, payload: Payload) -> None:
    """When the network delivers every datagram twice, each line is still shown with its own answer.

    The server answers both, and both answers come twice: what is left over waits in the client's socket. Throw it away
    before the next line is sent, or ask with a new socket each time.
    """
    pair.double()
    _converse(pair, payload)


@robust
@source("RFC 768", "udp(7)")
def check_say_that_a_line_was_lost(pair: Pair, payload: Payload) -> None:
    """When the network loses what the client sends, the client says so and ends, and the server goes on.

    The server hears nothing of it, and nobody tells the client: only its time-out does.
    """
    pair.lose(1)
    pair.client.type(payload.word()).expect_failure()
    pair.expect_running("server")


@robust
@source("RFC 768", "udp(7)")
def check_say_that_an_answer_was_lost(pair: Pair, payload: Payload) -> None:
    """When the network loses an answer, the client says so and ends, and the server goes on.

    To the client it is the same as a line that was lost. The server has done its part, and waits for no receipt.
    """
    line = payload.word()
    pair.lose(1, toward="client")
    pair.client.type(line)
    pair.expect_reply(line.encode())
    pair.client.expect_failure()
    pair.expect_running("server")
