"""Checks of netzwerkkommunikation/tcp_chat/server."""

from __future__ import annotations

from sockgrade import Connection, Payload, Server, Shown, output, robust, source
from sockgrade.behaviours.any_server import (
    check_can_be_reached_from_other_machines,
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)


def _say(server: Server, connection: Connection, payload: Payload) -> Connection:
    """Send a message, type an answer to it once the server has read it, as a person would, and let it come."""
    answer = payload.word()
    connection.send_in_pieces([payload.text()])
    server.type(answer)
    return connection.expect_containing(answer.encode())


def check_prints_each_message(server: Server, payload: Payload) -> None:
    """The server prints each message of a client before it asks for the answer.

    recv() waits for bytes and gives them. Print them first, then ask for the answer: whoever sits at the
    server cannot answer what has not been shown.

    Python: decode() makes text of the bytes, and input() asks.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    connection = server.connect()
    for _ in range(2):
        message = payload.word(112)  # more than a line of a terminal
        connection.send(message.encode())
        server.expect_output(message)
        server.type(payload.word())


def check_sends_the_answer(server: Server, payload: Payload) -> None:
    """The server sends the line that was typed to the client, without the end of the line.

    Send the line as it was typed, on the socket that accept() gave: without its line end, nothing added,
    nothing left out.

    Python: input() takes the line end away. encode() makes bytes of the line, and sendall() sends all of
    them.

    C: fgets() keeps the line end: take it away, and send strlen(line) bytes, not sizeof line.
    """
    answer = f"{payload.word()} {payload.word()}"
    connection = server.connect().send_in_pieces([payload.text()])
    server.type(answer)
    connection.expect(answer.encode())


def check_answers_message_after_message(server: Server, payload: Payload) -> None:
    """The conversation goes on: to each message of a client belongs an answer of its own.

    recv(), the question and send() belong into a loop, and accept() does not: it waits for another client.
    """
    connection = server.connect()
    for _ in range(12):  # more than ten, which is as good as for ever
        _say(server, connection, payload)


def check_obeys_no_magic_word(server: Server, payload: Payload) -> None:
    """Words such as `end` or `quit` are messages and answers like all others, and end nothing.

    Only the client ends the conversation, by closing the connection.
    """
    connection = server.connect()
    for word in ("end", "exit", "quit", "bye"):
        connection.send_in_pieces([word.encode()])
        server.type(word)
        connection.expect_containing(word.encode())
    _say(server, connection, payload)


@source("recv(2)")
def check_waits_for_a_silent_client(server: Server, payload: Payload) -> None:
    """A client may think as long as it likes before it writes, and so may whoever answers.

    Set no time-out, or go on when it has passed.
    """
    connection = server.connect().wait_until_accepted()
    server.wait_in_silence()
    _say(server, connection, payload)


@source("RFC 9293, 3.6", "close(2)")
def check_closes_when_the_client_leaves(server: Server) -> None:
    """When the client closes the connection, the server closes it too.

    The end of the stream is no message: leave the loop, without asking for an answer, and close the socket
    that accept() gave.

    Python: recv() returns b"" when the client has closed.

    C: recv() returns 0 when the client has closed.
    """
    server.connect().finish().expect_closed()


@source("accept(2)")
def check_takes_the_next_client(server: Server, payload: Payload) -> None:
    """When a client has gone, the server talks to the next one.

    Put accept() into an endless loop around the loop for the messages. Close the client's socket, not the one
    that listens.
    """
    for _ in range(3):
        _say(server, server.connect(), payload).leave()


@source("accept(2)")
def check_waits_for_the_next_client(server: Server, payload: Payload) -> None:
    """The server waits for its clients as long as it takes.

    accept() waits by itself. Set no time-out, or go on when it has passed.
    """
    assert server.place
    server.wait_in_silence()
    _say(server, server.connect(), payload)


@output
@source("accept(2)")
def check_prints_the_address_of_the_client(server: Server, payload: Payload) -> None:
    """Each message is shown as `[CLIENT-IP] TEXT`.

    accept() also gives the client's address, IP address and port. Print the first, and the text. The client
    came here from another address than 127.0.0.1.

    Python: connection, (ip, port) = listener.accept() takes everything apart. decode() makes text of the
    bytes.

    C: accept() fills in the struct sockaddr_in that you give it, and inet_ntop() makes text of its sin_addr.
    """
    message = payload.word()
    connection = server.connect(source="127.0.0.2").send(message.encode())
    client = connection.local_address[0]
    # An IPv6 socket shows a client of IPv4 in this way (RFC 4291, 2.5.5.2).
    server.expect_output_once((Shown(f"[{client}] {message}"), Shown(f"[::ffff:{client}] {message}")))


@output
def check_asks_for_the_answer(server: Server, payload: Payload) -> None:
    """When a message has come, the server asks `Antwort: `.

    Ask when the message has been printed, and wait for the answer then. A question without a line end may
    have to be flushed to be seen.

    Python: input("Antwort: ") does all of it; print("Antwort: ", end="", flush=True) does so, too.

    C: printf("Antwort: ") needs fflush(stdout) after it.
    """
    server.connect().send(payload.text())
    server.expect_output("Antwort:")


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(server: Server, payload: Payload) -> None:
    """Letters beyond ASCII are shown as they were written, and sent as UTF-8.

    Text travels as UTF-8, in which one letter may be several bytes long.

    Python: encode() and decode() use UTF-8 if nothing else is said.

    C: The typed line is UTF-8 already: send its bytes as they are, and show those of a message together.
    """
    message, answer = f"Grüße-aus-Köln-{payload.word()}", f"Schöne-Grüße-zurück-{payload.word()}"
    connection = server.connect().send_in_pieces([message.encode()])
    server.type(answer)
    connection.expect_containing(answer.encode())
    server.expect_output(message)


@robust
@source("RFC 9293, 2.2")
def check_keeps_blanks_at_the_ends(server: Server, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a message and of an answer are kept.

    They are part of the text: take away the line end of the answer, and nothing else.

    Python: input() does that; strip() takes the blanks, too.

    C: scanf("%s") stops at a blank: read the line with fgets() or getline().
    """
    message, answer = f"  {payload.word()}  ", f"  {payload.word()}  "
    connection = server.connect().send_in_pieces([message.encode()])
    server.type(answer)
    connection.expect_containing(answer.encode())
    server.expect_output(message)


