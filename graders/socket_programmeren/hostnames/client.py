"""Checks of socket_programmeren/hostnames/client."""

from __future__ import annotations

from sockgrade import Client, Payload, Word, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import check_connects_to_the_documented_address

#: One of IPv6, and some of IPv4: all of the machine itself.
SIX, ONE, TWO, THREE = "::1", "127.0.0.6", "127.0.0.7", "127.0.0.8"
NAME = "server.example"


def _goes_to(client: Client, *addresses: str, there: str) -> None:
    """Of a name with these addresses the client takes the one where somebody listens."""
    client.with_host(NAME, *addresses).listen_at(there).start(*client.usual(address=NAME))
    client.accept().send(b"Dag\n")
    client.expect_output(Word(f"Connected to {there}"))


def check_wants_a_message(client: Client) -> None:
    """A host and a port without a message are wrong usage: a message on stderr, exit code 2.

    There are three arguments. Look at their number before you use them.

    Python: argparse wants as many as you have named.
    """
    client.start(*client.usual()[:2]).expect_usage_error()


def check_sends_the_message(client: Client, payload: Payload) -> None:
    """The client sends the message that it was given, with a line end behind it.

    The third argument is what to send, as it is; `\\n` tells the server where it ends.
    """
    message = f"  {payload.word()} {payload.word(2000)}"
    client.start(*client.usual()[:2], message).accept().expect(f"{message}\n".encode())


def check_shows_the_answer(client: Client, payload: Payload) -> None:
    """The client prints `Received` and the line that came back.

    Print what you have received, without its line end; it is another text than you have sent.
    """
    word = payload.word()
    client.run().accept().send(f"{word}\n".encode())
    client.expect_line(Word(f"Received {word}"))


def check_ends_after_the_answer(client: Client, payload: Payload) -> None:
    """After the answer the client closes the connection, and ends with exit code 0.

    The answer ends with its line end: do not wait for the server to close.
    """
    connection = client.run().accept().send(f"{payload.word()}\n".encode())
    connection.expect_closed()
    client.expect_exit(0)


def check_shows_an_address_that_it_was_given(client: Client) -> None:
    """The client prints `Connected to` and the address, also where the host is an address itself.

    getaddrinfo() takes an address as well as a name.

    Python: getpeername()[0] is the address of the other side.

    C: getpeername() and getnameinfo() with NI_NUMERICHOST.
    """
    client.run().accept().send(b"Dag\n")
    client.expect_line(Word("Connected to 127.0.0.1"))


def check_looks_the_name_up(client: Client) -> None:
    """The client finds the address of a name, and prints it.

    Here server.example stands for 127.0.0.7. The line has the address, and not the name.
    """
    _goes_to(client, TWO, there=TWO)


def check_reaches_an_ipv6_address(client: Client) -> None:
    """The client reaches a host that has an address of IPv6 only.

    Here server.example stands for ::1. gethostbyname() and AF_INET know nothing but IPv4: take the family that
    getaddrinfo() names for the address.
    """
    _goes_to(client, SIX, there=SIX)


def check_goes_on_to_ipv4(client: Client) -> None:
    """If the host's IPv6 address refuses, the client goes on to its IPv4 address.

    Loop over all that getaddrinfo() gives: a new socket of the right family for each, and the next one after an error.
    """
    _goes_to(client, SIX, TWO, there=TWO)


def check_goes_on_to_ipv6(client: Client) -> None:
    """If the host's IPv4 address refuses, the client goes on to its IPv6 address.

    The next address may be of the other family, and needs a socket of that.
    """
    _goes_to(client, TWO, SIX, there=SIX)


def check_tries_every_address(client: Client) -> None:
    """The client tries all of the host's addresses, until one accepts.

    Here there are five, and nobody listens but at the last. After an attempt that failed a socket cannot be used again.
    """
    _goes_to(client, SIX, "127.0.0.4", "127.0.0.5", ONE, TWO, there=TWO)


def check_takes_the_first_that_accepts(client: Client) -> None:
    """The client takes the first of the addresses at which somebody listens, and no other.

    Leave the loop as soon as there is a connection, and do not sort: getaddrinfo() has put the best one first.
    """
    client.with_host(NAME, TWO, ONE).listen_at(TWO).listen_at(ONE)
    client.start(*client.usual(address=NAME)).expect_address(TWO)


