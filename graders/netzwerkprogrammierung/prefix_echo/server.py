"""Checks of netzwerkprogrammierung/prefix_echo/server."""

from __future__ import annotations

from sockgrade import Payload, Server, output, robust, source
from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.prefix_server import (
    check_answers_what_is_not_text,
    check_answers_with_the_prefix_and_the_text,
    check_closes_after_the_answer,
    check_keeps_blanks_at_the_ends,
    check_keeps_umlauts,
    check_prints_what_it_received,
    check_prints_who_has_connected,
    check_says_that_it_waits,
    check_takes_in_a_message_of_128_bytes,
    check_waits_for_its_client,
    check_waits_for_the_rest_of_a_character,
)


def check_ends_after_one_client(server: Server, payload: Payload) -> None:
    """After one client the server ends, with exit code 0.

    Call accept() once, without a loop around it. After the answer, close both sockets and let the program
    end.
    """
    connection = server.connect().send(payload.text())
    connection.receive_message()
    connection.close()
    server.expect_exit(0)


@output
def check_says_that_it_has_finished(server: Server, payload: Payload) -> None:
    """At its end the server prints `finished`.

    Print it after you have sent the answer.
    """
    connection = server.connect().send(payload.text())
    connection.receive_message()
    connection.close()
    server.expect_output_once("finished")


@robust
@source("RFC 9293, 2.2")
def check_obeys_no_magic_word(server: Server) -> None:
    """Words such as `end` or `quit` are answered like all others.

    The text is the client's own affair: compare it with nothing.
    """
    for word in (b"end", b"exit", b"quit", b"bye"):
        server.connect().send(word).expect_containing(word).close()
        server.restart()


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_ends_when_the_client_says_nothing(server: Server) -> None:
    """A client that goes without a word ends the server as well, with exit code 0.

    The end of the stream is no error: close the sockets and let the program end.

    Python: recv() returns b"" when the client has finished.

    C: recv() returns 0 when the client has finished; only -1 is an error.
    """
    server.connect().finish()
    server.expect_exit(0)
