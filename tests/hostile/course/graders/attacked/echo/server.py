"""Checks that a hostile server is put to."""

from hostile.bounds import check_the_grader_stays_small
from sockgrade import Payload, Server
from sockgrade.behaviours.any_server import check_listens_at_the_documented_address
from sockgrade.evidence.pieces import Word

#: Bytes; more than the kernel keeps for a connection on the loopback.
_MUCH = 24 * 2**20


def check_echoes(server: Server, payload: Payload) -> None:
    """The server sends back what it received."""
    text = payload.text()
    server.connect().send(text).expect(text)


def check_echoes_twice(server: Server, payload: Payload) -> None:
    """The same for two messages in a row."""
    connection = server.connect()
    for text in (payload.text(), payload.text()):
        connection.send(text).expect(text)


def check_echoes_bytewise(server: Server, payload: Payload) -> None:
    """The same for a message in a hundred segments, by a check that began fifty seconds ago."""
    server.transcript.began -= 50
    text = payload.text(100)
    server.connect().send_in_pieces(text[at : at + 1] for at in range(len(text))).expect(text)


def check_takes_much_in(server: Server, payload: Payload) -> None:
    """The server takes in more than the kernel keeps for it."""
    server.connect().send(payload.binary(_MUCH)).receive_anything(b"")


def check_ends_the_stream(server: Server) -> None:
    """The server closes the connection when the client has finished."""
    server.connect().finish().expect_end()


def check_answers_with_a_line(server: Server, payload: Payload) -> None:
    """The server answers with a line."""
    server.connect().send(payload.text()).receive_until(b"\n", "a line")


def check_says_ready(server: Server) -> None:
    """The server prints that it is ready."""
    server.expect_output("ready")


def check_goes_on(server: Server, payload: Payload) -> None:
    """The server serves a second client as it did the first."""
    for _ in range(2):
        text = payload.text()
        server.connect().send(text).expect(text).leave()


def check_forgets_no_socket(server: Server, payload: Payload) -> None:
    """The server closes the socket of every client that has gone."""
    for _ in range(3):
        text = payload.text()
        server.connect().send(text).expect(text).leave()
    server.expect_no_forgotten_socket()


def check_does_not_grow(server: Server, payload: Payload) -> None:
    """After two hundred clients the server holds no more than before."""
    text = payload.text()
    server.expect_no_growth(lambda: server.connect().send(text).expect(text).leave())


def check_serves_many(server: Server, payload: Payload) -> None:
    """The server serves client after client."""
    for _ in range(20):
        text = payload.text()
        server.connect().send(text).expect(text).leave()


def check_prints_who_comes(server: Server) -> None:
    """The server prints who has connected."""
    address, port = server.connect().local_address
    server.expect_line("Connected by", address, Word(port))


__all__ = ["check_listens_at_the_documented_address", "check_the_grader_stays_small"]
