"""Checks of network_programming/file_transfer/server."""

from __future__ import annotations

from sockgrade import Connection, Payload, Server, robust, source
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
from sockgrade.behaviours.time_server import (
    check_does_not_grow,
    check_prints_who_has_connected,
    check_survives_a_client_that_breaks_off,
    check_waits_for_the_next_client,
)

#: The file that the server is usually told to send.
_FILE = "letter.txt"
_KIB, _MIB = 2**10, 2**20


def _with_file(server: Server, data: bytes) -> Server:
    return server.put(_FILE, data)


def _message(data: bytes) -> bytes:
    """What a client gets."""
    return b"%d\n" % len(data) + data


def _expect_the_beginning(connection: Connection, data: bytes) -> Connection:
    """The file comes, or as much of it as a client takes that reads only a little; of the rest nothing is known."""
    begins = connection.receive_slowly(len(_message(data)) - len(data) + _KIB).partition(b"\n")[2]
    assert data.startswith(begins), "The client gets another file than the one that was named."
    return connection


def _expect_file(connection: Connection, data: bytes) -> Connection:
    """The file comes behind a first line, which is another check's affair."""
    connection.receive_until(b"\n", "a line with the size")
    return connection.expect(data)


def check_listens_on_the_given_port(server: Server) -> None:
    """The server listens on the port that its command line names.

    The first argument is the port: make a number of it, and bind to that one.

    Python: sys.argv[1] is a str, and bind() wants an int.

    C: argv[1] is a text: strtol() makes a number of it, and htons() brings its bytes into order.
    """
    server.start(*server.usual(port=50123)).expect_documented_address()


def check_says_the_size_first(server: Server, payload: Payload) -> None:
    """First comes a line with the number of bytes of the file, in decimal digits, and nothing else in it.

    Send the digits and LF, before the file. Count bytes: a text that was decoded may have fewer letters.

    Python: os.path.getsize(name), or len() of the bytes. f"{size}\\n".encode() makes bytes of it.

    C: fstat() tells the size; snprintf(line, sizeof line, "%lld\\n", …) makes text of it.
    """
    data = payload.text(1234) + "Łódź\n".encode()
    line = _with_file(server, data).connect().receive_until(b"\n", "a line with the size")
    wanted = f"{len(data)}\n"
    assert line == wanted.encode(), f"The first line is {line[:40]!r}, and should be {wanted.encode()!r}."


def check_sends_the_file(server: Server, payload: Payload) -> None:
    """Behind the size comes the file, byte for byte.

    Read the file that the second argument names, and send what stands in it: all of it, and nothing else.

    Python: open(name, "rb").read() gives the bytes, sendall() sends all of them.

    C: fread() or read() give how many bytes have come: send so many.
    """
    lines = b"\n".join(payload.text(50) for _ in range(60)) + b"\n"
    _expect_file(_with_file(server, lines).connect(), lines)


def check_sends_the_file_that_is_named(server: Server, payload: Payload) -> None:
    """Which file is sent, the command line says.

    The second argument is the file's name: use it as it is.
    """
    data = payload.text(100)
    other = f"{payload.word()}.dat"
    port, _ = server.usual()
    _expect_file(server.put(other, data).start(port, other).connect(), data)


def check_sends_binary_data(server: Server, payload: Payload) -> None:
    """A file of 256 KiB with bytes of every value comes as it is.

    A file is bytes: line ends, zeros and what is not UTF-8 have no meaning here.

    Python: open(name, "rb") reads bytes; without the b, Python decodes them, which not all bytes survive.

    C: strlen() stops at a zero byte: use the number that fread() or read() gave.
    """
    data = b"\r\n\x00\xff\n" + payload.binary(256 * _KIB) + b"\r\n"
    _expect_file(_with_file(server, data).connect(), data)


def check_sends_an_empty_file(server: Server) -> None:
    """An empty file has the size 0, and nothing follows.

    Send the size all the same: without it the client does not know that it has everything.
    """
    _expect_file(_with_file(server, b"").connect(), b"").expect_end()


@source("RFC 9293, 3.6", "close(2)")
def check_closes_after_the_file(server: Server) -> None:
    """After the file the server closes the connection.

    Close the socket that accept() gave, at once and not when the next client comes.
    """
    server.connect().expect_closed()


@source("accept(2)")
def check_serves_client_after_client(server: Server, payload: Payload) -> None:
    """Each client gets the whole file, from its beginning.

    Put accept() into an endless loop. Who opens the file once has to go back to its beginning for each client.

    Python: open() it for each client, or keep its bytes; read() on a file that has been read gives b"".

    C: open() it for each client, or lseek() to its beginning.
    """
    data = payload.text(3000)
    _with_file(server, data)
    for _ in range(3):
        _expect_file(server.connect(), data).leave()


