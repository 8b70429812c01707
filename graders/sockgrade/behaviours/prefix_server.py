"""What a TCP server must do that answers a message with `SERVER RECEIVED: ` and the text of it."""

from __future__ import annotations

from sockgrade import Payload, Server, Word, output, robust, source

#: What stands before the text in an answer.
PREFIX = b"SERVER RECEIVED: "


def check_answers_with_the_prefix_and_the_text(server: Server, payload: Payload) -> None:
    """The server answers with `SERVER RECEIVED: ` and the text it received.

    Put the prefix before the text that has come, and send both: nothing added or left out, no line end.

    Python: Decode what recv() returned, and encode the whole: then no b'…' stands around the text.

    C: recv() puts no zero behind the text: join both with "%s%.*s", and send as many bytes as snprintf()
    returns.
    """
    message = payload.text()
    server.connect().send(message).expect(PREFIX + message)


@source("recv(2)")
def check_takes_in_a_message_of_128_bytes(server: Server, payload: Payload) -> None:
    """A message of 128 bytes, the longest that is allowed, is answered whole.

    The number that recv() is given is the most that one call returns: with less than 128, the rest of the
    message is left unread.

    C: If you put a zero behind the text, the buffer needs a byte more.
    """
    message = payload.text(128)
    server.connect().send(message).expect(PREFIX + message)


@source("accept(2)", "recv(2)")
def check_waits_for_its_client(server: Server, payload: Payload) -> None:
    """The server waits for its client, and for what the client sends, as long as it takes.

    accept() and recv() wait by themselves: set no time-out.
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

    accept() gives two things: the connection, and the address of the client. Print the address before recv().

    Python: connection, address = listener.accept() takes both.

    C: accept() fills in the struct sockaddr_in that you give it, and inet_ntop() makes text of its sin_addr.
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

    Print what recv() gave, before you answer.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    message = payload.word()
    server.connect().send(message.encode())
    server.expect_line(("Received", "Recevied"), repr(message.encode()), example=f"`Received: b'{message}'`")
    assert not server.printed(f'"{message.encode()!r}"'), "The bytes stand in quotation marks once more."


@robust
@source("RFC 9293, 3.6", "close(2)")
def check_closes_after_the_answer(server: Server, payload: Payload) -> None:
    """After the answer the server closes the connection, and does not wait for the client to do so.

    A client that reads until the end of the answer sees that end only when the server has closed the socket
    that accept() gave.
    """
    message = payload.text()
    server.connect().send(message).expect_containing(message).expect_closed()


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(server: Server, payload: Payload) -> None:
    """Letters beyond ASCII come back as they were sent, in UTF-8.

    Text travels as UTF-8, in which one letter may be several bytes long.

    Python: encode() and decode() use UTF-8 if nothing else is said; ASCII and Latin-1 are something else.

    C: Send the bytes as they have come.
    """
    message = f"Grüße aus Köln {payload.word()}".encode()
    server.connect().send(message).expect(PREFIX + message)


@robust
@source("RFC 9293, 2.2")
def check_keeps_blanks_at_the_ends(server: Server, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a text come back, too.

    They belong to the text like all other characters: take nothing away.

    Python: strip() takes them away.
    """
    message = b"  " + payload.text() + b"  "
    server.connect().send(message).expect_containing(message)


@robust
@source("RFC 9293, 3.7", "RFC 3629, 3")
def check_waits_for_the_rest_of_a_character(server: Server, payload: Payload) -> None:
    """A text that arrives cut within a character is answered whole.

    An umlaut is two bytes long, and the network may deliver the second one later. Call recv() again until the
    last character is complete.

    Python: bytes.decode() raises UnicodeDecodeError as long as it is not;
    codecs.getincrementaldecoder("utf-8") waits for it.

    C: In UTF-8 the first byte of a character says how many bytes it has: 0xC0 and above begin one of two or
    more.
    """
    pieces = [b"Gr\xc3", b"\xbc\xc3", b"\x9fe " + payload.text()]
    server.connect().send_in_pieces(pieces).expect(PREFIX + b"".join(pieces))


@robust
@source("RFC 3629, 3")
def check_answers_what_is_not_text(server: Server, payload: Payload) -> None:
    """Bytes that are not UTF-8 do not crash the server: it answers.

    Whatever has come, put the prefix before it and answer.

    Python: decode() raises UnicodeDecodeError on bytes that are not UTF-8. With errors="replace" it puts a
    question mark in their place.

    C: Count the bytes instead of looking for the zero that ends a text: there may be one among them.
    """
    text = payload.text()
    server.connect().send(b"\xff\xfe" + text).expect_containing(text)
