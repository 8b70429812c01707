"""Checks of netzwerkkommunikation/xml_rpc/client: with Python's xmlrpc.server, and with answers of the grader's."""

from __future__ import annotations

from xmlrpc.client import dumps

from sockgrade import Client, Connection, Payload, Peer, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)

#: The exit code of a client that got no result.
_FAILED = 1
#: Seconds: it is told to wait for three.
_PATIENCE = 2.0, 4.5


def _call(client: Client, function: str, *arguments: str) -> Client:
    """Start the client, which shall call this."""
    host, port, *_ = client.usual()
    return client.start(host, port, function, *arguments)


def _expect_call(client: Client, peer: Peer, call: str) -> None:
    """The client has called this, as the server notes it, and ends well."""
    client.expect_exit(0)
    peer.expect_note(call)


def _asked(client: Client) -> Connection:
    """The connection over which the client has called."""
    connection = client.accept()
    connection.receive_containing(b"</methodCall>")
    return connection


def _answer(content: bytes, status: str = "200 OK") -> bytes:
    """An answer in HTTP, with this content."""
    head = f"HTTP/1.0 {status}\r\nContent-Type: text/xml\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def _expect_failure(client: Client, *words: str) -> None:
    """The client says that it has failed, with these words, and prints no result."""
    client.expect_failure(_FAILED)
    for word in words:
        assert word in client.errors, f"The message on stderr does not contain {word!r}."
    client.expect_stdout(b"")


def _expect_failure_after(client: Client, answer: bytes, *words: str) -> None:
    """The client says that it has failed when it gets this answer, as often as it asks: it may try once more."""
    for _ in range(2):
        if connection := client.accept_if_it_comes():
            connection.receive_containing(b"</methodCall>")
            connection.send(answer).finish()
    _expect_failure(client, *words)


def check_wants_three_arguments(client: Client) -> None:
    """Without the name of a function the client says on stderr how it is used, and ends with exit code 2.

    HOST, PORT and METHODE must be there; any number of arguments may follow, also none.

    Python: len(sys.argv) is 4 for three arguments, since sys.argv[0] is the program itself.

    C: argc is 4 for three arguments, since argv[0] is the program itself.
    """
    host, port, *_ = client.usual()
    client.start(host, port).expect_usage_error()


