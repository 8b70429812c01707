"""What every TCP echo server must do (RFC 862: whatever it receives, it sends back)."""

from __future__ import annotations

from sockgrade import Payload, Server, Shown, output, robust, source
from sockgrade.behaviours.exchange import Exchanges

#: What somebody might take for a command; as it is typed, and as netcat sends it.
_MAGIC = (
    b"end",
    b"exit",
    b"quit",
    b"bye",
    b"stop",
    b"close",
    b"QUIT",
    b"end\n",
    b"exit\n",
    b"quit\n",
    b"bye\n",
)
_LABEL = "Received from client"


@source("RFC 862")
def check_echoes_a_message(server: Server, payload: Payload) -> None:
    """The server sends back exactly the bytes it received.

    Send what recv() gave, as it is: nothing added or left out.

    Python: It is a bytes object: send it without str() and repr().

    C: recv() returns how many bytes have come: send so many, neither sizeof buffer nor strlen(buffer).
    """
    message = payload.text()
    server.connect().send(message).expect(message)


@source("RFC 862")
def check_echoes_blanks_and_line_ends(server: Server, payload: Payload) -> None:
    """Blanks and line ends come back too.

    They are bytes like all others: take nothing away. nc, for one, sends the end of each line along and wants
    it back.

    Python: strip() and split() do take something away.

    C: Send as many bytes as recv() returned; what sscanf() or strtok() has read is without its blanks.
    """
    message = b"  " + payload.text() + b"\t" + payload.text() + b" \r\n"
    server.connect().send(message).expect(message)


@source("RFC 862")
def check_echoes_message_after_message(server: Server, payload: Payload) -> None:
    """The server answers every message of a client, not just the first.

    Put recv() and send() into a loop that lasts until the client has closed. Each time send what this recv()
    gave, and nothing of what came before.

    Python: recv() returns b"" when it has closed.

    C: recv() returns how many bytes have come, and 0 when it has closed: send so many, and no more.
    """
    connection = server.connect()
    # More than ten, which is as good as for ever.
    for length in (5, 20, 11) * 4:
        message = payload.text(length)
        connection.send(message).expect(message)


@source("RFC 862", "recv(2)")
def check_echoes_messages_as_long_as_a_buffer(server: Server, payload: Payload) -> None:
    """A message that exactly fills a buffer comes back as well.

    recv(1024) that returns 1024 bytes does not say that there is more: perhaps that was all. Answer what has come
    instead of waiting for a shorter piece.
    """
    connection = server.connect()
    # Multiples of every buffer that anybody takes: powers of two, and round numbers.
    for length in (4000, 8192):
        message = payload.text(length)
        # Its end: whether all of it comes back, and nothing else, other checks ask.
        connection.send(message).expect_containing(message[-16:])


@source("RFC 862")
def check_obeys_no_magic_word(server: Server) -> None:
    """Words such as `end` or `quit` come back like all others, and end nothing.

    The bytes are the client's own affair: only the end of the stream ends a conversation.

    Python: recv() returns b"" at the end.

    C: recv() returns 0 at the end.
    """
    connection = server.connect()
    for word in _MAGIC:
        connection.send(word).expect_containing(word.strip())


@source("recv(2)")
def check_waits_for_a_silent_client(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """A client may be silent as long as it likes, and is answered afterwards.

    Only the client ends the conversation. Set no time-out, or go on when it has passed.
    """
    connection = server.connect().wait_until_accepted()
    server.wait_in_silence()
    exchange(payload).on(connection)


@source("RFC 9293, 3.6", "recv(2)")
def check_closes_when_the_client_has_finished(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """When the client has finished, the server closes the connection too.

    When the client has closed its side, the stream is at its end: leave the loop, and close the socket that
    accept() gave.

    Python: recv() returns b"" then: `if not data: break`, and after the loop connection.close().

    C: recv() returns 0 then, and -1 after an error: leave the loop for both, and close(connection) behind it.
    """
    exchange(payload).on(server.connect()).finish().expect_closed()


@output
def check_prints_what_it_received(server: Server, payload: Payload) -> None:
    """The server prints what it receives: `Received from client` and the data.

    Print each piece that recv() gives.

    Python: repr(data) shows every byte; data.decode() gives the text.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    begin = payload.word()
    message = begin + payload.word(100)
    example = f"\"{_LABEL} b'{begin}…'\" with all of {len(message)} letters"
    server.connect().send(message.encode())
    # A server that reads few bytes at a time prints them in several lines: in this order, with more between.
    server.expect_output_once(_LABEL, *message, example=example)
    if server.printed(_LABEL) == 1:
        server.expect_output(_LABEL, Shown(message), example=example)


@output
@source("recv(2)")
def check_prints_no_more_than_it_received(server: Server, payload: Payload) -> None:
    """Of a short message after a long one the server prints what it has received, and nothing of the one before.

    Print what this recv() gave, and nothing of what came before.

    Python: recv_into() leaves the rest of its buffer as it was: print buffer[:n].

    C: recv() puts no zero behind what it receives: print as many bytes as it returned, with "%.*s".
    """
    short, rest = payload.word(5), f"#{payload.word(24)}"
    connection = server.connect().send_in_pieces([f"{payload.word(5)}{rest}".encode()])
    before = server.printed(rest)
    connection.send_in_pieces([short.encode()])
    assert server.printed(rest) == before, "The program prints the rest of the message before once more."
    assert not server.printed(f"{short}#"), "The program prints a byte of the message before once more."


@robust
@source("RFC 9293, 3.7", "send(2)", "recv(2)")
def check_echoes_a_long_message(server: Server, payload: Payload) -> None:
    """A message longer than any buffer comes back whole.

    TCP is a stream: recv(1024) gives at most 1024 bytes of it, and send() may take only a part. Loop around
    recv() until the end of the stream, and send everything.

    Python: recv() returns b"" at the end, and sendall() sends everything.

    C: recv() returns 0 at the end. send() returns how many bytes it took: call it again for the rest.
    """
    # Text, since bytes that are no text are another check's; a period that is no buffer's size.
    message = payload.text(997) * 301
    server.connect().send(message).expect(message)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_echoes_single_bytes(server: Server, payload: Payload) -> None:
    """A message that arrives byte by byte comes back, too.

    How a message is cut into segments is up to the network. Do not expect one recv() to give one message.
    """
    message = payload.text(8)
    pieces = [message[i : i + 1] for i in range(len(message))]
    server.connect().send_in_pieces(pieces).expect(message)


@robust
@source("RFC 862")
def check_echoes_binary_data(server: Server, payload: Payload) -> None:
    """Bytes that are not text come back unchanged.

    A socket carries bytes, and they need not be text: count them, and do not look into them.

    Python: Whoever calls decode(), if only to print them, crashes on bytes that are not UTF-8: print
    repr(data), or decode with errors="replace".

    C: strlen() and "%s" stop at a zero byte: send as many bytes as recv() returned.
    """
    # Neither end is a blank: taking those away is another check's affair.
    message = b"\x00\xff\xfe\r\n\x80" + payload.binary(64) + b"\x81"
    server.connect().send(message).expect(message)


@robust
@source("RFC 9293, 3.6.1", "shutdown(2)")
def check_answers_after_a_half_close(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """A client that has finished sending still gets its whole answer.

    A client may close its sending side (shutdown) at once and then wait for the answer. Answer what was
    received before you close.
    """
    asked = exchange(payload)
    asked.expect_reply(server.connect().finish_with(asked.request))
