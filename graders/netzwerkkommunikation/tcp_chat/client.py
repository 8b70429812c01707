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

    Send the line as it was typed: all of it, and without its line end. connect() stands before the loop: the
    connection lasts as long as the conversation.

    Python: input() takes the line end away. encode() makes bytes of the line, and sendall() sends all of
    them.

    C: fgets() keeps the line end: take it away, and send strlen(line) bytes, not sizeof line.
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

    Receive after every message that you send, and print what has come.

    Python: decode() makes text of the bytes.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
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

    The question belongs into the loop.

    Python: input("Nachricht: ") shows it and waits for the line.

    C: It has no line end: printf("Nachricht: ") needs fflush(stdout) after it.
    """
    _begin(client, payload.word()).send(payload.text())
    client.expect_output("Nachricht:", times=2)


@output
def check_labels_each_answer(client: Client, payload: Payload) -> None:
    """Each answer is shown as `[SERVER-IP] TEXT`.

    The IP address is the one that was typed. Print it and the text together, on one line.

    Python: decode() the bytes first: print(data) shows b'…'.

    C: "%.*s" prints the bytes that have come, and no more: give it their number and the buffer.
    """
    answer = payload.word()
    _begin(client, payload.word()).send(answer.encode())
    client.expect_output_once(Shown(f"[127.0.0.1] {answer}"))


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(client: Client, payload: Payload) -> None:
    """Letters beyond ASCII are sent as UTF-8, and shown again.

    Text travels as UTF-8, in which one letter may be several bytes long.

    Python: encode() and decode() use UTF-8 if nothing else is said.

    C: The typed line is UTF-8 already: send its bytes as they are, and show those of the answer together.
    """
    message, answer = f"Grüße-aus-Köln-{payload.word()}", f"Schöne-Grüße-zurück-{payload.word()}"
    _begin(client, message).send(answer.encode())
    client.expect_output(answer)


@robust
@source("RFC 9293, 2.2")
def check_keeps_blanks_at_the_ends(client: Client, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a message are sent, and shown, like everything else.

    They are part of the text: take away the line end, and nothing else.

    Python: input() does that; strip() takes the blanks, too.

    C: scanf("%s") stops at a blank: read the line with fgets() or getline().
    """
    message, answer = f"  {payload.word()}  ", f"  {payload.word()}  "
    _begin(client, message).send(answer.encode())
    client.expect_output(answer)


@robust
@source("RFC 9293, 3.7", "send(2)", "recv(2)")
def check_sends_a_long_line_whole(client: Client, payload: Payload) -> None:
    """A message of eight thousand letters is sent whole, and an answer that long is shown.

    A line has no largest length: send all of it. recv(1024) that returns 1024 bytes does not say that more
    will come: show what has come instead of waiting for a shorter piece.

    Python: send() may take only a part, sendall() takes everything.

    C: getline() takes in a line of any length; fgets() gives what its buffer does not hold with the next
    calls.
    """
    # A multiple of every power of two that is a buffer's size; of the answer, the beginning will do.
    message, answer = payload.word(8192), payload.word(8192)
    _begin(client, message).send(answer.encode())
    client.expect_output(answer[:100])


@robust
@source("recv(2)")
def check_waits_for_a_slow_answer(client: Client, payload: Payload) -> None:
    """An answer may take as long as it likes: at the server sits somebody who writes it.

    recv() waits by itself: set no time-out.
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

    TCP carries bytes, not messages: of an empty line nothing is sent. The server waits for the message, the
    client for the answer, both for ever. Ask again until the line is not empty.
    """
    message = payload.word()
    client.type("127.0.0.1").type("").type(message)
    client.accept().expect_containing(message.encode())


@robust
@source("RFC 3629, 3")
def check_goes_on_after_bytes_that_are_not_text(client: Client, payload: Payload) -> None:
    """An answer that is not UTF-8 does not end the client.

    An answer may hold any bytes: show something in the place of those that are no text.

    Python: decode() raises UnicodeDecodeError on them; decode(errors="replace") does not.

    C: fwrite() prints any bytes, a zero among them, where "%s" stops.
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

    There is no next message then: leave the loop, and close the socket.

    Python: input() raises EOFError at the end of the input: catch it around the loop.

    C: At the end of the input fgets() returns NULL, and getline() -1.
    """
    connection = _begin(client, payload.word()).send(payload.text())
    client.end_input().expect_clean_stop(after="Ctrl-D")
    connection.expect_closed()


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_server_has_gone(client: Client, payload: Payload) -> None:
    """When the server closes the connection, the client says so and ends.

    The end of the stream is no answer: say on stderr what happened, and end with an exit code that is not 0.

    Python: recv() returns b"" then, and sys.exit("message") does the rest.

    C: recv() returns 0 then, and fprintf(stderr, …) and `return 1` in main() do the rest.
    """
    _begin(client, payload.word()).close()
    client.expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_has_crashed(client: Client, payload: Payload) -> None:
    """When the server breaks the connection off (RST), the client says so and ends.

    recv() and send() fail then. Say on stderr what happened, and end with an exit code that is not 0.

    Python: Catch OSError around the conversation: it includes ConnectionResetError and BrokenPipeError.

    C: When one of them returns -1, perror() says why. SIGPIPE ends a program in send() without a word, unless
    it says signal(SIGPIPE, SIG_IGN).
    """
    _begin(client, payload.word()).reset()
    client.expect_failure()