@source("connect(2)", "getaddrinfo(3)")
def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that it was told.

    Here it was told another port than the usual one.

    Python: ServerProxy(f"http://{host}:{port}/RPC2") connects when the first function is called.

    C: getaddrinfo() takes both as they stand in argv.
    """
    client.start(*client.usual(port=50143)).expect_documented_address()


def check_sends_numbers(client: Client, peer: Peer, payload: Payload) -> None:
    """The client calls the function that it is told, and sends what are numbers as ints.

    The server that is asked here writes down what it is called with: `addieren(2, 3)`, and not `addieren('2', '3')`.

    Python: getattr(server, name)(*values) calls a function whose name stands in a variable. Whatever is in sys.argv is
    a str: int() makes a number of it.
    """
    a, b = payload.random.randrange(10, 1_000), payload.random.randrange(-1_000, -10)
    peer.serve("xml_rpc", answers={"addieren": a + b})
    _call(client, "addieren", str(a), str(b))
    _expect_call(client, peer, f"addieren({a}, {b})")


def check_sends_texts(client: Client, peer: Peer, payload: Payload) -> None:
    """What is no number is sent as a text, and any number of arguments may follow the function, also none.

    The shell makes one argument of what stands in quotes, blanks and all.

    Python: sys.argv[4:] are all that follow the function.
    """
    text, other = f"{payload.word()} x {payload.word()}", f"x{payload.word()}"
    peer.serve("xml_rpc", answers={"umdrehen": "", "was.ist": 1, "viel": 1})
    _call(client, "umdrehen", text)
    _expect_call(client, peer, f"umdrehen({text!r})")
    _call(client, "was.ist")
    _expect_call(client, peer, "was.ist()")
    _call(client, "viel", other, "7", text)
    _expect_call(client, peer, f"viel({other!r}, 7, {text!r})")


def check_shows_a_result(client: Client, peer: Peer, payload: Payload) -> None:
    """The client shows the number, or the text, that the server answers with; exit code 0.

    Show what has come, and work out nothing yourself: here the server's sum is another than yours would be.
    """
    number, text = payload.random.randrange(-99_999, -10_000), payload.word()
    peer.serve("xml_rpc", answers={"addieren": number, "umdrehen": text})
    client.expect_output(str(number)).expect_exit(0)
    _call(client, "umdrehen", "abc").expect_output(text).expect_exit(0)


def check_shows_a_struct(client: Client, peer: Peer, payload: Payload) -> None:
    """A struct is shown with the names and the values of all its members.

    In the XML it has a `member` for each of them, with a `name` and a `value` in it.

    Python: A struct comes as a dict: go through items().
    """
    members = {f"a{payload.word()}": 3, f"b{payload.word()}": -12, f"c{payload.word()}": payload.word()}
    peer.serve("xml_rpc", answers={"zaehlen": members})
    _call(client, "zaehlen", "a b")
    for name, value in members.items():
        client.expect_output(name, str(value), example="der: 2")
    client.expect_exit(0)


def check_says_that_there_was_a_fault(client: Client, peer: Peer, payload: Payload) -> None:
    """If the server answers with a fault, its code and its text stand on stderr, and the exit code is 1.

    A fault is an answer like any other to HTTP, with the status 200: it stands in the XML, in place of the result.
    Nothing belongs on stdout then.

    Python: The call raises xmlrpc.client.Fault, which is no OSError, with faultCode and faultString.
    """
    code, text = payload.random.randrange(100, 1_000), f"no such <{payload.word()}> & more"
    peer.serve("xml_rpc", faults={"addieren": [code, text]})
    _expect_failure(client, str(code), text)


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: The call raises ConnectionRefusedError, an OSError; sys.exit("message") prints it on stderr, and ends with
    1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    client.without_server().expect_attempt()
    _expect_failure(client)


@source("recv(2)", "socket(7)")
def check_gives_up_when_nothing_comes(client: Client) -> None:
    """When no answer comes, the client gives up after 3 seconds, and ends with exit code 1.

    A server that hangs says nothing about it: wait no longer than that for each piece.

    Python: ServerProxy has no time-out of its own: socket.setdefaulttimeout(3) is for all sockets that are made after
    it. TimeoutError is an OSError.

    C: setsockopt() with SO_RCVTIMEO, or poll() before recv().
    """
    _asked(client)
    client.expect_giving_up(*_PATIENCE, _FAILED)


@output
def check_prints_the_result_on_a_line(client: Client, peer: Peer, payload: Payload) -> None:
    """On stdout stands one line: `Ergebnis: `, and the number or the text.

    No quotes around it, and nothing else on stdout.
    """
    number, text = payload.random.randrange(-9_999, -1_000), f"{payload.word()}  'ä' {payload.word()}"
    peer.serve("xml_rpc", answers={"addieren": number, "umdrehen": text})
    client.expect_exit(0).expect_stdout(f"Ergebnis: {number}\n".encode())
    _call(client, "umdrehen", "abc").expect_exit(0).expect_stdout(f"Ergebnis: {text}\n".encode())


@output
def check_prints_a_struct_in_order(client: Client, peer: Peer, payload: Payload) -> None:
    """For each member of a struct stands a line `NAME: WERT` on stdout, in the order of the names, and nothing else.

    The order is that of the characters' numbers: capitals before small letters, `ä` behind `z`. The server sends the
    members in any order. An empty struct prints nothing.

    Python: sorted() of a dict gives its keys in that order.

    C: strcmp() compares so.
    """
    names = ["Zug", f"a{payload.word()}", "b", "z", "ä"]
    shuffled = {name: names.index(name) for name in ("b", "ä", names[1], "Zug", "z")}
    lines = "".join(f"{name}: {number}\n" for number, name in enumerate(names))
    peer.serve("xml_rpc", answers={"zaehlen": shuffled, "leer": {}})
    _call(client, "zaehlen", "abc").expect_exit(0).expect_stdout(lines.encode())
    _call(client, "leer", "abc").expect_exit(0).expect_stdout(b"")


@robust
@source("RFC 3470")
def check_tells_numbers_from_texts(client: Client, peer: Peer) -> None:
    """Digits, with a minus before them or without, are a number if they have room in 32 bits; all else is a text.

    `+5`, `1_000`, `2147483648` and an argument of no characters at all are texts, and so is `-x`, which is no option.

    Python: int() takes " 5", "+5", "1_000" and "٣" as well: compare with re.fullmatch("-?[0-9]+", text) before.
    argparse takes "-x" for an option.

    C: strtol() takes blanks and a plus, too. errno tells what has no room in a long, which may have 64 bits.
    """
    peer.serve("xml_rpc", answers={"f": 1})
    _call(client, "f", "-2147483648", "2147483647", "007", "-0")
    _expect_call(client, peer, "f(-2147483648, 2147483647, 7, 0)")
    for texts in (
        ("2147483648", "-2147483649", "99999999999999999999"),
        ("+5", "1_000", " 5", "5 ", "5.0"),
        ("", "-", "-x", "--5", "٣"),
    ):
        _call(client, "f", *texts)
        _expect_call(client, peer, f"f({', '.join(map(repr, texts))})")


@robust
@source("RFC 3470", "RFC 3629, 3")
def check_sends_any_characters(client: Client, peer: Peer, payload: Payload) -> None:
    """`&`, `<`, `>` and letters beyond ASCII arrive as they were typed, and so they are shown when they come back.

    In XML they stand as `&amp;`, `&lt;` and `&gt;`; letters are in UTF-8, and `Content-Length` counts bytes.

    Python: xmlrpc does so by itself. Who writes it down himself takes xml.sax.saxutils.escape(), and encode() before
    len().
    """
    text = f'a && b <value>{payload.word()}</value> &lt; Größe €5 🙂 "'
    peer.serve("xml_rpc", answers={"umdrehen": text})
    _call(client, "umdrehen", text)
    _expect_call(client, peer, f"umdrehen({text!r})")
    client.expect_output(text)


@robust
@source("RFC 3470")
def check_reads_xml_however_it_is_written(client: Client, payload: Payload) -> None:
    """XML means the same with blanks and comments, with `i4` for `int`, and with letters as `&#228;` or in CDATA.

    A value without a type is a text. Let an XML parser read it: searching for `<int>` finds only what is written like
    that.

    Python: xmlrpc.client does so, and xml.etree.ElementTree for those who look themselves.
    """
    number, word = payload.random.randrange(10_000, 99_999), payload.word()
    for written, shown in (
        (f"\n   <i4>{number}</i4>\n  ", f"{number}"),
        (f"{word}&#228;&#x20AC;&lt;", f"{word}ä€<"),
        (f"<string><![CDATA[{word}ä€<]]></string>", f"{word}ä€<"),
    ):
        content = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!-- an answer -->\n<methodResponse >\n <params>\n'
            f"\t<param>\n  <value>{written}</value>\n </param></params>\n</methodResponse>\n"
        )
        client.start(*client.usual())
        _asked(client).send(_answer(content.encode())).finish()
        client.expect_output(shown).expect_exit(0)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_the_pieces_together(client: Client, peer: Peer, payload: Payload) -> None:
    """An answer that comes in the smallest pieces is put together, its header fields as well.

    TCP keeps no boundaries: a piece may end within a header field, between CR and LF, or within a letter.

    C: Look for the empty line in all that has come so far, and not in the last piece.
    """
    text = f"ä{payload.word()}"
    peer.serve("xml_rpc", answers={"addieren": text}).cut(5)
    client.expect_output(text).expect_exit(0)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_shows_a_long_result(client: Client, peer: Peer, payload: Payload) -> None:
    """A result longer than any buffer is shown whole.

    One recv() gives what is there, and no more: go on until the whole content has come.
    """
    text = payload.word(100_000)
    peer.serve("xml_rpc", answers={"addieren": text})
    # Its end: what stands before it has come before.
    client.expect_output(text[-20:]).expect_exit(0)


@robust
@source("recv(2)", "socket(7)")
def check_gives_up_in_the_middle(client: Client, payload: Payload) -> None:
    """When the server falls silent in the middle of its answer, the client gives up as well.

    The time counts for each piece anew.

    C: SO_RCVTIMEO counts for every recv(): -1 with EAGAIN is not the end of the content.
    """
    _asked(client).send(_answer(dumps((payload.word(300),), methodresponse=True).encode())[:200])
    client.expect_giving_up(*_PATIENCE, _FAILED)
    client.expect_stdout(b"")


@robust
@source("RFC 9110, 15.5.5", "RFC 9110, 15.6.1")
def check_says_that_http_has_failed(client: Client, payload: Payload) -> None:
    """If the status is not 200, the client says so, with the number of the status, and with exit code 1.

    404: the path is another one there; 500: the server has a fault of its own. What comes as content is no answer then,
    even if it looks like one.

    Python: The call raises xmlrpc.client.ProtocolError, which is no OSError; errcode is the number.
    """
    content = dumps((payload.word(),), methodresponse=True).encode()
    for status in ("404 Not Found", "500 Internal Server Error"):
        client.start(*client.usual())
        _expect_failure_after(client, _answer(content, status), status[:3])


@robust
@source("RFC 3470")
def check_says_that_it_is_no_xml(client: Client, payload: Payload) -> None:
    """If the content is no XML, or none of XML-RPC, the client says so, and ends with exit code 1.

    Somebody else may answer there: a page in HTML, or nothing at all.

    Python: xml.parsers.expat.ExpatError is what broken XML raises, and it is no OSError; XML of another kind raises
    xmlrpc.client.ResponseError.
    """
    for content in (b"Welcome " + payload.text(), b"<html><body>hello</body></html>", b""):
        client.start(*client.usual())
        _expect_failure_after(client, _answer(content))


@robust
@source("RFC 9112, 4")
def check_says_that_it_is_no_http(client: Client, payload: Payload) -> None:
    """If the answer is not one of HTTP, the client says so, and ends with exit code 1.

    Somebody else may listen at that port. An answer of HTTP begins with `HTTP/`, a version and a status.

    Python: http.client.HTTPException is what BadStatusLine belongs to, and it is no OSError.
    """
    _expect_failure_after(client, b"220 " + payload.text(20) + b" ESMTP\r\n")


@robust
@source("RFC 9293, 3.6", "RFC 9112, 8")
def check_says_that_the_answer_is_cut_short(client: Client, payload: Payload) -> None:
    """When the connection ends before the whole answer has come, the client says so, and ends with exit code 1.

    `Content-Length` says how long it should have been; and XML that is cut off is none. An end before the first byte is
    no answer either. The client may try once more then.

    Python: What xmlrpc raises depends on where the end is: http.client.RemoteDisconnected, ExpatError, …
    """
    answer = _answer(dumps((payload.word(),), methodresponse=True).encode())
    for length in (0, 30, len(answer) - 60):
        client.start(*client.usual())
        _expect_failure_after(client, answer[:length])


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """When the server breaks off (RST), the client says so, and ends with exit code 1.

    recv() fails then. The client may try once more.

    Python: ConnectionResetError is an OSError. xmlrpc tries once more by itself.

    C: recv() returns -1, and perror() says why.
    """
    for _ in range(2):
        if connection := client.accept_if_it_comes():
            connection.receive_containing(b"</methodCall>")
            connection.reset()
    _expect_failure(client)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: The call raises socket.gaierror, an OSError.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words.
    """
    client.start(*client.usual(address="127.0.0.256"))
    _expect_failure(client)
