"""What a UDP client must do that sends the lines that are typed, and shows what an echo server answers.

Each line is a datagram, and so is each answer. The client waits some seconds for it.
"""

from __future__ import annotations

from sockgrade import Client, Payload, Word, output, robust, source

#: Seconds that a slow answer takes, while the handouts let the client wait for three.
_SLOW = 1.5


def _ask(client: Client, line: str) -> None:
    """Let the client send a line; whether anything stands around it, is one check's affair."""
    client.type(line).expect_datagram_containing(line.encode())


@source("RFC 768", "send(2)")
def check_sends_to_the_documented_address(client: Client, payload: Payload) -> None:
    """The client sends to the port and address that the exercise names.

    sendto(), or connect() before send(), decides where a datagram goes. Compare its address and port with the
    handout: the other checks went on with the ones that your program uses.

    Python: sendto(data, (HOST, PORT)) takes both as a pair.

    C: The port needs htons(PORT), and the address inet_pton().
    """
    client.type(payload.word())
    client.expect_documented_address()


def check_sends_each_line(client: Client, payload: Payload) -> None:
    """The client sends every line that is typed in a datagram, without the end of the line.

    Send the line as it was typed: all of it, and without its line end.

    Python: input() takes the line end away, and encode() makes bytes of the line.

    C: fgets() keeps the line end: take it away, and send strlen(line) bytes, not sizeof line.
    """
    # More than ten, which is as good as for ever.
    for _ in range(4):
        for line in (payload.word(5), f"{payload.word()} {payload.word()}", payload.word(30)):
            client.type(line).expect_datagram(line.encode()).answer(line.encode())


@source("RFC 768", "send(2)")
def check_sends_each_line_once(client: Client, payload: Payload) -> None:
    """Each line is one datagram, which is sent once.

    Every sendto() makes a datagram of its own. Call it once for a line, with the whole line: the server has no way to
    put several together again, and answers each of them.
    """
    line = payload.word()
    client.type(line)
    client.receive()
    client.answer(line.encode()).expect_no_datagram()


def check_sends_every_word_but_end(client: Client, payload: Payload) -> None:
    """Only the line `end` ends the client: other words are sent, also those that contain it.

    Compare the whole line with "end", and obey no further words such as exit or quit.

    C: strcmp(line, "end") == 0 compares the whole line; strncmp() and strstr() only a part of it.
    """
    for line in ("exit", "quit", "bye", "the end", f"end {payload.word()}"):
        _ask(client, line)
        client.answer(line.encode())