def check_says_that_the_file_cannot_be_read(server: Server) -> None:
    """If there is no such file, the server says so at once, and ends with exit code 1.

    Open the file before you wait for clients: nobody shall connect in vain. Say on stderr what went wrong.

    Python: Catch OSError, which includes FileNotFoundError; sys.exit("message") does the rest.

    C: open() returns -1, fopen() NULL: perror() and `return 1` in main() do the rest.
    """
    port, _ = server.usual()
    server.start(port, "missing.dat").expect_failure(1)


@robust
@source("open(2)", "read(2)")
def check_says_that_a_folder_is_no_file(server: Server) -> None:
    """If FILE is a folder, the server says so at once, and ends with exit code 1.

    That a name exists does not mean that a file can be read: try it.

    Python: open(name, "rb") raises IsADirectoryError, an OSError.

    C: open() with O_RDONLY opens folders, too: read() fails then, with EISDIR, and fstat() tells what it is.
    """
    port, _ = server.usual()
    server.start(port, ".").expect_failure(1)


@robust
@source("send(2)")
def check_sends_a_mebibyte(server: Server, payload: Payload) -> None:
    """A file of 1 MiB is sent whole.

    send() may take only a part, and read() and fread() give only as much as they were asked for: go on until the end
    of the file.

    Python: sendall() sends everything; or sendfile(), which takes the file itself.
    """
    data = payload.binary(_MIB)
    _expect_file(_with_file(server, data).connect(), data)


@robust
@source("send(2)", "sendfile(2)")
def check_sends_large_files(server: Server, payload: Payload) -> None:
    """A file of 16 MiB is sent whole, too.

    Read a piece and send it, then the next, until the end of the file: neither a buffer nor the memory has to be large.

    Python: `while data := file.read(65536): connection.sendall(data)`. data += … copies all that is there already.
    """
    data = payload.binary(16 * _MIB)
    _with_file(server, data).connect().expect(_message(data))


@robust
@source("RFC 9293, 3.8.6", "send(2)")
def check_waits_for_a_slow_client(server: Server, payload: Payload) -> None:
    """A client may take its time to read: it gets the whole file, too.

    send() waits until there is room: set no time-out. A non-blocking one says how much it has taken, and fails
    (EAGAIN) when that is nothing: wait with select() then, and go on with the rest.
    """
    data = payload.binary(16 * _MIB)  # more than fits between the two
    client = _with_file(server, data).connect(takes_little=True)
    server.wait_in_silence()
    client.expect(_message(data))


@robust
@source("accept(2)", "pthreads(7)")
def check_serves_others_while_one_does_not_read(server: Server, payload: Payload) -> None:
    """A client that does not read keeps nobody waiting.

    send() waits for such a client. Serve each in a thread of its own, and go back to accept() at once.

    Python: Thread(target=…, daemon=True).start(), without join().

    C: pthread_create() starts a thread, and pthread_detach() lets it end by itself.
    """
    data = payload.binary(16 * _MIB)
    _with_file(server, data)
    stuck = server.connect(takes_little=True).wait_until_accepted()
    server.come_to_rest()
    # Its beginning: whether all of it comes is another check's affair.
    _expect_the_beginning(server.connect(), data)
    stuck.close()


@robust
@source("RFC 9293, 3.5.3", "send(2)")
def check_survives_a_client_that_leaves_half_way(server: Server, payload: Payload) -> None:
    """A client that breaks off (RST) in the middle of the file does not end the server.

    send() fails then. Give up this client, and serve the next one.

    Python: Catch ConnectionError for each client: it includes ConnectionResetError and BrokenPipeError.

    C: SIGPIPE ends a program in send(), unless it ignores that: signal(SIGPIPE, SIG_IGN), or send() with
    MSG_NOSIGNAL.
    """
    data = payload.binary(16 * _MIB)
    _with_file(server, data)
    _expect_the_beginning(server.connect(takes_little=True), data).reset()
    _expect_the_beginning(server.connect(), data)


@robust
@source("signal(7)")
def check_stops_on_interrupt_while_sending(server: Server, payload: Payload) -> None:
    """Ctrl-C ends the server although a client has not read everything yet, without a traceback.

    Ctrl-C sends SIGINT. A thread that waits in send() must not keep the program from ending.

    Python: At its end a program waits for every thread that is not a daemon: make it one, with Thread(…,
    daemon=True). Without threads, KeyboardInterrupt comes in the midst of sendall().

    C: SIGINT ends a program by itself: if you handle it, do not wait there for threads or children.
    """
    _with_file(server, payload.binary(16 * _MIB)).connect(takes_little=True).wait_until_accepted()
    server.interrupt().expect_clean_stop()
