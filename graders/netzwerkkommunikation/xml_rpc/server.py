"""Checks of netzwerkkommunikation/xml_rpc/server."""

from __future__ import annotations

import pytest

from sockgrade import Payload, Server, robust, source
from sockgrade.behaviours import xml_rpc
from sockgrade.behaviours.any_server import (
    check_can_be_reached_from_other_machines,
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.exchange import Exchange, Exchanges
from sockgrade.behaviours.server_for_many import (
    check_does_not_grow,
    check_serves_client_after_client,
    check_survives_a_client_that_does_not_wait,
)

#: The largest number that an int of XML-RPC can be.
_LARGEST = 2**31 - 1
#: Letters: more than one segment or buffer holds.
_LONG = 200_000


@pytest.fixture
def exchange() -> Exchanges:
    """What the server is asked where the answer is another check's affair."""

    def any_call(payload: Payload) -> Exchange:
        return Exchange(xml_rpc.call("umdrehen", payload.word()), xml_rpc.receive)

    return any_call


def _expect(server: Server, result: object, function: str, *arguments: object) -> None:
    """A client calls the function, and this is its result."""
    connection = server.connect().send(xml_rpc.call(function, *arguments))
    xml_rpc.expect_result(connection, result, xml_rpc.named(function, *arguments))


def _expect_fault(server: Server, function: str, *arguments: object) -> None:
    connection = server.connect().send(xml_rpc.call(function, *arguments))
    xml_rpc.expect_fault(connection, xml_rpc.named(function, *arguments))


def _expect_service(server: Server, payload: Payload) -> None:
    """Whatever has happened before: the next client is served."""
    word = payload.word()
    _expect(server, word[::-1], "umdrehen", word)


def check_adds(server: Server, payload: Payload) -> None:
    """`addieren` gives the sum of two numbers, as an int.

    The call comes as a POST of HTTP with XML in it. The answer is a status line (200 OK), header fields, an empty line
    and XML again.

    Python: SimpleXMLRPCServer does all of that. register_function(function, "addieren") tells under which name a
    function can be called, and its result is what it returns.

    C: The content begins behind the first "\\r\\n\\r\\n", and Content-Length says how long it is.
    """
    for _ in range(2):
        a, b = (payload.random.randrange(10, 1_000) for _ in range(2))
        _expect(server, a + b, "addieren", a, b)


def check_adds_any_numbers(server: Server) -> None:
    """`addieren` knows negative numbers, 0, and all that has room in 32 bits.

    An int of XML-RPC is from -2147483648 to 2147483647.
    """
    for a, b in ((-7, 3), (0, 0), (_LARGEST, -1), (-_LARGEST, -1), (_LARGEST - 5, 5)):
        _expect(server, a + b, "addieren", a, b)


def check_reverses_a_text(server: Server, payload: Payload) -> None:
    """`umdrehen` gives the text with its letters in reverse order; of a text without letters, one without any.

    Blanks are letters like all the others.

    Python: text[::-1] is the text in reverse order.
    """
    text = f"{payload.word()} {payload.word()}"
    _expect(server, text[::-1], "umdrehen", text)
    _expect(server, "", "umdrehen", "")


@source("RFC 3629, 3")
def check_reverses_letters_beyond_ascii(server: Server, payload: Payload) -> None:
    """Letters beyond ASCII are reversed as a whole, and not byte by byte.

    The XML is in UTF-8: a letter has up to four bytes there. Decode first, then reverse, and encode the answer. Its
    `Content-Length` counts bytes.

    Python: A str is made of letters. SimpleXMLRPCServer decodes and encodes by itself; with sockets it is yours to do:
    encode() first, and then len().
    """
    text = f"Größe €5 – {payload.word()} 🙂 łódź"
    _expect(server, text[::-1], "umdrehen", text)


def check_keeps_the_characters_of_xml(server: Server, payload: Payload) -> None:
    """`&`, `<` and `>` in a text come back as such, and so does what looks like XML.

    In XML they stand as `&amp;`, `&lt;` and `&gt;`: turn them back in what comes, before all else, and write them so in
    what goes.

    Python: xmlrpc does so by itself; xml.sax.saxutils.escape() does it for XML that you write yourself.
    """
    text = f"a && b < c > d <value>{payload.word()}</value> &amp; ]]>"
    _expect(server, text[::-1], "umdrehen", text)
    _expect(server, text, "umdrehen", text[::-1])


def check_counts_words(server: Server, payload: Payload) -> None:
    """`zaehlen` gives a struct: each word of the text, and how often it occurs.

    Words are what stands between white space: blanks, tabs and line ends, also several of them. Small letters and
    capitals are different. A text without a word gives an empty struct.

    Python: A dict becomes a struct; a Counter does not, until dict() has made a dict of it. text.split() without an
    argument takes any white space.
    """
    first, second = payload.word(), payload.word().lower()
    text = f"  {first} {second}\t{first}\n\n{second.upper()}   {first} {second}, "
    _expect(server, {first: 3, second: 1, second.upper(): 1, f"{second},": 1}, "zaehlen", text)
    for nothing in ("", " \n "):
        _expect(server, {}, "zaehlen", nothing)


def check_gives_a_fault_for_an_unknown_function(server: Server, payload: Payload) -> None:
    """A function that the server does not have is answered with a fault, and the server goes on.

    A fault is an answer with the status 200, and with a struct of `faultCode` and `faultString` in place of the result.

    Python: SimpleXMLRPCServer does so by itself. Who writes it down: xmlrpc.client.dumps(Fault(1, "text")).
    """
    _expect_fault(server, payload.word(), 2, 3)
    _expect_service(server, payload)


def check_gives_a_fault_for_too_many_arguments(server: Server, payload: Payload) -> None:
    """Too many arguments, or too few, are answered with a fault, and the server goes on.

    Compare how many have come with how many there should be.

    Python: Whatever a function raises becomes a fault in SimpleXMLRPCServer, and so does TypeError, since the function
    cannot be called like that. *args takes any number, and defaults make arguments optional.
    """
    for function, *arguments in (
        ("addieren", 1, 2, 3),
        ("addieren", 1),
        ("umdrehen",),
        ("zaehlen", "a", "b"),
    ):
        _expect_fault(server, function, *arguments)
    _expect_service(server, payload)


def check_gives_a_fault_for_other_types(server: Server, payload: Payload) -> None:
    """Texts or fractions for `addieren`, or anything but a text for the other two, are answered with a fault.

    Who calls from afar sends what he likes. Look at the types before you work with the values.

    Python: "2" + "3" is "23", and [1, 2][::-1] a list: nothing is raised there by itself. Compare type(a) with int, and
    raise TypeError.
    """
    wrong = (
        ("addieren", "2", "3"),
        ("addieren", 1.5, 2),
        ("umdrehen", 5),
        ("umdrehen", ["a", "b"]),
        ("zaehlen", 5),
    )
    for function, *arguments in wrong:
        _expect_fault(server, function, *arguments)
    _expect_service(server, payload)


@robust
@source("RFC 3470")
def check_gives_a_fault_if_the_sum_is_too_large(server: Server, payload: Payload) -> None:
    """A sum that has no room in 32 bits is answered with a fault, and the server goes on.

    An int of XML-RPC has 32 bits. Look at the sum before you write it down.

    Python: xmlrpc raises OverflowError, of which SimpleXMLRPCServer makes a fault.
    """
    _expect_fault(server, "addieren", _LARGEST, 1)
    _expect_fault(server, "addieren", -_LARGEST, -2)
    _expect_service(server, payload)


@robust
@source("RFC 3470")
def check_reads_xml_however_it_is_written(server: Server, payload: Payload) -> None:
    """XML means the same with blanks and comments, with `i4` for `int`, and with letters as `&#228;` or in CDATA.

    A value without a type is a text. Let an XML parser read it: searching for `<int>` finds only what is written like
    that.

    Python: xmlrpc.client.loads() does so, and xml.etree.ElementTree for those who look themselves.
    """
    word = payload.word()
    a, b = (payload.random.randrange(10, 1_000) for _ in range(2))
    numbers = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- a call -->\n<methodCall >\n\t<methodName>addieren</methodName>\n'
        f" <params>\n  <param>\n   <value><i4>{a}</i4></value>\n  </param>\n  <param><value><int>{b}</int></value>"
        "</param>\n </params>\n</methodCall>\n"
    )
    xml_rpc.expect_result(server.connect().send(xml_rpc.post(numbers.encode())), a + b)
    for written in (f"{word} &#228;&#x20AC;&lt;", f"<string>{word} <![CDATA[ä€<]]></string>"):
        text = (
            "<methodCall><methodName>umdrehen</methodName><params><param>"
            f"<value>{written}</value></param></params></methodCall>"
        )
        wanted = f"{word} ä€<"[::-1]
        xml_rpc.expect_result(server.connect().send(xml_rpc.post(text.encode())), wanted)


