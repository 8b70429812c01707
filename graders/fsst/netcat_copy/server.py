"""Checks of fsst/netcat_copy/server."""

from __future__ import annotations

from sockgrade import Payload, Server, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_another_number_of_arguments,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_server import check_can_be_reached_from_other_machines

#: The name under which the server is usually told to write the file.
_FILE = "kopie.txt"
_KIB, _MIB = 2**10, 2**20


def _receive(server: Server, name: str, data: bytes) -> Server:
    """Send a file that the server is to write under this name."""
    port, _ = server.usual()
    server.start(port, name).connect().send(data).finish()
    return server.expect_file(name, data)


def check_listens_on_the_given_port(server: Server) -> None:
    """The server listens on the port that its command line names.

    The first argument is the port.

    Shell: nc takes it as it is: nc -l -p "$1"
    """
    server.start(*server.usual(port=50123)).expect_documented_address()


def check_writes_the_file(server: Server, payload: Payload) -> None:
    """What the client sends stands in the file afterwards, and nothing else.

    Make the file the output of netcat. No size comes before it; the end of the connection is the end of the file.

    Shell: nc -l … > "$2"
    """
    _receive(server, _FILE, b"\n".join(payload.text(50) for _ in range(60)))


def check_writes_it_under_the_given_name(server: Server, payload: Payload) -> None:
    """The second argument is the name under which the file is written.

    Use it as it is.
    """
    _receive(server, f"{payload.word()}.dat", payload.text(100))


def check_writes_binary_data(server: Server, payload: Payload) -> None:
    """A file of 256 KiB with bytes of every value is written as it came.

    A file is bytes: line ends, zeros and what is not UTF-8 have no meaning here.

    Shell: Neither $(…) nor read keeps all bytes: a redirection does.
    """
    _receive(server, _FILE, b"\r\n\x00\xff\n\\n%d" + payload.binary(256 * _KIB) + b"\r\n\n\n")


def check_writes_an_empty_file(server: Server) -> None:
    """If the client sends nothing, the file is there, and empty.

    That is what the client's file was like.
    """
    _receive(server, _FILE, b"")


def check_replaces_an_older_file(server: Server, payload: Payload) -> None:
    """A longer file that was there before is replaced: nothing of it remains.

    Empty the file when you open it.

    Shell: > does that; >> writes behind what is there.
    """
    _receive(server.put(_FILE, payload.text(5000)), _FILE, payload.text(300))


def check_takes_a_name_with_blanks(server: Server, payload: Payload) -> None:
    """The name of the file may have blanks in it.

    It is one argument, and has to stay one.

    Shell: Without quotation marks, $2 becomes several words: write "$2" everywhere.
    """
    _receive(server, f"meine  Kopie {payload.word()}.txt", payload.text(100))


@source("RFC 9293, 3.6")
def check_ends_with_its_client(server: Server, payload: Payload) -> None:
    """When the client has ended the connection, the server ends, too, with exit code 0.

    That end is all that says that the file is complete. A listening netcat takes one client, and ends with it.
    """
    server.connect().send(payload.text(100)).finish()
    server.expect_exit(0)


def check_leaves_files_alone_when_used_wrongly(server: Server, payload: Payload) -> None:
    """Wrong usage changes no file: an older one stays as it was.

    Look at the number of arguments before anything else.

    Shell: > empties the file before its command even begins.
    """
    older = payload.text(500)
    port, _ = server.usual()
    server.put(_FILE, older).start(port, _FILE, "more").expect_stop().expect_file(_FILE, older)


@robust
@source("getopt(3)")
def check_takes_a_name_with_a_leading_dash(server: Server, payload: Payload) -> None:
    """The name of the file may begin with a dash.

    Most commands take it for an option. A redirection never does; commands take -- as the end of their options, or
    ./-name as the name.

    Shell: nc -l … > "$2", or tee -- "$2"
    """
    _receive(server, f"-{payload.word()}.txt", payload.text(100))


