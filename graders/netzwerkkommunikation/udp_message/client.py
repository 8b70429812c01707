"""Checks of netzwerkkommunikation/udp_message/client."""

from __future__ import annotations

from sockgrade import Client, Payload, robust, source
from sockgrade.behaviours.asking_client import (
    check_asks_for_the_address,
    check_asks_for_the_message,
    check_goes_to_the_documented_port,
    check_goes_to_the_typed_address,
    check_says_that_the_address_is_wrong,
)


def check_sends_the_message(client: Client, payload: Payload) -> None:
    """The client sends the line that was typed, without the end of the line.

    Send the line as it was typed, with sendto(): without its line end, nothing added, nothing left out,
    spaces included.

    Python: input() takes the line end away, and encode() makes bytes of the line.

    C: fgets() keeps the line end: take it away, and send strlen(line) bytes, not sizeof line.
    """
    message = f"{payload.word()} {payload.word()}"
    client.type("127.0.0.1").type(message)
    client.expect_datagram(message.encode())


@source("RFC 768", "send(2)")
def check_sends_one_datagram(client: Client, payload: Payload) -> None:
    """One message is one datagram.

    Every sendto() makes a datagram of its own. Call it once, with the whole message: the receiver has no way
    to put several together again, and takes a repeated one for a new message.
    """
    client.type("127.0.0.1").type(payload.word())
    client.receive()
    client.expect_no_datagram()


def check_ends_after_sending(client: Client, payload: Payload) -> None:
    """When the message has been sent, the client ends.

    UDP gives no answer unless the server's program sends one, and this server does not: close the socket, and
    let the program end.
    """
    client.type("127.0.0.1").type(payload.word())
    client.receive()
    client.expect_exit(0)


def check_sends_every_word(client: Client) -> None:
    """Every line is a message, `exit` and `end` as well.

    There is nothing to quit: the client ends by itself. Compare the message with nothing.
    """
    client.type("127.0.0.1").type("exit")
    client.expect_datagram_containing(b"exit")


@robust
@source("RFC 768")
def check_keeps_blanks_at_the_ends(client: Client, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a message are sent like everything else.

    They are part of the message: take away the line end, and nothing else.

    Python: input() does that; strip() takes the blanks, too.

    C: scanf("%s") stops at a blank: read the line with fgets() or getline().
    """
    message = f"  {payload.word()}  "
    client.type("127.0.0.1").type(message)
    client.expect_datagram_containing(message.encode())


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(client: Client, payload: Payload) -> None:
    """Letters beyond ASCII are sent as UTF-8.

    Text travels as UTF-8, in which one letter may be several bytes long.

    Python: encode() uses UTF-8 if nothing else is said.

    C: The typed line is UTF-8 already: send its bytes as they are.
    """
    message = f"Grüße-aus-Köln-{payload.word()}"
    client.type("127.0.0.1").type(message)
    client.expect_datagram_containing(message.encode())


@robust
@source("RFC 768", "send(2)")
def check_sends_a_long_message_whole(client: Client, payload: Payload) -> None:
    """A long message, too, is sent whole and in one datagram.

    A datagram holds up to 65507 bytes. Do not cut the message, and do not send it in pieces: the receiver
    could not put them together.

    C: getline() takes in a line of any length; fgets() stops when its buffer is full.
    """
    message = payload.word(5000)
    client.type("127.0.0.1").type(message)
    client.expect_datagram_containing(message.encode())
