"""Checks of netzwerkprogrammierung/prefix_echo/client."""

from __future__ import annotations

from sockgrade import Client, Connection, Payload, output, robust, source
from sockgrade.behaviours.any_client import (
    check_connects_to_the_documented_address,
    check_says_that_the_server_is_absent,
)

REQUEST = b"Hallo Server"


def _question(client: Client) -> Connection:
    """The connection on which the client has sent its text, whatever that is."""
    connection = client.accept()
    connection.receive_anything(REQUEST)
    return connection


def check_sends_the_text(client: Client) -> None:
    """The client sends `Hallo Server`, and nothing else.

    A socket sends bytes: b"Hallo Server", or "Hallo Server".encode(). No line end belongs to the text.
    """
    client.accept().expect(REQUEST)


@source("recv(2)")
def check_shows_the_answer(client: Client, payload: Payload) -> None:
    """The client shows what the server answers.

    Receive after you have sent, and print what recv() returned. The grader's server answers with other words
    than yours: show its answer, not your text.
    """
    answer = payload.word()
    _question(client).send(f"SERVER RECEIVED: {answer}".encode()).finish()
    client.expect_output(answer)


def check_ends_after_the_answer(client: Client, payload: Payload) -> None:
    """After the answer the client closes the connection and ends, with exit code 0.

    One message, one answer: no loop, and no input() at the end.
    """
    _question(client).send(f"SERVER RECEIVED: {payload.word()}".encode()).finish()
    client.expect_exit(0)


@output
def check_labels_the_answer(client: Client, payload: Payload) -> None:
    """The answer is shown as `Client received from server: b'…'`.

    print() shows a bytes object in this form by itself: print("Client received from server:", data).
    """
    answer = payload.word()
    _question(client).send(f"SERVER RECEIVED: {answer}".encode()).finish()
    shown = f"b'SERVER RECEIVED: {answer}'"
    label = "Client received from server:"
    # print() puts a blank before it; whoever writes one into the label has two.
    client.expect_output_once((f"{label} {shown}", f"{label}  {shown}", f"{label}{shown}"))


@robust
@source("recv(2)")
def check_waits_for_a_slow_answer(client: Client, payload: Payload) -> None:
    """An answer that takes some seconds is shown as well.

    recv() waits by itself. Whoever sets a time-out (settimeout) chooses one that a slow network does not reach.
    """
    answer = payload.word()
    connection = _question(client)
    client.wait_in_silence()
    connection.send(f"SERVER RECEIVED: {answer}".encode()).finish()
    client.expect_output(answer)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_an_answer_in_pieces_together(client: Client, payload: Payload) -> None:
    """An answer that arrives in pieces is shown whole.

    TCP may deliver one answer in several segments, and recv() returns the first. The server closes after its
    answer: loop around recv() until it returns b"".
    """
    answer = payload.word(30)
    _question(client).send_in_pieces(letter.encode() for letter in f"SERVER RECEIVED: {answer}").finish()
    client.expect_output(answer)


@robust
@source("RFC 3629, 3")
def check_shows_an_answer_that_is_not_text(client: Client, payload: Payload) -> None:
    """An answer with bytes that are not UTF-8 is shown, too.

    decode() raises UnicodeDecodeError for them. Print the bytes object itself, or use errors="replace".
    """
    answer = payload.word()
    _question(client).send(b"SERVER RECEIVED: \xff\xfe " + answer.encode()).finish()
    client.expect_output(answer)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_there_is_no_answer(client: Client) -> None:
    """When the server closes without an answer, the client says so.

    recv() returns b"" when the server has closed. Do not print that as an answer: say on stderr what
    happened, and end with an exit code that is not 0.
    """
    _question(client).close()
    client.expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_has_crashed(client: Client) -> None:
    """When the server breaks the connection off (RST), the client ends with a clear message.

    recv() raises ConnectionResetError then. Catch OSError around the whole conversation, not only connect().
    """
    _question(client).reset()
    client.expect_failure()
