"""Checks of netzwerkkommunikation/http_get/client: with Python's http.server, and with answers of the grader's."""

from __future__ import annotations

from sockgrade import Client, Connection, Payload, Peer, output, robust, source
from sockgrade.behaviours.any_arguments import check_says_how_it_is_used

#: The exit code of a client that got no file.
_NOTHING = 1
#: The names of the file on the server, and here.
_PAGE = "seite.txt"
#: References in a circle that a client has followed, after which it will not stop any more.
_CIRCLES = 60


def _url(client: Client, path: str) -> str:
    """The address of another file on the same server."""
    url, _ = client.usual()
    return url.removesuffix(_PAGE) + path


def _request(client: Client) -> tuple[Connection, bytes]:
    """The connection over which the client has asked for something, and all that it said."""
    connection = client.accept()
    return connection, connection.receive_containing(b"\r\n\r\n")


def _expect_request(client: Client, path: str) -> Connection:
    """The client asks for this, over a new connection."""
    connection, request = _request(client)
    line = request.split(b"\r\n")[0].decode("latin-1")
    assert line.startswith(f"GET {path} HTTP/1."), (
        f"The client asks with {line!r} where it should GET {path}."
    )
    return connection


def _answer(client: Client, head: str, content: bytes = b"") -> Connection:
    """Answer the client's request with these lines and this content, and close the connection."""
    connection, _ = _request(client)
    lines = [*head.splitlines(), "Connection: close", "", ""]
    return connection.send("\r\n".join(lines).encode() + content).finish()


def _ok(content: bytes) -> bytes:
    """The plainest answer with a file."""
    return b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(content), content)


def _expect_page(client: Client, content: bytes) -> None:
    client.expect_exit(0)
    client.expect_file(_PAGE, content)


def _expect_nothing(client: Client, status: str = "") -> None:
    """The client says that it got nothing, and names the status, if there was one."""
    client.expect_failure(_NOTHING)
    client.expect_no_file(_PAGE)
    assert status in client.errors, f"The message on stderr does not name the status, {status}."


def check_wants_two_arguments(client: Client) -> None:
    """One argument, or three, are wrong usage: a message on stderr, exit code 2.

    Compare their number before you use them.

    Python: len(sys.argv) is 3 for two arguments, since sys.argv[0] is the program itself; argparse counts by itself.

    C: argc is 3 for two arguments, since argv[0] is the program itself.
    """
    url, file = client.usual()
    client.start(url).expect_usage_error()
    client.start(url, file, file).expect_usage_error()


@source("RFC 9110, 4.2.1")
def check_refuses_what_is_no_web_address(client: Client) -> None:
    """A URL that does not begin with `http://`, or names no host, is wrong usage: a message on stderr, exit code 2.

    The first part of a URL says how the rest is to be got; here it is HTTP and nothing else.

    Python: urllib.parse.urlsplit() takes a URL apart: look at its scheme and its hostname. urlopen() reads files of
    this machine, too, if it is told file:///.
    """
    url, file = client.usual()
    for other in (url.replace("http:", "ftp:"), url.removeprefix("http://"), f"http:///{file}"):
        client.start(other, file).expect_usage_error()


@source("RFC 9110, 9.3.1")
def check_fetches_a_file(client: Client, peer: Peer, payload: Payload) -> None:
    """What the server has under this address stands in the file afterwards, and the exit code is 0.

    The answer is a status line, header fields, an empty line, and only then the content: that alone belongs into the
    file.

    Python: urllib.request.urlopen(url) asks, and read() of what it returns gives the content.

    C: The content begins behind the first "\\r\\n\\r\\n".
    """
    text = payload.text(60)
    peer.serve("http", files={_PAGE: text})
    _expect_page(client, text)


@source("RFC 9110, 9.3.1", "RFC 9112, 3.2.1")
def check_asks_for_what_the_address_names(client: Client, peer: Peer, payload: Payload) -> None:
    """The client asks for the path that stands in the URL, with the question behind it.

    All that follows the host belongs to the request, from the first slash on: folders, the name, and what follows a
    question mark.
    """
    text, query = payload.text(60), payload.word()
    peer.serve("http", files={"unten/andere.txt": text})
    client.start(_url(client, f"unten/andere.txt?{query}"), _PAGE)
    _expect_page(client, text)
    peer.expect_note(f"GET /unten/andere.txt?{query} HTTP/1.")


