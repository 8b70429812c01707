"""Checks of socket_programmeren/multi_connection/client."""

from __future__ import annotations

import re

from sockgrade import Client, Connection, Payload, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import (
    check_connects_to_the_documented_address,
    check_says_that_the_server_is_absent,
)

#: Connections that exercise.toml asks for.
_USUAL = 3
_MANY = 50


def _messages(number: int) -> bytes:
    """What the client sends on one of its connections."""
    return f"bericht 1 van verbinding {number}\nbericht 2 van verbinding {number}\n".encode()


def _alone(client: Client) -> Client:
    """A client with one connection."""
    return client.start(*client.usual()[:2], 1)


def _meet(client: Client, number: int = _USUAL) -> list[Connection]:
    """All connections of the client, none of which has been answered yet."""
    return [client.accept() for _ in range(number)]


def _hear(connection: Connection) -> bytes:
    """What the client sends on a connection; whether it is right is for one check only."""
    return connection.receive_anything(_messages(1))


def _number(message: bytes) -> int:
    """Which of the connections this is, as the client says; 0 if it does not."""
    found = re.search(rb"verbinding (\d+)", message)
    return int(found[1]) if found else 0


def _answer(connection: Connection, data: bytes) -> bytes:
    """Answer like an echo server, with other bytes, and as many as have come; the answer."""
    got = _hear(connection)
    answer = data[: len(got)] + got[len(data) :]
    connection.send(answer)
    return answer


