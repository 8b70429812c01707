"""Checks of fsst/netcat_chat/program: it listens for one partner, or connects to one."""

from __future__ import annotations

from sockgrade import Client, Connection, Pair, Payload, Program, Server, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)

PORT = 61111
OTHER_PORT = 50123
#: More than fits into all buffers together, in small ones.
_LONG = 1024 * 1024
#: Bytes that programs which take them for text are wrong about.
_DELICATE = b"\x00\xff\xfe\r\n\n\r \t\x1a\x04\xc3"


def _listening(server: Server) -> Connection:
    """The grader as the partner of a program that listens."""
    return server.start("-l", PORT).connect()


def _listens_for(pair: Pair, netcat: str, payload: Payload) -> None:
    """The program listens, and this netcat connects: both are heard, and at the end of both inputs the program ends."""
    pair.with_netcat_client(netcat)
    typed, heard = payload.word(), payload.word()
    pair.server.start("-l", PORT)
    pair.client.type(heard)
    pair.server.expect_output(heard).type(typed)
    pair.expect_reply(typed.encode())
    pair.client.expect_output(typed)
    pair.server.end_input()
    pair.client.end_input()  # some netcats end with the program, and others not before this
    pair.server.expect_exit(0)


def _connects_to(pair: Pair, netcat: str, payload: Payload) -> None:
    """This netcat listens, and the program connects: both are heard, and at the end of its input netcat ends."""
    pair.with_netcat_server(netcat)
    typed, heard = payload.word(), payload.word()
    pair.client.type(typed)
    pair.expect_request(typed.encode())
    pair.server.expect_output(typed).type(heard)
    pair.client.expect_output(heard).end_input()
    pair.expect_end()
    pair.client.expect_exit(0)


def check_goes_where_it_is_told(client: Client) -> None:
    """With HOST and PORT the program connects to these.

    The first argument is the host, the second the port. Here the partner is at 127.0.0.2: on Linux every address that
    begins with 127 is this machine.

    Python: sys.argv[1] is the host; make an int of sys.argv[2].

    C: getaddrinfo(argv[1], argv[2], …) takes both as text.
    """
    address, port = client.start("127.0.0.2", OTHER_PORT).accept().local_address
    assert (address, port) == ("127.0.0.2", OTHER_PORT), (
        f"The program goes to {address}:{port}, and was told to go to 127.0.0.2:{OTHER_PORT}."
    )


def check_sends_what_is_typed(client: Client, payload: Payload) -> None:
    """Every line that is typed is sent at once, just as it was typed, also when the partner says nothing.

    Do not wait for an answer: there may be none, and there may be three. The line end is part of what was typed.

    Python: input() takes the line end away, and readline() keeps it.

    C: fgets() keeps the line end: send strlen(line) bytes, not sizeof line.
    """
    connection = client.accept()
    for _ in range(3):
        line = f"{payload.word()} {payload.word()}"
        client.type(line)
        connection.expect(f"{line}\n".encode())


@source("select(2)", "pthreads(7)")
def check_shows_what_comes_while_nothing_is_typed(client: Client, payload: Payload) -> None:
    """What comes is shown at once, also while nobody types.

    Who waits for the keyboard does not see what comes, unless somebody else looks: let a thread receive and print, or
    ask select() or poll() which of the two has something.

    Python: Thread(target=…, args=(connection,)).start() lets a function go on beside the rest.

    C: poll() takes standard input and the socket together.
    """
    connection = client.accept()
    for _ in range(3):
        text = payload.word()
        connection.send(f"{text}\n".encode())
        client.expect_output(text)


def check_goes_on_both_ways(client: Client, payload: Payload) -> None:
    """The conversation goes on as long as it likes, in both directions.

    Both directions stand in loops of their own, which only an end of the input or of the stream ends.
    """
    connection = client.accept()
    for _ in range(6):
        typed, heard = payload.word(), payload.word()
        client.type(typed)
        connection.expect_containing(typed.encode())
        connection.send(f"{heard}\n".encode())
        client.expect_output(heard)


@source("shutdown(2)", "RFC 9293, 3.6")
def check_finishes_at_the_end_of_the_input(client: Client, payload: Payload) -> None:
    """At the end of its input the program says so (FIN), and ends with exit code 0 when the partner has ended, too.

    There is nothing more to send then, and the partner must know. shutdown() sends the FIN.

    Python: At the end os.read() returns b"", readline() "", and input() raises EOFError. Then
    connection.shutdown(socket.SHUT_WR).

    C: At the end read() returns 0 and fgets() NULL. Then shutdown(s, SHUT_WR).
    """
    text = payload.word()
    connection = client.accept()
    client.type(text).end_input()
    connection.expect_containing(text.encode()).expect_end().finish()
    client.expect_exit(0)


