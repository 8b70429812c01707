"""Checks of document/exercise/server."""

from __future__ import annotations

from sockgrade import Payload, Server, robust
from sockgrade.behaviours.any_server import check_listens_at_the_documented_address


def check_answers_in_capital_letters(server: Server, payload: Payload) -> None:
    """The server sends back in capital letters what it receives.

    A bytes object has upper(), as a str has. Send all of it, and nothing else: sendall().
    """
    message = payload.text()
    server.connect().send(message).expect(message.upper())


@robust
def check_serves_client_after_client(server: Server, payload: Payload) -> None:
    """When a client has finished, the server serves the next one.

    Put accept() into a loop. recv() returns b"" when the client has finished: close its socket then.
    """
    for _ in range(3):
        message = payload.text()
        server.connect().send(message).expect_containing(message).finish().expect_closed()
