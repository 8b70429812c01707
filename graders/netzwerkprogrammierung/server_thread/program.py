"""Checks of netzwerkprogrammierung/server_thread/program.

The lines of two threads may run into each other, as they do in the document: what belongs together may be apart.
"""

from __future__ import annotations

from sockgrade import Program, Word, output, robust, source

REQUEST = b"Hallo Server"
REPLY = b"SERVER RECEIVED: Hallo Server"


def check_talks_at_the_documented_address(program: Program) -> None:
    """The client connects to the server at the port and address that the exercise names.

    bind() and connect() need the same address and port. Compare both with the handout.

    Python: Write the pair once: bind((HOST, PORT)) and connect((HOST, PORT)).

    C: A port needs htons(PORT) in both, and an address inet_pton() or inet_addr().
    """
    program.expect_documented_address()


def check_talks_over_the_network(program: Program) -> None:
    """`Hallo Server` goes over the network to the server, and `SERVER RECEIVED: Hallo Server` comes back.

    The grader reads the packets: what is only printed does not count. The server must listen before the client
    connects; then one side has a recv() for each send() of the other.
    """
    program.expect_conversation(REQUEST, REPLY)


def check_prints_the_answer(program: Program) -> None:
    """The program prints the answer that the client received.

    Call recv() in the client, too, and print what it gives. A thread that is cut off when the main thread
    ends may not come so far.

    Python: A thread with daemon=True is one: do not leave this to it.

    C: The end of main() ends every thread: call pthread_join() before.
    """
    program.expect_output(REPLY.decode())


def check_ends_by_itself(program: Program) -> None:
    """When both sides have finished, the program ends by itself, with exit code 0.

    A thread that waits in accept() for a second client never ends: call accept() once.

    Python: A program ends when its last thread does; join() waits for one.

    C: main() waits for its threads with pthread_join(), and returns 0.
    """
    program.expect_exit(0)


@output
def check_says_that_it_waits(program: Program) -> None:
    """The server prints `Waiting for connection`.

    Print it after listen() and before accept().
    """
    program.expect_output_once("Waiting for connection")


@output
@source("accept(2)")
def check_prints_who_has_connected(program: Program) -> None:
    """The server prints `connected from` and the client's address.

    accept() gives two things: the connection, and the address of the client. The system chooses the client's
    port anew each time.

    Python: connection, address = listener.accept() takes both.

    C: accept() fills in the struct sockaddr_in that you give it, and inet_ntop() makes text of its sin_addr.
    """
    address, port = program.client_address
    program.expect_line(
        "connected from",
        address,
        Word(port),
        example=f"`Client connected from ('{address}', {port})`",
    )


@output
def check_prints_what_the_server_received(program: Program) -> None:
    """The server prints `Received:` and the data.

    Print what recv() gave, before you answer.

    C: recv() returns how many bytes have come: print so many, with "%.*s".
    """
    program.expect_line(("Received", "Recevied"), repr(REQUEST), example="`Received: b'Hallo Server'`")


@output
def check_says_that_the_server_has_finished(program: Program) -> None:
    """The server prints `finished` at its end.

    Print it in the thread, after the answer has been sent. The main thread must not end the program before.
    """
    program.expect_output("finished")


@output
def check_labels_the_answer(program: Program) -> None:
    """The answer is shown as `Client received from server: b'…'`.

    Print the words, and behind them on the same line the letter b and the answer between quotation marks.

    Python: print() shows a bytes object in this form by itself: print("Client received from server:", data).

    C: "%.*s" prints the bytes that have come, and no more: give it their number and the buffer.
    """
    program.expect_line(
        "Client received from server:",
        repr(REPLY)[:-1],  # what else the server may have sent is another check's affair
        example=f"`Client received from server: {REPLY!r}`",
    )


@robust
@source("RFC 9293, 3.6.1", "socket(7)")
def check_can_be_run_again_at_once(program: Program) -> None:
    """The program can be run again at once.

    The side that closes first keeps its port reserved for a minute (TIME_WAIT). Set the socket option
    SO_REUSEADDR on the server's socket before bind().

    Python: `listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)`

    C: `int on = 1; setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);`
    """
    program.expect_exit(0)
    program.end_a_connection().restart().expect_exit(0)


@robust
@source("bind(2)")
def check_says_that_the_port_is_taken(program: Program) -> None:
    """When another program has the port, the program ends with a clear message, and talks to nobody.

    bind() fails then; in a thread nobody else gets to know of it, and the client talks to the other program.
    Bind in the main thread, before you start the other one, and if that fails, end with a message on stderr
    and an exit code that is not 0.

    Python: bind() raises OSError: catch that, and sys.exit("message") does the rest.

    C: bind() returns -1, and perror() says why.
    """
    program.while_its_port_is_taken().expect_failure()
