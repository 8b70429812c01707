"""Checks of netzwerkkommunikation/send_all/client."""

from __future__ import annotations

from sockgrade import Client, Connection, Payload, Word, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)

_KIB, _MIB = 2**10, 2**20
#: Bytes of a long input: more than the buffers between the two hold, if the grader's is small. Through that they would
#: take their time, so they are not all read.
_MUCH = 8 * _MIB
#: Bytes that are more than all buffers hold, if those of the client are small, too; and that any buffer holds.
_ENOUGH, _LITTLE = 512 * _KIB, 16 * _KIB
#: How often a client is interrupted, and how many bytes are read from one time to the next.
_PAUSES, _BETWEEN = 5, 50_000
#: An input of which it does not matter what stands in it.
_SHORT = b"Hallo Welt\n"


def _with_input(client: Client, data: bytes) -> Connection:
    """The connection of a client that is to send this."""
    return client.give_input(data).accept()


def _slowly(client: Client, data: bytes) -> Connection:
    """The same through small buffers: it cannot send the whole before the check reads."""
    return _with_input(client.take_little(), data)


def _expect_the_end(client: Client, connection: Connection) -> None:
    """The client finishes, and ends when the server has closed as well; or before."""
    connection.expect_end().finish()
    client.expect_exit(0)


def _expect_failure(client: Client) -> None:
    client.expect_failure(1)
    assert client.output == client.errors, (
        "The client prints something on stdout although it did not send everything."
    )