def check_listens_at_its_port(server: Server, payload: Payload) -> None:
    """With -l the program listens at the port that it is told, and talks to whoever comes: both ways.

    bind() and listen() take the port, accept() waits for the partner and gives the socket for the conversation.
    """
    server.start("-l", OTHER_PORT).expect_documented_address()
    connection = server.connect()
    for _ in range(3):
        typed, heard = payload.word(), payload.word()
        connection.send(f"{heard}\n".encode())
        server.expect_output(heard)
        server.type(typed)
        connection.expect_containing(typed.encode())


@source("ip(7)")
def check_listens_at_all_addresses(server: Server) -> None:
    """With -l the program can be reached from other machines, too.

    127.0.0.1 and "localhost" exist within one machine only: bind to all addresses, 0.0.0.0.

    Python: An empty host name stands for them: bind(("", PORT)).

    C: INADDR_ANY stands for them: address.sin_addr.s_addr = htonl(INADDR_ANY).
    """
    server.start("-l", PORT).expect_all_addresses()


@source("shutdown(2)", "RFC 9293, 3.6")
def check_finishes_as_a_listener(server: Server, payload: Payload) -> None:
    """With -l the program says at the end of its input, too, that it has finished (FIN).

    Once there is a connection there is no difference between the two sides: let the same function do it.
    """
    text = payload.word()
    connection = _listening(server)
    server.type(text).end_input()
    connection.expect_containing(text.encode()).expect_end().finish()
    server.expect_exit(0)


