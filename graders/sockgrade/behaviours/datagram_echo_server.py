"""What every UDP echo server must do (RFC 862: each datagram goes back to its sender)."""

from __future__ import annotations

from sockgrade import Payload, Server, Shown, Word, output, robust, source

_LABEL = "Received from"
#: Bytes: what the lengths of 16 bits leave for the content, by IPv4 and by IPv6.
_LARGEST, _LARGEST_IPV6 = 65507, 65527


@source("RFC 862")
def check_echoes_a_datagram(server: Server, payload: Payload) -> None:
    """The server sends back exactly the bytes that it received, to whom it received them from.

    recvfrom() gives the bytes of a datagram and its sender: send these bytes to this address, with the very socket
    that has received them.

    Python: data, sender = sock.recvfrom(65535), and then sock.sendto(data, sender).

    C: recvfrom() returns how many bytes have come, and fills in the sender's address: give sendto() both.
    """
    message = payload.text()
    server.datagrams().send(message).expect(message)


@source("RFC 862")
def check_echoes_blanks_and_line_ends(server: Server, payload: Payload) -> None:
    """Blanks and line ends come back too.

    They are bytes like all others: take nothing away. nc, for one, sends the end of each line along.

    Python: strip() and split() do take something away.

    C: Send as many bytes as recvfrom() returned; what sscanf() or strtok() has read is without its blanks.
    """
    message = b"  " + payload.text() + b"\t" + payload.text() + b" \r\n"
    server.datagrams().send(message).expect(message)


@source("RFC 862", "recv(2)")
def check_echoes_datagram_after_datagram(server: Server, payload: Payload) -> None:
    """The server answers every datagram, and not only the first.

    Put recvfrom() and sendto() into an endless loop. UDP knows no connection that could end: there is nothing after
    which to stop. Each time send what this recvfrom() gave, and nothing of what came before.

    C: The buffer still holds the rest of a longer datagram: send as many bytes as recvfrom() returned.
    """
    exchange = server.datagrams()
    # More than ten, which is as good as for ever.
    for length in (5, 20, 11) * 4:
        message = payload.text(length)
        exchange.send(message).expect(message)


@source("RFC 768", "udp(7)")
def check_keeps_the_boundaries(server: Server, payload: Payload) -> None:
    """Datagrams that come one right after the other are answered one by one.

    A datagram is a message of its own: one recvfrom(), one sendto(). Collect nothing, and send nothing in pieces. The
    order of the answers does not matter. (The grader stops the program meanwhile, as Ctrl-Z does, so that all of them
    are there when it looks.)
    """
    messages = [payload.text(length) for length in (30, 7, 13)]
    server.datagrams().send(*messages).expect_in_any_order(*messages)


@source("RFC 862")
def check_answers_once(server: Server, payload: Payload) -> None:
    """A datagram is answered once.

    Whether an answer arrives the server never knows, and it is not the server's affair: call sendto() once for each
    recvfrom().
    """
    message = payload.text()
    server.datagrams().send(message).expect(message).expect_nothing_more()


@source("RFC 768", "recv(2)")
def check_goes_on_after_an_empty_datagram(server: Server, payload: Payload) -> None:
    """An empty datagram ends nothing: the server goes on.

    UDP has no end of the stream, as TCP has: a datagram may simply hold nothing. Do not leave the loop for it.

    Python: `while data:` and `if not data: break` do leave it.

    C: recvfrom() returns 0 for it, and -1 after an error.
    """
    server.datagrams().send(b"")
    message = payload.text()
    server.datagrams().send(message).expect(message)


@source("RFC 862", "recv(2)")
def check_answers_the_sender(server: Server, payload: Payload) -> None:
    """Each of several senders gets its own answers, in whatever order they send.

    One socket receives from everybody, as long as it is not connected. Every datagram may come from somebody else:
    answer the sender whom this recvfrom() gave, and keep no "client" from one datagram to the next.
    """
    exchanges = [server.datagrams() for _ in range(3)]
    for exchange in (*exchanges, *reversed(exchanges)):
        message = payload.text()
        exchange.send(message).expect(message)
    for exchange in exchanges:
        exchange.expect_nothing_more()


@source("RFC 862")
def check_obeys_no_magic_word(server: Server) -> None:
    """Words such as `end` or `quit` come back like all others, and end nothing.

    Anybody can send to an open port: a server that obeys such a word can be ended by anybody.
    """
    exchange = server.datagrams()
    for word in (b"end", b"exit", b"quit", b"bye", b"stop", b"close", b"QUIT", b"end\n", b"quit\n"):
        exchange.send(word).expect(word)


