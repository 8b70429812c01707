"""Checks of network_programming/file_transfer/client."""

from __future__ import annotations

import contextlib
import itertools

from sockgrade import Client, Payload, Word, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import (
    check_connects_to_the_documented_address,
    check_says_that_the_server_is_absent,
)

#: The name under which the client is usually told to write the file.
_OUT = "copy.txt"
_KIB, _MIB = 2**10, 2**20


def _message(data: bytes) -> bytes:
    """What a server sends that has this file."""
    return b"%d\n" % len(data) + data


def _serve(client: Client, data: bytes) -> None:
    """Be a server that has this file, until the client is content and ends."""
    client.accept().send(_message(data)).finish()
    client.expect_exit(0)


def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that its command line names.

    The first argument is the host, the second the port. Here the server is at 127.0.0.2: on Linux every address that
    begins with 127 is this machine.

    Python: sys.argv[1] is the host; make an int of sys.argv[2].

    C: getaddrinfo(argv[1], argv[2], …) takes both as text.
    """
    address, port = client.start("127.0.0.2", 50123, _OUT).accept().local_address
    assert (address, port) == ("127.0.0.2", 50123), (
        f"The client goes to {address}:{port}, and was told to go to 127.0.0.2:50123."
    )


def check_writes_the_file(client: Client, payload: Payload) -> None:
    """The file that the client writes has the bytes that came behind the size, and no others.

    Receive up to the first LF: that is the size, and no part of the file. Then receive so many bytes, in a loop, and
    write each piece.

    Python: connection.makefile("rb") has readline() for the size and read(size) for the file.

    C: recv() returns how many bytes have come: write so many.
    """
    data = b"\n".join(payload.text(50) for _ in range(60)) + b"\n"
    _serve(client, data)
    client.expect_file(_OUT, data)


def check_writes_it_under_the_given_name(client: Client, payload: Payload) -> None:
    """The third argument is the name under which the file is written.

    Use it as it is.
    """
    name, data = f"{payload.word()}.dat", payload.text(100)
    host, port, _ = client.usual()
    client.start(host, port, name)
    _serve(client, data)
    client.expect_file(name, data)


def check_writes_binary_data(client: Client, payload: Payload) -> None:
    """A file of 256 KiB with bytes of every value is written as it came.

    A file is bytes: line ends, zeros and what is not UTF-8 have no meaning here.

    Python: open(name, "wb") writes bytes. decode() does not survive all bytes, and strip() takes some away.

    C: fwrite() writes any bytes, a zero among them, where fputs() stops.
    """
    data = b"\r\n\x00\xff\n" + payload.binary(256 * _KIB) + b"\r\n"
    _serve(client, data)
    client.expect_file(_OUT, data)


def check_writes_an_empty_file(client: Client) -> None:
    """A file of the size 0 is written, too: an empty one.

    It is complete when its size has come. That no byte follows is no failure.
    """
    _serve(client, b"")
    client.expect_file(_OUT, b"")


def check_replaces_an_older_file(client: Client, payload: Payload) -> None:
    """A longer file that was there before is replaced: nothing of it remains.

    Empty the file when you open it, or write a new one and give it the name at the end.

    Python: open(name, "wb") empties the file; "ab" and "r+b" do not.

    C: fopen(name, "wb") empties the file; open() needs O_TRUNC.
    """
    data = payload.text(300)
    client.put(_OUT, payload.text(5000))
    _serve(client, data)
    client.expect_file(_OUT, data)


@output
def check_prints_the_size(client: Client, payload: Payload) -> None:
    """The client prints how many bytes have come: `47 bytes received`.

    Print the size of the file, and the words behind it, on one line.
    """
    data = payload.text(1234)
    client.accept().send(_message(data)).finish()
    client.expect_line(Word(len(data)), "bytes received", example=f"{len(data)} bytes received")


@robust
@source("RFC 9293, 2.2", "recv(2)")
def check_puts_pieces_together(client: Client, payload: Payload) -> None:
    """Size and file may be cut anywhere: between digits, and in the midst of the file.

    recv() gives what is there. The size is complete when its LF has come; the file, when so many bytes have.

    Python: makefile("rb") puts pieces together; recv(1) up to the LF does so for the size, too.

    C: MSG_WAITALL lets recv() wait for all bytes, though not in all cases: loop, and count.
    """
    data = b"\n0\n" + payload.binary(3000)
    whole = _message(data)
    cuts = [0, 1, 2, 4, 5, 6, 1000, 1001, len(whole)]
    client.accept().send_in_pieces(whole[a:b] for a, b in itertools.pairwise(cuts)).finish()
    client.expect_exit(0).expect_file(_OUT, data)


@robust
@source("recv(2)")
def check_writes_a_mebibyte(client: Client, payload: Payload) -> None:
    """A file of 1 MiB is written whole.

    recv(n) gives at most n bytes, and never waits for all of them: receive in a loop until so many are there as were
    announced.
    """
    data = payload.binary(_MIB)
    _serve(client, data)
    client.expect_file(_OUT, data)


@robust
@source("recv(2)", "write(2)")
def check_writes_large_files(client: Client, payload: Payload) -> None:
    """A file of 16 MiB is written whole, too.

    Write each piece as it comes: neither a buffer nor the memory has to be large. And receive more than a few bytes at
    a time: each call takes its time.

    Python: data += connection.recv(1024) copies, for each piece, all that has come before: 16 MiB take minutes.
    """
    data = payload.binary(16 * _MIB)
    _serve(client, data)
    client.expect_file(_OUT, data)


@robust
@source("recv(2)")
def check_waits_for_a_slow_server(client: Client, payload: Payload) -> None:
    """A server may take its time, before the size and in the midst of the file.

    recv() waits by itself: set no time-out, or one that a slow network does not reach.
    """
    data = payload.text(2000)
    connection = client.accept()
    client.wait_in_silence()
    connection.send(_message(data)[:1000])
    client.wait_in_silence()
    connection.send(_message(data)[1000:]).finish()
    client.expect_exit(0).expect_file(_OUT, data)


@robust
@source("RFC 9293, 3.6")
def check_does_not_wait_for_the_end(client: Client, payload: Payload) -> None:
    """With its last byte the file is complete, whether the server closes or not.

    The size says where the file ends. Whoever waits for the end of the stream as well may wait for ever.
    """
    data = payload.text(2000)
    client.accept().send(_message(data))
    client.expect_exit(0).expect_file(_OUT, data)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_notices_that_the_file_is_cut_short(client: Client, payload: Payload) -> None:
    """When the server closes before the last byte, the client says so, and ends with exit code 1.

    The end of the stream says that nothing more will come, and not that everything has. Compare what has come with
    the size.

    Python: recv() returns b"" then, and read() fewer bytes than it was asked for.

    C: recv() returns 0 then.
    """
    client.accept().send(_message(payload.text(2000))[:-1]).finish()
    client.expect_failure(1)


@robust
@source("rename(2)")
def check_leaves_no_half_file(client: Client, payload: Payload) -> None:
    """When the server closes before the last byte, there is no file under the given name.

    Somebody who finds it takes it for the whole. Write to another name in the same folder, and rename it when it is
    complete; or write nothing before everything has come.

    Python: os.replace(part, out) gives it its name at one go.

    C: rename(part, out) gives it its name at one go.
    """
    client.accept().send(_message(payload.text(2000))[:1000]).finish()
    client.expect_stop().expect_no_file(_OUT)


@robust
@source("rename(2)")
def check_keeps_the_older_file(client: Client, payload: Payload) -> None:
    """When a transfer is cut short, an older file of that name stays as it was.

    Who opens it for writing has emptied it already. Write to another name first, and rename it when it is complete.

    Python: os.replace(part, out) puts one file in the place of the other at one go.

    C: rename(part, out) puts one file in the place of the other at one go.
    """
    older = payload.text(500)
    client.put(_OUT, older)
    client.accept().send(_message(payload.text(2000))[:1000]).finish()
    client.expect_stop().expect_file(_OUT, older)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client, payload: Payload) -> None:
    """When the server breaks off (RST) in the middle of the file, the client says so, and ends with exit code 1.

    recv() fails when the server has crashed. Say on stderr what happened, and leave no half file behind.

    Python: Catch OSError around all of it: it includes ConnectionResetError.

    C: recv() returns -1, and perror() says why.
    """
    client.accept().send_in_pieces([_message(payload.text(2000))[:1000]]).reset()
    client.expect_failure(1)
    client.expect_no_file(_OUT)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_nothing_came(client: Client) -> None:
    """When the server closes without a word, the client says so, and ends with exit code 1.

    That is no empty file: the size is missing. The first recv() may find the end of the stream already.

    Python: int(b"") raises ValueError, and a loop that waits for LF gets b"" again and again.

    C: recv() returns 0: a loop that waits for LF must end then.
    """
    client.accept().finish()
    client.expect_failure(1)
    client.expect_no_file(_OUT)


@robust
@source("strtol(3)")
def check_refuses_what_is_no_size(client: Client, payload: Payload) -> None:
    """If the first line is no number, the client says so, and ends with exit code 1.

    Some other server may listen there. Look whether it is a number before you use it.

    Python: int() raises ValueError; bytes.isdigit() tells beforehand.

    C: strtol() tells with its second argument where the number ends.
    """
    client.accept().send(b"Welcome!\n" + payload.text()).finish()
    client.expect_failure(1)


@robust
@source("recv(2)")
def check_gives_up_a_size_without_end(client: Client) -> None:
    """If no LF comes after 20 digits, the client says so, and ends with exit code 1.

    Who waits for the LF keeps everything until it comes, and it may never come.

    Python: readline() takes the greatest length as an argument.
    """
    client.accept().send(b"7" * 5000)
    client.expect_failure(1)


@robust
@source("malloc(3)")
def check_does_not_reserve_what_is_announced(client: Client, payload: Payload) -> None:
    """A size that is larger than the memory is no reason to crash: the bytes have to come first.

    The number comes from somebody else. Reserve nothing of that size, and receive pieces of a size of your own.

    Python: bytearray(size), recv(size) and read(size) reserve memory: MemoryError, or OverflowError, is what you get.

    C: malloc() returns NULL then.
    """
    client.accept().send(b"9999999999999999999\n" + payload.text()).finish()
    client.expect_failure(1)


@robust
@source("open(2)")
def check_says_that_it_cannot_write(client: Client, payload: Payload) -> None:
    """If OUT cannot be written, the client says so, and ends with exit code 1.

    Here its folder does not exist. Say on stderr what went wrong.

    Python: Catch OSError, which includes FileNotFoundError.

    C: fopen() returns NULL, and perror() says why.
    """
    host, port, _ = client.usual()
    client.start(host, port, "no-such-folder/copy.txt")
    if connection := client.accept_if_it_comes():  # whoever tries to open it first need not connect
        connection.send(_message(payload.text(100))).finish()
    client.expect_failure(1)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so, and ends with exit code 1.

    Here it is told to go to 127.0.0.256, which is no address and no name. Say on stderr what went wrong.

    Python: Catch OSError, which includes socket.gaierror; sys.exit("message") does the rest.

    C: getaddrinfo() returns something else than 0, and gai_strerror() says what that means.
    """
    client.start("127.0.0.256", 9010, _OUT).expect_failure(1)