@robust
@source("RFC 9110, 5.1")
def check_knows_fields_by_any_letters(server: Server, payload: Payload) -> None:
    """`content-length` is the same field as `Content-Length`, and may stand anywhere in the head.

    Make all letters of a field's name small before you compare it, and expect other fields before and behind it.

    Python: The headers of http.server do so by themselves.

    C: strcasecmp() and strncasecmp() compare so.
    """
    word = payload.word()
    head, _, content = xml_rpc.call("umdrehen", word).partition(b"\r\n\r\n")
    line, *fields = head.split(b"\r\n")
    lower = [field.partition(b":")[0].lower() + b":" + field.partition(b":")[2] for field in reversed(fields)]
    request = b"\r\n".join((line, *lower, b"x-remark: " + payload.text(), b"", content))
    xml_rpc.expect_result(server.connect().send(request), word[::-1])


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_the_pieces_together(server: Server, payload: Payload) -> None:
    """A call that arrives byte by byte is answered like any other.

    TCP keeps no boundaries: a piece may end within a header field, between CR and LF, or within a letter. Go on with
    recv() until the empty line is there, and then until the content is as long as `Content-Length` says.

    Python: http.server does so by itself.
    """
    word = payload.word()
    request = xml_rpc.call("umdrehen", f"ä{word}")
    connection = server.connect().send_in_pieces(bytes([byte]) for byte in request)
    xml_rpc.expect_result(connection, f"{word[::-1]}ä")