@robust
@source("recv(2)")
def check_writes_a_mebibyte(server: Server, payload: Payload) -> None:
    """A file of 1 MiB is written whole.

    netcat reads to the end of the stream, however far away it is.
    """
    _receive(server, _FILE, payload.binary(_MIB))


@robust
@source("recv(2)")
def check_puts_pieces_together(server: Server, payload: Payload) -> None:
    """The file may come in pieces of any size.

    Write each as it comes, up to the end of the stream.
    """
    pieces = [payload.binary(number) for number in (1, 1, 500, 1, 3000)]
    server.connect().send_in_pieces(pieces).finish()
    server.expect_file(_FILE, b"".join(pieces))


@robust
@source("recv(2)")
def check_waits_for_a_slow_client(server: Server, payload: Payload) -> None:
    """A client may take its time, before it comes and in the midst of the file.

    netcat waits by itself: set no time limit.

    Shell: nc -w 1 gives up after a second without a word.
    """
    data = payload.text(2000)
    server.run().wait_in_silence()
    connection = server.connect().send(data[:1000])
    server.wait_in_silence()
    connection.send(data[1000:]).finish()
    server.expect_exit(0).expect_file(_FILE, data)


@robust
@source("shutdown(2)", "recv(2)")
def check_needs_no_input(server: Server, payload: Payload) -> None:
    """The end of the server's own input is no end of the file: it receives all the same.

    A script that is started in the background, or by another program, often has an empty input. The server has nothing
    to send anyhow.

    Shell: nc -q 0 ends with its input, here before anything has come: leave it to the client.
    """
    data = payload.text(3000)
    connection = server.end_input().connect()
    server.come_to_rest()
    connection.send(data).finish()
    server.expect_exit(0).expect_file(_FILE, data)


@robust
@source("open(2)")
def check_says_that_it_cannot_write(server: Server) -> None:
    """If the file cannot be written, the server says so at once, and ends with exit code 1.

    Here its folder does not exist. Open the file before you wait for a client: nobody shall connect in vain.

    Shell: A redirection that fails says why, and its command does not run. The exit code is 2 then: || exit 1
    """
    port, _ = server.usual()
    server.start(port, "kein-ordner/kopie.txt").expect_failure(1)


@robust
@source("bind(2)")
def check_says_that_its_port_is_taken(server: Server) -> None:
    """If somebody else has the port, the server says so, and ends with an exit code that is not 0.

    netcat says why on stderr, and ends with another exit code than 0: pass it on.

    Shell: The exit code of a pipe is that of its last command, and || looks at nothing else.
    """
    server.while_its_port_is_taken().expect_failure()


def _receive_with(server: Server, netcat: str, data: bytes) -> None:
    server.with_netcat(netcat).connect().send(data).finish()
    server.expect_exit(0).expect_file(_FILE, data)


@robust
@source("listen(2)")
def check_works_with_openbsd_netcat(server: Server, payload: Payload) -> None:
    """With the netcat of OpenBSD, the server receives the file, and ends with exit code 0.

    It takes the port with -p, too: nc -l -p PORT is what all of them understand.
    """
    _receive_with(server, "openbsd", payload.binary(3000))


@robust
@source("listen(2)")
def check_works_with_traditional_netcat(server: Server, payload: Payload) -> None:
    """With the traditional netcat, the server receives the file, and ends with exit code 0.

    It wants the port with -p, and listens nowhere useful without: nc -l -p PORT. That is what all of them understand.
    It knows no -N and no long options.
    """
    _receive_with(server, "traditional", payload.binary(3000))


@robust
@source("listen(2)")
def check_works_with_ncat(server: Server, payload: Payload) -> None:
    """With Ncat, the server receives the file, and ends with exit code 0.

    It takes the port with -p, too: nc -l -p PORT is what all of them understand. It knows neither -N nor -q.
    """
    _receive_with(server, "ncat", payload.binary(3000))
