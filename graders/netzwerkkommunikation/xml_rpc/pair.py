"""Checks of netzwerkkommunikation/xml_rpc/pair."""

from __future__ import annotations

from sockgrade import Pair, Payload, robust, source

#: Bytes: each piece takes some milliseconds, and the client waits for three seconds while its call is on its way.
_PIECE = 40


def _call(pair: Pair, function: str, *arguments: str) -> None:
    """Start the client, which shall call this."""
    host, port, *_ = pair.client.usual()
    pair.client.start(host, port, function, *arguments)


def _reverse(pair: Pair, text: str) -> None:
    """The client has this text reversed by the server, and shows it."""
    _call(pair, "umdrehen", text)
    pair.client.expect_exit(0)
    assert text[::-1] in pair.client.output, "The client does not show the text in reverse order."


def _work_together(pair: Pair, payload: Payload) -> None:
    """Each of the three functions is called, one after the other."""
    a, b = payload.random.randrange(-999, -100), payload.random.randrange(10_000, 99_999)
    _call(pair, "addieren", str(a), str(b))
    pair.client.expect_output(str(a + b)).expect_exit(0)
    _reverse(pair, payload.word())
    word = payload.word()
    _call(pair, "zaehlen", f"{word} b {word}")
    pair.client.expect_output(word, "2").expect_exit(0)


def check_work_together(pair: Pair, payload: Payload) -> None:
    """The client calls each of the server's functions, and shows what it gives.

    Try both at once, in two windows. They must agree on HTTP and on XML, and on where an answer ends: where its
    `Content-Length` says, or where the server closes the connection.
    """
    _work_together(pair, payload)


def check_carry_any_characters(pair: Pair, payload: Payload) -> None:
    """Texts come back whole with `&`, `<` and `>`, and with letters beyond ASCII.

    Each side writes XML that the other one reads: UTF-8, `&amp;`, `&lt;`, and a `Content-Length` that counts bytes.
    """
    _reverse(pair, f"a && b <value>{payload.word()}</value> &lt; Größe €5 🙂")


def check_understand_faults(pair: Pair, payload: Payload) -> None:
    """A function that the server does not have is a failure for the client, and the server goes on.

    The server answers with a fault; the client tells it, and ends with exit code 1.
    """
    _call(pair, payload.word(), "2")
    pair.client.expect_failure(1)
    _reverse(pair, payload.word())


@robust
@source("RFC 9112, 2")
def check_work_with_another_server(pair: Pair, payload: Payload) -> None:
    """Your client works with another server as well.

    What is agreed on stands in the handout, and not only in your own two programs.
    """
    _work_together(pair.with_reference_server(), payload)


@robust
@source("RFC 9112, 2")
def check_work_with_another_client(pair: Pair, payload: Payload) -> None:
    """Your server works with another client as well.

    What is agreed on stands in the handout, and not only in your own two programs.
    """
    _work_together(pair.with_reference_client(), payload)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_small_pieces(pair: Pair, payload: Payload) -> None:
    """Server and client understand each other when all that they send travels in small pieces.

    TCP keeps the order of bytes and nothing else: one send() may be many recv(). Receive until the empty line is there,
    and then until the content is.
    """
    pair.cut(_PIECE)
    _reverse(pair, payload.word())


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_understand_what_comes_together(pair: Pair, payload: Payload) -> None:
    """Server and client understand each other when all that one sends arrives at once.

    Head and content may be one recv(): what stands behind the empty line is the beginning of the content.
    """
    pair.merge()
    _reverse(pair, payload.word())