@robust
@source("RFC 9293, 3.7", "send(2)")
def check_sends_a_long_answer_whole(server: Server, payload: Payload) -> None:
    """An answer of eight thousand letters is sent whole.

    A line has no largest length: read all of it, and send all of it.

    Python: input() takes a line of any length, and sendall() sends everything, in a loop around send().

    C: A line that is longer than the buffer of fgets() comes in several pieces: send each.
    """
    answer = payload.word(8000)
    connection = server.connect().send_in_pieces([payload.text()])
    server.type(answer)
    connection.expect_containing(answer.encode())


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_prints_messages_as_long_as_a_buffer(server: Server, payload: Payload) -> None:
    """A message that exactly fills a buffer is printed, and answered.

    recv(1024) that returns 1024 bytes does not say that there is more: perhaps that was all. Print what has come
    instead of waiting for a shorter piece.
    """
    message, answer = payload.word(8192), payload.word()  # a multiple of every power of two
    connection = server.connect().send_in_pieces([message.encode()])
    server.type(answer)
    connection.expect_containing(answer.encode())
    # Its beginning: whoever reads less at once asks for an answer to each piece.
    server.expect_output(message[:100])


@robust
@source("RFC 9293, 2.2", "recv(2)")
def check_asks_again_after_an_empty_line(server: Server, payload: Payload) -> None:
    """An empty line is no answer: the server asks again.

    TCP carries bytes, not messages: of an empty line nothing is sent. The client waits for the answer, the
    server for the next message, both for ever. Ask again until the line is not empty.
    """
    answer = payload.word()
    connection = server.connect().send_in_pieces([payload.text()])
    server.type("").type(answer)
    connection.expect_containing(answer.encode())


@robust
@source("RFC 9293, 3.5.3", "recv(3p)", "send(2)")
def check_survives_a_reset(server: Server, payload: Payload) -> None:
    """A client that breaks off (RST) before it has its answer does not end the server.

    send() and recv() fail when the client has crashed. Give up this client then, and serve the next one.

    Python: Catch ConnectionError for each client: it includes ConnectionResetError and BrokenPipeError.

    C: When one of them returns -1, close the connection, and do not exit(). SIGPIPE ends a program in send(),
    unless it says signal(SIGPIPE, SIG_IGN).
    """
    # One that breaks off causes ConnectionResetError, and one that has finished before, BrokenPipeError.
    server.connect().send_in_pieces([payload.text()]).reset()
    server.type(payload.word())
    server.connect().send_in_pieces([payload.text()]).finish().reset()
    server.type(payload.word())
    _say(server, server.connect(), payload)


@robust
@source("RFC 3629, 3")
def check_goes_on_after_bytes_that_are_not_text(server: Server, payload: Payload) -> None:
    """A message that is not UTF-8 does not end the server.

    Everybody can send anything to an open port: show something in the place of what is no text.

    Python: decode() raises UnicodeDecodeError on such bytes. Decode with errors="replace", or catch the
    exception for each client.

    C: fwrite() prints any bytes, a zero among them, where "%s" stops.
    """
    connection = server.connect().send_in_pieces([b"\xff\xfe\xc3" + payload.text() + b"\xc3"])
    server.type(payload.word())
    connection.leave()
    _say(server, server.connect(), payload)


@robust
@source("read(2)", "termios(3)")
def check_ends_at_the_end_of_the_input(server: Server, payload: Payload) -> None:
    """The end of the keyboard's input (Ctrl-D) ends the server without a traceback.

    There will be no more answers then: end the server, as for Ctrl-C.

    Python: input() raises EOFError at the end of the input: catch it around the main loop, as you catch
    KeyboardInterrupt.

    C: At the end of the input fgets() returns NULL, and getline() -1.
    """
    server.connect().send_in_pieces([payload.text()])
    server.end_input().expect_clean_stop(after="Ctrl-D")


@robust
@source("RFC 9293, 3.6", "close(2)")
def check_forgets_no_socket(server: Server, payload: Payload) -> None:
    """The server closes the socket of every client that has gone.

    A socket that is not closed stays in CLOSE_WAIT and uses up a file descriptor, until accept() fails. Close
    it however the conversation ends.

    Python: `with connection:` does that, or close() in `finally`.

    C: close(connection) stands behind the loop, and before every `return` and `continue` that leaves it.
    """
    for _ in range(3):
        _say(server, server.connect(), payload).close()
    server.expect_no_forgotten_socket()


@robust
@source("close(2)", "getrlimit(2)", "pthread_detach(3)")
def check_does_not_grow(server: Server, payload: Payload) -> None:
    """After two hundred clients the server has no more sockets and threads than before.

    A server runs for months, and 1024 open descriptors are often all that it gets. Whatever you open for a
    client, close when it has gone; let its thread end, and wait() for its process.

    Python: Do not keep clients in a list that only becomes longer.

    C: pthread_detach() a thread that nobody joins, and free() what you malloc().
    """
    server.expect_no_growth(lambda: _say(server, server.connect(), payload).leave())
