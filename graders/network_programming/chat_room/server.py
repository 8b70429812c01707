"""Checks of network_programming/chat_room/server."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from sockgrade import Connection, Payload, Server, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_server import (
    check_can_be_reached_from_other_machines,
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)

#: More clients than any fixed number of workers that somebody would think of, fewer than a sandbox's limits.
_CROWD = 30
#: Bytes: the longest line that the handout knows, with its line end.
_LONGEST = 4096
#: Lines of a thousand letters that are said at one go: fewer bytes than a server may give a client up for.
_BREATH = 32


def _name(client: Connection) -> str:
    """A client's address, as the others read it."""
    address, port = client.local_address
    return f"{address}:{port}"


def _forget(clients: Sequence[Connection]) -> None:
    """Leave aside what the clients have been told so far."""
    for client in clients:
        client.receive_containing(b"")


def _enter(server: Server, number: int) -> list[Connection]:
    """So many clients that are in the room; what they were told until then is another check's affair."""
    clients = [server.connect().wait_until_accepted() for _ in range(number)]
    server.come_to_rest()
    _forget(clients)
    return clients


def _frame(
    server: Server, speaker: Connection, listener: Connection, payload: Payload
) -> tuple[bytes, bytes]:
    """What the program puts before and behind a line, which is another check's affair."""
    text = payload.text()
    speaker.send(text + b"\n")
    server.come_to_rest()
    before, _, behind = listener.receive_containing(text).partition(text)
    return before, behind


def _hear(listener: Connection, text: bytes) -> None:
    """The listener is told a line, whatever it is told before: that others have come or gone, say."""
    listener.receive_until(text, "a line that another client has said")


def _say(speaker: Connection, listener: Connection, payload: Payload, breaths: int) -> None:
    """Say much, one breath after the other, each when the listener has heard the last."""
    for _ in range(breaths):
        lines = [payload.text(1000) for _ in range(_BREATH)]
        speaker.send(b"".join(line + b"\n" for line in lines))
        _hear(listener, lines[-1])


def check_listens_on_the_given_port(server: Server) -> None:
    """The server listens on the port that its command line names.

    The first argument is the port: make a number of it, and bind to that one.

    Python: sys.argv[1] is a str, and bind() wants an int.

    C: argv[1] is a text: strtol() makes a number of it, and htons() brings its bytes into order.
    """
    server.start(*server.usual(port=50123)).expect_documented_address()


@source("accept(2)")
def check_passes_each_line_to_all_others(server: Server, payload: Payload) -> None:
    """What one client says, all others hear.

    Keep the sockets of all clients that are connected. When a line has come, walk through them, and send it to each
    but the one from which it came. Each client has to be listened to at the same time: in a thread of its own, with
    select(), or in a task of an event loop.
    """
    clients = _enter(server, 3)
    for speaker in clients:
        text = payload.text()
        speaker.send(text + b"\n")
        for client in clients:
            if client is not speaker:
                client.expect_containing(text)


def check_passes_line_after_line(server: Server, payload: Payload) -> None:
    """Clients talk as long as they like, in turn or not.

    recv(), and what belongs to it, stands in a loop that only the end of the stream ends.
    """
    one, other = _enter(server, 2)
    for _ in range(6):  # together more than ten, which is as good as for ever
        for speaker, listener in ((one, other), (one, other), (other, one)):
            text = payload.text()
            speaker.send(text + b"\n")
            listener.expect_containing(text)


@source("accept(2)", "getpeername(2)")
def check_puts_the_sender_before_each_line(server: Server, payload: Payload) -> None:
    """Each line comes as `[ADDRESS:PORT] TEXT`, with the address of the client that said it, and ends with LF.

    accept() tells the client's address together with its socket: keep both. Before the line stand a bracket, the IP
    address, a colon, the port, a bracket and a blank; behind it one line end.

    Python: f"[{address[0]}:{address[1]}] {text}\\n".encode()

    C: inet_ntop() makes text of the address, and ntohs() a number of the port.
    """
    speakers = [server.connect(source=source).wait_until_accepted() for source in ("127.0.0.1", "127.0.0.2")]
    listener = server.connect().wait_until_accepted()
    server.come_to_rest()
    _forget([listener])
    for speaker in speakers:
        text = payload.text()
        speaker.send(text + b"\n")
        listener.expect(f"[{_name(speaker)}] ".encode() + text + b"\n")