def check_names_only_the_address_that_accepts(client: Client, payload: Payload) -> None:
    """`Connected to` stands there once, with the address that has accepted.

    Print it when there is a connection: an attempt is none yet.
    """
    word = payload.word()
    client.with_host(NAME, SIX, ONE, TWO, THREE).listen_at(TWO).listen_at(THREE)
    client.start(*client.usual(address=NAME))
    client.accept().send(f"{word}\n".encode())
    client.expect_output("Received").expect_output_once("Connected to")


def check_says_that_all_refuse(client: Client) -> None:
    """If all of the host's addresses refuse, the client says so on stderr, and ends with exit code 1.

    Behind the loop there is no connection: say what the last error was.

    Python: sys.exit("message") writes to stderr and ends with 1.

    C: perror("connect") and `return 1` in main().
    """
    client.with_host(NAME, SIX, ONE, TWO).listen_at(THREE)
    client.start(*client.usual(address=NAME)).expect_failure(1)


@source("getaddrinfo(3)")
def check_says_that_the_name_is_unknown(client: Client) -> None:
    """If nobody knows the name, the client says so on stderr, and ends with exit code 1.

    getaddrinfo() fails then, before anybody is asked for a connection.

    Python: It raises socket.gaierror, which is an OSError; sys.exit("message") does the rest.

    C: It returns an error; gai_strerror() has the words.
    """
    client.start(*client.usual(address="onbekend.invalid")).expect_failure(1)


@robust
@source("RFC 6724, 2")
def check_tries_more_than_one_of_ipv6(client: Client) -> None:
    """A host may have several addresses of IPv6, and the first may refuse.

    Do not give a family up with its first address.
    """
    _goes_to(client, "fd00::5", "fd00::6", TWO, there="fd00::6")


@robust
@source("RFC 9293, 3.10.1", "close(2)")
def check_tries_very_many_addresses(client: Client) -> None:
    """A name may have very many addresses.

    Close the socket of an attempt that failed, and go on in a loop.
    """
    _goes_to(client, *(f"127.0.1.{number}" for number in range(10, 60)), there="127.0.1.59")


@robust
@source("connect(2)")
def check_says_that_there_is_no_route(client: Client) -> None:
    """If there is no way to the address, the client says so on stderr, and ends with exit code 1.

    connect() fails at once with ENETUNREACH: that is an error like a refusal.
    """
    client.start(*client.usual(address=client.unreachable)).expect_failure(1)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_an_answer_in_pieces_together(client: Client, payload: Payload) -> None:
    """An answer may come in pieces, and a piece may end in the midst of a character.

    recv() gives what has come so far. Gather bytes until there is a line end, and make a text of all of them.
    """
    word = payload.word()
    answer = f"é{word}ë\n".encode()
    pieces = answer[:1], answer[1:5], answer[5:-2], answer[-2:-1], answer[-1:]
    client.run().accept().send_in_pieces(pieces)
    client.expect_line(f"Received é{word}ë")


@robust
@source("recv(2)")
def check_shows_a_long_answer(client: Client, payload: Payload) -> None:
    """An answer may be long.

    Here it has 20000 bytes. No buffer is large enough for every line: read on until the line end.
    """
    begin, end = payload.word(), payload.word()
    client.run().accept().send(f"{begin}{payload.word(20000)}{end}\n".encode())
    client.expect_output(f"Received {begin}", end)


@robust
@source("RFC 3629, 3")
def check_sends_every_character(client: Client, payload: Payload) -> None:
    """The message goes out in UTF-8, whatever its letters are.

    Text travels as UTF-8, in which one letter may be several bytes long.

    Python: encode() makes UTF-8; encode("ascii") fails for other letters.

    C: What is in argv is UTF-8 already: send its bytes, and count them with strlen().
    """
    message = f"één € {payload.word()}"
    client.start(*client.usual()[:2], message).accept().expect_containing(message.encode())


@robust
@source("recv(2)")
def check_says_that_the_answer_is_cut_short(client: Client, payload: Payload) -> None:
    """If the server closes before the line end, the client says so on stderr, and ends with an exit code that is not 0.

    recv() gives nothing when the other side has finished: a line without its end is not the answer.
    """
    connection = client.run().accept()
    connection.send(payload.text()).finish()
    client.expect_failure()


@robust
@source("RFC 9293, 3.10.7.4", "recv(2)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """If the server resets the connection, the client says so on stderr, and ends with an exit code that is not 0.

    recv() fails with ECONNRESET.

    Python: ConnectionResetError is an OSError.

    C: recv() returns -1: perror("recv") says why.
    """
    client.run().accept().expect_containing(b"Hallo").break_off()
    client.expect_failure()
