"""Checks of fsst/echo/server."""

from __future__ import annotations

import re

from sockgrade import Payload, Server, output
from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.echo_server import (
    check_answers_after_a_half_close,
    check_closes_when_the_client_has_finished,
    check_echoes_a_long_message,
    check_echoes_a_message,
    check_echoes_binary_data,
    check_echoes_message_after_message,
    check_echoes_single_bytes,
)
from sockgrade.behaviours.server_for_many import (
    check_forgets_no_socket,
    check_prints_the_address_of_each_client,
    check_serves_client_after_client,
    check_survives_a_reset,
)


@output
def check_prints_what_it_received(server: Server, payload: Payload) -> None:
    """The server prints what it receives: `Received from client` and the data.

    Print each piece that recv() returns, before you send it back.
    """
    message = payload.text()
    server.connect().send(message).expect_answer()
    server.expect_output(re.compile(f"Received from client.*{message.decode()}"))