def check_refuses_a_wrong_port_to_listen_at(program: Program) -> None:
    """-l without a port, or with one that is none, is wrong usage: a message on stderr, exit code 2.

    Look at the port in one place, for both forms.
    """
    for words in (("-l",), ("-l", "http"), ("-l", 65536), ("-l", PORT, PORT)):
        program.start(*words).expect_usage_error()


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_nobody_is_there(client: Client) -> None:
    """If the connection is refused, the program says so on stderr, and ends with exit code 1.

    connect() fails when nobody listens. Say in words what went wrong.

    Python: Catch OSError, which includes ConnectionRefusedError; sys.exit("message") does the rest.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    client.without_server().expect_attempt().expect_failure(1)


@output
def check_shows_nothing_of_its_own(client: Client, payload: Payload) -> None:
    """On stdout stands what the partner has sent, and nothing else.

    Whoever writes the output into a file wants the partner's bytes alone: prompts and messages belong on stderr.
    """
    text = payload.word().encode() + b"\n"
    connection = client.accept().send(text)
    client.type(payload.word()).expect_stdout(text)
    client.end_input().come_to_rest()
    connection.finish()
    client.expect_exit(0).expect_stdout(text)


@output
def check_shows_nothing_of_its_own_as_a_listener(server: Server, payload: Payload) -> None:
    """With -l, too, stdout has only what the partner has sent: nothing about listening, nor who has come.

    Messages for whoever sits in front of it belong on stderr.
    """
    text = payload.word().encode() + b"\n"
    _listening(server).send(text)
    server.expect_stdout(text)


@robust
@source("read(2)", "stdin(3)")
def check_sends_every_byte(client: Client, payload: Payload) -> None:
    """Any bytes are sent as they are: zeros, CR LF, empty lines, and what is no text.

    Whoever makes text of bytes changes some of them, or fails.

    Python: os.read(0, …) and sys.stdin.buffer give bytes; sys.stdin decodes them, and makes LF of CR LF.

    C: read() returns how many bytes there are; strlen() stops at a zero.
    """
    data = _DELICATE + payload.binary(500) + b"\n"
    connection = client.accept()
    client.feed(data)
    connection.expect(data)


@robust
@source("write(2)", "stdin(3)")
def check_shows_every_byte(client: Client, payload: Payload) -> None:
    """Any bytes are shown as they came: zeros, CR LF, and what is no text.

    Write bytes, and not text that was made of them.

    Python: sys.stdout.buffer.write(data) takes bytes; decode() raises UnicodeDecodeError on some.

    C: write() and fwrite() take a number of bytes; printf("%s") stops at a zero.
    """
    data = _DELICATE + payload.binary(500) + b"\n"
    client.accept().send(data)
    client.expect_stdout(data)


@robust
@source("read(2)", "stdin(3)")
def check_sends_without_a_line_end(client: Client, payload: Payload) -> None:
    """What stands in the input is sent at once, also when no line end follows.

    A program at the other end of a pipe may write half a line, and wait for the answer.

    Python: os.read(0, 65536) and sys.stdin.buffer.read1() return what is there; readline() and read() wait.

    C: read(0, …) returns what is there; fgets() and fread() wait.
    """
    connection = client.accept()
    for _ in range(3):
        data = payload.text()
        client.feed(data)
        connection.expect(data)


@robust
@source("setbuf(3)", "recv(2)")
def check_shows_without_a_line_end(client: Client) -> None:
    """What comes is shown at once, also half a line, and half a letter.

    Output waits in a buffer until a line is complete: flush it after each piece. In UTF-8 one letter may be several
    bytes, which may come one by one.

    Python: sys.stdout.buffer.write(data), then sys.stdout.buffer.flush(); print(…, end="", flush=True) for text.

    C: write(1, …) has no buffer; after fwrite() comes fflush(stdout).
    """
    connection, shown = client.accept(), b""
    for piece in (b"Gr\xc3", b"\xbc\xc3\x9fe aus K\xc3\xb6", b"ln"):
        connection.send(piece)
        shown += piece
        client.expect_stdout(shown)


@robust
@source("send(2)")
def check_sends_a_long_input(client: Client, payload: Payload) -> None:
    """A whole file as input (1 MiB) arrives completely, and then the FIN.

    send() may take less than it is given: go on with the rest.

    Python: sendall() does so; send() returns how much it took.

    C: send() returns how much it took: a loop sends the rest.
    """
    data = payload.binary(_LONG)
    client.give_input(data).accept().expect(data).expect_end().finish()
    client.expect_exit(0)


@robust
@source("recv(2)", "RFC 9293, 3.6")
def check_shows_all_before_it_ends(client: Client, payload: Payload) -> None:
    """All that the partner has sent before its end is shown, however long it is (1 MiB).

    recv() returns a piece at a time. Only when it returns nothing is it the end.
    """
    data = payload.binary(_LONG)
    client.accept().send(data).finish()
    client.expect_exit(0).expect_stdout(data)


@robust
@source("send(2)", "select(2)")
def check_shows_while_it_cannot_send(client: Client, payload: Payload) -> None:
    """While the partner does not read, the program goes on showing what it sends.

    send() waits when the buffers are full. If the program receives nothing meanwhile, and the partner does the same,
    both wait for ever. Let two threads do the two things, or never send more than there is room for.

    Python: sendall() waits until all is sent. With select: setblocking(False), send() what fits, and ask again when
    the socket is writable.

    C: send(…, MSG_DONTWAIT) takes what fits; poll() with POLLOUT tells when there is room again.
    """
    client.take_little().give_input(payload.binary(_LONG))
    data = payload.binary(_LONG // 4)
    sent = client.accept().send_without_reading(data)
    assert len(sent) == len(data), "The program stops receiving while its partner does not read."
    client.expect_stdout(data)


@robust
@source("shutdown(2)", "RFC 9293, 3.6")
def check_hears_the_partner_out(client: Client, payload: Payload) -> None:
    """What comes after the end of the input is shown, too, until the partner ends.

    A FIN ends one direction only: who closes or exits at once misses what is still under way. Go on receiving until
    the end of the stream.

    Python: connection.shutdown(socket.SHUT_WR) sends the FIN, close() gives up both directions.

    C: shutdown(s, SHUT_WR) sends the FIN, close() gives up both directions.
    """
    last = payload.text()
    connection = client.accept()
    client.end_input()
    connection.expect_closed()
    client.come_to_rest()
    connection.send(last).finish()
    client.expect_output(last.decode()).expect_exit(0)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_ends_with_its_partner(client: Client) -> None:
    """When the partner ends, the program ends at once with exit code 0, although its own input is still open.

    recv() returns nothing then. Do not wait for the next line: nobody is there any more who could read it.

    Python: The end of the main thread ends the program, if the others are daemons. sys.exit() in another thread ends
    that one only. A daemon that waits in sys.stdin makes the end a crash: let it wait in os.read(0, …).

    C: exit(0) ends all threads, whoever calls it; a child process has to be ended by kill().
    """
    client.accept().finish()
    client.expect_exit(0)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_ends_with_its_partner_as_a_listener(server: Server) -> None:
    """With -l, too, the program ends with its partner, with exit code 0: it serves one, and not one after the other.

    There is no loop around accept().
    """
    _listening(server).finish()
    server.expect_exit(0)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_partner_broke_off(client: Client) -> None:
    """When the partner breaks off (RST), the program says so on stderr, and ends at once with exit code 1.

    recv() fails when the partner has crashed: that is another end than a FIN.

    Python: Catch OSError, which includes ConnectionResetError, in the thread in which it happens.

    C: recv() returns -1, and perror() says why.
    """
    client.accept().reset()
    client.expect_failure(1)


@robust
@source("read(2)", "accept(2)")
def check_keeps_input_for_its_partner(server: Server, payload: Payload) -> None:
    """With -l, what stands in the input before the partner comes is sent when it is there.

    So it is with a file as input: read it when there is somebody to send it to, and then the end (FIN).
    """
    data = payload.text()
    server.give_input(data).start("-l", PORT)
    server.connect().expect(data).expect_end().finish()
    server.expect_exit(0)


@robust
@source("recv(2)")
def check_waits_for_silent_partners(client: Client, payload: Payload) -> None:
    """The partner, and whoever sits at the keyboard, may be silent as long as they like.

    Set no time-out, or go on when it has passed.
    """
    typed, heard = payload.word(), payload.word()
    connection = client.accept()
    client.wait_in_silence()
    client.type(typed)
    connection.expect_containing(typed.encode())
    connection.send(f"{heard}\n".encode())
    client.expect_output(heard)


@robust
@source("select(2)", "recv(2)", "read(2)")
def check_rests_while_nothing_happens(client: Client) -> None:
    """While nobody says or types anything the program sleeps, also when the input has ended.

    Let the calls block that wait, or select(). Standard input that has ended can always be read: do not ask for it any
    more.
    """
    client.accept()
    client.expect_rest()
    client.end_input().come_to_rest().expect_rest()


@robust
@source("accept(2)")
def check_rests_while_nobody_comes(server: Server) -> None:
    """With -l the program sleeps until a partner comes.

    accept() waits without any work, as long as it takes.
    """
    assert server.start("-l", PORT).place
    server.expect_rest()


@robust
@source("bind(2)")
def check_says_that_its_port_is_taken(program: Program) -> None:
    """If somebody else listens at the port, -l says so on stderr, and ends with exit code 1.

    bind() fails then: say it in words.

    Python: Catch OSError around bind(), too.

    C: bind() returns -1: perror("bind") says why.
    """
    program.listen_at("127.0.0.1", PORT).start("-l", PORT).expect_failure(1)


@robust
@source("RFC 9293, 3.6.1", "socket(7)")
def check_listens_again_at_once(server: Server) -> None:
    """After a conversation -l can be started again at once, on the same port.

    A port on which connections have just ended stays reserved for a minute (TIME_WAIT). Set the socket option
    SO_REUSEADDR before bind().

    Python: `listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)`

    C: `int on = 1; setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);`
    """
    _listening(server).wait_until_accepted()
    server.restart()
    server.connect()


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the program says so on stderr, and ends with exit code 1.

    Here it is told to go to 127.0.0.256, which is no address and no name.

    Python: Catch OSError, which includes socket.gaierror; sys.exit("message") does the rest.

    C: getaddrinfo() returns something else than 0, and gai_strerror() says what that means.
    """
    client.start("127.0.0.256", PORT).expect_failure(1)


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_listens_for_openbsd_netcat(pair: Pair, payload: Payload) -> None:
    """With -l the program talks to a real netcat, netcat-openbsd, and ends with it.

    Try it by hand: `nc 127.0.0.1 61111` in another window is that netcat.
    """
    _listens_for(pair, "openbsd", payload)


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_connects_to_openbsd_netcat(pair: Pair, payload: Payload) -> None:
    """With HOST and PORT the program talks to a real netcat, netcat-openbsd, and both end when its input has ended.

    Try it by hand: `nc -l -p 61111` in another window is that netcat. It ends when it gets the FIN.
    """
    _connects_to(pair, "openbsd", payload)


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_listens_for_traditional_netcat(pair: Pair, payload: Payload) -> None:
    """With -l the program talks to a real netcat, netcat-traditional, and ends with it.

    Try it by hand: `nc 127.0.0.1 61111` in another window is that netcat.
    """
    _listens_for(pair, "traditional", payload)


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_connects_to_traditional_netcat(pair: Pair, payload: Payload) -> None:
    """With HOST and PORT the program talks to a real netcat, netcat-traditional, and both end when its input has ended.

    Try it by hand: `nc -l -p 61111` in another window is that netcat. It ends when it gets the FIN.
    """
    _connects_to(pair, "traditional", payload)


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_listens_for_ncat(pair: Pair, payload: Payload) -> None:
    """With -l the program talks to a real netcat, ncat, and ends with it.

    Try it by hand: `nc 127.0.0.1 61111` in another window is that netcat.
    """
    _listens_for(pair, "ncat", payload)


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_connects_to_ncat(pair: Pair, payload: Payload) -> None:
    """With HOST and PORT the program talks to a real netcat, ncat, and both end when its input has ended.

    Try it by hand: `nc -l -p 61111` in another window is that netcat. It ends when it gets the FIN.
    """
    _connects_to(pair, "ncat", payload)
