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

    A socket carries bytes: send these twelve, and no line end.

    Python: b"Hallo Server" is bytes, and so is "Hallo Server".encode().

    C: strlen(text) is their number; sizeof counts the zero at the end, too.
    """
    client.accept().expect(REQUEST)


@source("recv(2)")
def check_shows_the_answer(client: Client, payload: Payload) -> None:
    """The client shows what the server answers.

    Receive after you have sent, and print what has come. The grader's server answers with other words than
    yours: show its answer, not your text.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    answer = payload.word()
    _question(client).send(f"SERVER RECEIVED: {answer}".encode()).finish()
    client.expect_output(answer)


def check_ends_after_the_answer(client: Client, payload: Payload) -> None:
    """After the answer the client closes the connection and ends, with exit code 0.

    One message, one answer: no loop, and at the end no waiting for the keyboard.
    """
    _question(client).send(f"SERVER RECEIVED: {payload.word()}".encode()).finish()
    client.expect_exit(0)


@output
def check_labels_the_answer(client: Client, payload: Payload) -> None:
    """The answer is shown as `Client received from server: b'…'`.

    Print the words, and behind them on the same line the letter b and the answer between quotation marks.

    Python: print() shows a bytes object in this form by itself: print("Client received from server:", data).

    C: "%.*s" prints the bytes that have come, and no more: give it their number and the buffer.
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

    recv() waits by itself. Whoever sets a time-out chooses one that a slow network does not reach.
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
    answer: loop around recv() until the end of the stream.

    Python: recv() returns b"" at the end.

    C: recv() returns 0 at the end. Receive each piece behind the one before: recv(fd, buffer + n, sizeof
    buffer - n, 0).
    """
    answer = payload.word(30)
    _question(client).send_in_pieces(letter.encode() for letter in f"SERVER RECEIVED: {answer}").finish()
    client.expect_output(answer)


@robust
@source("RFC 3629, 3")
def check_shows_an_answer_that_is_not_text(client: Client, payload: Payload) -> None:
    """An answer with bytes that are not UTF-8 is shown, too.

    An answer may hold any bytes: show them as they are, or something in their place.

    Python: decode() raises UnicodeDecodeError on some. Print the bytes object itself, or use
    errors="replace".

    C: fwrite() prints any bytes, a zero among them, where "%s" stops.
    """
    answer = payload.word()
    _question(client).send(b"SERVER RECEIVED: \xff\xfe " + answer.encode()).finish()
    client.expect_output(answer)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_there_is_no_answer(client: Client) -> None:
    """When the server closes without an answer, the client says so.

    The end of the stream is no answer: say on stderr what happened, and end with an exit code that is not 0.

    Python: recv() returns b"" then, and sys.exit("message") does the rest.

    C: recv() returns 0 then, and fprintf(stderr, …) and `return 1` in main() do the rest.
    """
    _question(client).close()
    client.expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_has_crashed(client: Client) -> None:
    """When the server breaks the connection off (RST), the client ends with a clear message.

    recv() fails then: be ready for that in the whole conversation, not only in connect(). Say on stderr what
    happened, and end with an exit code that is not 0.

    Python: Catch OSError around all of it: it includes ConnectionResetError.

    C: recv() returns -1, and perror() says why.
    """
    _question(client).reset()
    client.expect_failure()
