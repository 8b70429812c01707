"""What every TCP echo server must do (RFC 862: whatever it receives, it sends back)."""

from __future__ import annotations

from sockgrade import Payload, Server, robust


def check_echoes_a_message(server: Server, payload: Payload) -> None:
    """The server sends back exactly the bytes it received.

    Send the bytes object that recv() returned, as it is: no str(), no repr(), nothing added or stripped.
    """
    message = payload.text()
    server.connect().send(message).expect(message)


def check_echoes_message_after_message(server: Server, payload: Payload) -> None:
    """The server answers every message of a client, not just the first.

    Put recv() and sendall() into a loop that ends when recv() returns b"": the client has closed.
    """
    connection = server.connect()
    for length in (5, 20, 11):
        message = payload.text(length)
        connection.send(message).expect(message)


def check_closes_when_the_client_has_finished(server: Server, payload: Payload) -> None:
    """When the client has finished, the server closes the connection too.

    recv() returns b"" when the client has closed its side. Leave the loop then, and call close() on the socket
    that accept() gave.
    """
    server.connect().send(payload.text()).expect_answer().finish().expect_closed()


@robust
def check_echoes_a_long_message(server: Server, payload: Payload) -> None:
    """A message longer than any buffer comes back whole.

    TCP is a stream: recv(1024) gives at most 1024 bytes of it, and send() may take only a part. Loop around
    recv() until b"", and use sendall().
    """
    message = payload.binary(300_000)
    server.connect().send(message).expect(message)


@robust
def check_echoes_single_bytes(server: Server, payload: Payload) -> None:
    """A message that arrives byte by byte comes back, too.

    How a message is cut into segments is up to the network. Do not expect one recv() to give one message.
    """
    message = payload.text(8)
    pieces = [message[i : i + 1] for i in range(len(message))]
    server.connect().send_in_pieces(pieces).expect(message)


@robust
def check_echoes_binary_data(server: Server, payload: Payload) -> None:
    """Bytes that are not text come back unchanged.

    A socket carries bytes. Whoever calls decode() on them, if only to print them, crashes on bytes that are not
    UTF-8: print repr(data), or decode with errors="replace".
    """
    message = b"\x00\xff\xfe\r\n\x80" + payload.binary(64)
    server.connect().send(message).expect(message)


@robust
def check_answers_after_a_half_close(server: Server, payload: Payload) -> None:
    """A client that has finished sending still gets its whole answer.

    A client may close its sending side (shutdown) at once and then wait for the answer. Answer what was
    received before you close.
    """
    message = payload.text(64)
    connection = server.connect().send(message).finish()
    connection.expect(message).expect_end()
