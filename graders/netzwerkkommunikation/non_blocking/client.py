"""Checks of netzwerkkommunikation/non_blocking/client."""

from __future__ import annotations

from sockgrade import Client, Connection, Payload, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.hello_client import (
    HELLO,
    check_ends_after_the_answer,
    check_shows_an_answer_that_is_not_text,
    check_shows_the_answer,
    question,
)
from sockgrade.behaviours.message_client import (
    check_counts_bytes_and_not_letters,
    check_goes_where_it_is_told,
    check_labels_the_answer,
    check_puts_an_answer_in_pieces_together,
    check_refuses_a_message_in_several_words,
    check_says_that_the_answer_is_cut_short,
    check_says_that_the_server_broke_off,
    check_says_that_the_server_broke_off_in_its_answer,
    check_says_that_the_server_is_absent,
    check_says_that_there_is_no_answer,
    check_says_that_there_is_no_such_host,
    check_sends_the_message,
)

#: The exit code of a client that got no answer.
_NO_ANSWER = 1
#: Seconds of silence: 3 are asked for, and whoever counts them in another way is welcome.
_SOON, _LATE = 2.0, 6.0
#: Where the handout lets a client wait, and within how many seconds it must be seen there: long before it gives up.
_WATCHING = ("select", "poll", "epoll_wait")
_MEANWHILE = 1.0
#: Bytes: more than the small buffers of both sides hold, and not too much for one argument (execve(2)).
_MUCH = 120_000


def _calls_in_vain(client: Client) -> Client:
    """The client has begun to connect, and nobody answers."""
    address, port, *_ = client.usual()
    return client.silent_at(address, int(port)).start(*client.usual()).expect_attempt()


def _meets_a_slow_reader(client: Client, message: str = "x" * _MUCH) -> Connection:
    """The connection of a client whose message does not go out whole before the check reads."""
    return client.take_little().start(*client.usual()[:-1], message).accept()


@source("connect(2)", "select(2)", "poll(2)", "epoll(7)")
def check_waits_in_select_for_the_connection(client: Client) -> None:
    """While nobody answers its attempt to connect, the client waits in select(), poll() or epoll_wait().

    What counts is the system call in which the kernel sees it. Make the socket non-blocking before you connect: the
    attempt goes on by itself then, and the socket can be written to when it has come to an end.

    Python: setblocking(False), then connect_ex(address), which raises nothing, then select.select([], [s], [], 3).

    C: fcntl(s, F_SETFL, O_NONBLOCK), then connect(), which returns -1 with EINPROGRESS, then poll() for POLLOUT.
    """
    _calls_in_vain(client).expect_waiting_in(*_WATCHING, seconds=_MEANWHILE)


@source("fcntl(2)", "socket(7)")
def check_makes_its_socket_non_blocking(client: Client) -> None:
    """The socket of the connection is non-blocking, so that no send() and recv() can wait on it.

    What counts is the flag O_NONBLOCK, as the kernel shows it while the client waits for its answer. A new socket
    blocks: change it before you connect, and leave it so.

    Python: s.setblocking(False); settimeout() sets the flag, too.

    C: fcntl(s, F_SETFL, O_NONBLOCK), or SOCK_NONBLOCK as a part of the type in socket(). MSG_DONTWAIT holds for one
    call only, and SO_RCVTIMEO leaves the socket blocking.
    """
    question(client)
    client.expect_non_blocking()


@source("select(2)", "poll(2)", "epoll(7)")
def check_waits_in_select_for_the_answer(client: Client) -> None:
    """While the server says nothing, the client waits in select(), poll() or epoll_wait().

    What counts is the system call in which the kernel sees it. Let select() say that the socket can be read, and only
    then call recv(). Neither recv() nor sleep() is the place to wait.

    Python: select.select([s], [], [], 3)

    C: poll() for POLLIN, with 3000 milliseconds.
    """
    question(client)
    client.expect_waiting_in(*_WATCHING, seconds=_MEANWHILE)


@source("select(2)", "recv(2)")
def check_rests_while_it_waits(client: Client) -> None:
    """While the server says nothing, the client sleeps, and leaves the processor to others.

    A loop that calls recv() until it succeeds keeps the processor busy all the time. So does select() with a time-out
    of 0, or one that asks whether the socket can be written to, which it almost always can: ask for that only while
    there is something to send.
    """
    question(client)
    client.expect_rest()