def check_sends_nothing_back_to_the_sender(server: Server, payload: Payload) -> None:
    """Who says something does not get it back.

    Whoever types a line has seen it already. Leave out the socket from which it came.
    """
    speaker, listener = _enter(server, 2)
    text = payload.text()
    speaker.send(text + b"\n")
    listener.expect_containing(text)
    speaker.expect_nothing()


def check_announces_who_joins(server: Server) -> None:
    """When a client connects, all others get `* ADDRESS:PORT has joined`.

    Do so as soon as accept() returns, before the newcomer has said anything. An asterisk and a blank stand before the
    address, and a line end behind the text.
    """
    clients = _enter(server, 2)
    newcomer = server.connect(source="127.0.0.2")
    for client in clients:
        client.expect(f"* {_name(newcomer)} has joined\n".encode())


def check_tells_the_newcomer_nothing(server: Server) -> None:
    """Who has just connected gets nothing, until another one says something or comes or goes.

    Announce a newcomer to the others only: before you add its socket to theirs, or by leaving it out.
    """
    server.connect().wait_until_accepted().expect_nothing()
    server.connect().wait_until_accepted().expect_nothing()


@source("RFC 9293, 3.6", "recv(2)")
def check_announces_who_leaves(server: Server) -> None:
    """When a client has finished, all others get `* ADDRESS:PORT has left`.

    The end of the stream is no line: it says that this client has left. Take its socket from those of the others, and
    then tell these.

    Python: recv() returns b"" then, and readline(), too.

    C: recv() returns 0 then.
    """
    first, leaving, second = _enter(server, 3)
    name = _name(leaving)
    leaving.leave()
    for client in (first, second):
        client.expect(f"* {name} has left\n".encode())


@source("RFC 9293, 3.6", "close(2)")
def check_closes_when_the_client_has_finished(server: Server) -> None:
    """When a client has finished, the server closes its connection.

    The client waits for that: it goes on listening until the server has closed as well.
    """
    _, leaving = _enter(server, 2)
    leaving.finish().expect_closed()


def check_goes_on_when_another_client_leaves(server: Server, payload: Payload) -> None:
    """When one client has left, the others still talk.

    A line must not go to a socket that is closed: take it from the others as soon as its client has left. Who walks
    through a collection while something is taken out of it, leaves some of it out: walk through a copy.
    """
    one, leaving, other = _enter(server, 3)
    leaving.leave()
    for speaker, listener in ((one, other), (other, one)):
        text = payload.text()
        speaker.send(text + b"\n")
        _hear(listener, text)


@source("RFC 9293, 3.8.6", "send(2)")
def check_a_stuck_client_does_not_stop_the_room(server: Server, payload: Payload) -> None:
    """A client that does not read stops nobody: the others still talk.

    send() waits when a client does not read and the buffers on the way to it are full, and with it waits everything
    that this thread does for the others. Give each client something that may fill up instead: a queue, and a thread
    that takes from it and sends; or a buffer, and select() or poll() to learn when the client takes some.

    Python: asyncio's write() waits for nobody, `await drain()` does. With setblocking(False), send() says how much it
    has taken, and raises BlockingIOError when that is nothing.

    C: With MSG_DONTWAIT, send() returns how much it has taken, or -1 and EAGAIN.
    """
    stuck = server.connect(takes_little=True).wait_until_accepted()
    one, other = _enter(server, 2)
    stuck.send_without_reading(payload.text() + b"\n")
    for speaker, listener in ((one, other), (other, one)):
        _say(speaker, listener, payload, breaths=10)