@source("recv(2)")
def check_shows_each_reply(client: Client, payload: Payload) -> None:
    """The client shows what the server answers.

    Receive after every line that you send, with the socket that has sent it, and print what has come. The grader's
    server answers here with other words than yours: show its answer, not your line.

    Python: decode() makes text of the bytes. recvfrom() gives a pair, of which they are the first.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    for _ in range(2):
        answer = payload.word()
        _ask(client, payload.word())
        client.answer(answer.encode()).expect_output(answer)


def check_ends_with_the_line_end(client: Client) -> None:
    """The line `end` ends the client; it is not sent.

    Compare the line with "end" before you send it. Leave the loop, close the socket, and let the program end.

    C: strcmp() compares texts, == does not; take the line end away before, which fgets() keeps.
    """
    client.type("end").expect_no_datagram().expect_exit(0)


@source("RFC 768", "recv(2)", "socket(7)")
def check_gives_up_when_no_answer_comes(client: Client, payload: Payload) -> None:
    """If no answer comes within three seconds, the client says so and ends.

    A datagram may be lost, and nobody tells: whoever receives without a time-out waits for ever. Say on stderr that
    no answer came, and end with an exit code that is not 0.

    Python: After sock.settimeout(3) recv() raises TimeoutError: catch it; sys.exit("message") does the rest.

    C: setsockopt() with SO_RCVTIMEO lets recv() return -1, with EAGAIN in errno; poll() has a time-out, too. Then
    fprintf(stderr, …) and `return 1` in main().
    """
    client.type(payload.word())
    client.receive()
    client.expect_failure()


@output
def check_greets(client: Client) -> None:
    """The client greets with a line that tells how to quit: `end`.

    Print it before you wait for the first line.
    """
    client.expect_output(
        Word("end"), example="\"Welcome to the echo server: type what you want, and 'end' to quit\""
    )


@output
def check_labels_each_reply(client: Client, payload: Payload) -> None:
    """Each reply is shown as `Received: TEXT`.

    Print the word and the text together, on one line.

    Python: print("Received:", data.decode()) shows the text, print("Received:", data) shows b'…'.

    C: printf("Received: %.*s\\n", n, buffer) shows the n bytes that have come.
    """
    answer = payload.word()
    _ask(client, payload.word())
    client.answer(answer.encode()).expect_output_once(f"Received: {answer}")


@output
def check_says_that_it_cleans_up(client: Client) -> None:
    """At its end the client prints `cleaning up ...`.

    Print it after the loop, before the program ends.
    """
    client.type("end").expect_output_once("cleaning up ...")


@robust
@source("udp(7)", "recv(2)")
def check_says_that_the_server_is_absent(client: Client, payload: Payload) -> None:
    """Without a server the client ends with a clear message, whatever it hears of it.

    A socket that is not connected hears nothing, and the time-out ends the wait. One that is connected is told that
    nobody receives: recv() fails at once. Say on stderr what went wrong, and end with an exit code that is not 0.

    Python: Catch OSError, which includes ConnectionRefusedError and TimeoutError.

    C: recv() returns -1: perror("recv") and `return 1` in main() do the rest.
    """
    client.without_server().type(payload.word())
    client.expect_attempt().expect_failure()


@robust
@source("recv(2)")
def check_waits_for_a_slow_answer(client: Client, payload: Payload) -> None:
    """An answer that takes more than a second is shown as well.

    A slow network is no reason to give up: wait for three seconds, as the handout says.

    Python: settimeout() takes seconds.

    C: SO_RCVTIMEO takes a struct timeval, with tv_sec and tv_usec; poll() takes milliseconds.
    """
    answer = payload.word()
    _ask(client, payload.word())
    client.wait_in_silence(_SLOW)
    client.answer(answer.encode()).expect_output(answer)


@robust
@source("RFC 768", "RFC 862")
def check_keeps_blanks_at_the_ends(client: Client, payload: Payload) -> None:
    """Blanks at the beginning and at the end of a line are sent, and shown, like everything else.

    The line end is no part of the line, the blanks are: take away nothing but the line end.

    Python: input() does that; strip() takes the blanks as well. If you need it, rstrip("\\n") takes the line end only.

    C: scanf("%s") stops at a blank: read the line with fgets() or getline().
    """
    line, answer = (f"  {payload.word()}  " for _ in range(2))
    _ask(client, line)
    client.answer(answer.encode()).expect_output(answer)


@robust
@source("RFC 3629, 3")
def check_keeps_umlauts(client: Client, payload: Payload) -> None:
    """Letters beyond ASCII are sent as UTF-8, and shown again.

    Text travels as UTF-8, in which one letter may be several bytes long.

    Python: encode() and decode() use UTF-8 if nothing else is said.

    C: The typed line is UTF-8 already: send its bytes as they are, and show those of the answer together.
    """
    line, answer = (f"Grüße-aus-Köln-{payload.word()}" for _ in range(2))
    _ask(client, line)
    client.answer(answer.encode()).expect_output(answer)


@robust
@source("RFC 768", "send(2)")
def check_sends_a_long_line_whole(client: Client, payload: Payload) -> None:
    """A line of eight thousand letters is sent whole, and in one datagram.

    A datagram holds up to 65507 bytes. Do not cut the line, and do not send it in pieces: nobody could put them
    together.

    C: getline() takes in a line of any length; fgets() gives what its buffer does not hold with the next calls.
    """
    _ask(client, payload.word(8192))


@robust
@source("udp(7)", "recv(2)")
def check_shows_a_long_reply_whole(client: Client, payload: Payload) -> None:
    """An answer of eight thousand letters is shown whole.

    What does not fit into the buffer of recv() is lost, not kept for the next call: give it room for 65535 bytes. No
    datagram has more.

    C: A buffer of 65536 bytes may be a local variable.
    """
    answer = payload.word(8192)
    _ask(client, payload.word())
    client.answer(answer.encode()).expect_output(answer)


@robust
@source("RFC 768", "recv(2)")
def check_sends_an_empty_line_too(client: Client, payload: Payload) -> None:
    """An empty line is an empty datagram, and its answer, which is empty, ends nothing.

    UDP has no end of the stream, as TCP has: a datagram may simply hold nothing.

    Python: b"" is no reason to leave the loop here. send() and sendto() send it like any other; the transports of
    asyncio do so from Python 3.13 on.

    C: recv() returns 0 for it, and -1 after an error.
    """
    line = payload.word()
    client.type("").expect_datagram(b"").answer(b"")
    _ask(client, line)


@robust
@source("read(2)", "termios(3)")
def check_ends_at_the_end_of_the_input(client: Client) -> None:
    """The end of the keyboard's input (Ctrl-D) ends the client like `end`.

    There is no next line then: leave the loop, as for `end`.

    Python: input() raises EOFError at the end of the input. Catch it, or read with `for line in sys.stdin`.

    C: At the end of the input fgets() returns NULL, and getline() -1.
    """
    client.end_input().expect_exit(0)


@robust
@source("udp(7)", "connect(2)")
def check_takes_no_answer_from_a_stranger(client: Client, payload: Payload) -> None:
    """A datagram from somebody else is not taken for the server's answer.

    Anybody can send to an open port. A socket that is connected takes only what comes from there: connect() sends
    nothing, in UDP, and send() and recv() do without an address. Or compare the sender whom recvfrom() gives with
    the server, and go on receiving if it is another.
    """
    false, answer = payload.word(), payload.word()
    _ask(client, payload.word())
    client.answer(false.encode(), as_stranger=True)
    client.answer(answer.encode()).expect_output(answer)
    assert not client.printed(false), "The program shows what a stranger has sent."


@robust
@source("RFC 768", "udp(7)")
def check_takes_no_old_answer_for_a_new_one(client: Client, payload: Payload) -> None:
    """An answer that comes twice is not taken for the answer to the next line.

    A network may deliver a datagram twice, or late: the surplus waits in the socket until you receive again, and from
    then on every answer is the one before. Before you send the next line, take out and throw away what is there; or
    ask with a new socket each time.

    Python: setblocking(False), and recv() until it raises BlockingIOError.

    C: recv() with MSG_DONTWAIT returns -1 when nothing is left.
    """
    answers = [payload.word() for _ in range(3)]
    for answer in answers:
        _ask(client, payload.word())
        client.answer(answer.encode()).answer(answer.encode()).expect_output(answer)
