"""Checks of netzwerkkommunikation/udp_message/server."""

from __future__ import annotations

from sockgrade import Payload, Server, output, robust, source
from sockgrade.behaviours.any_server import (
    check_can_be_reached_from_other_machines,
    check_listens_at_the_documented_address,
    check_stops_on_interrupt,
)


def check_prints_a_message(server: Server, payload: Payload) -> None:
    """The server prints the text of a datagram.

    recvfrom() waits for a datagram, and gives its bytes and its sender. Print the text at once.

    Python: data, sender = receiver.recvfrom(1024) takes both, and decode() makes text of the data.

    C: recvfrom() returns how many bytes have come: print so many, with "%.*s".
    """
    word = payload.word()
    server.datagrams().send(word.encode())
    server.expect_output(word)


def check_prints_message_after_message(server: Server, payload: Payload) -> None:
    """The server goes on after the first datagram, for ever.

    Put recvfrom() and the printing into an endless loop. UDP knows no connection that could end: there is
    nothing after which to stop.
    """
    exchange = server.datagrams()
    for _ in range(12):  # more than ten, which is as good as for ever
        word = payload.word()
        exchange.send(word.encode())
        server.expect_output(word)


def check_sends_no_answer(server: Server, payload: Payload) -> None:
    """The server answers nothing: nobody waits for it.

    A client of this exercise has ended when the answer comes. Only recvfrom() is needed here, and no sendto().
    """
    server.datagrams().send(payload.text()).expect_nothing_more()


def check_obeys_no_magic_word(server: Server, payload: Payload) -> None:
    """A word such as `end` or `quit` is a message like any other, and ends nothing.

    Anybody can send to an open port: a server that obeys such a word can be ended by anybody.
    """
    exchange = server.datagrams()
    for word in ("end", "exit", "quit", "bye"):
        exchange.send(word.encode())
    word = payload.word()
    exchange.send(word.encode())
    server.expect_output(word)


@source("recv(2)")
def check_waits_for_messages(server: Server, payload: Payload) -> None:
    """The server waits for messages as long as it takes.

    recvfrom() waits by itself. Set no time-out, or go on when it has passed.
    """
    exchange = server.datagrams()
    server.wait_in_silence()
    word = payload.word()
    exchange.send(word.encode())
    server.expect_output(word)


@output
def check_prints_each_message_once(server: Server, payload: Payload) -> None:
    """Each message is one line, and printed once.

    Print once after each recvfrom(), and only what this one gave.

    C: The buffer still holds the message before: print as many bytes as recvfrom() returned, with "%.*s".
    """
    exchange, words = server.datagrams(), [payload.word(), payload.word()]
    for word in words:
        exchange.send(word.encode())
    for word in words:
        assert server.printed(f"] {word}") < 2, "The program prints a message more than once."


@output
@source("RFC 768", "recv(2)")
def check_prints_the_sender(server: Server, payload: Payload) -> None:
    """Each message is shown as `[SENDER-IP] TEXT`.

    recvfrom() also gives the sender, IP address and port. Print the first, and the text. The message came
    here from another address than 127.0.0.1.

    Python: data, (ip, port) = receiver.recvfrom(1024) takes everything apart. decode() makes text of the
    data.

    C: recvfrom() fills in the struct sockaddr_in that you give it, and inet_ntop() makes text of its
    sin_addr.
    """
    word = payload.word()
    exchange = server.datagrams(source="127.0.0.2").send(word.encode())
    sender = exchange.local_address[0]
    # An IPv6 socket shows a client of IPv4 in this way (RFC 4291, 2.5.5.2).
    server.expect_output((f"[{sender}] {word}", f"[::ffff:{sender}] {word}"))