@source("recv(2)")
def check_waits_for_silent_clients(server: Server, payload: Payload) -> None:
    """Nobody has to say anything: clients may listen as long as they like.

    Set no time-out, or go on when it has passed.
    """
    speaker, listener = _enter(server, 2)
    server.wait_in_silence()
    text = payload.text()
    speaker.send(text + b"\n")
    listener.expect_containing(text)


def check_obeys_no_magic_word(server: Server) -> None:
    """Words such as `exit` or `/quit` are lines like all others.

    Who wants to leave closes the connection: compare a line with nothing.
    """
    speaker, listener = _enter(server, 2)
    for word in (b"end", b"exit", b"quit", b"/quit", b"bye"):
        speaker.send(word + b"\n")
        listener.expect_containing(word)


@output
def check_prints_who_comes_and_goes(server: Server) -> None:
    """The server prints each announcement, once: `* ADDRESS:PORT has joined`, `* ADDRESS:PORT has left`.

    Print what you send to the others, when it is sent and not for each of them.
    """
    _enter(server, 2)
    client = server.connect(source="127.0.0.2").wait_until_accepted()
    name = _name(client)
    server.expect_line(f"* {name} has joined")
    client.leave()
    server.expect_line(f"* {name} has left")


@robust
@source("RFC 9293, 2.2", "recv(2)")
def check_puts_a_line_in_pieces_together(server: Server, payload: Payload) -> None:
    """A line that arrives in pieces is passed on as one line, when its LF has come.

    recv() gives what is there, and not a line. Add it to what has come from this client before, and pass on what is
    complete.

    Python: makefile("rb") and asyncio have readline(), which does that.

    C: memchr() finds the line end in what has come; memmove() keeps the rest.
    """
    speaker, listener = _enter(server, 2)
    text = payload.text()
    speaker.send_in_pieces([text[:1], text[1:9], text[9:], b"\n"])
    listener.expect_containing(text)


@robust
@source("RFC 9293, 2.2", "recv(2)")
def check_takes_lines_apart(server: Server, payload: Payload) -> None:
    """Several lines that arrive together are passed on as several lines, each with its sender.

    recv() may give one line, three, or three and a half. Take line after line out of what has come, until no LF is
    left in it; what stands behind the last is the beginning of the next line.
    """
    speaker, listener = _enter(server, 2)
    before, behind = _frame(server, speaker, listener, payload)
    texts = [payload.text() for _ in range(4)]
    said = b"".join(text + b"\n" for text in texts)
    speaker.send_in_pieces([said[:-9], said[-9:]])
    listener.expect(b"".join(before + text + behind for text in texts))


@robust
@source("RFC 9293, 2.2", "pthreads(7)")
def check_keeps_the_beginnings_of_lines_apart(server: Server, payload: Payload) -> None:
    """What one client has said of a line is not mixed up with what others say meanwhile.

    Each client needs a place of its own for what has come behind the last LF: a local variable of the function that
    serves it, or an entry of a dict.

    C: `static` makes one buffer for all threads.
    """
    one, other, listener = _enter(server, 3)
    first, second = payload.text(), payload.text()
    one.send_in_pieces([first[:5]])
    other.send_in_pieces([second[:9]])
    one.send_in_pieces([first[5:] + b"\n"])
    listener.expect_containing(first)
    other.send_in_pieces([second[9:] + b"\n"])
    listener.expect_containing(second)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_passes_the_last_line_on(server: Server, payload: Payload) -> None:
    """What a client says last, directly before it leaves, is passed on.

    The last line and the end of the stream may arrive together. recv() still gives the line first, and then the end.
    """
    speaker, listener = _enter(server, 2)
    text = payload.text()
    speaker.finish_with(text + b"\n")
    listener.expect_containing(text)


@robust
@source("RFC 9293, 2.2")
def check_drops_a_line_without_end(server: Server, payload: Payload) -> None:
    """What a client has sent behind its last LF when it leaves is no line, and reaches nobody.

    Nobody knows what would have followed. Pass on only what ends with LF.

    Python: readline() returns the rest without LF at the end of the stream: look whether it ends with b"\\n".
    """
    speaker, listener = _enter(server, 2)
    text = payload.text()
    speaker.send_in_pieces([text]).finish()
    server.come_to_rest()
    assert text not in listener.receive_containing(b""), "The others get a line whose LF never came."