@source("RFC 9110, 6.4")
def check_keeps_every_byte(client: Client, peer: Peer, payload: Payload) -> None:
    """A file that is no text arrives as it is, byte for byte.

    Pictures and archives are made of bytes of every value: do not decode them, and write them as they came.

    Python: open(name, "wb") writes bytes. With "w" it would be text.

    C: fwrite() writes every byte; "%s" stops at the first zero.
    """
    data = b"\r\n\r\n\x00\xff\xfe\n" + payload.binary(3_000)
    peer.serve("http", files={_PAGE: data})
    _expect_page(client, data)


@source("RFC 9110, 15.5.5")
def check_says_that_there_is_no_such_file(client: Client, peer: Peer) -> None:
    """If the server has no such file, the client says so, with the status 404, with exit code 1 and no file.

    The page that comes with the status 404 is an excuse, and not what was asked for. Look at the number in the status
    line before you take the content.

    Python: urlopen() raises HTTPError then, which is an OSError; its code is the number. http.client raises nothing:
    compare status with 200.
    """
    peer.serve("http")
    _expect_nothing(client, "404")


@source("RFC 9110, 15.4")
def check_goes_where_the_server_refers_to(client: Client, peer: Peer, payload: Payload) -> None:
    """If the server refers to another address (301), the client fetches what is there.

    The new address stands in the field `Location`, and may be a path alone: it counts from the old address.

    Python: urlopen() does so by itself. With http.client it is yours to do: urllib.parse.urljoin() puts both together.
    """
    text = payload.text(60)
    peer.serve("http", files={"ordner/index.html": text})
    client.start(_url(client, "ordner"), _PAGE)
    _expect_page(client, text)
    peer.expect_note("GET /ordner/ HTTP/1.")


@source("RFC 9112, 6.3", "RFC 9112, 9.3")
def check_does_not_wait_for_the_end_of_the_connection(client: Client, peer: Peer, payload: Payload) -> None:
    """If the server keeps the connection open, the client is done when the whole content is there.

    HTTP/1.1 keeps connections open for further requests. How long the content is says `Content-Length`; or ask for
    the end with `Connection: close`.

    C: recv() until so many bytes have come behind the empty line.
    """
    text = payload.text(60)
    peer.serve("http", files={_PAGE: text}, keeps_connections=True)
    _expect_page(client, text)


@output
def check_tells_what_came(client: Client, peer: Peer, payload: Payload) -> None:
    """The client prints the status and how many bytes the content has, on one line.

    Print the number and the words of the status line, and behind them the size.
    """
    text = payload.text(payload.random.randrange(1_000, 2_000))
    peer.serve("http", files={_PAGE: text})
    client.expect_line("200 OK", str(len(text)), "Bytes", example=f"200 OK, {len(text)} Bytes")


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: urlopen() raises URLError, which is an OSError; sys.exit("message") prints it on stderr, and ends with 1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    client.without_server().expect_attempt()
    _expect_nothing(client)


@source("RFC 9112, 8")
def check_says_that_the_content_is_cut_short(client: Client, payload: Payload) -> None:
    """When the connection ends before the whole content has come, the client says so, with exit code 1 and no file.

    `Content-Length` says how long it should have been: compare. Half a file must not lie there as if it were whole.

    Python: read() raises http.client.IncompleteRead, which is no OSError; read(1000) raises nothing.
    """
    _answer(client, "HTTP/1.1 200 OK\nContent-Length: 1000", payload.text(400))
    _expect_nothing(client)


@source("recv(2)", "socket(7)")
def check_gives_up_when_nothing_comes(client: Client) -> None:
    """When no answer comes, the client gives up after 3 seconds, and ends with exit code 1.

    A server that hangs says nothing about it: wait no longer than that for each piece.

    Python: urlopen(url, timeout=3) does so; without it, it waits for ever.

    C: setsockopt() with SO_RCVTIMEO, or poll() before recv().
    """
    _request(client)
    client.expect_giving_up(2.0, 4.5, _NOTHING)
    client.expect_no_file(_PAGE)