@robust
@source("RFC 9293, 3.7", "recv(2)", "send(2)")
def check_answers_a_long_call(server: Server, payload: Payload) -> None:
    """A text of two hundred thousand letters comes whole, and its answer, too.

    One recv() gives what is there, and no more; and send() may take only a part: loop around both.

    Python: sendall() sends everything.
    """
    text = payload.word(_LONG)
    _expect(server, text[::-1], "umdrehen", text)


@robust
@source("RFC 9110, 15.5.1", "RFC 9112, 3")
def check_survives_what_is_no_call(server: Server, payload: Payload) -> None:
    """Broken XML, XML that is no call, a GET, and what is not HTTP at all do not end the server.

    Answer with a status from 400 on, or with a fault, or close the connection; and then serve the next client.

    Python: SimpleXMLRPCServer does so by itself. xml.parsers.expat.ExpatError is what broken XML raises.
    """
    word = payload.text()
    for request in (
        xml_rpc.post(b"<?xml version='1.0'?><methodCall><methodName>umdrehen" + word),
        xml_rpc.post(b"<html><body>" + word + b"</body></html>"),
        xml_rpc.post(b""),
        xml_rpc.post(b"\xff\xfe\x00" + word),
        b"GET /RPC2 HTTP/1.0\r\n\r\n",
        b"POST /RPC2 HTTP/1.0\r\nContent-Length: much\r\n\r\n" + word,
        b"POST /RPC2 HTTP/1.0\r\n\r\n",
        b"\r\n" + word + b"\r\n\r\n",
    ):
        server.connect().send_in_pieces([request]).leave()
        _expect_service(server, payload)


@robust
@source("RFC 9293, 3.6", "RFC 9112, 8")
def check_survives_half_a_call(server: Server, payload: Payload) -> None:
    """A call whose connection ends, or breaks off, in its midst does not end the server, and keeps nobody waiting.

    The stream may end within the head and within the content, whatever `Content-Length` says. Notice that nothing more
    comes, close this connection, and serve the next client.

    Python: recv() returns b"" at the end: leave the loop that waits for more, or it never ends. ConnectionResetError is
    raised when the client breaks off.

    C: recv() returns 0 at the end, and -1 when the client breaks off.
    """
    request = xml_rpc.call("umdrehen", payload.word())
    for cut in (8, 60, len(request) - 20):
        server.connect().send_in_pieces([request[:cut]]).leave()
        _expect_service(server, payload)
        server.connect().send_in_pieces([request[:cut]]).reset()
        _expect_service(server, payload)


@robust
@source("bind(2)")
def check_says_that_its_port_is_taken(server: Server) -> None:
    """If somebody else listens at its port already, the server says so on stderr, and ends with exit code 1.

    bind() fails then.

    Python: Catch OSError around all of it: sys.exit("message") prints it on stderr, and ends with 1.

    C: bind() returns -1: perror("bind") and `return 1` in main() do the rest.
    """
    server.while_its_port_is_taken().expect_failure(1)
