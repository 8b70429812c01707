"""What a TCP client must do that sends the lines that are typed, and shows what an echo server answers."""

from __future__ import annotations

from sockgrade import Client, Connection, Payload, Word, output, robust, source


def _answer(connection: Connection, line: str, answer: str) -> None:
    """Answer a line as an echo server would, with other words; what else the client sends, it gets back."""
    got = connection.receive_containing(line.encode())
    connection.send(got.replace(line.encode(), answer.encode()))


def check_sends_each_line(client: Client, payload: Payload) -> None:
    """The client sends every line that is typed, without the end of the line.

    Send the line as it was typed: all of it, and without its line end.

    Python: input() takes the line end away. encode() makes bytes of the line, and sendall() sends all of
    them.

    C: fgets() keeps the line end: take it away, and send strlen(line) bytes, not sizeof line.
    """
    connection = client.accept()
    # More than ten, which is as good as for ever.
    for _ in range(4):
        for line in (payload.word(5), f"{payload.word()} {payload.word()}", payload.word(30)):
            client.type(line)
            connection.expect(line.encode()).send(line.encode())


def check_sends_every_word_but_end(client: Client, payload: Payload) -> None:
    """Only the line `end` ends the client: other words are sent, also those that contain it.

    Compare the whole line with "end", and obey no further words such as exit or quit.

    C: strcmp(line, "end") == 0 compares the whole line; strncmp() and strstr() only a part of it.
    """
    connection = client.accept()
    for line in ("exit", "quit", "bye", "the end", f"end {payload.word()}"):
        client.type(line)
        _answer(connection, line, line)


@source("recv(2)")
def check_shows_each_reply(client: Client, payload: Payload) -> None:
    """The client shows what the server answers.

    Receive after every line that you send, and print what has come. The grader's server answers here with
    other words than yours: show its answer, not your line.

    Python: decode() makes text of the bytes.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    connection = client.accept()
    for _ in range(2):
        line, answer = payload.word(), payload.word()
        client.type(line)
        _answer(connection, line, answer)
        client.expect_output(answer)


def check_ends_with_the_line_end(client: Client) -> None:
    """The line `end` ends the client; it is not sent.

    Compare the line with "end" before you send it. Leave the loop, close the socket, and let the program end.

    C: strcmp() compares texts, == does not; take the line end away before, which fgets() keeps.
    """
    connection = client.accept()
    client.type("end")
    connection.expect_end()
    client.expect_exit(0)


@output
def check_greets(client: Client) -> None:
    """The client greets with a line that tells how to quit: `end`.

    Print it as soon as the connection stands, before you wait for the first line.
    """
    client.accept()
    client.expect_output(
        Word("end"), example="\"Welcome to the echo server: type what you want, and 'end' to quit\""
    )


@output
def check_labels_each_reply(client: Client, payload: Payload) -> None:
    """Each reply is shown as `Received: TEXT`.

    Print the word and the text together, on one line.

    Python: print("Received:", data.decode()) shows the text, print("Received:", data) shows b'…'.

    C: printf("Received: %.*s\\n", n, buffer) shows the n bytes that have come.
    """
    line, answer = payload.word(), payload.word()
    connection = client.accept()
    client.type(line)
    _answer(connection, line, answer)
    client.expect_output_once(f"Received: {answer}")


@output
def check_says_that_it_cleans_up(client: Client) -> None:
    """At its end the client prints `cleaning up ...`.

    Print it after the loop, before you close the socket.
    """
    client.accept()
    client.type("end").expect_output_once("cleaning up ...")


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_a_reply_in_pieces_together(client: Client, payload: Payload) -> None:
    """A reply that arrives in pieces is shown whole.

    TCP may deliver one answer in several segments, and recv() returns the first. The answer of an echo server is
    as long as what was sent: loop around recv() until so many bytes are there.
    """
    line, answer = payload.word(), payload.word()
    connection = client.accept()
    client.type(line)
    reply = connection.receive_containing(line.encode()).replace(line.encode(), answer.encode())
    connection.send_in_pieces(bytes([byte]) for byte in reply)
    client.expect_output(answer)


@robust
@source("RFC 9293, 2.2", "RFC 862")
def check_keeps_blanks_at_the_ends(client: Client, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a line are sent, and shown, like everything else.

    The line end is no part of the line, the blanks are: take away nothing but the line end.

    Python: input() does that; strip() takes the blanks as well. If you need it, rstrip("\\n") takes the line
    end only.

    C: scanf("%s") stops at a blank: read the line with fgets() or getline().
    """
    connection = client.accept()
    line, answer = (f"  {payload.word()}  " for _ in range(2))
    client.type(line)
    _answer(connection, line, answer)
    client.expect_output(answer)