@robust
@source("recv(2)", "socket(7)")
def check_gives_up_in_the_middle(client: Client, payload: Payload) -> None:
    """When the server falls silent in the middle of the content, the client gives up as well, and leaves no file.

    The time counts for each piece anew, and half a file is none.

    Python: The timeout of urlopen() counts for every read() as well; TimeoutError is an OSError.

    C: SO_RCVTIMEO counts for every recv(): -1 with EAGAIN is not the end of the content.
    """
    connection, _ = _request(client)
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + payload.text(400))
    client.expect_giving_up(2.0, 4.5, _NOTHING)
    client.expect_no_file(_PAGE)


@robust
@source("RFC 9110, 7.2", "RFC 9112, 3.2")
def check_names_the_host(client: Client) -> None:
    """The request is one of HTTP, and has a field `Host` with the host of the URL.

    One server may have many names, with another content for each: the field says which is meant. The lines of a request
    end with CR LF, and so does an empty line at its end.
    """
    connection, request = _request(client)
    line, *fields = request.decode("latin-1").split("\r\n")
    assert line.startswith(f"GET /{_PAGE} HTTP/1."), (
        f"The request begins with {line!r}, and is none of HTTP/1."
    )
    hosts = [field.split(":", 1)[1].strip() for field in fields if field.lower().startswith("host:")]
    assert hosts, "The request has no field Host."
    assert hosts[0].split(":")[0] == "127.0.0.1", f"The field Host says {hosts[0]!r}."
    connection.close()


@robust
@source("RFC 9110, 8.6")
def check_fetches_an_empty_file(client: Client, peer: Peer) -> None:
    """A file without any content is fetched as well: afterwards there is an empty file.

    No content is no error: what counts is the status.
    """
    peer.serve("http", files={_PAGE: b""})
    _expect_page(client, b"")


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_the_pieces_together(client: Client, peer: Peer, payload: Payload) -> None:
    """An answer that comes in the smallest pieces is put together, its header fields as well.

    TCP keeps no boundaries: a piece may end within a header field, or between CR and LF.

    C: Look for the empty line in all that has come so far, and not in the last piece.
    """
    text = payload.text(60)
    peer.serve("http", files={_PAGE: text}).cut(5)
    _expect_page(client, text)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_fetches_a_long_file(client: Client, peer: Peer, payload: Payload) -> None:
    """A file longer than any buffer is fetched whole.

    One recv() gives what is there, and no more: go on until the whole content has come.

    Python: read() without a number reads all of it.
    """
    data = payload.binary(300_000)
    peer.serve("http", files={_PAGE: data})
    _expect_page(client, data)


@robust
@source("RFC 9112, 6.3")
def check_reads_to_the_end_of_the_connection(client: Client, payload: Payload) -> None:
    """Without `Content-Length` the content ends with the connection.

    Servers that make their content while they send it do not know its length before.
    """
    text = payload.text(60)
    _answer(client, "HTTP/1.0 200 OK", text)
    _expect_page(client, text)


@robust
@source("RFC 9112, 7.1")
def check_puts_chunks_together(client: Client, payload: Payload) -> None:
    """Whoever asks in HTTP/1.1 understands a content that comes in chunks.

    Before each chunk stands its size, in hexadecimal digits and on a line of its own; the size 0 is the end. A client
    that cannot do that asks in HTTP/1.0.

    Python: http.client and urllib do so by themselves.
    """
    first, second = payload.text(20), payload.text(40)
    connection, request = _request(client)
    if b" HTTP/1.1\r\n" in request:
        chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (first, second, b""))
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        connection.send(head + chunks)
    else:
        connection.send(_ok(first + second))
    connection.finish()
    _expect_page(client, first + second)


@robust
@source("RFC 9110, 15.4.3", "RFC 9110, 10.2.2")
def check_goes_to_a_whole_address(client: Client, payload: Payload) -> None:
    """The server may refer with a whole URL, too, and for the time being (302).

    If it begins with `http://`, it names host and port as well: it is a URL like the one that the client was given.
    """
    text = payload.text(60)
    _answer(client, f"HTTP/1.1 302 Found\nLocation: {_url(client, 'neu.txt')}\nContent-Length: 0")
    _expect_request(client, "/neu.txt").send(_ok(text)).finish()
    _expect_page(client, text)


