"""What a client must do that greets an echo server with `Hello, world`, shows the answer and ends.

Where the answer is to be recognised, the grader's server answers with other bytes than it received, as many:
a client that prints its own text is found out.
"""

from __future__ import annotations

from sockgrade import Client, Connection, Payload, Word, output, robust, source

HELLO = b"Hello, world"


def question(client: Client) -> tuple[Connection, bytes]:
    """The connection on which the client has sent its message, and what it sent."""
    connection = client.accept()
    return connection, connection.receive_anything(HELLO)


def answer(client: Client, data: bytes) -> tuple[Connection, bytes]:
    """Answer the client's message like an echo server, with other bytes, and as many; where, and all that was sent."""
    connection, got = question(client)
    reply = data + got[len(data) :]
    return connection.send(reply).finish_in_turn(), reply


def check_sends_hello_world(client: Client) -> None:
    """The client sends `Hello, world`, these twelve bytes and no others.

    Send just these twelve: capitals, comma and blank as they stand here, and no end of line.

    Python: b"Hello, world" is bytes, "Hello, world" is a str: sendall(b"Hello, world").

    C: strlen(text) is their number; sizeof counts the zero at the end, too.
    """
    client.accept().expect(HELLO)


@source("recv(2)")
def check_shows_the_answer(client: Client, payload: Payload) -> None:
    """The client shows what the server answered.

    Print what recv() gave. The grader's server answers here with other bytes than yours, so print what you
    received, and not what you sent.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    reply = payload.word(len(HELLO))
    answer(client, reply.encode())
    client.expect_output(reply)


def check_ends_after_the_answer(client: Client) -> None:
    """When it has the whole answer, the client closes the connection and ends, with exit code 0.

    An echo server keeps the connection open as long as its client does: a client that waits for the end of
    the stream before it has shut down its own side waits for ever. The answer is as long as what you sent:
    count its bytes.
    """
    connection, _ = answer(client, HELLO)
    client.expect_exit(0)
    connection.expect_end()


@robust
@source("recv(2)")
def check_waits_for_a_slow_answer(client: Client, payload: Payload) -> None:
    """An answer that takes some seconds is shown as well.

    recv() waits by itself. Whoever sets a time-out chooses one that a slow network does not reach.
    """
    reply = payload.word(len(HELLO))
    connection, got = question(client)
    client.wait_in_silence()
    connection.send(reply.encode() + got[len(reply) :]).finish_in_turn()
    client.expect_output(reply)


@output
def check_labels_the_answer(client: Client, payload: Payload) -> None:
    """The answer stands behind the word `Received`.

    Print the word and the answer together, on one line.

    Python: print("Received", repr(data)) does that.

    C: printf("Received %.*s\\n", n, buffer) shows the n bytes that have come.
    """
    reply = payload.word(len(HELLO))
    answer(client, reply.encode())
    client.expect_line(Word("Received"), reply, example=f"Received {reply.encode()!r}")


@output
def check_shows_the_answer_as_bytes(client: Client, payload: Payload) -> None:
    """The answer is shown as Python writes bytes: b'…'.

    Print the letter b, and behind it the answer between quotation marks.

    Python: repr(data), or !r in an f-string, shows bytes as you would type them into a program. decode()
    makes a str of them, which is shown without b and quotes.

    C: "%.*s" prints the bytes that have come, and no more: give it their number and the buffer.
    """
    _, reply = answer(client, payload.text(len(HELLO)))
    client.expect_output(repr(reply))
    assert not client.printed(f'"{reply!r}"'), (
        "The bytes stand in quotation marks once more: print repr() once."
    )


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_an_answer_in_pieces_together(client: Client, payload: Payload) -> None:
    """An answer that arrives in pieces is received whole, and then shown.

    TCP may deliver one answer in several segments, and recv() returns the first. An echo is as long as what
    was sent: loop around recv() until so many bytes are there, and print them then.
    """
    reply = payload.word(len(HELLO))
    connection, got = question(client)
    pieces = [bytes([byte]) for byte in reply.encode() + got[len(reply) :]]
    connection.send_in_pieces(pieces).finish_in_turn()
    client.expect_output(reply)


@robust
@source("RFC 3629, 3")
def check_shows_an_answer_that_is_not_text(client: Client, payload: Payload) -> None:
    """An answer that is not text does not crash the client.

    An answer may hold any bytes: show them as they are, or something in their place.

    Python: decode() raises UnicodeDecodeError when the bytes are not UTF-8. repr(data) shows any bytes.

    C: fwrite() prints any bytes, a zero among them, where "%s" stops.
    """
    answer(client, b"\xff\xfe" + payload.binary(len(HELLO) - 2))
    client.expect_exit(0)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_there_is_no_answer(client: Client) -> None:
    """When the server closes the connection without an answer, the client says so.

    The end of the stream is no answer: say on stderr what happened, and end with an exit code that is not 0.

    Python: recv() returns b"" then, and sys.exit("message") does the rest.

    C: recv() returns 0 then, and fprintf(stderr, …) and `return 1` in main() do the rest.
    """
    connection, _ = question(client)
    connection.finish()
    client.expect_failure()


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_answer_is_cut_short(client: Client, payload: Payload) -> None:
    """When the server closes the connection in the middle of its answer, the client says so.

    The end of the stream may come after the first bytes, too. Compare how many bytes have come with how many
    you sent before you call them the answer.
    """
    connection, _ = question(client)
    connection.send(payload.text(5)).finish()
    client.expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """When the server breaks the connection off (RST), the client says so.

    recv() fails when the server has crashed: be ready for that in the whole conversation, not only in
    connect(). Say on stderr what happened, and end with an exit code that is not 0.

    Python: Catch OSError around all of it: it includes ConnectionResetError.

    C: recv() returns -1, and perror() says why.
    """
    connection, _ = question(client)
    connection.reset()
    client.expect_failure()