@robust
@source("RFC 9293, 3.7", "send(2)", "recv(2)")
def check_sends_a_long_line_whole(client: Client, payload: Payload) -> None:
    """A line of eight thousand letters is sent whole, and its answer is shown.

    Neither a line nor an answer has a largest length. recv(1024) that returns 1024 bytes does not say that
    more will come: count the bytes of the answer, it has as many as the line.

    C: getline() takes in a line of any length; fgets() gives what its buffer does not hold with the next
    calls.
    """
    connection = client.accept()
    # A multiple of every power of two that is a buffer's size.
    line, answer = payload.word(8192), payload.word(8192)
    client.type(line)
    _answer(connection, line, answer)
    # Its beginning: whether recv() is called until all is there, is another check's question.
    client.expect_output(answer[:100])


@robust
@source("recv(2)")
def check_waits_for_a_slow_answer(client: Client, payload: Payload) -> None:
    """An answer that takes some seconds is shown as well.

    recv() waits by itself. Whoever sets a time-out chooses one that a slow network does not reach.
    """
    connection = client.accept()
    line, answer = payload.word(), payload.word()
    client.type(line)
    reply = connection.receive_containing(line.encode())
    client.wait_in_silence()
    connection.send(reply.replace(line.encode(), answer.encode()))
    client.expect_output(answer)


@robust
@source("RFC 9293, 2.2", "recv(2)")
def check_goes_on_after_an_empty_line(client: Client, payload: Payload) -> None:
    """An empty line does not stop the client.

    There is nothing to send then, and so nothing comes back: recv() would wait for ever. Do not wait for the
    answer to an empty line.
    """
    line = payload.word()
    connection = client.accept()
    client.type("").type(line)
    got = connection.receive_anything(line.encode())
    if not got.strip():  # whoever sends line ends has sent this one, and gets it back
        connection.send(got).expect_containing(line.encode())
    else:
        assert line.encode() in got, "After an empty line the client sends something else than the next line."


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(client: Client, payload: Payload) -> None:
    """Letters beyond ASCII are sent as UTF-8, and shown again.

    Text travels as UTF-8, in which one letter may be several bytes long.

    Python: encode() and decode() use UTF-8 if nothing else is said.

    C: The typed line is UTF-8 already: send its bytes as they are, and show those of the answer together.
    """
    line, answer = (f"Grüße-aus-Köln-{payload.word()}" for _ in range(2))
    connection = client.accept()
    client.type(line)
    _answer(connection, line, answer)
    client.expect_output(answer)


@robust
@source("read(2)", "termios(3)")
def check_ends_at_the_end_of_the_input(client: Client) -> None:
    """The end of the keyboard's input (Ctrl-D) ends the client like `end`.

    There is no next line then: leave the loop, as for `end`.

    Python: input() raises EOFError at the end of the input. Catch it, or read with `for line in sys.stdin`.

    C: At the end of the input fgets() returns NULL, and getline() -1.
    """
    client.accept()
    client.end_input().expect_exit(0)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_server_has_gone(client: Client, payload: Payload) -> None:
    """When the server closes the connection, the client says so and ends.

    The end of the stream is no answer: say on stderr what happened, and end with an exit code that is not 0.

    Python: recv() returns b"" then, and sys.exit("message") does the rest.

    C: recv() returns 0 then, and fprintf(stderr, …) and `return 1` in main() do the rest.
    """
    connection = client.accept()
    line = payload.word()
    client.type(line)
    connection.expect_containing(line.encode()).finish()
    client.expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_connection_broke_off(client: Client, payload: Payload) -> None:
    """When the server breaks the connection off (RST), the client says so and ends.

    recv() and send() fail then. Say on stderr what happened, and end with an exit code that is not 0.

    Python: Catch OSError around the conversation: it includes ConnectionResetError.

    C: When one of them returns -1, perror() says why. SIGPIPE ends a program in send() without a word, unless
    it says signal(SIGPIPE, SIG_IGN).
    """
    connection = client.accept()
    line = payload.word()
    client.type(line)
    connection.expect_containing(line.encode()).reset()
    client.expect_failure()