@robust
@source("RFC 9110, 15.4")
def check_goes_on_from_reference_to_reference(client: Client, payload: Payload) -> None:
    """303, 307 and 308 are references as well, and what they lead to may be another one.

    Which of 301, 302, 303, 307 and 308 it is makes no difference to whoever only fetches. Do the same with every
    answer, in a loop, until one comes that is no reference.
    """
    text, path = payload.text(60), f"/{_PAGE}"
    for status in ("303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"):
        connection, path = _expect_request(client, path), f"/{status[:3]}.txt"
        head = f"HTTP/1.1 {status}\r\nLocation: {path}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        connection.send(head.encode()).finish()
    _expect_request(client, path).send(_ok(text)).finish()
    _expect_page(client, text)


@robust
@source("RFC 9110, 5.1")
def check_knows_fields_by_any_letters(client: Client, payload: Payload) -> None:
    """`location` is the same field as `Location`: small letters or capitals make no difference.

    Make all letters of a field's name small before you compare it.

    Python: The headers of http.client and urllib do so by themselves.

    C: strcasecmp() and strncasecmp() compare so.
    """
    text = payload.text(60)
    _answer(client, "HTTP/1.1 301 Moved Permanently\nlocation: /neu.txt\ncontent-length: 0")
    _expect_request(client, "/neu.txt").send(_ok(text)).finish()
    _expect_page(client, text)


@robust
@source("RFC 9110, 15.4")
def check_leaves_a_circle(client: Client) -> None:
    """When references lead in a circle, the client gives up, with a message on stderr and exit code 1.

    Count how often you have been referred, and stop after twenty times.

    Python: urlopen() stops by itself. The HTTPError that it raises then is an OSError.
    """
    answer = f"HTTP/1.0 301 Moved Permanently\r\nLocation: /{_PAGE}\r\nContent-Length: 0\r\n\r\n".encode()
    followed = 0
    while connection := client.accept_if_it_comes():
        connection.receive_containing(b"\r\n\r\n")
        assert followed < _CIRCLES, f"The client still goes on after {_CIRCLES} references."
        connection.send(answer).finish()
        followed += 1
    _expect_nothing(client)


@robust
@source("RFC 9110, 15.6.1")
def check_says_that_the_server_has_failed(client: Client, payload: Payload) -> None:
    """If the server has a fault of its own (500), the client says so, with exit code 1 and no file.

    Statuses from 400 on mean that there is nothing; from 500 on it is the server's fault.
    """
    _answer(client, "HTTP/1.1 500 Internal Server Error\nContent-Length: 20", payload.text(20))
    _expect_nothing(client, "500")


@robust
@source("RFC 9110, 15.3.5")
def check_says_that_there_is_no_content(client: Client) -> None:
    """Nothing but the status 200 is a file: for 204 the client says so, with exit code 1 and no file.

    204 says that all is well, and that there is no content. Compare the status with 200: that it is no error is not
    enough.

    Python: urlopen() raises nothing for a status from 200 to 299; look at status of what it returns.
    """
    _answer(client, "HTTP/1.1 204 No Content")
    _expect_nothing(client, "204")


@robust
@source("RFC 9112, 4")
def check_says_that_it_is_no_http(client: Client, payload: Payload) -> None:
    """If the answer is not one of HTTP, the client says so, with exit code 1 and no file.

    Somebody else may listen at that port. An answer of HTTP begins with `HTTP/`, a version and a status.

    Python: http.client.HTTPException is what BadStatusLine belongs to, and it is no OSError.
    """
    connection, _ = _request(client)
    connection.send(b"220 " + payload.text(20) + b" ESMTP\r\n").finish()
    _expect_nothing(client)


@robust
@source("RFC 9293, 3.6", "RFC 9112, 8")
def check_says_that_there_is_no_answer(client: Client) -> None:
    """When the server closes the connection without an answer, the client says so, with exit code 1 and no file.

    The end of the stream is no answer.

    Python: http.client.RemoteDisconnected is what urlopen() raises then, an OSError.

    C: recv() returns 0.
    """
    connection, _ = _request(client)
    connection.finish()
    _expect_nothing(client)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client, payload: Payload) -> None:
    """When the server breaks off (RST) in the middle of the content, the client says so, with exit code 1 and no file.

    Every recv() may fail, also when the one before went well.

    Python: Catch OSError around all of it, around read() as well.

    C: recv() returns -1, and perror() says why.
    """
    connection, _ = _request(client)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    connection.send_in_pieces([head + payload.text(400)]).reset()
    _expect_nothing(client)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: urlopen() raises URLError then, which is an OSError.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words.
    """
    client.start(*client.usual(address="127.0.0.256"))
    _expect_nothing(client)
