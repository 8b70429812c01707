"""Checks of netzwerkkommunikation/create_connection/client."""

from __future__ import annotations

from sockgrade import Client, Payload, Word, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import check_connects_to_the_documented_address
from sockgrade.behaviours.seconds_argument import (
    check_refuses_a_time_that_is_no_number,
    check_refuses_a_time_that_is_not_positive,
    check_refuses_a_time_without_end,
)

HELLO = b"Hallo Welt"
#: Where the client is told to come from.
OWN, OWN_PORT = "127.0.0.5", 20123
#: Nobody answers there, and somebody listens there.
SILENT, THERE = "127.0.0.9", "127.0.0.1"
#: Seconds by which a program may miss the time that it was told.
_LEEWAY = 0.5


def _comes(client: Client, seconds: str = "3", own: str = OWN, port: str | int = 0, host: str = "") -> Client:
    """The client is started with these arguments."""
    return client.start(*client.usual(address=host)[:2], seconds, own, port)


def _gives_up_after(client: Client, seconds: float) -> None:
    _comes(client.silent_at(SILENT), str(seconds), host=SILENT)
    client.expect_attempt().expect_giving_up(seconds - _LEEWAY, seconds + _LEEWAY, 1)


def check_wants_five_arguments(client: Client) -> None:
    """Four arguments, or six, are wrong usage: a message on stderr, exit code 2.

    Compare their number before you use them, and not only whether there are enough.

    Python: len(sys.argv) is 6 for five arguments, since sys.argv[0] is the program itself; argparse counts by itself.

    C: argc is 6 for five arguments, since argv[0] is the program itself.
    """
    client.start(*client.usual()[:4]).expect_usage_error()
    client.start(*client.usual(), "again").expect_usage_error()


def check_refuses_an_own_port_out_of_range(client: Client) -> None:
    """An own port above 65535, or one that is no number, is wrong usage: a message on stderr, exit code 2.

    It is a port like the other one; only 0 is allowed here.
    """
    for port in ("65536", "-1", "any"):
        _comes(client, port=port).expect_usage_error()


def check_sends_the_greeting(client: Client) -> None:
    """The client sends `Hallo Welt`, and nothing else.

    Ten bytes, without a line end.

    Python: sendall(b"Hallo Welt")
    """
    _comes(client)
    client.accept().expect(HELLO).expect_end()


def check_ends_after_the_greeting(client: Client) -> None:
    """After the greeting the client closes the connection, and ends with exit code 0.

    There is no answer to wait for.

    Python: `with` closes what it has opened.
    """
    _comes(client)
    client.accept().expect_containing(HELLO).expect_closed()
    client.expect_exit(0)


@source("bind(2)", "ip(7)")
def check_comes_from_the_address_that_it_was_told(client: Client) -> None:
    """The server sees the client come from the own address on the client's command line.

    A client, too, may bind() its socket, before it connects; otherwise the system chooses an address. Here it was told
    127.0.0.5, and then another one.

    Python: the third argument of create_connection() is the own address, a pair of IP address and port.
    """
    _comes(client).accept_from(OWN).expect_closed()
    _comes(client, own="127.0.0.77").accept_from("127.0.0.77")


@source("bind(2)", "ip(7)")
def check_comes_from_the_port_that_it_was_told(client: Client, payload: Payload) -> None:
    """The server sees the client come from the own port on the client's command line.

    bind() takes both, the own address and the own port.

    Python: int() makes a number of the argument; create_connection() takes (address, port) as its third argument.
    """
    port = payload.random.randrange(20000, 30000)
    _comes(client, port=port).accept_from(OWN, port)


@source("ip(7)")
def check_takes_any_port_for_zero(client: Client) -> None:
    """For the own port 0 the system chooses a free one, and the connection comes about.

    Give it on as it is: 0 is what bind() takes for any port.
    """
    _comes(client).accept_from(OWN).expect_containing(HELLO)


@output
@source("getsockname(2)", "getpeername(2)")
def check_shows_both_ends(client: Client) -> None:
    """The client prints `Verbunden von IP:PORT mit IP:PORT`: first its own end, then the server's.

    The connection knows both. For port 0 the own port is known only when the system has chosen it.

    Python: getsockname() is the own end, getpeername() the other one.
    """
    connection = _comes(client).accept_from(OWN)
    client.expect_line(Word(f"Verbunden von {OWN}:{connection.port} mit {THERE}:{client.usual()[1]}"))