def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that its command line names.

    The first argument is the host, the second the port. Here the server is at 127.0.0.2: on Linux every address that
    begins with 127 is this machine.

    Python: sys.argv[1] is the host; make an int of sys.argv[2].

    C: getaddrinfo(argv[1], argv[2], …) takes both as text.
    """
    client.give_input(_SHORT).start("127.0.0.2", 50123)
    address, port = client.accept().local_address
    assert (address, port) == ("127.0.0.2", 50123), (
        f"The client goes to {address}:{port}, and was told to go to 127.0.0.2:50123."
    )


def check_wants_two_arguments(client: Client) -> None:
    """One argument, or three, are wrong usage: a message on stderr, exit code 2.

    Compare their number before you use them, and not only whether there are enough.

    Python: len(sys.argv) is 3 for two arguments, since sys.argv[0] is the program itself; argparse counts by itself.

    C: argc is 3 for two arguments, since argv[0] is the program itself.
    """
    client.start(*client.usual()[:1]).expect_usage_error()
    client.start(*client.usual(), "again").expect_usage_error()


def check_sends_its_input(client: Client, payload: Payload) -> None:
    """What stands in the standard input is sent: these bytes, and no others.

    Read to the end of the input, and send what you have read, with all line ends and nothing added.

    Python: sys.stdin.buffer.read() gives all bytes up to the end; input() gives lines, without their ends.

    C: read(0, buffer, sizeof buffer) says how many bytes it has read, and 0 at the end: send so many.
    """
    data = b"\n".join(payload.text(40) for _ in range(50)) + b"\n\n"
    _with_input(client, data).expect(data)


def check_sends_binary_data(client: Client, payload: Payload) -> None:
    """An input with bytes of every value is sent as it is.

    A file is bytes: line ends, zeros and what is not UTF-8 have no meaning here.

    Python: sys.stdin.buffer gives bytes. sys.stdin decodes them, which not all bytes survive.

    C: strlen() stops at a zero byte: use the number that read() or fread() gave.
    """
    data = b"\x00\r\n\xff\x04\x1a\r" + payload.binary(20 * _KIB) + b"\r\n\x00 \n"
    _with_input(client, data).expect(data)


@source("send(2)")
def check_sends_eight_mebibytes(client: Client, payload: Payload) -> None:
    """An input of 8 MiB is sent whole to a server that reads slowly.

    Read and send until the end of the input, not only as much as fits into one buffer of yours. When the other side
    does not read, send() waits. On a non-blocking socket, or one with a time-out, it takes what there is room for, and
    says how much that was: go on with the rest.

    Python: sendall() does so by itself, but not on a non-blocking socket.
    """
    data = payload.binary(_MUCH)
    connection = _with_input(client, data)
    client.come_to_rest()
    connection.expect(data)


@source("send(2)", "signal(7)")
def check_sends_the_rest_after_an_interruption(client: Client, payload: Payload) -> None:
    """A send() that returns when it has taken only a part is followed by another one, for the rest.

    Here the client is stopped and goes on again, as with Ctrl-Z and `fg`, while it waits in send(): that returns then,
    and says how many bytes it has taken. Call it again with those behind them, until all have been taken.

    Python: `while data: data = data[connection.send(data):]`; or sendall(), which does just that.

    C: `done += n` for each n that send() returns, and send(s, data + done, length - done, 0) next. With -1, errno may
    be EINTR: then try again.
    """
    data = payload.binary(_ENOUGH)
    connection, taken = _slowly(client, data), b""
    for _ in range(_PAUSES):
        client.pause()
        taken += connection.receive_exactly(_BETWEEN)
    assert data.startswith(taken), "The client sends other bytes than stand in its input, or leaves some out."
    connection.expect(data[len(taken) :])
    _expect_the_end(client, connection)


@source("RFC 9293, 3.6", "shutdown(2)")
def check_ends_when_everything_is_sent(client: Client, payload: Payload) -> None:
    """With the end of the input the client finishes the connection (FIN), and ends with exit code 0.

    Only the FIN tells the server that it has everything.

    Python: shutdown(socket.SHUT_WR) says so, and close() does, too.

    C: shutdown(s, SHUT_WR) says so, and close(s) does, too.
    """
    data = payload.text(100)
    _expect_the_end(client, _with_input(client, data).expect(data))


@source("RFC 9293, 3.6")
def check_sends_nothing_of_an_empty_input(client: Client) -> None:
    """If the input is empty, the client connects, sends nothing, finishes (FIN), and ends with exit code 0.

    That there is nothing to send is no failure.

    Python: read() gives b"" at the end of the input, which may be at once.

    C: read() returns 0 at the end of the input, which may be at once.
    """
    _expect_the_end(client, _with_input(client, b""))


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: Catch OSError, which includes ConnectionRefusedError; sys.exit("message") prints it on stderr, and ends
    with 1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    client.give_input(_SHORT).without_server().expect_attempt()
    _expect_failure(client)


@source("RFC 9293, 3.5.3", "send(2)")
def check_says_that_the_server_broke_off(client: Client, payload: Payload) -> None:
    """When the server breaks off (RST) in the midst, the client says so, and ends with exit code 1.

    send() fails then. Print nothing on stdout: not everything has arrived.

    Python: Catch OSError around all of it: it includes ConnectionResetError.

    C: send() returns -1, and perror() says why.
    """
    connection = _slowly(client, payload.binary(_MUCH))
    connection.receive_exactly(_BETWEEN)
    connection.reset()
    _expect_failure(client)


@output
def check_prints_how_much_it_has_sent(client: Client, payload: Payload) -> None:
    """At its end the client prints how many bytes it has sent: `Gesendet: 47 Bytes`.

    Add up what each send() has taken, or what you have read. Print all of it on one line, the number in plain digits.
    """
    data = payload.binary(300_001)
    connection = _with_input(client, data)
    connection.receive_all()
    connection.finish()
    client.expect_line(Word(f"Gesendet: {len(data)} Bytes"))


@output
def check_prints_that_there_was_nothing_to_send(client: Client) -> None:
    """If the input is empty, the client prints `Gesendet: 0 Bytes`.

    It is the same line as for any other number.
    """
    connection = _with_input(client, b"")
    connection.receive_all()
    connection.finish()
    client.expect_line(Word("Gesendet: 0 Bytes"))


@robust
@source("read(2)", "pipe(7)")
def check_reads_on_until_the_input_ends(client: Client, payload: Payload) -> None:
    """An input that comes bit by bit, as from another program, is sent up to its end.

    One read() gives what is there at the moment. Its end is reached when it gives nothing.

    Python: sys.stdin.buffer.read() waits for the end; read1() and os.read() give what is there.

    C: read() returns what is there, and 0 at the end; fread() waits for more.
    """
    pieces = [payload.text(30) + b"\n", b"\n", payload.binary(200), payload.text(1)]
    for piece in pieces:
        client.feed(piece).come_to_rest()
    connection = client.end_input().accept()
    connection.expect(b"".join(pieces))
    _expect_the_end(client, connection)


@robust
@source("RFC 9293, 3.8.6", "send(2)")
def check_waits_for_a_slow_server(client: Client, payload: Payload) -> None:
    """A server may read nothing for some seconds, in the midst of the input: it gets everything, too.

    send() waits by itself: set no time-out. On a non-blocking socket it fails (EAGAIN) when there is no room: wait with
    select() until there is, and go on.

    Python: settimeout(None), which is usual, sets none. BlockingIOError is that failure.
    """
    data = payload.binary(_ENOUGH)
    connection = _slowly(client, data)
    taken = connection.receive_exactly(_BETWEEN)
    client.wait_in_silence()
    connection.expect(data[len(taken) :])
    _expect_the_end(client, connection)


@robust
@source("send(2)", "select(2)")
def check_rests_while_the_server_does_not_read(client: Client, payload: Payload) -> None:
    """As long as the server does not read, the client sleeps.

    A loop that tries again and again uses the processor all the time. A socket that blocks lets send() sleep by itself;
    with a non-blocking one sleep in select() or poll() until there is room.
    """
    _slowly(client, payload.binary(_MUCH))
    client.expect_rest()


@robust
@source("RFC 9293, 3.6.1", "shutdown(2)")
def check_goes_on_when_the_server_has_finished(client: Client, payload: Payload) -> None:
    """A server that finishes its own side (FIN) still reads: the client goes on sending.

    A connection has two directions, and the end of one is not that of the other.
    """
    data = payload.binary(_ENOUGH)
    connection = _slowly(client, data).finish()
    client.come_to_rest()
    connection.expect(data).expect_end()
    client.expect_exit(0)


@robust
@source("RFC 9293, 3.6.1", "RFC 9293, 3.5.3")
def check_loses_nothing_when_the_server_speaks(client: Client, payload: Payload) -> None:
    """What the server says keeps no byte from arriving: the client waits for the server's end before it closes.

    A socket that is closed with unread bytes in it breaks the connection off (RST), and what send() has taken, and has
    not travelled yet, is lost. Finish your side, then read what comes, up to the server's end, and close then.

    Python: connection.shutdown(socket.SHUT_WR), then `while connection.recv(4096): pass`.

    C: shutdown(s, SHUT_WR), then recv() until it returns 0.
    """
    data = payload.binary(_ENOUGH)
    connection = _slowly(client, data)
    # A client that has not sent everything has not closed yet: what is said now it leaves unread, or reads.
    taken = connection.receive_slowly(_BETWEEN)
    connection.send(b"250 " + payload.text(40) + b"\r\n").expect(data[len(taken) :])
    _expect_the_end(client, connection)


@robust
@source("RFC 9293, 3.5.3", "send(2)")
def check_notices_that_the_end_is_lost(client: Client, payload: Payload) -> None:
    """When the server breaks off (RST) after the last send(), the client says so, too, and ends with exit code 1.

    send() has done its work when the bytes are in a buffer: they have not arrived yet. Finish your side, and wait for
    the end of the server's: recv() tells whether that is a proper one.

    Python: recv() raises ConnectionResetError, or gives b"" when the server has closed.

    C: recv() returns -1, or 0 when the server has closed.
    """
    connection = _with_input(client, payload.binary(_LITTLE))
    client.come_to_rest()
    connection.reset()
    _expect_failure(client)


@robust
@source("RFC 9293, 3.5.3", "send(2)", "signal(7)")
def check_says_that_nobody_reads_any_more(client: Client, payload: Payload) -> None:
    """When the server finishes first and then breaks off, the client says so, and ends with exit code 1.

    send() fails with another error then (EPIPE), and sends the program the signal SIGPIPE besides.

    Python: It is BrokenPipeError, a ConnectionError like ConnectionResetError, and an OSError.

    C: SIGPIPE ends a program without a word, unless it says signal(SIGPIPE, SIG_IGN), or send() with MSG_NOSIGNAL.
    """
    connection = _slowly(client, payload.binary(_MUCH)).finish()
    client.come_to_rest()
    connection.reset()
    _expect_failure(client)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: Catch OSError, which includes socket.gaierror, where connect() is called.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words; inet_pton() returns 0.
    """
    client.give_input(_SHORT).start(*client.usual(address="127.0.0.256"))
    _expect_failure(client)
