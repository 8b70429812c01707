"""Checks of netzwerkprogrammierung/prefix_echo/server."""

from __future__ import annotations

from sockgrade import Payload, Server, Word, output, robust, source
from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)

PREFIX = b"SERVER RECEIVED: "


def check_answers_with_the_prefix_and_the_text(server: Server, payload: Payload) -> None:
    """The server answers with `SERVER RECEIVED: ` and the text it received.

    Decode what recv() returned, put the prefix before it, encode both and send them: nothing added or left
    out, no line end, no b'…' around the text.
    """
    message = payload.text()
    server.connect().send(message).expect(PREFIX + message)


@source("recv(2)")
def check_takes_in_a_message_of_128_bytes(server: Server, payload: Payload) -> None:
    """A message of 128 bytes, the longest that is allowed, is answered whole.

    The number in recv(128) is the most that one call returns: with a smaller one, the rest of the message is
    left unread.
    """
    message = payload.text(128)
    server.connect().send(message).expect(PREFIX + message)


def check_ends_after_one_client(server: Server, payload: Payload) -> None:
    """After one client the server ends, with exit code 0.

    Call accept() once, without a loop around it. After the answer, close both sockets and let the program
    end.
    """
    connection = server.connect().send(payload.text())
    connection.receive_message()
    connection.close()
    server.expect_exit(0)


@source("accept(2)", "recv(2)")
def check_waits_for_its_client(server: Server, payload: Payload) -> None:
    """The server waits for its client, and for what the client sends, as long as it takes.

    accept() and recv() wait by themselves. Set no time-out (settimeout).
    """
    assert server.place
    server.wait_in_silence()
    connection = server.connect().wait_until_accepted()
    server.wait_in_silence()
    message = payload.text()
    connection.send(message).expect_containing(message)


@output
def check_says_that_it_waits(server: Server) -> None:
    """The server prints `Waiting for connection` before a client comes.

    Print it after listen() and before accept(), which does not return until there is a client.
    """
    server.expect_output_once("Waiting for connection")


@output
@source("accept(2)")
def check_prints_who_has_connected(server: Server) -> None:
    """The server prints `connected from` and the client's address as soon as the client is there.

    accept() returns two things: the connection, and the address of the client. Print the address
    before recv().
    """
    address, port = server.connect().local_address
    server.expect_line(
        "connected from",
        address,
        Word(port),
        example=f"`Client connected from ('{address}', {port})`",
    )


@output
def check_prints_what_it_received(server: Server, payload: Payload) -> None:
    """The server prints `Received:` and the data.

    Print what recv() returned, before you answer.
    """
    message = payload.word()
    server.connect().send(message.encode())
    server.expect_line(("Received", "Recevied"), repr(message.encode()), example=f"`Received: b'{message}'`")
    assert not server.printed(f'"{message.encode()!r}"'), "The bytes stand in quotation marks once more."


@output
def check_says_that_it_has_finished(server: Server, payload: Payload) -> None:
    """At its end the server prints `finished`.

    Print it after you have sent the answer.
    """
    connection = server.connect().send(payload.text())
    connection.receive_message()
    connection.close()
    server.expect_output_once("finished")


@robust
@source("RFC 9293, 3.6", "close(2)")
def check_closes_after_the_answer(server: Server, payload: Payload) -> None:
    """After the answer the server closes the connection, and does not wait for the client to do so.

    A client that reads until the end of the answer gets b"" from recv() only when the server has closed the
    socket that accept() gave.
    """
    message = payload.text()
    server.connect().send(message).expect_containing(message).expect_closed()


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(server: Server, payload: Payload) -> None:
    """Letters beyond ASCII come back as they were sent, in UTF-8.

    encode() and decode() use UTF-8 if nothing else is said; ASCII and Latin-1 are something else.
    """
    message = f"Grüße aus Köln {payload.word()}".encode()
    server.connect().send(message).expect(PREFIX + message)


@robust
@source("RFC 9293, 2.2")
def check_keeps_blanks_at_the_ends(server: Server, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a text come back, too.

    They belong to the text like all other characters. strip() takes them away.
    """
    message = b"  " + payload.text() + b"  "
    server.connect().send(message).expect_containing(message)


@robust
@source("RFC 9293, 2.2")
def check_obeys_no_magic_word(server: Server) -> None:
    """Words such as `end` or `quit` are answered like all others.

    The text is the client's own affair: compare it with nothing.
    """
    for word in (b"end", b"exit", b"quit", b"bye"):
        server.connect().send(word).expect_containing(word).close()
        server.restart()


@robust
@source("RFC 9293, 3.7", "RFC 3629, 3")
def check_waits_for_the_rest_of_a_character(server: Server, payload: Payload) -> None:
    """A text that arrives cut within a character is answered whole.

    An umlaut is two bytes long, and the network may deliver the second one later: bytes.decode() then raises
    UnicodeDecodeError. Call recv() again until the last character is complete;
    codecs.getincrementaldecoder("utf-8") knows when it is.
    """
    pieces = [b"Gr\xc3", b"\xbc\xc3", b"\x9fe " + payload.text()]
    server.connect().send_in_pieces(pieces).expect(PREFIX + b"".join(pieces))


@robust
@source("RFC 3629, 3")
def check_answers_what_is_not_text(server: Server, payload: Payload) -> None:
    """Bytes that are not UTF-8 do not crash the server: it answers.

    decode() raises UnicodeDecodeError for them. With errors="replace" it puts a question mark in their place.
    """
    text = payload.text()
    server.connect().send(b"\xff\xfe" + text).expect_containing(text)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_ends_when_the_client_says_nothing(server: Server) -> None:
    """A client that goes without a word ends the server as well, with exit code 0.

    recv() returns b"" when the client has finished. That is no error: close the sockets and let the program
    end.
    """
    server.connect().finish()
    server.expect_exit(0)
