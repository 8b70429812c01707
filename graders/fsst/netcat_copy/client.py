"""Checks of fsst/netcat_copy/client."""

from __future__ import annotations

from sockgrade import Client, Payload, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_another_number_of_arguments,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import check_says_that_the_server_is_absent
from sockgrade.behaviours.netcat_client import (
    check_ends_by_itself_with_ncat,
    check_ends_by_itself_with_openbsd_netcat,
    check_ends_by_itself_with_traditional_netcat,
)

#: The file that the client is usually told to send.
_FILE = "brief.txt"
_KIB, _MIB = 2**10, 2**20


def _send(client: Client, name: str, data: bytes) -> Client:
    """Let the client send a file of this name. Whether it ends then is another check's affair."""
    host, port, _ = client.usual()
    client.put(name, data).start(host, port, name).accept().expect(data)
    return client


def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that its command line names.

    The first argument is the host, the second the port. Here the server is at 127.0.0.2: on Linux every address that
    begins with 127 is this machine.

    Shell: nc takes both as they are: nc "$1" "$2"
    """
    address, port = client.start("127.0.0.2", 50123, _FILE).accept().local_address
    assert (address, port) == ("127.0.0.2", 50123), (
        f"The client goes to {address}:{port}, and was told to go to 127.0.0.2:50123."
    )


def check_sends_the_file(client: Client, payload: Payload) -> None:
    """The client sends the bytes of the file, and nothing else.

    Make the file the input of netcat. No name and no size is sent before it, and no line end behind it.

    Shell: nc … < "$3"
    """
    lines = b"\n".join(payload.text(50) for _ in range(60))
    _send(client, _FILE, lines)


def check_sends_the_file_that_is_named(client: Client, payload: Payload) -> None:
    """Which file is sent, the command line says.

    The third argument is the file's name: use it as it is.
    """
    _send(client, f"{payload.word()}.dat", payload.text(100))


def check_sends_binary_data(client: Client, payload: Payload) -> None:
    """A file of 256 KiB with bytes of every value is sent as it is.

    A file is bytes: line ends, zeros and what is not UTF-8 have no meaning here.

    Shell: Neither $(…) nor read keeps all bytes: a redirection does.
    """
    _send(client, _FILE, b"\r\n\x00\xff\n\\n%d" + payload.binary(256 * _KIB) + b"\r\n\n\n")


def check_sends_an_empty_file(client: Client) -> None:
    """An empty file is a file: the client connects, and sends nothing.

    Whether there is a file has nothing to do with how much stands in it.

    Shell: [ -s "$3" ] is false for an empty file, [ -f "$3" ] is true.
    """
    client.put(_FILE, b"").accept().expect_nothing()


def check_takes_a_name_with_blanks(client: Client, payload: Payload) -> None:
    """The name of the file may have blanks in it.

    It is one argument, and has to stay one.

    Shell: Without quotation marks, $3 becomes several words: write "$3" everywhere.
    """
    _send(client, f"mein  Brief {payload.word()}.txt", payload.text(100))


def check_says_that_there_is_no_such_file(client: Client) -> None:
    """If there is no such file, the client says so on stderr, ends with exit code 1, and does not connect.

    Look before you connect: a server that gets nothing takes it for an empty file.

    Shell: [ -f "$3" ] || { echo "…" >&2; exit 1; }
    """
    host, port, _ = client.usual()
    client.start(host, port, "fehlt.txt").expect_failure(1)
    assert client.accept_if_it_comes() is None, "The client connects although there is no file to send."


@robust
@source("stat(2)")
def check_says_that_a_folder_is_no_file(client: Client) -> None:
    """If the name is that of a folder, the client says so on stderr, ends with exit code 1, and does not connect.

    That a name exists does not mean that there is something to read. A folder can even be opened.

    Shell: [ -e "$3" ] and [ -r "$3" ] are true for a folder, [ -f "$3" ] is not.
    """
    host, port, _ = client.usual()
    client.start(host, port, ".").expect_failure(1)
    assert client.accept_if_it_comes() is None, "The client connects although there is no file to send."


@robust
@source("getopt(3)")
def check_takes_a_name_with_a_leading_dash(client: Client, payload: Payload) -> None:
    """The name of the file may begin with a dash.

    Most commands take it for an option. A redirection never does; commands take -- as the end of their options, or
    ./-name as the name.

    Shell: nc … < "$3", or cat -- "$3"
    """
    _send(client, f"-{payload.word()}.txt", payload.text(100))


@robust
@source("send(2)")
def check_sends_a_mebibyte(client: Client, payload: Payload) -> None:
    """A file of 1 MiB is sent whole.

    netcat reads to the end of its input, however far away it is.
    """
    _send(client, _FILE, payload.binary(_MIB))


@robust
@source("RFC 9293, 3.8.6", "send(2)")
def check_waits_for_a_slow_server(client: Client, payload: Payload) -> None:
    """A server may take its time to read: it gets the whole file, too.

    What it has not read yet waits on the way, and then in netcat. Set no time limit for that.

    Shell: nc -w 1 gives up after a second without a word. For the end of its input there are other options.
    """
    data = payload.binary(8 * _MIB)  # more than fits between the two
    connection = client.take_little().put(_FILE, data).accept()
    client.wait_in_silence()
    connection.expect(data)