@source("select(2)", "poll(2)")
def check_gives_up_on_a_silent_server(client: Client) -> None:
    """When nothing comes for 3 seconds, the client gives up, says so, and ends with exit code 1.

    Give select() a time-out, and look whether it came back because of that. Between 2 and 6 seconds the grader is
    content.

    Python: select() takes seconds, and gives three empty lists when the time is up; it raises nothing.

    C: poll() takes milliseconds, and returns 0 when the time is up; so does select(), which takes a struct timeval.
    """
    question(client)
    client.expect_giving_up(_SOON, _LATE, _NO_ANSWER)


@source("connect(2)", "RFC 9293, 3.8.1")
def check_gives_up_when_nobody_answers_its_call(client: Client) -> None:
    """When the attempt to connect gets no answer at all for 3 seconds, the client gives up, with exit code 1.

    EINPROGRESS is no failure: wait for 3 seconds until the socket can be written to. If it cannot even then, nobody
    answers; by itself the kernel goes on trying for two minutes.
    """
    _calls_in_vain(client).expect_giving_up(_SOON, _LATE, _NO_ANSWER)


@robust
@source("select(2)", "recv(2)")
def check_gives_up_in_the_middle_of_an_answer(client: Client, payload: Payload) -> None:
    """When a server falls silent in the middle of its answer, the client gives up as well.

    Wait in select() before every recv(), each time with a time-out.
    """
    connection, _ = question(client)
    connection.send(payload.text(5))
    # Whoever counts from the question is earlier by what it took the grader to begin its answer.
    client.expect_giving_up(0.0, _LATE, _NO_ANSWER)


@robust
@source("select(2)", "recv(2)")
def check_waits_for_an_answer_that_trickles(client: Client, payload: Payload) -> None:
    """An answer that comes bit by bit is shown, even if all of it takes longer than 3 seconds.

    The time counts from the last piece that has come. Here the pieces are a second apart, or less.

    Python: Give select() all 3 seconds each time.

    C: Linux's select() takes from its struct timeval the time that it has waited: fill it in anew for each call.
    """
    reply = payload.word(len(HELLO))
    connection, got = question(client)
    rest = reply.encode() + got[len(reply) :]
    for piece in (rest[:1], rest[1:3], rest[3:4], rest[4:8], rest[8:]):
        client.wait_in_silence(0.8)
        connection.send(piece)
    connection.finish_in_turn()
    client.expect_output(reply)


@robust
@source("send(2)", "RFC 9293, 3.8.6")
def check_brings_a_long_message_to_a_slow_reader(client: Client, payload: Payload) -> None:
    """A message of 120,000 bytes arrives whole at a server that reads slowly, and so does the answer.

    On a non-blocking socket send() takes as much as there is room for, and says how much that was. Wait in select() for
    more room, and send the rest then, until all has been taken.

    Python: `data = data[s.send(data):]`, and select.select([], [s], [], 3) before it. sendall() raises BlockingIOError
    in the midst, and nobody knows then how much has been sent.

    C: send() returns how many bytes it took, or -1 with EAGAIN for none.
    """
    message, end = payload.word(_MUCH), payload.word()
    connection = _meets_a_slow_reader(client, message)
    client.come_to_rest()
    received = connection.receive_exactly(_MUCH)
    assert received == message.encode(), "The client sends other bytes than its message has."
    connection.send(payload.word(_MUCH - len(end)).encode() + end.encode()).finish_in_turn()
    client.expect_output(end)


@robust
@source("send(2)", "select(2)")
def check_waits_in_select_for_room(client: Client) -> None:
    """While the server does not read, and the buffers are full, the client waits in select(), poll() or epoll_wait().

    The socket can be written to as soon as there is room: let select() wait for that. A loop that calls send() until it
    succeeds keeps the processor busy, and sleep() wakes up too late.
    """
    _meets_a_slow_reader(client)
    client.expect_waiting_in(*_WATCHING, seconds=_MEANWHILE)


@robust
@source("send(2)", "select(2)")
def check_gives_up_when_nobody_reads(client: Client) -> None:
    """When the server reads nothing for 3 seconds, and the buffers are full, the client gives up, with exit code 1.

    Give select() a time-out here, too.
    """
    _meets_a_slow_reader(client)
    # When its last byte went into a buffer, only the client knows.
    client.expect_giving_up(0.0, _LATE, _NO_ANSWER)


@robust
@source("RFC 9293, 3.10.1", "getaddrinfo(3)")
def check_tries_the_next_address(client: Client) -> None:
    """If the first address of a name refuses, the client goes on to the next.

    Loop over what getaddrinfo() gives, with a new socket for each. That an attempt has failed, SO_ERROR says.

    Python: connect_ex((name, port)) takes the first address only.
    """
    client.with_host("zwei.example", "127.0.0.7", "127.0.0.8").listen_at("127.0.0.8")
    client.start(*client.usual(address="zwei.example")).accept()