def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the address and port that its arguments name, whichever they are.

    HOST and PORT are the first and the second argument: no other address or port may stand in the program.

    Python: sys.argv[1] and int(sys.argv[2]); sys.argv[0] is the name of the program.

    C: argv[1] and argv[2]; inet_pton() makes an address, and htons() of strtol() a port.
    """
    address, port = client.start("127.0.0.2", 50123, _USUAL).accept().local_address
    assert (address, port) == ("127.0.0.2", 50123), (
        f"The client goes to {address}:{port}, and was told to go to 127.0.0.2:50123."
    )


def check_refuses_a_number_that_is_none(client: Client) -> None:
    """A number of connections that is none, or less than 1, is wrong usage: a message on stderr, exit code 2.

    Make a number of the third argument, and compare it with 1, before you connect.

    Python: int(text) raises ValueError. argparse says by itself what such a function of yours raises, with type=….

    C: strtol() tells with its second argument where the number ends.
    """
    for number in ("drie", "0"):
        client.start(*client.usual()[:2], number).expect_usage_error()


def check_sends_two_messages(client: Client) -> None:
    """On a connection the client sends its two messages, without waiting for an answer in between.

    Each is a line with its number and that of the connection, and ends with one line feed. What the server
    answers, and when, is its affair: send both first.

    C: The zero at the end of a string is not sent: strlen() does not count it.
    """
    _alone(client).accept().expect(_messages(1))


def check_numbers_its_connections(client: Client) -> None:
    """With three connections the messages name connection 1, 2 and 3, one on each.

    Make the messages for each connection anew, and keep them with it: in the selector's data, or in a dictionary.
    """
    numbers = sorted(_number(_hear(connection)) for connection in _meet(client))
    expected = list(range(1, _USUAL + 1))
    assert numbers == expected, f"The connections are numbered {numbers}, and not {expected}."


@source("connect(2)")
def check_has_all_connections_at_once(client: Client) -> None:
    """All connections are open, and have sent their messages, before the first answer comes.

    Connect them all first. Wait for the answers with a selector, for all connections together, or with a thread for
    each: a connection whose answer is late must not keep the others waiting.
    """
    for connection in _meet(client):
        _hear(connection)


@source("recv(2)")
def check_shows_what_each_received(client: Client, payload: Payload) -> None:
    """The client shows what has come back on each connection, in whatever order the answers come.

    Print what recv() gave. The grader's server answers here with other bytes than yours, and on the last connection
    first: keep what has come for each connection, and print what you received, not what you sent.
    """
    words = [payload.word(len(_messages(1))) for _ in range(_USUAL)]
    for connection, word in zip(reversed(_meet(client)), words, strict=True):
        _answer(connection, word.encode())
        connection.finish_in_turn()
    for word in words:
        client.expect_output(word)


@source("close(2)")
def check_closes_each_when_it_is_done(client: Client, payload: Payload) -> None:
    """When all bytes are back on one connection, it is closed, although the others are not done yet.

    As many bytes come back as you sent: count them for each connection. An echo server closes when you do, so do
    not wait for it. Then print what has come, close this socket, and go on with the others.
    """
    word = payload.word(len(_messages(1)))
    *_, last = _meet(client)
    _answer(last, word.encode())
    last.expect_closed()
    client.expect_output(word)


def check_ends_when_all_are_done(client: Client) -> None:
    """When all bytes are back on all connections, the client ends, with exit code 0.

    A selector for which no socket is registered any more waits for ever: count the connections that are open, and
    leave the loop after the last.

    Python: selector.get_map() is empty then.
    """
    for connection in _meet(client):
        connection.send(_hear(connection)).finish_in_turn()
    client.expect_exit(0)


@output
def check_prints_the_number_and_the_bytes(client: Client, payload: Payload) -> None:
    """For each connection a line is printed: `Verbinding NUMMER ontving` and the bytes as Python writes them.

    One line, when all bytes are back, with the number that stands in the messages of this connection.

    Python: {data!r} in an f-string shows bytes as you would type them into a program.

    C: Print the letter b, and the bytes between single quotes; a line feed within them as \\n.
    """
    for connection in _meet(client):
        number = _number(_hear(connection))
        answer = payload.word(len(_messages(1)) - 1).encode() + b"\n"
        connection.send(answer).finish_in_turn()
        line = f"Verbinding {number} ontving"
        client.expect_line(line, repr(answer), example=f"{line} {answer!r}")


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_answers_in_pieces_together(client: Client, payload: Payload) -> None:
    """Answers that arrive in pieces, now on this connection and now on that, are put together.

    recv() returns what has come so far. Add it to what has come on this connection before, and call it the answer
    when so many bytes are back as were sent.
    """
    connections = _meet(client)
    answers = [payload.word(len(_hear(connection))).encode() for connection in connections]
    for begin in range(0, len(_messages(1)), 9):
        for connection, answer in zip(connections, answers, strict=True):
            if piece := answer[begin : begin + 9]:
                connection.send_in_pieces([piece])
    for connection in connections:
        connection.finish_in_turn()
    for answer in answers:
        client.expect_output(answer.decode())


@robust
@source("recv(2)", "select(2)")
def check_waits_for_slow_answers(client: Client, payload: Payload) -> None:
    """Answers that take some seconds are shown as well, and until then the client waits without any work.

    The selector waits as long as it takes. Ask only for what you need: a socket can almost always be written to, so
    wait for that only while there is something to send.
    """
    word = payload.word(len(_messages(1)))
    first, *others = _meet(client)
    for connection in others:
        _hear(connection)
    got = _hear(first)
    client.expect_rest().wait_in_silence()
    first.send(word[: len(got)].encode()).finish_in_turn()
    client.expect_output(word[: len(got)])


@robust
@source("select(2)", "getrlimit(2)")
def check_talks_on_fifty_connections(client: Client, payload: Payload) -> None:
    """With fifty connections all are open at once, and what each received is shown.

    N is the third argument: no fixed number of connections may stand in the program.
    """
    client.start(*client.usual()[:2], _MANY)
    words = [payload.word(len(_messages(1))) for _ in range(_MANY)]
    for connection, word in zip(_meet(client, _MANY), words, strict=True):
        _answer(connection, word.encode())
        connection.finish_in_turn()
    for word in words:
        client.expect_output(word)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_an_answer_is_cut_short(client: Client, payload: Payload) -> None:
    """When the server closes a connection before all bytes are back, the client says so, and goes on with the others.

    The end of the stream is no answer. Compare how many bytes have come with how many you sent; say on stderr what
    happened, show what the others receive, and end with an exit code that is not 0.

    Python: recv() returns b"" at the end.

    C: recv() returns 0 at the end.
    """
    word = payload.word(len(_messages(1)))
    cut_short, *others = _meet(client)
    _hear(cut_short)
    cut_short.send(payload.text(5)).finish()
    for connection in others:
        _answer(connection, word.encode())
        connection.finish_in_turn()
    client.expect_output(word, times=len(others)).expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_goes_on_when_one_breaks_off(client: Client, payload: Payload) -> None:
    """When one connection is broken off (RST), the client says so, and goes on with the others.

    recv() fails for this connection, and for no other. Say on stderr what happened, close its socket, show what the
    others receive, and end with an exit code that is not 0.

    Python: Catch OSError around each recv() and send(), not around the loop.

    C: recv() returns -1: close this socket, and do not exit().
    """
    word = payload.word(len(_messages(1)))
    broken, *others = _meet(client)
    _hear(broken)
    broken.reset()
    for connection in others:
        _answer(connection, word.encode())
        connection.finish_in_turn()
    client.expect_output(word, times=len(others)).expect_failure()


@robust
@source("RFC 3629, 3")
def check_shows_answers_that_are_not_text(client: Client, payload: Payload) -> None:
    """Answers that are not text do not crash the client.

    An answer may hold any bytes: show them as they are, or something in their place.

    Python: decode() raises UnicodeDecodeError when the bytes are not UTF-8. repr(data) shows any bytes.

    C: "%s" stops at a zero byte.
    """
    for connection in _meet(client):
        _answer(connection, b"\xff\x00\xfe" + payload.binary(20))
        connection.finish_in_turn()
    client.expect_exit(0)