@source("recv(2)")
def check_waits_for_datagrams(server: Server, payload: Payload) -> None:
    """The server waits for datagrams as long as it takes.

    recvfrom() waits by itself. Set no time-out, or go on when it has passed.
    """
    exchange = server.datagrams()
    server.wait_in_silence()
    message = payload.text()
    exchange.send(message).expect(message)


@output
@source("recv(2)")
def check_prints_what_it_received(server: Server, payload: Payload) -> None:
    """The server prints a line for each datagram: `Received from ADDRESS: DATA`.

    recvfrom() gives both, the bytes and the sender. Print them together, on one line.

    Python: print(f"Received from {sender}: {data!r}") shows them; data.decode() gives the text, which will do.

    C: inet_ntop() makes text of the address, and ntohs() a number of its port. Print as many bytes as recvfrom()
    returned, with "%.*s".
    """
    short = payload.word()
    for word, shown in ((short, short), (payload.word(200), "…")):
        exchange = server.datagrams()
        exchange.send(word.encode())
        address, port = exchange.local_address
        example = f"\"{_LABEL} {(address, port)}: b'{shown}'\""
        server.expect_line(_LABEL, address, Word(port), Shown(word), example=example)


@output
@source("recv(2)")
def check_prints_no_more_than_it_received(server: Server, payload: Payload) -> None:
    """Of a short datagram after a long one the server prints what it has received, and nothing of the one before.

    Print what this recvfrom() gave, and nothing of what came before.

    Python: recvfrom_into() leaves the rest of its buffer as it was: print buffer[:n].

    C: recvfrom() puts no zero behind what it receives: print as many bytes as it returned, with "%.*s".
    """
    short, rest = payload.word(5), f"#{payload.word(24)}"
    exchange = server.datagrams().send(f"{payload.word(5)}{rest}".encode())
    before = server.printed(rest)
    exchange.send(short.encode())
    assert server.printed(rest) == before, "The program prints the rest of the datagram before once more."
    assert not server.printed(f"{short}#"), "The program prints a byte of the datagram before once more."


@robust
@source("RFC 768", "send(2)")
def check_echoes_an_empty_datagram(server: Server) -> None:
    """An empty datagram comes back as well, empty.

    It has a sender, who waits for an answer: sendto() sends a datagram of no bytes, too.

    Python: Do not leave it out with `if data:`. The transports of asyncio send no empty datagrams before Python 3.13;
    loop.sock_sendto() does.

    C: recvfrom() returns 0 for it, and an error is less than 0.
    """
    server.datagrams().send(b"").expect(b"")


@robust
@source("RFC 768", "udp(7)", "recv(2)")
def check_echoes_the_largest_datagram(server: Server, payload: Payload) -> None:
    """The largest datagram that there is comes back whole, and in one piece.

    What does not fit into the buffer of recvfrom() is lost. Give it room for 65535 bytes: no datagram has more.

    Python: recvfrom(65535); socketserver.UDPServer has max_packet_size for it.

    C: A buffer of 65536 bytes may be a local variable.
    """
    exchange = server.datagrams()
    message = payload.text(_LARGEST_IPV6 if ":" in exchange.local_address[0] else _LARGEST)
    exchange.send(message).expect(message)


@robust
@source("RFC 862")
def check_echoes_binary_data(server: Server, payload: Payload) -> None:
    """Bytes that are not text come back unchanged.

    A datagram carries bytes, and they need not be text: do not look into them.

    Python: Whoever calls decode(), if only to print them, crashes on bytes that are not UTF-8: print repr(data), or
    decode with errors="replace".

    C: strlen() and "%s" stop at a zero byte: send as many bytes as recvfrom() returned.
    """
    # Neither end is a blank: taking those away is another check's affair.
    message = b"\x00\xff\xfe\r\n\x80" + payload.binary(64) + b"\x81"
    server.datagrams().send(message).expect(message)


@robust
@source("recv(2)", "select(2)")
def check_rests_while_nobody_asks(server: Server, payload: Payload) -> None:
    """While no datagram comes, the server sleeps.

    recvfrom() waits without any work, as long as it takes: let it block. Whoever makes the socket non-blocking needs
    select() or poll(), with a time-out or without end.
    """
    server.datagrams().send(payload.text())
    server.expect_rest()


@robust
@source("close(2)", "getrlimit(2)", "pthread_detach(3)")
def check_does_not_grow(server: Server, payload: Payload) -> None:
    """After the datagrams of two hundred senders the server has no more sockets and threads than before.

    One socket receives every datagram, and sends every answer, for ever: open it once, before the loop. If you hand
    each datagram to a thread, let it end.
    """

    def serve() -> None:
        message = payload.text()
        server.datagrams().send(message).expect(message).close()

    server.expect_no_growth(serve, name="sender")