def check_looks_the_name_up(client: Client) -> None:
    """The host may be a name.

    Here server.example stands for 127.0.0.7.

    Python: create_connection() and connect() look names up by themselves.

    C: getaddrinfo() looks names up; inet_pton() takes numbers only.
    """
    client.with_host("server.example", "127.0.0.7").listen_at("127.0.0.7")
    _comes(client, host="server.example").accept_from(OWN)


@source("connect(2)")
def check_gives_up_in_time(client: Client) -> None:
    """If nobody answers, the client gives up after the time that it was told, and ends with exit code 1.

    Here it was told to wait 1.6 seconds, and half a second more or less is all right.

    Python: the second argument of create_connection() is the time in seconds; settimeout() must come before connect().
    """
    _gives_up_after(client, 1.6)


@source("connect(2)")
def check_gives_up_in_another_time(client: Client) -> None:
    """If it was told to wait 0.4 seconds, the client waits no longer.

    The time is not always the same, and it need not be whole.

    Python: float() reads 0.4; int() does not.
    """
    _gives_up_after(client, 0.4)


@source("connect(2)")
def check_says_that_the_server_refuses(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: Catch OSError, which includes ConnectionRefusedError; sys.exit("message") prints it on stderr, and ends
    with 1.
    """
    _comes(client.without_server()).expect_failure(1)


@source("getaddrinfo(3)")
def check_says_that_the_name_is_unknown(client: Client) -> None:
    """If nobody knows the name, the client says so on stderr, and ends with exit code 1.

    getaddrinfo() fails then, before anybody is asked for a connection.

    Python: It raises socket.gaierror, which is an OSError; create_connection() does the same.
    """
    _comes(client, host="unbekannt.invalid").expect_failure(1)


@source("bind(2)")
def check_says_that_the_address_is_not_its_own(client: Client) -> None:
    """If the own address is none of the machine's, the client says so on stderr, and ends with exit code 1.

    bind() fails then with EADDRNOTAVAIL: nobody can send from somebody else's address.

    Python: It raises an OSError, like a connection that fails.
    """
    _comes(client, own="192.0.2.5").expect_failure(1)


@source("bind(2)")
def check_says_that_its_port_is_taken(client: Client) -> None:
    """If the own port is taken, the client says so on stderr, and ends with exit code 1.

    bind() fails then with EADDRINUSE. Do not take another one instead: who asks for a port wants that one.
    """
    client.listen_at(THERE).listen_at(OWN, OWN_PORT)
    _comes(client, port=OWN_PORT).expect_failure(1)


@robust
@source("getaddrinfo(3)", "bind(2)")
def check_takes_the_address_that_suits_its_own(client: Client) -> None:
    """Of a name with addresses of both kinds the client takes the one that suits its own address.

    Here the name has ::1 and 127.0.0.7, and the client comes from 127.0.0.5.

    Python: create_connection() tries them one after the other.
    """
    client.with_host("zwei.example", "::1", "127.0.0.7").listen_at("::1").listen_at("127.0.0.7")
    _comes(client, host="zwei.example").accept_from(OWN)


@robust
@source("ip(7)", "bind(2)")
def check_connects_by_ipv6(client: Client) -> None:
    """Both addresses may be of IPv6.

    The socket must be of the family of the address: AF_INET knows nothing but IPv4.

    Python: create_connection() makes the right one.
    """
    client.listen_at("::1")
    _comes(client, own="::1", host="::1").accept_from("::1").expect_containing(HELLO)


@robust
@source("RFC 9293, 3.10.1", "connect(2)")
def check_tries_the_next_address(client: Client) -> None:
    """If the first address of a name refuses, the client goes on to the next.

    Loop over what getaddrinfo() gives, with a new socket for each.

    Python: create_connection() does it; connect() takes the first one only.
    """
    client.with_host("zwei.example", "127.0.0.7", "127.0.0.8").listen_at("127.0.0.8")
    _comes(client, host="zwei.example").accept_from(OWN)
