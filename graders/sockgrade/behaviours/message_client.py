"""What a client must do that sends the last of its arguments, shows as many bytes of answer, and ends.

If there is no answer, or not all of it, it says so on stderr, and ends with exit code 1. The usual message is
`Hello, world` (`sockgrade.behaviours.hello_client`).
"""

from __future__ import annotations

from sockgrade import Client, Payload, Word, output, robust, source
from sockgrade.behaviours.hello_client import HELLO, answer, question

#: The exit code of a client that got no echo.
_NO_ECHO = 1


def check_refuses_a_message_in_several_words(client: Client) -> None:
    """One argument too many is wrong usage, too: a message on stderr, exit code 2.

    `client.py HOST PORT good morning` has four arguments. Compare their number with three, and not only whether there
    are enough.

    Python: len(sys.argv) is 4 then, since sys.argv[0] is the program itself; argparse counts by itself.

    C: argc is 4 then, since argv[0] is the program itself.
    """
    client.start(*client.usual(), "again").expect_usage_error()


@source("connect(2)")
def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port of its command line.

    The first argument is the host, the second one the port. Here it was told 127.0.0.2 and port 50123.

    Python: connect((sys.argv[1], int(sys.argv[2]))) takes both as a pair.

    C: The port needs htons(atoi(argv[2])), and the address inet_pton() or getaddrinfo().
    """
    client.start("127.0.0.2", 50123, "Hello, world").expect_documented_address()


def check_sends_the_message(client: Client, payload: Payload) -> None:
    """The client sends the third argument, as it is, and nothing else.

    Send just these bytes, with all blanks, and without an end of line.

    Python: sys.argv[3].encode() makes bytes of it.

    C: strlen(argv[3]) is their number.
    """
    message = f"{payload.word()}  {payload.word()} !"
    client.start(*client.usual()[:-1], message)
    client.accept().expect(message.encode())


@output
def check_labels_the_answer(client: Client, payload: Payload) -> None:
    """The answer stands behind `Antwort:`, on the same line.

    Print both together, and the answer as text.

    Python: decode() makes a str of bytes, which is shown without b and quotes.

    C: printf("Antwort: %.*s\\n", n, buffer) shows the n bytes that have come.
    """
    reply = payload.word(len(HELLO))
    answer(client, reply.encode())
    client.expect_line(Word(f"Antwort: {reply}"))


@source("RFC 9293, 3.7", "recv(2)")
def check_puts_an_answer_in_pieces_together(client: Client, payload: Payload) -> None:
    """An answer that arrives in pieces is received whole, and then shown.

    TCP may deliver one answer in several segments, and recv() returns the first. An echo is as long as what
    was sent: loop around recv() until so many bytes are there, and print them then.
    """
    reply = payload.word(len(HELLO))
    connection, got = question(client)
    pieces = [bytes([byte]) for byte in reply.encode() + got[len(reply) :]]
    connection.send_in_pieces(pieces).finish_in_turn()
    client.expect_output(reply)


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: Catch OSError, which includes ConnectionRefusedError; sys.exit("message") prints it on stderr, and ends
    with 1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    client.without_server().expect_attempt().expect_failure(_NO_ECHO)


@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_there_is_no_answer(client: Client) -> None:
    """When the server closes the connection without an answer, the client says so, and ends with exit code 1.

    The end of the stream is no answer, and no error of recv(): look for it.

    Python: recv() returns b"" then, and sys.exit("message") does the rest.

    C: recv() returns 0 then, and fprintf(stderr, …) and `return 1` in main() do the rest.
    """
    connection, _ = question(client)
    connection.finish()
    client.expect_failure(_NO_ECHO)


@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_answer_is_cut_short(client: Client, payload: Payload) -> None:
    """When the server closes the connection in the middle of its answer, the client says so, and ends with exit code 1.

    The end of the stream may come after the first bytes, too. Compare how many bytes have come with how many
    you sent before you call them the answer.
    """
    connection, _ = question(client)
    connection.send(payload.text(5)).finish()
    client.expect_failure(_NO_ECHO)


@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """When the server breaks the connection off (RST), the client says so, and ends with exit code 1.

    recv() fails when the server has crashed: be ready for that in the whole conversation, not only in
    connect().

    Python: Catch OSError around all of it: it includes ConnectionResetError.

    C: recv() returns -1, and perror() says why.
    """
    connection, _ = question(client)
    connection.reset()
    client.expect_failure(_NO_ECHO)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: Catch OSError, which includes socket.gaierror, where connect() is called.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words; inet_pton() returns 0.
    """
    client.start(*client.usual(address="127.0.0.256")).expect_failure(_NO_ECHO)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off_in_its_answer(client: Client, payload: Payload) -> None:
    """When the server breaks off (RST) in the middle of its answer, the client says so, and ends with exit code 1.

    Every recv() may fail, also when the one before went well.
    """
    connection, _ = question(client)
    connection.send_in_pieces([payload.text(5)]).reset()
    client.expect_failure(_NO_ECHO)


@robust
@source("RFC 9293, 3.7", "recv(2)", "send(2)")
def check_brings_a_long_message_back(client: Client, payload: Payload) -> None:
    """A message longer than any buffer is sent, received and shown whole.

    recv(1024) gives at most 1024 bytes, and send() may take only a part. Loop until all has come.

    Python: sendall() sends everything.

    C: send() returns how many bytes it took: call it again for the rest.
    """
    message, end = payload.word(20_011), payload.word()
    client.start(*client.usual()[:-1], message)
    connection = client.accept()
    got = connection.receive_containing(message.encode()[-16:])
    connection.send(payload.word(len(got) - len(end)).encode() + end.encode()).finish_in_turn()
    client.expect_output(end)


@robust
@source("RFC 3629, 3")
def check_counts_bytes_and_not_letters(client: Client, payload: Payload) -> None:
    """A message with letters beyond ASCII is sent in UTF-8, and all of its bytes are waited for.

    A letter such as é is two bytes in UTF-8, and € three: what has to come back is as many bytes as you sent.

    Python: len() of the bytes, and not of the str.

    C: strlen() counts bytes.
    """
    message = f"één €, {payload.word(5)}"
    sent = message.encode()
    client.start(*client.usual()[:-1], message)
    connection = client.accept()
    got = connection.receive_containing(sent)
    # First as many bytes as it has letters.
    begin, end = payload.word(len(message)), payload.word(len(got) - len(message))
    connection.send_in_pieces([begin.encode(), end.encode()]).finish_in_turn()
    client.expect_output(end).expect_exit(0)
