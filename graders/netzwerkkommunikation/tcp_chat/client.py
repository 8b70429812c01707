"""Checks of netzwerkkommunikation/tcp_chat/client."""

from __future__ import annotations

from sockgrade import Client, Connection, Payload, Shown, output, robust, source
from sockgrade.behaviours.asking_client import (
    check_asks_for_the_address,
    check_asks_for_the_message,
    check_goes_to_the_documented_port,
    check_goes_to_the_typed_address,
    check_says_that_the_address_is_wrong,
    check_says_that_the_server_is_absent,
)


def _begin(client: Client, message: str) -> Connection:
    """The connection of a client that was told the address and a message, and has sent that."""
    client.type("127.0.0.1").type(message)
    return client.accept().expect_containing(message.encode())


def check_sends_each_message(client: Client, payload: Payload) -> None:
    """The client sends every line that is typed, without the end of the line, over one connection.

    input() gives the line without its line end. Encode it, and sendall() it as it is. connect() stands before
    the loop: the connection lasts as long as the conversation.
    """
    # More than ten, which is as good as for ever.
    messages = [payload.word(), *(f"{payload.word()} {payload.word()}" for _ in range(10)), payload.word()]
    connection = client.type("127.0.0.1").type(messages[0]).accept()
    connection.expect(messages[0].encode()).send(payload.text())
    for message in messages[1:]:
        client.type(message)
        connection.expect(message.encode()).send(payload.text())


@source("recv(2)")
def check_shows_each_answer(client: Client, payload: Payload) -> None:
    """The client shows what the server answers.

    Receive after every message that you send, decode the bytes, and print them.
    """
    first, second, message = payload.word(), payload.word(), payload.word()
    connection = _begin(client, payload.word()).send(first.encode())
    client.expect_output(first).type(message)
    connection.expect_containing(message.encode()).send(second.encode())
    client.expect_output(second)


def check_sends_every_word(client: Client, payload: Payload) -> None:
    """Every line is a message: words such as `end` or `quit` are sent, or shown, and end nothing.

    Whether the conversation is over is said by the end of the input, or by the server, not by a word.
    """
    connection = _begin(client, "end").send(b"end")
    for word in ("exit", "quit", "bye", payload.word()):
        client.type(word)
        connection.expect_containing(word.encode()).send(word.encode())


@output
def check_asks_for_the_next_message(client: Client, payload: Payload) -> None:
    """After each answer the client asks `Nachricht: ` again.

    input("Nachricht: ") belongs into the loop.
    """
    _begin(client, payload.word()).send(payload.text())
    client.expect_output("Nachricht:", times=2)


@output
def check_labels_each_answer(client: Client, payload: Payload) -> None:
    """Each answer is shown as `[SERVER-IP] TEXT`.

    The IP address is the one that was typed. Decode the bytes first: print(data) shows b'…'.
    """
    answer = payload.word()
    _begin(client, payload.word()).send(answer.encode())
    client.expect_output_once(Shown(f"[127.0.0.1] {answer}"))


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(client: Client, payload: Payload) -> None:
    """Letters beyond ASCII are sent as UTF-8, and shown again.

    encode() and decode() use UTF-8 if nothing else is said. One letter may be several bytes long.
    """
    message, answer = f"Grüße-aus-Köln-{payload.word()}", f"Schöne-Grüße-zurück-{payload.word()}"
    _begin(client, message).send(answer.encode())
    client.expect_output(answer)


@robust
@source("RFC 9293, 2.2")
def check_keeps_blanks_at_the_ends(client: Client, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a message are sent, and shown, like everything else.

    input() takes the line end away, and nothing else; strip() takes the blanks, too.
    """
    message, answer = f"  {payload.word()}  ", f"  {payload.word()}  "
    _begin(client, message).send(answer.encode())
    client.expect_output(answer)


@robust
@source("RFC 9293, 3.7", "send(2)", "recv(2)")
def check_sends_a_long_line_whole(client: Client, payload: Payload) -> None:
    """A message of eight thousand letters is sent whole, and an answer that long is shown.

    A line has no largest length, and sendall() sends all of it. recv(1024) that returns 1024 bytes does not say
    that more will come: show what has come instead of waiting for a shorter piece.
    """
    # A multiple of every power of two that is a buffer's size; of the answer, the beginning will do.
    message, answer = payload.word(8192), payload.word(8192)
    _begin(client, message).send(answer.encode())
    client.expect_output(answer[:100])


@robust
@source("recv(2)")
def check_waits_for_a_slow_answer(client: Client, payload: Payload) -> None:
    """An answer may take as long as it likes: at the server sits somebody who writes it.

    recv() waits by itself. Set no time-out (settimeout).
    """
    answer = payload.word()
    connection = _begin(client, payload.word())
    client.wait_in_silence()
    connection.send(answer.encode())
    client.expect_output(answer)


@robust
@source("RFC 9293, 2.2", "recv(2)")
def check_asks_again_after_an_empty_line(client: Client, payload: Payload) -> None:
    """An empty line is no message: the client asks again.

    TCP carries bytes, not messages: send(b"") sends nothing at all. The server waits for the message, the
    client for the answer, both for ever. Repeat input() until the line is not empty.
    """
    message = payload.word()
    client.type("127.0.0.1").type("").type(message)
    client.accept().expect_containing(message.encode())


@robust
@source("RFC 3629, 3")
def check_goes_on_after_bytes_that_are_not_text(client: Client, payload: Payload) -> None:
    """An answer that is not UTF-8 does not end the client.

    decode() raises UnicodeDecodeError on bytes that are not UTF-8; decode(errors="replace") shows something
    in their place.
    """
    message, answer = payload.word(), payload.word()
    connection = _begin(client, payload.word()).send(b"\xff\xfe\xc3" + payload.text() + b"\xc3")
    client.type(message)
    connection.expect_containing(message.encode()).send(answer.encode())
    client.expect_output(answer)


@robust
@source("read(2)", "termios(3)")
def check_ends_at_the_end_of_the_input(client: Client, payload: Payload) -> None:
    """The end of the keyboard's input (Ctrl-D) ends the client without a traceback.

    input() raises EOFError at the end of the input. Catch it around the loop, and close the socket.
    """
    connection = _begin(client, payload.word()).send(payload.text())
    client.end_input().expect_clean_stop(after="Ctrl-D")
    connection.expect_closed()


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_server_has_gone(client: Client, payload: Payload) -> None:
    """When the server closes the connection, the client says so and ends.

    recv() returns b"" when the server has closed. Do not show that as an answer: say on stderr what happened,
    and end with an exit code that is not 0.
    """
    _begin(client, payload.word()).close()
    client.expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_has_crashed(client: Client, payload: Payload) -> None:
    """When the server breaks the connection off (RST), the client says so and ends.

    recv() and send() then raise ConnectionResetError or BrokenPipeError, which are OSErrors. Catch them, say
    on stderr what happened, and end with an exit code that is not 0.
    """
    _begin(client, payload.word()).reset()
    client.expect_failure()
