"""Checks of network_programming/chat_room/client."""

from __future__ import annotations

import itertools

from sockgrade import Client, Connection, Payload, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import (
    check_connects_to_the_documented_address,
    check_says_that_the_server_is_absent,
)

#: Bytes: the longest line that the handout knows, with its line end.
_LONGEST = 4096


def _hear(connection: Connection, text: str) -> None:
    """Let the client hear a line."""
    connection.send(f"[127.0.0.1:40001] {text}\n".encode())


def _printed(line: str) -> tuple[str, ...]:
    """A line as it stands in the output, with its end, which is another one on some systems."""
    return f"{line}\n", f"{line}\r\n"


def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that its command line names.

    The first argument is the host, the second the port. Here the server is at 127.0.0.2: on Linux every address that
    begins with 127 is this machine.

    Python: sys.argv[1] is the host; make an int of sys.argv[2].

    C: getaddrinfo(argv[1], argv[2], …) takes both as text.
    """
    address, port = client.start("127.0.0.2", 50123).accept().local_address
    assert (address, port) == ("127.0.0.2", 50123), (
        f"The client goes to {address}:{port}, and was told to go to 127.0.0.2:50123."
    )


def check_sends_each_line(client: Client, payload: Payload) -> None:
    """The client sends every line that is typed, with LF at its end, and nothing else.

    Send the line as it was typed, and one LF behind it: the server waits for it.

    Python: input() takes the line end away, and readline() keeps it.

    C: fgets() keeps the line end: send strlen(line) bytes, not sizeof line.
    """
    connection = client.accept()
    # More than ten, which is as good as for ever.
    for _ in range(4):
        for line in (payload.word(5), f"{payload.word()} {payload.word()}", payload.word(30)):
            client.type(line)
            connection.expect(f"{line}\n".encode())


def check_sends_every_word(client: Client) -> None:
    """Words such as `exit` or `quit` are sent like all others, and end nothing.

    Whether somebody has finished is said by the end of the input, not by a word.
    """
    connection = client.accept()
    for word in ("end", "exit", "quit", "/quit", "bye"):
        client.type(word)
        connection.expect_containing(word.encode())


@source("select(2)", "pthreads(7)")
def check_prints_what_comes_while_nothing_is_typed(client: Client, payload: Payload) -> None:
    """What comes is printed at once, also while nobody types.

    Who waits for the keyboard does not see what comes, unless somebody else looks: let a thread receive and print, or
    ask select() or poll() which of the two has something.

    Python: Thread(target=…, args=(connection,)).start() lets a function go on beside the rest.

    C: poll() takes standard input and the socket together.
    """
    connection = client.accept()
    for _ in range(3):
        text = payload.word()
        _hear(connection, text)
        client.expect_output(text)


@source("select(2)", "pthreads(7)")
def check_sends_what_is_typed_while_nothing_comes(client: Client, payload: Payload) -> None:
    """What is typed is sent at once, also when the others say nothing.

    Do not wait for an answer to a line: there may be none, and there may be three.
    """
    connection = client.accept()
    for _ in range(3):
        text = payload.word()
        client.type(text)
        connection.expect_containing(text.encode())


def check_prints_each_line_as_it_is(client: Client, payload: Payload) -> None:
    """Every line that comes is printed just as it came, with the sender's address before it.

    The server has put the address there already: print the line, and nothing else.

    Python: decode() makes text of bytes, which print() would show as b'…'. A line brings its line end along.

    C: recv() returns how many bytes have come: write so many.
    """
    connection = client.accept()
    for line in (f"* 127.0.0.1:40001 has joined {payload.word()}", f"[127.0.0.1:40001] {payload.word()}"):
        connection.send(f"{line}\n".encode())
        client.expect_output_once(_printed(line))


def check_goes_on_both_ways(client: Client, payload: Payload) -> None:
    """The conversation goes on as long as it likes, in both directions.

    Both sides of the client stand in loops of their own, that only an end of the input or of the stream ends.
    """
    connection = client.accept()
    for _ in range(6):
        typed, heard = payload.word(), payload.word()
        client.type(typed)
        connection.expect_containing(typed.encode())
        _hear(connection, heard)
        client.expect_output(heard)


@source("shutdown(2)", "RFC 9293, 3.6")
def check_finishes_at_the_end_of_the_input(client: Client, payload: Payload) -> None:
    """At the end of the input (Ctrl-D) the client finishes (FIN), and ends when the server has closed.

    There is no next line then. shutdown() sends the FIN; the server then closes, and recv() finds the end of the
    stream.

    Python: `for line in sys.stdin` ends with the input, input() raises EOFError, readline() returns "". Then
    connection.shutdown(socket.SHUT_WR).

    C: At the end of the input fgets() returns NULL, getline() -1 and read() 0. Then shutdown(s, SHUT_WR).
    """
    text = payload.word()
    connection = client.accept()
    client.type(text).end_input()
    connection.expect_containing(text.encode()).expect_end().finish()
    client.expect_exit(0)


@robust
@source("shutdown(2)", "RFC 9293, 3.6")
def check_hears_the_others_out(client: Client, payload: Payload) -> None:
    """What comes after the end of the input is printed, too, until the server closes.

    A FIN ends one direction only: who closes or exits at once misses what is still under way. Go on receiving until
    the end of the stream.

    Python: connection.shutdown(socket.SHUT_WR) sends the FIN, close() gives up both directions.

    C: shutdown(s, SHUT_WR) sends the FIN, close() gives up both directions.
    """
    last = payload.word()
    connection = client.accept()
    client.end_input()
    connection.expect_closed()
    client.come_to_rest()
    _hear(connection, last)
    connection.finish()
    client.expect_output(last).expect_exit(0)


@robust
@source("RFC 9293, 2.2", "recv(2)")
def check_puts_a_line_in_pieces_together(client: Client, payload: Payload) -> None:
    """A line that arrives in pieces is printed as one line.

    recv() gives what is there, and not a line: print a line end only where one has come.

    Python: print(text, end="") adds none. Text without line end may have to be flushed to be seen.
    """
    text = payload.word()
    connection = client.accept()
    connection.send_in_pieces([b"[127.0.0.1:40001] ", text[:1].encode(), text[1:].encode(), b"\n"])
    client.expect_output(text)


@robust
@source("RFC 9293, 2.2", "recv(2)")
def check_prints_lines_that_come_together(client: Client, payload: Payload) -> None:
    """Several lines that arrive together are all printed, each on a line of its own.

    recv() may give one line, three, or three and a half. Print everything that it gave.
    """
    words = [payload.word() for _ in range(20)]
    client.accept().send(b"".join(f"[127.0.0.1:40001] {word}\n".encode() for word in words))
    for before, word in itertools.pairwise(words):
        client.expect_output(_printed(before), _printed(f"[127.0.0.1:40001] {word}"))


@robust
@source("RFC 3629, 3", "recv(2)")
def check_prints_letters_that_come_in_pieces(client: Client, payload: Payload) -> None:
    """Letters beyond ASCII are printed as they were written, even if their bytes come one by one.

    In UTF-8 one letter may be several bytes, and recv() may give the first of them only. Decode when the line is
    complete, or not at all.

    Python: codecs.getincrementaldecoder("utf-8")() keeps the beginning of a letter; sys.stdout.buffer takes bytes.

    C: Write the bytes as they come: the terminal puts them together.
    """
    text = f"Łódź-Grüße-{payload.word()}"
    client.accept().send_in_pieces(bytes([byte]) for byte in f"{text}\n".encode())
    client.expect_output(text)


@robust
@source("recv(2)", "send(2)")
def check_takes_long_lines(client: Client, payload: Payload) -> None:
    """Lines of 4096 bytes, their LF among them, are sent and printed whole.

    recv(1024) returns the first part of it: print that as well, and go on.

    C: fgets() gives what its buffer does not hold with the next calls; getline() takes in a line of any length.
    """
    typed, heard = payload.word(_LONGEST - 1), payload.word(_LONGEST - 1)
    connection = client.accept().send(f"{heard}\n".encode())
    client.expect_output(heard)
    client.type(typed)
    connection.expect_containing(typed.encode())


@robust
@source("RFC 9293, 2.2", "RFC 3629, 3")
def check_sends_each_line_as_it_is(client: Client, payload: Payload) -> None:
    """Blanks at both ends, letters beyond ASCII and empty lines are sent as they are typed.

    They are part of the text: take nothing away. An empty line is its LF alone.

    Python: strip() takes blanks as well; encode() uses UTF-8 if nothing else is said.

    C: scanf("%s") stops at a blank: read the line with fgets() or getline().
    """
    connection = client.accept()
    for line in (f"  {payload.word()}  ", "", f"\t{payload.word()}", f"Łódź-Grüße-{payload.word()}"):
        client.type(line)
        connection.expect(f"{line}\n".encode())


@robust
@source("RFC 3629, 3")
def check_goes_on_after_bytes_that_are_not_text(client: Client, payload: Payload) -> None:
    """A line that is not UTF-8 does not end the client.

    Others may send what they like: show something in the place of what is no text.

    Python: decode() raises UnicodeDecodeError on it; decode(errors="replace") does not.

    C: fwrite() prints any bytes, a zero among them, where "%s" stops.
    """
    text = payload.word()
    connection = client.accept()
    connection.send_in_pieces([b"[127.0.0.1:40001] \xff\xfe\xc3" + payload.text() + b"\n"])
    _hear(connection, text)
    client.expect_output(text)


@robust
@source("recv(2)")
def check_waits_for_silent_others(client: Client, payload: Payload) -> None:
    """The others, and whoever sits at the keyboard, may be silent as long as they like.

    Set no time-out, or go on when it has passed.
    """
    typed, heard = payload.word(), payload.word()
    connection = client.accept()
    client.wait_in_silence()
    client.type(typed)
    connection.expect_containing(typed.encode())
    _hear(connection, heard)
    client.expect_output(heard)


@robust
@source("select(2)", "recv(2)", "read(2)")
def check_rests_while_nothing_happens(client: Client) -> None:
    """While nobody says or types anything the client sleeps, also when the input has ended.

    Let the calls block that wait, or select(). Standard input that has ended can always be read: do not ask for it any
    more.
    """
    client.accept()
    client.expect_rest()
    client.end_input().come_to_rest().expect_rest()


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_server_has_gone(client: Client) -> None:
    """When the server closes before the input has ended, the client says so, and ends at once with exit code 1.

    The end of the stream says that nobody is there any more. The program must end although the keyboard has not: a
    message on stderr, and exit code 1.

    Python: sys.exit() ends the program if the main thread calls it and the others are daemons. In another thread it
    ends that one only: os._exit(1) ends all, or let the main thread receive and the other one read the keyboard.

    C: exit(1) ends all threads, whoever calls it.
    """
    client.accept().finish()
    client.expect_failure(1)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """When the server breaks off (RST), the client says so, and ends at once with exit code 1.

    recv() fails when the server has crashed. Do then what you do when it has closed.

    Python: Catch OSError, which includes ConnectionResetError, in the thread in which it happens.

    C: recv() returns -1, and perror() says why.
    """
    client.accept().reset()
    client.expect_failure(1)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so, and ends with exit code 1.

    Here it is told to go to 127.0.0.256, which is no address and no name. Say on stderr what went wrong.

    Python: Catch OSError, which includes socket.gaierror; sys.exit("message") does the rest.

    C: getaddrinfo() returns something else than 0, and gai_strerror() says what that means.
    """
    client.start("127.0.0.256", 9009).expect_failure(1)
