"""Checks of netzwerkprogrammierung/loop_server/server."""

from __future__ import annotations

from sockgrade import Payload, Server, Word, output, robust, source
from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.echo_server import check_answers_after_a_half_close
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
from sockgrade.behaviours.server_for_many import (
    check_does_not_grow,
    check_serves_client_after_client,
    check_survives_a_client_that_does_not_wait,
    check_survives_a_client_that_says_nothing,
)

#: Clients that the handout lets wait.
_QUEUE = 5


@source("close(2)")
def check_closes_the_connection(server: Server, payload: Payload) -> None:
    """When a client has been answered and has finished, the server closes its connection.

    A client that reads until the end of the answer sees that end only when the server has closed the socket that
    accept() gave: close it inside the loop, for every client.

    Python: A socket that is only forgotten is closed when its variable gets another value, at the next accept():
    write `with connection:`, or connection.close().
    """
    message = payload.text()
    server.connect().send(message).expect_containing(message).finish().expect_closed()


def check_forgets_what_was_said_before(server: Server, payload: Payload) -> None:
    """The answer to a client has nothing in it of what the clients before have said.

    What you collect for a client belongs to it: begin anew for each, inside the loop.

    C: recv() puts no zero behind what it receives: answer with as many bytes as it returned.
    """
    before = payload.text(64)
    server.connect().send(before).expect_containing(before).leave()
    message = payload.text()
    answer = server.connect().send(message).receive_containing(message)
    assert before[-16:] not in answer, "The answer holds what another client has said before."


@output
@source("accept(2)")
def check_prints_it_for_every_client(server: Server, payload: Payload) -> None:
    """The server prints for every client who has connected, and what was received, not for the first only.

    Both lines belong into the loop: the address behind accept(), and the data behind recv().
    """
    server.connect().send(payload.text()).leave()
    address, port = server.connect().send(payload.text()).local_address
    server.expect_output("connected from", address, Word(port)).expect_output(
        ("Received", "Recevied"), times=2
    )


@robust
@source("RFC 9293, 2.2")
def check_obeys_no_magic_word(server: Server) -> None:
    """Words such as `end` or `quit` are answered like all others, and end nothing.

    The text is the client's own affair: compare it with nothing.
    """
    for word in (b"end", b"exit", b"quit", b"bye", b"stop", b"quit\n"):
        server.connect().send(word).expect_containing(word.strip()).leave()


@robust
@source("listen(2)")
def check_lets_the_others_wait(server: Server, payload: Payload) -> None:
    """Five clients that come while another one is served wait in the queue, and are served afterwards.

    The number that listen() is given says how many may wait: 5, or more. After a client go back to accept(),
    which gives the one that has waited longest.
    """
    first = server.connect().wait_until_accepted()
    waiting = [server.connect() for _ in range(_QUEUE)]
    for client in (first, *waiting):
        message = payload.text()
        client.send(message).expect_containing(message).leave()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_survives_a_client_that_breaks_off(server: Server, payload: Payload) -> None:
    """A client that breaks off (RST) before it has said anything does not end the server.

    accept() gives its connection all the same, and recv() fails. Give up this client then, and serve the next one.

    Python: Catch ConnectionError for each client, inside the loop: it includes ConnectionResetError.

    C: recv() returns -1 then: close the connection, and do not exit().
    """
    server.connect_and_break_off()
    message = payload.text()
    server.connect().send(message).expect_containing(message)
