"""Checks of netzwerkkommunikation/timeouts/client."""

from __future__ import annotations

from sockgrade import Client, Payload, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import check_connects_to_the_documented_address
from sockgrade.behaviours.hello_client import (
    HELLO,
    check_ends_after_the_answer,
    check_shows_an_answer_that_is_not_text,
    check_shows_the_answer,
    question,
)
from sockgrade.behaviours.message_client import (
    check_brings_a_long_message_back,
    check_counts_bytes_and_not_letters,
    check_labels_the_answer,
    check_puts_an_answer_in_pieces_together,
    check_says_that_the_answer_is_cut_short,
    check_says_that_the_server_broke_off,
    check_says_that_the_server_broke_off_in_its_answer,
    check_says_that_the_server_is_absent,
    check_says_that_there_is_no_answer,
    check_says_that_there_is_no_such_host,
    check_sends_the_message,
)
from sockgrade.behaviours.seconds_argument import (
    check_refuses_a_time_that_is_no_number,
    check_refuses_a_time_that_is_not_positive,
    check_refuses_a_time_without_end,
)

#: Seconds by which a program may miss the time that it was told.
_LEEWAY = 0.5


def _waits(client: Client, seconds: float) -> Client:
    """The client is started, and told to wait so long."""
    host, port, _, message = client.usual()
    return client.start(host, port, str(seconds), message)


def _gives_up_after(client: Client, seconds: float) -> None:
    question(_waits(client, seconds))
    client.expect_giving_up(seconds - _LEEWAY, seconds + _LEEWAY, 1)


def check_wants_four_arguments(client: Client) -> None:
    """Three arguments, or five, are wrong usage: a message on stderr, exit code 2.

    Compare their number before you use them, and not only whether there are enough.

    Python: len(sys.argv) is 5 for four arguments, since sys.argv[0] is the program itself; argparse counts by itself.

    C: argc is 5 for four arguments, since argv[0] is the program itself.
    """
    client.start(*client.usual()[:3]).expect_usage_error()
    client.start(*client.usual(), "again").expect_usage_error()


@source("recv(2)", "socket(7)")
def check_gives_up_in_time(client: Client) -> None:
    """When nothing comes, the client gives up after the time that it was told, and ends with exit code 1.

    Here it was told to wait 1.6 seconds, and half a second more or less is all right.

    Python: settimeout(seconds) holds for every recv() after it, which raises TimeoutError then, an OSError.

    C: setsockopt() with SO_RCVTIMEO takes a struct timeval; or poll() before recv(), which counts in milliseconds.
    """
    _gives_up_after(client, 1.6)


@source("recv(2)", "socket(7)")
def check_gives_up_in_another_time(client: Client) -> None:
    """If it was told to wait 0.4 seconds, the client waits no longer.

    The time is not always the same, and it need not be whole.

    Python: float() reads 0.4; int() does not.

    C: strtod() reads 0.4; atoi() makes 0 of it, and 0 stands for no end in SO_RCVTIMEO.
    """
    _gives_up_after(client, 0.4)


@source("recv(2)", "socket(7)")
def check_waits_for_an_answer_that_trickles(client: Client, payload: Payload) -> None:
    """An answer that comes bit by bit is shown, even if all of it takes longer than the time.

    The time counts from the last piece that has come, not from the question. Here it is 2 seconds, and the pieces are
    half a second apart.

    Python: settimeout() holds for each recv() by itself: set it once, and count no time of your own.

    C: SO_RCVTIMEO, or the time-out of poll(), holds for each call by itself.
    """
    reply = payload.word(len(HELLO))
    connection, got = question(_waits(client, 2))
    rest = reply.encode() + got[len(reply) :]
    for piece in (rest[:1], rest[1:3], rest[3:4], rest[4:8], rest[8:]):
        client.wait_in_silence(0.5)
        connection.send(piece)
    connection.finish_in_turn()
    client.expect_output(reply)


@source("recv(2)", "socket(7)")
def check_gives_up_in_the_middle_of_an_answer(client: Client, payload: Payload) -> None:
    """When a server falls silent in the middle of its answer, the client gives up as well.

    The time-out must hold for every recv(), not for the first one only.
    """
    connection, _ = question(_waits(client, 1.1))
    connection.send(payload.text(5))
    # Whoever counts from the question is earlier by what it took the grader to begin its answer.
    client.expect_giving_up(0.0, 1.1 + _LEEWAY, 1)


@robust
@source("connect(2)", "RFC 9293, 3.8.1")
def check_gives_up_when_nobody_answers_its_call(client: Client) -> None:
    """When the attempt to connect gets no answer at all, the client gives up after that time, too.

    By itself connect() tries it for two minutes. Set the time-out before you connect.

    Python: socket.create_connection((host, port), seconds) does so; or settimeout() before connect().

    C: SO_SNDTIMEO holds for connect() on Linux; or make the socket non-blocking, and poll() it after connect().
    """
    host, port, *_ = client.usual()
    _waits(client.silent_at(host, int(port)), 1.1)
    client.expect_attempt().expect_giving_up(0.0, 1.1 + _LEEWAY, 1)
