"""Checks of document/exercise/client."""

from __future__ import annotations

from sockgrade import Client, Payload
from sockgrade.behaviours.any_client import check_connects_to_the_documented_address


def check_shows_the_answer(client: Client, payload: Payload) -> None:
    """The client sends the line that is typed, and prints what the server answers.

    input() gives the line without its line end. Print what recv() returned: the server has the last word.
    """
    line, answer = payload.word(), payload.word()
    connection = client.accept()
    client.type(line)
    connection.expect(line.encode()).send(answer.encode())
    client.expect_output(answer)
