"""Checks of socket_programmeren/communication_breakdown/client."""

from __future__ import annotations

from sockgrade import Client, Payload, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.hello_client import (
    HELLO,
    check_ends_after_the_answer,
    check_labels_the_answer,
    check_shows_an_answer_that_is_not_text,
    check_shows_the_answer,
    check_shows_the_answer_as_bytes,
    question,
)
from sockgrade.behaviours.message_client import (
    check_brings_a_long_message_back,
    check_counts_bytes_and_not_letters,
    check_goes_where_it_is_told,
    check_puts_an_answer_in_pieces_together,
    check_refuses_a_message_in_several_words,
    check_says_that_the_answer_is_cut_short,
    check_says_that_the_server_broke_off,
    check_says_that_the_server_broke_off_in_its_answer,
    check_says_that_the_server_is_absent,
    check_says_that_there_is_no_answer,
    check_says_that_there_is_no_such_host,
    check_sends_the_message,
)

#: The exit code of a client that got no echo.
_NO_ECHO = 1
#: Seconds of silence: 3 are asked for, and whoever counts them in another way is welcome.
_SOON, _LATE = 2.0, 6.0


@source("recv(2)", "socket(7)")
def check_gives_up_on_a_silent_server(client: Client) -> None:
    """When nothing comes for 3 seconds, the client gives up, says so, and ends with exit code 1.

    recv() waits for ever, unless it is told how long. Between 2 and 6 seconds the grader is content.

    Python: settimeout(3) is in seconds, and recv() then raises TimeoutError, which is an OSError.

    C: setsockopt() with SO_RCVTIMEO, or poll() before recv(); its time-out is in milliseconds.
    """
    question(client)
    client.expect_giving_up(_SOON, _LATE, _NO_ECHO)


@robust
@source("recv(2)", "socket(7)")
def check_gives_up_in_the_middle_of_an_answer(client: Client, payload: Payload) -> None:
    """When a server falls silent in the middle of its answer, the client gives up as well.

    The time-out must hold for every recv(), not for the first one only.
    """
    connection, _ = question(client)
    connection.send(payload.text(5))
    # Whoever counts from the beginning is earlier by what it took the grader to begin its answer.
    client.expect_giving_up(0.0, _LATE, _NO_ECHO)


@robust
@source("connect(2)", "RFC 9293, 3.8.1")
def check_gives_up_when_nobody_answers_its_call(client: Client) -> None:
    """When the attempt to connect gets no answer at all, the client gives up after 3 seconds, too.

    By itself connect() tries it for two minutes. Set the time-out before you connect.

    Python: socket.create_connection((host, port), timeout=3) does so; or settimeout(3) before connect().

    C: SO_SNDTIMEO holds for connect() on Linux; or make the socket non-blocking, and poll() it after connect().
    """
    address, port, *_ = client.usual()
    client.silent_at(address, int(port)).start(*client.usual())
    # There is no connection of which the kernel could tell when it ended: too soon is another check's affair.
    client.expect_giving_up(0.0, _LATE, _NO_ECHO)
