"""Checks of socket_programmeren/byte_order/server."""

from __future__ import annotations

import pytest

from sockgrade import Payload, Server, Word, output, robust, source
from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.echo_server import (
    check_answers_after_a_half_close,
    check_closes_when_the_client_has_finished,
    check_waits_for_a_silent_client,
)
from sockgrade.behaviours.exchange import Exchange, Exchanges
from sockgrade.behaviours.numbers import ANSWER, Sum, small
from sockgrade.behaviours.server_for_many import (
    check_does_not_grow,
    check_forgets_no_socket,
    check_prints_the_address_of_each_client,
    check_serves_client_after_client,
    check_survives_a_client_that_does_not_wait,
    check_survives_a_client_that_says_nothing,
    check_survives_a_reset,
    check_waits_for_the_next_client,
)

#: Numbers: so many that no buffer holds them, a tenth of what the handout permits.
_MANY = 100_000


@pytest.fixture
def exchange() -> Exchanges:
    """What the server is asked where the number that it answers is another check's affair."""

    def three_numbers(payload: Payload) -> Exchange:
        return Exchange(small(payload, 3).request, lambda connection: connection.receive_exactly(ANSWER))

    return three_numbers


@source("byteorder(3)")
def check_answers_the_sum(server: Server, payload: Payload) -> None:
    """The server answers the sum of the numbers: eight bytes in network byte order.

    Network byte order is big-endian: the most significant byte comes first. Read the count and the numbers so, and send
    the sum so, as a number of eight bytes, and nothing else.

    Python: struct.unpack("!I", …) reads a count, struct.pack("!q", total) writes a sum; without "!" the order is that
    of your machine.

    C: ntohl() turns what has come into a number; htobe64() in <endian.h> prepares an int64_t for sending. Send the
    eight bytes of the variable, and no text.
    """
    small(payload, 5).ask(server.connect())


@source("byteorder(3)")
def check_reads_negative_numbers(server: Server, payload: Payload) -> None:
    """Numbers and sums may be negative.

    The numbers have a sign: ff ff ff f6 is -10, and not 4294967286. So has the sum.

    Python: In struct "i" and "q" have a sign, "I" and "Q" have none. int.from_bytes() wants signed=True.

    C: ntohl() gives an unsigned number: make an int32_t of it before you add it to an int64_t.
    """
    Sum((-1, *(-number for number in small(payload, 3).numbers), 5)).ask(server.connect())


@source("byteorder(3)")
def check_adds_up_beyond_32_bits(server: Server) -> None:
    """The sum may be larger than any number of 32 bits.

    Sixty-four bits hold the sum of as many numbers as may come. Add up in 64 bits, and send 64 bits.

    Python: Numbers have no largest size: only struct.pack() has to know that the sum has eight bytes, "!q".

    C: Adding two int32_t gives an int32_t, which overflows: let the sum be an int64_t, and htonl() is too short for it.
    """
    Sum((2**31 - 1,) * 5).ask(server.connect())


def check_answers_request_after_request(server: Server, payload: Payload) -> None:
    """The server answers every request of a client, not just the first.

    Put reading the count, reading the numbers and answering into a loop that lasts until the client has closed. Begin
    each sum at zero, and do not wait for the client's end before you answer.
    """
    connection = server.connect()
    # More than ten, which is as good as for ever.
    for count in (3, 1, 7) * 4:
        small(payload, count).ask(connection)


@output
def check_prints_each_sum(server: Server, payload: Payload) -> None:
    """For each request the server prints `Som van N getallen: SOM`.

    Print a line for each request, with the count and the sum in decimal.

    C: printf() shows an int64_t with "%" PRId64, from <inttypes.h>.
    """
    connection = server.connect()
    for count in (3, 12):
        asked = small(payload, count)
        connection.send(asked.request)
        server.expect_line(
            "Som van", Word(count), "getallen:", Word(asked.total), example='"Som van 3 getallen: 42"'
        )
    negative = Sum((-7, -8))
    connection.send(negative.request)
    server.expect_line("Som van", Word(2), "getallen: -15", example='"Som van 2 getallen: -15"')


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_reads_requests_byte_by_byte(server: Server, payload: Payload) -> None:
    """A request that arrives byte by byte is answered like any other.

    How a request is cut into segments is up to the network: recv(4) gives at most four bytes, and perhaps one. Loop
    around recv() until so many bytes are there as you need.

    Python: recv() with MSG_WAITALL, or makefile("rb").read(n), do such a loop for you.

    C: recv() with MSG_WAITALL does such a loop for you.
    """
    asked = small(payload, 3)
    asked.expect(server.connect().send_in_pieces(bytes([byte]) for byte in asked.request))


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_reads_several_requests_in_one_segment(server: Server, payload: Payload) -> None:
    """Several requests that arrive together are all answered, in their order.

    A client need not wait for an answer before it sends the next request, and one recv() may give several of them: take
    as many bytes as belong to a request, and keep the rest for the next.
    """
    asked = [small(payload, count) for count in (2, 1, 5, 3)]
    connection = server.connect().send(b"".join(one.request for one in asked))
    connection.expect(b"".join(one.reply for one in asked))


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_keeps_the_beginning_of_the_next_request(server: Server, payload: Payload) -> None:
    """The beginning of a request that arrives together with the one before is not lost.

    Answer the request that is complete at once, and keep what has come of the next one until its rest is there.
    """
    first, second = small(payload, 2), small(payload, 3)
    for cut in (2, 4, 9):
        connection = server.connect().send(first.request + second.request[:cut])
        first.expect(connection)
        second.expect(connection.send(second.request[cut:]))
        connection.leave()


@robust
@source("recv(2)")
def check_adds_up_no_numbers_at_all(server: Server, payload: Payload) -> None:
    """A request with N = 0 is answered with 0, and the next one as usual.

    No numbers follow then: wait for none, and send the sum of none, eight zero bytes. It is no end of the conversation.
    """
    connection = server.connect()
    Sum(()).ask(connection)
    small(payload, 2).ask(connection)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_adds_up_many_numbers(server: Server, payload: Payload) -> None:
    """A hundred thousand numbers are added up like three.

    So many numbers need many calls of recv(), and no fixed buffer holds them: add up piece by piece, or make room for
    as many as the count says.

    C: malloc() gives room for N numbers; or read and add up one at a time.
    """
    Sum(tuple(payload.binary(_MANY))).ask(server.connect())


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_does_not_answer_half_a_request(server: Server, payload: Payload) -> None:
    """A request that is cut off in its midst gets no answer, and does not end the server.

    The stream may end within the count, and within a number. Notice that there are not enough bytes: close this
    connection, and serve the next client.

    Python: recv() returns b"" then: leave the loop that waits for more, or it never ends. struct.unpack() raises
    struct.error for too few bytes.

    C: recv() returns 0 then, and the rest of the buffer holds nothing that has come.
    """
    # Whether the connection is closed then, is another check's affair.
    for cut in (2, 4, 10, 15):
        server.connect().send(small(payload, 3).request[:cut]).finish().expect_silence()
    server.connect().send(small(payload, 1).request).receive_exactly(ANSWER)
