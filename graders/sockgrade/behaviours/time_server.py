"""What a TCP server must do that tells each client the time, as ctime(3) writes it, and closes."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from sockgrade import Server, Word, output, robust, source
from sockgrade.checks import CheckFailed
from sockgrade.evidence.clues import clue
from sockgrade.evidence.wording import quote
from sockgrade.kernel.clock import ctime, earliest_second, latest_second
from sockgrade.verdict import Kind

#: Seconds by which the time may be wrong, where a check does not ask for more.
_TOLERANCE = 2


@dataclass(frozen=True)
class _Told:
    """What a server told a client, and between which seconds since 1970 that was."""

    message: bytes
    earliest: int
    latest: int

    def expect_time(self, tolerance: int) -> None:
        """The message is the time at which the client was connected, with or without a line end."""
        text = self.message.decode("ascii", errors="backslashreplace").rstrip()
        seconds = range(self.earliest - tolerance, self.latest + tolerance + 1)
        moments = {second: ctime(second) for second in seconds}
        # Not read as a date, but compared as text: an hour that a change of the clocks repeats is no problem.
        if _plain(text) in map(_plain, moments.values()):
            return
        raise CheckFailed(
            Kind.WRONG_DATA,
            _fault(text, moments),
            expected=repr(ctime(self.latest))
            + (f", or at most {tolerance} seconds off" if tolerance else ""),
            received=quote(self.message),
        )


def _fault(text: str, moments: Mapping[int, str]) -> str:
    """What is wrong with a time: the time itself, or how it is written."""
    for second, moment in moments.items():
        how = clue(_plain(moment).encode(), _plain(text).encode())
        hour, minute, _ = clock = moment.split()[3].split(":")
        if ":".join(clock) in text or re.search(rf"\b{second}\b", text):
            return f"The server tells the right time, but does not write it as ctime() does.{how}"
        if re.search(rf"\b{hour}:{minute}\b(?!:)", text):
            return "The server tells the right time, but not as ctime() writes it: the seconds are missing."
    if _is_of_ctime(text):
        return "The server does not tell the time at which its client is connected."
    return "What the server sends is not the time, as ctime() writes it."


def _is_of_ctime(text: str) -> bool:
    try:
        time.strptime(text, "%a %b %d %H:%M:%S %Y")
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    """A time with its day written in one way: strftime("%d") pads it with 0, ctime() with a space.

    A program that passes on the tenth of a month shall pass on the first as well.
    """
    return re.sub(r"^(\w+ \w+) +0?(\d+ )", r"\1 \2", text)


def _ask(server: Server) -> _Told:
    """Connect, and hear the server out."""
    assert server.place
    earliest = earliest_second()
    message = server.connect().receive_message()
    return _Told(message, earliest, latest_second())


@source("RFC 867", "ctime(3)")
def check_tells_the_time(server: Server) -> None:
    """The server sends the time of now, as `ctime()` writes it.

    ctime() gives a text such as "Wed Jan 29 19:14:15 2014". Send it as it is as soon as accept() returns,
    without waiting for the client to say anything.

    Python: time.ctime() gives it, and encode() makes bytes of it.

    C: The line end that ctime() puts behind the text must go: send 24 bytes of it.
    """
    _ask(server).expect_time(_TOLERANCE)


def check_ends_the_line_with_cr_lf(server: Server) -> None:
    """After the time comes a line end, CR LF, and nothing else.

    Lines of network protocols end with two characters, carriage return and line feed.

    Python: Add "\\r\\n" to the text before you encode it.

    C: "%.24s\\r\\n" leaves out the line end of ctime(), and adds this one.
    """
    message = _ask(server).message
    if message != message.rstrip() + b"\r\n" or message.splitlines()[1:]:
        raise CheckFailed(
            Kind.WRONG_DATA,
            "What the server sends is not one line that ends with CR LF.",
            expected=r"a line that ends with '\r\n'",
            received=quote(message),
        )


@source("RFC 867", "close(2)")
def check_closes_after_the_time(server: Server) -> None:
    """After the time the server closes the connection.

    Only then does the client know that nothing more will come. Close the socket that accept() gave, at once
    and not when the next client comes.

    Python: socketserver closes it as soon as handle() has returned.
    """
    server.connect().expect_closed()


@source("accept(2)")
def check_tells_client_after_client(server: Server) -> None:
    """When a client has been served, the server serves the next one.

    Put accept() into an endless loop. Close the client's socket, not the one that listens.

    Python: With socketserver, serve_forever() is that loop; handle_request() serves one client.
    """
    for _ in range(3):
        _ask(server)


@source("accept(2)")
def check_waits_for_the_next_client(server: Server) -> None:
    """The server waits for its clients as long as it takes.

    accept() waits by itself. Set no time-out, or go on when it has passed.
    """
    assert server.place
    server.wait_in_silence()
    _ask(server)


def check_tells_each_client_its_own_time(server: Server) -> None:
    """A client that comes later is told a later time.

    Ask for the time anew for each client: inside the loop, and after accept(), which may wait for hours.
    """
    _ask(server)
    server.let_the_clock_tick()
    _ask(server).expect_time(tolerance=0)


@output
@source("accept(2)")
def check_prints_who_has_connected(server: Server) -> None:
    """The server prints `Got a connection from` and the client's address.

    accept() gives two things: the connection, and the address of the client. Print the second for every
    client.

    Python: connection, address = listener.accept() takes both; a handler of socketserver has self.client_address.

    C: accept() fills in the struct sockaddr_in that you give it, and inet_ntop() makes text of its sin_addr.
    """
    for _ in range(2):
        connection = server.connect()
        address, port = connection.local_address
        server.expect_line(
            "Got a connection from",
            address,
            Word(port),
            example=f"`Got a connection from ('{address}', {port})`",
        )
        connection.finish()


@robust
@source("RFC 9293, 3.5.3", "send(2)")
def check_survives_a_client_that_breaks_off(server: Server) -> None:
    """A client that has broken off (RST) before it is served does not end the server.

    accept() gives its connection all the same, and send() fails. Give up this client then, and serve the next
    one.

    Python: Catch ConnectionError for each client: it includes ConnectionResetError and BrokenPipeError.

    C: SIGPIPE ends a program in send(), unless it ignores that: signal(SIGPIPE, SIG_IGN), or send() with
    MSG_NOSIGNAL.
    """
    server.connect_and_break_off()
    _ask(server)


@robust
@source("close(2)", "getrlimit(2)", "pthread_detach(3)")
def check_does_not_grow(server: Server) -> None:
    """After two hundred clients the server has no more sockets and threads than before.

    A server runs for months, and 1024 open descriptors are often all that it gets. Whatever you open for a
    client, close when it has been served; let its thread end.

    Python: Do not keep clients in a list that only becomes longer.

    C: pthread_detach() a thread that nobody joins, and free() what you malloc().
    """
    server.expect_no_growth(lambda: server.connect().leave())
