"""Checks of network_programming/time/client."""

from __future__ import annotations

from sockgrade import Client, Payload, Shown, output, robust, source
from sockgrade.behaviours.any_client import (
    check_connects_to_the_documented_address,
    check_says_that_the_server_is_absent,
)


def check_shows_the_time(client: Client, payload: Payload) -> None:
    """The client shows the time that the server sends.

    Receive the text, and print it. The grader's server tells a time long ago: show its time, not that of your
    own clock.

    Python: decode() makes text of the bytes.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    told = payload.past_time()
    client.accept().send(f"{told}\r\n".encode()).finish()
    client.expect_output(told)


def check_ends_after_the_time(client: Client, payload: Payload) -> None:
    """When it has shown the time, the client ends with exit code 0.

    One message, and nothing to say: receive until the end of the stream, and wait for nothing after that,
    also not for the keyboard.

    Python: recv() returns b"" at the end: leave the loop then.

    C: recv() returns 0 at the end: leave the loop then.
    """
    client.accept().send(f"{payload.past_time()}\r\n".encode()).finish()
    client.expect_exit(0)


@source("RFC 867")
def check_sends_nothing(client: Client, payload: Payload) -> None:
    """The client sends nothing: the server speaks first.

    The document's server never reads. When it closes a socket that holds unread bytes, the system breaks the
    connection off (RST), and the time may be lost.
    """
    client.accept().send(f"{payload.past_time()}\r\n".encode()).finish().expect_silence()


@output
def check_labels_the_time(client: Client, payload: Payload) -> None:
    """The time is shown as `The time got from the server is TEXT`.

    Print the words and the time together, on one line.

    Python: "%s" % data.decode("ascii") gives the text, "%s" % data gives b'…'.

    C: "%.*s" prints the bytes that have come, and no more: give it their number and the buffer.
    """
    told = payload.past_time()
    client.accept().send(f"{told}\r\n".encode()).finish()
    client.expect_output_once(Shown(f"The time got from the server is {told}"))


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_a_time_in_pieces_together(client: Client, payload: Payload) -> None:
    """A time that arrives in pieces is shown whole.

    TCP may deliver one message in several segments, and recv() returns the first. The server closes after the
    time: loop around recv() until the end of the stream.

    Python: recv() returns b"" at the end.

    C: recv() returns 0 at the end. Receive each piece behind the one before: recv(fd, buffer + n, sizeof
    buffer - n, 0).
    """
    told = payload.past_time()
    client.accept().send_in_pieces(letter.encode() for letter in f"{told}\r\n").finish()
    client.expect_output(told)


@robust
@source("RFC 867")
def check_shows_a_time_without_a_line_end(client: Client, payload: Payload) -> None:
    """A time that comes without CR LF is shown as well.

    The end of the stream ends the message, too: do not wait for the line end only, and do not cut off two
    characters unseen.

    Python: rstrip() takes away what is there.

    C: strcspn(text, "\\r\\n") says how long the text is without its line end, whether there is one or not.
    """
    told = payload.past_time()
    client.accept().send(told.encode()).finish()
    client.expect_output(told)


@robust
@source("recv(2)")
def check_waits_for_a_slow_server(client: Client, payload: Payload) -> None:
    """A time that takes some seconds to come is shown as well.

    recv() waits by itself. Whoever sets a time-out chooses one that a slow network does not reach.
    """
    told = payload.past_time()
    connection = client.accept()
    client.wait_in_silence()
    connection.send(f"{told}\r\n".encode()).finish()
    client.expect_output(told)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_server_says_nothing(client: Client) -> None:
    """When the server closes without a word, the client says so.

    The end of the stream is no time: say on stderr what happened, and end with an exit code that is not 0.

    Python: recv() returns b"" then, and sys.exit("message") does the rest.

    C: recv() returns 0 then, and fprintf(stderr, …) and `return 1` in main() do the rest.
    """
    client.accept().close()
    client.expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_has_crashed(client: Client) -> None:
    """When the server breaks the connection off (RST), the client ends with a clear message.

    recv() fails then: be ready for that in the whole conversation, not only in connect(). Say on stderr what
    happened, and end with an exit code that is not 0.

    Python: Catch OSError around all of it: it includes ConnectionResetError.

    C: recv() returns -1, and perror() says why.
    """
    client.accept().reset()
    client.expect_failure()