@robust
@source("RFC 3629, 3", "RFC 9293, 2.2")
def check_keeps_each_line_as_it_is(server: Server, payload: Payload) -> None:
    """Blanks at both ends, letters beyond ASCII and empty lines arrive as they were sent.

    All of it is part of the text, and none of it ends a line: only LF does. Text travels as UTF-8; whoever passes on
    bytes needs to know nothing of it.

    Python: strip() takes blanks, too, and splitlines() of a str ends lines at form feeds and at U+2028 as well:
    split(b"\\n") the bytes.
    """
    speaker, listener = _enter(server, 2)
    before, behind = _frame(server, speaker, listener, payload)
    word = payload.word()
    lookalikes = f"{word}\x0b{word}\x0c{word}\u2028{word}"
    for text in (f"  {word}  ", "", f"\t{word}\t", f"Grüße aus Łódź, {word}", lookalikes):
        speaker.send(f"{text}\n".encode())
        listener.expect(before + text.encode() + behind)


@robust
@source("recv(2)", "send(2)")
def check_passes_a_long_line_whole(server: Server, payload: Payload) -> None:
    """A line of 4096 bytes, its LF among them, is passed on whole.

    recv(1024) returns the first part of it: go on until the LF is there. What you send is longer, by the address.
    """
    speaker, listener = _enter(server, 2)
    text = payload.text(_LONGEST - 1)
    # Its beginning by itself: whoever receives 4096 bytes at once has no line to put together otherwise.
    speaker.send_in_pieces([text[:3000], text[3000:] + b"\n"])
    listener.expect_containing(text)


@robust
@source("RFC 3629, 3")
def check_survives_what_is_not_text(server: Server, payload: Payload) -> None:
    """A line that is not UTF-8 ends neither the server nor the conversation.

    Everybody can send anything to an open port. Pass bytes on as they are, or put something in the place of what is
    no text.

    Python: decode() raises UnicodeDecodeError on such bytes; decode(errors="replace") does not.
    """
    speaker, listener = _enter(server, 2)
    speaker.send(b"\xff\xfe\xc3" + payload.text() + b"\xc3\n")
    server.come_to_rest()
    text = payload.text()
    speaker.send(text + b"\n")
    listener.expect_containing(text)


@robust
@source("RFC 9293, 3.8.6", "send(2)")
def check_keeps_what_a_slow_client_has_not_read(server: Server, payload: Payload) -> None:
    """A client that reads slowly gets everything in the end, in its order: 64 KiB may wait for it.

    What a client does not take now, it may take later: keep it, behind what already waits. And send() may take only
    the beginning of a line: the rest comes first the next time.
    """
    slow = server.connect(takes_little=True).wait_until_accepted()
    speaker, listener = _enter(server, 2)
    slow.send_without_reading(payload.text() + b"\n")
    server.come_to_rest()
    _forget([slow])
    before, behind = _frame(server, speaker, slow, payload)
    _forget([listener])
    lines = [payload.text(1000) for _ in range(_BREATH)]
    for line in lines:
        speaker.send(line + b"\n")
        _hear(listener, line)
    slow.expect(b"".join(before + line + behind for line in lines))


@robust
@source("RFC 9293, 3.8.6")
def check_gives_up_a_client_that_never_reads(server: Server, payload: Payload) -> None:
    """A client for which more than 1 MiB waits is given up: the server closes its connection.

    Otherwise a single client that does not read fills the server's memory, while the others only talk. Count what
    waits for each, and close the connection of one for which it is too much. It has left then.

    Python: asyncio tells with transport.get_write_buffer_size() how much waits, and abort() does not wait for it.
    shutdown(SHUT_RDWR) wakes up a thread that waits in send().

    C: shutdown(client, SHUT_RDWR) wakes up a thread that waits in send().
    """
    stuck = server.connect(takes_little=True).wait_until_accepted()
    speaker, listener = _enter(server, 2)
    stuck.send_without_reading(payload.text() + b"\n")
    _say(speaker, listener, payload, breaths=96)
    stuck.expect_given_up()