@robust
@source("RFC 768", "recv(2)")
def check_hears_every_sender(server: Server, payload: Payload) -> None:
    """Messages of different senders are all printed, in whatever order they come.

    One UDP socket receives from everybody, as long as it is not connected: connect() and a loop for one
    "client" shut all others out.
    """
    exchanges = [server.datagrams() for _ in range(3)]
    for exchange in (*exchanges, *reversed(exchanges)):
        word = payload.word()
        exchange.send(word.encode())
        server.expect_output(word)


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(server: Server, payload: Payload) -> None:
    """Letters beyond ASCII are shown as they were written.

    Text travels as UTF-8, in which ü is two bytes.

    Python: decode() takes UTF-8 if nothing else is said.

    C: Print all bytes of the message together, as they are.
    """
    text = f"Grüße aus Köln {payload.word()}"
    server.datagrams().send(text.encode())
    server.expect_output(text)


@robust
@source("RFC 768", "recv(2)")
def check_goes_on_after_an_empty_datagram(server: Server, payload: Payload) -> None:
    """An empty datagram is a message like any other: the server goes on.

    UDP has no end of the stream, as TCP has: a datagram may simply hold nothing. Do not leave the loop for
    it.

    Python: `while data:` and `if not data: break` do leave it.

    C: recvfrom() returns 0 for it, and -1 after an error.
    """
    word = payload.word()
    server.datagrams().send(b"").send(word.encode())
    server.expect_output(word)


@robust
@source("udp(7)", "recv(2)")
def check_prints_1024_bytes(server: Server, payload: Payload) -> None:
    """A message of 1024 bytes is printed whole, and at once.

    What does not fit into the buffer of recvfrom(1024) is lost, not kept for the next call. And one call
    gives one whole datagram: UDP needs no loop that puts pieces together.

    C: A zero behind the text needs a buffer of 1025 bytes; "%.*s" needs none.
    """
    word = payload.word(1024)
    server.datagrams().send(word.encode())
    server.expect_output(word)


@robust
@source("RFC 768")
def check_keeps_blanks_at_the_ends(server: Server, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a message are printed like everything else.

    They are part of the text: take nothing away.

    Python: strip() takes them away.
    """
    text = f"  {payload.word()}  "
    server.datagrams().send(text.encode())
    server.expect_output(text)


@robust
@source("udp(7)", "recv(2)")
def check_goes_on_after_a_datagram_that_is_too_long(server: Server, payload: Payload) -> None:
    """Of a message longer than 1024 bytes at least the beginning is printed, and the server goes on.

    recvfrom(1024) cuts a longer datagram off. That is no reason to end: print what has come, and receive the
    next one.
    """
    long, word = payload.word(3000), payload.word()
    exchange = server.datagrams().send(long.encode())
    server.expect_output(long[:100])
    exchange.send(word.encode())
    server.expect_output(word)


@robust
@source("RFC 3629, 3")
def check_goes_on_after_bytes_that_are_not_text(server: Server, payload: Payload) -> None:
    """A datagram that is not UTF-8 does not end the server.

    Everybody can send anything to an open port: show something in the place of what is no text.

    Python: decode() raises UnicodeDecodeError on such bytes. Decode with errors="replace", or catch the
    exception inside the loop.

    C: fwrite() prints any bytes, a zero among them, where "%s" stops.
    """
    word = payload.word()
    server.datagrams().send(b"\xff\xfe" + payload.binary(30) + b"\xc3").send(word.encode())
    server.expect_output(word)


@robust
@source("recv(2)", "select(2)")
def check_rests_while_nobody_asks(server: Server, payload: Payload) -> None:
    """While no datagram comes, the server sleeps.

    recvfrom() waits without any work, as long as it takes: let it block. Whoever makes the socket
    non-blocking needs select() or poll(), with a time-out or without end.
    """
    server.datagrams().send(payload.text())
    server.expect_rest()


@robust
@source("close(2)", "getrlimit(2)", "pthread_detach(3)")
def check_does_not_grow(server: Server, payload: Payload) -> None:
    """After two hundred datagrams the server has no more sockets and threads than before.

    One socket receives every datagram, for ever: open it once, before the loop. If you hand each datagram to a
    thread, let it end.
    """

    def serve() -> None:
        # The last one comes by itself, so that it also reaches a server that opens its socket anew for each.
        *others, last = [payload.word() for _ in range(100)]
        server.datagrams().send(*map(str.encode, others)).wait_until_received().send(last.encode())
        server.expect_output(last)

    server.expect_no_growth(serve, 100, "datagram")