@robust
@source("RFC 9293, 3.7")
def check_gives_up_a_line_that_never_ends(server: Server, payload: Payload) -> None:
    """A client that sends more than 64 KiB without an LF is given up: the server closes its connection.

    Who waits for the LF keeps everything until it comes, and it may never come. Look how much there is already.

    Python: readline() takes the greatest length as an argument; asyncio's raises ValueError at its limit, which is
    64 KiB if you say nothing else.
    """
    endless, _ = _enter(server, 2)
    endless.send(payload.text(1000) * 100).expect_given_up()


@robust
@source("accept(2)")
def check_has_room_for_many(server: Server, payload: Payload) -> None:
    """Thirty clients are in the room, and each hears what another says.

    Do not prepare a fixed number of threads, or of places in an array.
    """
    *others, speaker = _enter(server, _CROWD)
    text = payload.text()
    speaker.send(text + b"\n")
    for client in others:
        _hear(client, text)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_announces_who_breaks_off(server: Server) -> None:
    """A client that breaks off (RST) has left as well, and the others are told.

    recv() fails when the client has crashed. Do then what you do when it has finished.

    Python: Catch ConnectionError, and announce in `finally`, which comes in any case.

    C: recv() returns -1 then, and not 0.
    """
    staying, breaking = _enter(server, 2)
    name = _name(breaking)
    breaking.reset()
    staying.expect_containing(f"{name} has left".encode())


@robust
@source("RFC 9293, 3.5.3", "recv(3p)", "send(2)")
def check_keeps_the_others_when_one_breaks_off(server: Server, payload: Payload) -> None:
    """A client that breaks off (RST) disturbs nobody, whether the server has noticed it yet or not.

    recv() and send() fail for this client, and for no other: walk on to the next when one send() fails. It may have
    broken off before accept() returns.

    Python: Catch OSError around each send(). getpeername() of such a client raises OSError, and asyncio gives None as
    its "peername".

    C: SIGPIPE ends a program in send(), unless it says signal(SIGPIPE, SIG_IGN), or send() with MSG_NOSIGNAL.
    """
    one, breaking, other = _enter(server, 3)
    server.connect_and_break_off()
    breaking.reset()
    for speaker, listener in ((one, other), (other, one)):
        text = payload.text()
        speaker.send(text + b"\n")
        _hear(listener, text)


@robust
@source("signal(7)")
def check_stops_on_interrupt_while_serving(server: Server) -> None:
    """Ctrl-C ends the server although clients are connected, without a traceback.

    Threads that wait for their clients must not keep the program from ending.

    Python: At its end a program waits for every thread that is not a daemon: make it one, with Thread(…,
    daemon=True).

    C: SIGINT ends a program by itself: if you handle it, do not wait there for threads or children.
    """
    _enter(server, 2)
    server.interrupt().expect_clean_stop()


@robust
@source("RFC 9293, 3.6", "close(2)")
def check_forgets_no_socket(server: Server) -> None:
    """The server closes the socket of every client that has left.

    A socket that is not closed stays in CLOSE_WAIT and uses up a file descriptor, until accept() fails. Close it
    however the conversation ends.

    Python: `with connection:` does that, or close() in `finally`.

    C: close(connection) stands behind the loop, and before every `return` and `continue` that leaves it.
    """
    for client in _enter(server, 3):
        client.leave()
    server.expect_no_forgotten_socket()


@robust
@source("close(2)", "getrlimit(2)", "pthread_detach(3)")
def check_does_not_grow(server: Server) -> None:
    """After two hundred clients the server has no more sockets and threads than before.

    A room is open for months, and 1024 open descriptors are often all that a program gets. Whatever you open for a
    client, close when it has left; let its threads end, also the one that waits for a queue to be filled.

    Python: Put something into the queue that says: that was all.

    C: pthread_detach() a thread that nobody joins, and free() what you malloc().
    """
    server.expect_no_growth(lambda: server.connect().wait_until_accepted().leave())
